package pinyin

import (
	"strings"
	"testing"
)

func TestSandhi(t *testing.T) {
	isWord := func(text string) bool { return text == "老虎" || text == "展览" }
	for _, test := range []struct{ words, readings, none, full string }{
		{"不 会 一下", "bu2 hui4 yi2|xia4", "bu4 hui4 yi1|xia4", "bu2 hui4 yi2|xia4"},
		{"一起 不", "yi4|qi3 bu4", "yi1|qi3 bu4", "yi4|qi3 bu4"},
		{"聚 一 聚", "ju4 yi5 ju4", "ju4 yi1 ju4", "ju4 yi5 ju4"},
		{"听 不 懂", "ting1 bu5 dong3", "ting1 bu4 dong3", "ting1 bu5 dong3"},
		{"你好", "ni3|hao3", "ni3|hao3", "ni2|hao3"},
		{"我 很 好", "wo3 hen3 hao3", "wo3 hen3 hao3", "wo2 hen2 hao3"},
		{"我 也 很 好", "wo3 ye3 hen3 hao3", "wo3 ye3 hen3 hao3", "wo2 ye3 hen2 hao3"},
		{"买 水果", "mai3 shui3|guo3", "mai3 shui3|guo3", "mai3 shui2|guo3"},
		{"很 美丽", "hen3 mei3|li4", "hen3 mei3|li4", "hen2 mei3|li4"},
		{"展览 馆", "zhan3|lan3 guan3", "zhan3|lan3 guan3", "zhan2|lan2 guan3"},
		{"展览馆", "zhan3|lan3|guan3", "zhan3|lan3|guan3", "zhan2|lan2|guan3"},
		{"小老虎", "xiao3|lao3|hu3", "xiao3|lao3|hu3", "xiao3|lao2|hu3"},
		{"小 老虎", "xiao3 lao3|hu3", "xiao3 lao3|hu3", "xiao3 lao2|hu3"},
		{"我 想 请 老板", "wo3 xiang3 qing3 lao3|ban3", "wo3 xiang3 qing3 lao3|ban3", "wo2 xiang3 qing3 lao2|ban3"},
		{"我 有 五 把 雨伞", "wo3 you3 wu3 ba3 yu3|san3", "wo3 you3 wu3 ba3 yu3|san3", "wo2 you3 wu2 ba3 yu2|san3"},
		{"小组 展览", "xiao3|zu3 zhan3|lan3", "xiao3|zu3 zhan3|lan3", "xiao2|zu3 zhan2|lan3"},
		{"有 点儿 小", "you3 dian3|r5 xiao3", "you3 dian3|r5 xiao3", "you2 dian2|r5 xiao3"},
		{"好 。 我", "hao3 - wo3", "hao3 - wo3", "hao3 - wo3"}, // a stop keeps them apart
	} {
		texts := strings.Fields(test.words)
		var readings [][]string
		for word := range strings.FieldsSeq(test.readings) {
			readings = append(readings, strings.Split(strings.ReplaceAll(word, "-", ""), "|"))
		}
		for mode, want := range map[Sandhi]string{NoSandhi: test.none, YiBu: test.readings, FullSandhi: test.full} {
			var got []string
			for _, word := range mode.Apply(texts, readings, isWord) {
				joined := strings.Join(word, "|")
				if joined == "" {
					joined = "-"
				}
				got = append(got, joined)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s of %s: %v, want %s", mode, test.words, got, want)
			}
		}
	}
}
