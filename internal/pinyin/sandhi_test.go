package pinyin

import (
	"strings"
	"testing"
)

func TestSandhi(t *testing.T) {
	for _, test := range []struct{ words, readings, none, full string }{
		{"不 会 一下", "bu2 hui4 yi2|xia4", "bu4 hui4 yi1|xia4", "bu2 hui4 yi2|xia4"},
		{"一起 不", "yi4|qi3 bu4", "yi1|qi3 bu4", "yi4|qi3 bu4"},
		{"聚 一 聚", "ju4 yi5 ju4", "ju4 yi5 ju4", "ju4 yi5 ju4"}, // neutral is not sandhi
		{"你好", "ni3|hao3", "ni3|hao3", "ni2|hao3"},
		{"我 很 好", "wo3 hen3 hao3", "wo3 hen3 hao3", "wo2 hen2 hao3"},
		{"买 水果", "mai3 shui3|guo3", "mai3 shui3|guo3", "mai2 shui2|guo3"},
		{"小组 展览", "xiao3|zu3 zhan3|lan3", "xiao3|zu3 zhan3|lan3", "xiao2|zu3 zhan2|lan3"},
		{"好 。 我", "hao3 - wo3", "hao3 - wo3", "hao3 - wo3"}, // a stop keeps them apart
	} {
		texts := strings.Fields(test.words)
		var readings [][]string
		for word := range strings.FieldsSeq(test.readings) {
			readings = append(readings, strings.Split(strings.ReplaceAll(word, "-", ""), "|"))
		}
		for mode, want := range map[Sandhi]string{NoSandhi: test.none, YiBu: test.readings, FullSandhi: test.full} {
			var got []string
			for _, word := range mode.Apply(texts, readings) {
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
