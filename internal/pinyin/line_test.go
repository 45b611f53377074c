package pinyin

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for _, test := range []struct{ pieces, want string }{
		{"如果/ru2 guo3 有/you3 任何/ren4 he2 问题/wen4 ti2 ， 请/qing3 联络/lian2 luo4 我/wo3 。", "Rúguǒ yǒu rènhé wèntí, qǐng liánluò wǒ."},
		{"他/ta1 说/shuo1 ： “ 好/hao3 ！ ” 走/zou3 了/le5 。", "Tā shuō: “hǎo!” Zǒu le."},
		{"用/yong4 Email 联络/lian2 luo4 （ 北京/bei3 jing1* ） 2026 年/nian2", "Yòng Email liánluò (Běijīng) 2026 nián"},
		{"西安/xi1 an1* 的/de5 女儿/nü3 er2 、 玩儿/wan2 r5", "Xī'ān de nǚ'ér, wánr"},
		{"— 好/hao3", "— hǎo"},
		{"", ""},
	} {
		var pieces []Piece
		for word := range strings.SplitSeq(strings.ReplaceAll(test.pieces, " ", "\n"), "\n") {
			text, reading, ok := strings.Cut(word, "/")
			switch last := len(pieces) - 1; {
			case ok:
				reading, proper := strings.CutSuffix(reading, "*")
				pieces = append(pieces, Piece{Text: text, Syllables: []string{reading}, Proper: proper})
			case last >= 0 && Tone(strings.TrimSuffix(word, "*")) > 0: // a further syllable
				reading, proper := strings.CutSuffix(word, "*")
				pieces[last].Syllables = append(pieces[last].Syllables, reading)
				pieces[last].Proper = pieces[last].Proper || proper
			default:
				pieces = append(pieces, Piece{Text: text})
			}
		}
		if got := Line(pieces, Marks); got != test.want {
			t.Errorf("%s: %q, want %q", test.pieces, got, test.want)
		}
	}
}
