package pinyin

import (
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string]string{
		"zhao1 ji2": "zhao1 ji2", "zhao1ji2": "zhao1 ji2", "nü3r2": "nü3 r2", "K a3": "K a3", "": "", "3C": "3C", "qian1ni2-de5": "qian1 ni2 -de5",
	} {
		if got := strings.Join(Split(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSyllable(t *testing.T) {
	for _, test := range []struct{ in, marks, numbers, zhuyin string }{
		{"lian2", "lián", "lian2", "ㄌㄧㄢˊ"},
		{"luo4", "luò", "luo4", "ㄌㄨㄛˋ"},
		{"ma1", "mā", "ma1", "ㄇㄚ"},
		{"de5", "de", "de5", "˙ㄉㄜ"},
		{"liu2", "liú", "liu2", "ㄌㄧㄡˊ"}, // iu: the last vowel
		{"gui3", "guǐ", "gui3", "ㄍㄨㄟˇ"}, // ui: the last vowel
		{"gou3", "gǒu", "gou3", "ㄍㄡˇ"},
		{"xue2", "xué", "xue2", "ㄒㄩㄝˊ"},
		{"juan4", "juàn", "juan4", "ㄐㄩㄢˋ"},
		{"qu4", "qù", "qu4", "ㄑㄩˋ"},
		{"nü3", "nǚ", "nü3", "ㄋㄩˇ"},
		{"nu:3", "nǚ", "nü3", "ㄋㄩˇ"},
		{"lüe4", "lüè", "lüe4", "ㄌㄩㄝˋ"},
		{"zhi1", "zhī", "zhi1", "ㄓ"},
		{"si4", "sì", "si4", "ㄙˋ"},
		{"shuang1", "shuāng", "shuang1", "ㄕㄨㄤ"},
		{"xiong2", "xióng", "xiong2", "ㄒㄩㄥˊ"},
		{"dong1", "dōng", "dong1", "ㄉㄨㄥ"},
		{"weng1", "wēng", "weng1", "ㄨㄥ"},
		{"yue4", "yuè", "yue4", "ㄩㄝˋ"},
		{"you3", "yǒu", "you3", "ㄧㄡˇ"},
		{"er2", "ér", "er2", "ㄦˊ"},
		{"r5", "r", "r5", "ㄦ"},
		{"ê1", "ê̄", "ê1", "ㄝ"},
		{"ê2", "ế", "ê2", "ㄝˊ"},
		{"m2", "ḿ", "m2", "ㄇˊ"},
		{"n4", "ǹ", "n4", "ㄋˋ"},
		{"ng3", "ňg", "ng3", "ㄫˇ"},
		{"hm5", "hm", "hm5", "˙ㄏㄇ"},
		{"hng1", "hn̄g", "hng1", "ㄏㄫ"},
		{"Bei3", "Běi", "Bei3", "ㄅㄟˇ"},
		{"Ou1", "Ōu", "Ou1", "ㄡ"},
		{"Lu:3", "Lǚ", "Lü3", "ㄌㄩˇ"},
		// What is not a syllable stays.
		{"O", "O", "O", "O"},
		{"xx5", "xx5", "xx5", "xx5"},
		{"·", "·", "·", "·"},
		{"3", "3", "3", "3"},
		{"", "", "", ""},
	} {
		for style, want := range map[Style]string{Marks: test.marks, Numbers: test.numbers, Zhuyin: test.zhuyin} {
			if got := Syllable(test.in, style); got != want {
				t.Errorf("Syllable(%q, %s) = %q, want %q", test.in, style, got, want)
			}
		}
	}
}

func TestWord(t *testing.T) {
	for _, test := range []struct {
		in     string
		proper bool
		style  Style
		want   string
	}{
		{"lian2 luo4", false, Marks, "liánluò"},
		{"Xi1 an1", true, Marks, "Xī'ān"},
		{"xi1 an1", true, Marks, "Xī'ān"},
		{"nü3 er2", false, Marks, "nǚ'ér"},
		{"ji1 e4", false, Marks, "jī'è"},
		{"hai3 ou1", false, Marks, "hǎi'ōu"},
		{"wan2 r5", false, Marks, "wánr"},
		{"Bei3 jing1", true, Marks, "Běijīng"},
		{"Zhong1 hua2 Ren2 min2 Gong4 he2 guo2", true, Marks, "Zhōnghuá Rénmín Gònghéguó"},
		{"ka3 la1 O K", false, Marks, "kǎlā OK"},
		{"huan2 you3 yi1 jian4 , zai4 zuo4", false, Marks, "huányǒuyījiàn, zàizuò"},
		{"Ka3 er3 · Ma3 ke4 si1", true, Marks, "Kǎ'ěr·Mǎkèsī"},
		{"a1 Q", false, Marks, "ā Q"},
		{"xi1 an1", false, Numbers, "xi1an1"},
		{"Tai2 bei3 Shi4", true, Numbers, "Tai2bei3 Shi4"},
		{"lian2 luo4", false, Zhuyin, "ㄌㄧㄢˊ ㄌㄨㄛˋ"},
		{"peng2 you5", false, Zhuyin, "ㄆㄥˊ ˙ㄧㄡ"},
		{"bei3 jing1", true, Zhuyin, "ㄅㄟˇ ㄐㄧㄥ"},
		{"o4", true, Marks, "Ò"},
		{"", false, Marks, ""},
	} {
		if got := Word(strings.Split(test.in, " "), test.style, test.proper); got != test.want {
			t.Errorf("Word(%q, %s, proper %v) = %q, want %q", test.in, test.style, test.proper, got, test.want)
		}
	}
}

// syllables are the finals that each initial takes in the standard language,
// as the table in the appendix of dictionaries has them.
var syllables = map[string]string{
	"":   "a o e ê ai ei ao ou an en ang eng er yi ya yo ye yao you yan yin yang ying yong wu wa wo wai wei wan wen wang weng yu yue yuan yun m n ng hm hng",
	"b":  "a o ai ei ao an en ang eng i ie iao ian in ing u",
	"p":  "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
	"m":  "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
	"f":  "a o ei ou an en ang eng u",
	"d":  "a e ai ei ao ou an en ang eng i ia ie iao iu ian ing u uo ui uan un ong",
	"t":  "a e ai ao ou an ang eng i ie iao ian ing u uo ui uan un ong",
	"n":  "a e ai ei ao ou an en ang eng i ie iao iu ian in iang ing u uo uan ong ü üe",
	"l":  "a o e ai ei ao ou an ang eng i ia ie iao iu ian in iang ing u uo uan un ong ü üe",
	"g":  "a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
	"k":  "a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
	"h":  "a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
	"j":  "i ia ie iao iu ian in iang ing iong u ue uan un",
	"q":  "i ia ie iao iu ian in iang ing iong u ue uan un",
	"x":  "i ia ie iao iu ian in iang ing iong u ue uan un",
	"zh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
	"ch": "i a e ai ao ou an en ang eng u ua uo uai ui uan un uang ong",
	"sh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
	"r":  "i e ao ou an en ang eng u ua uo ui uan un ong",
	"z":  "i a e ai ei ao ou an en ang eng u uo ui uan un ong",
	"c":  "i a e ai ao ou an en ang eng u uo ui uan un ong",
	"s":  "i a e ai ao ou an en ang eng u uo ui uan un ong",
}

// Every syllable of the language has a zhuyin of its own, made of zhuyin
// letters only, and carries exactly one mark for each of the four tones.
func TestAllSyllables(t *testing.T) {
	spelled := map[string]string{}
	marked := map[string]string{}
	for initial, list := range syllables {
		for final := range strings.FieldsSeq(list) {
			letters := initial + final
			z := Syllable(letters+"1", Zhuyin)
			if other, taken := spelled[z]; taken {
				t.Errorf("%s and %s are both %s", letters, other, z)
			}
			spelled[z] = letters
			for _, r := range z {
				if r < 'ㄅ' || r > 'ㄯ' {
					t.Errorf("%s is spelled %q", letters, z)
				}
			}
			for tone := 1; tone <= 4; tone++ {
				syllable := letters + string(rune('0'+tone))
				m := Syllable(syllable, Marks)
				if m == letters {
					t.Errorf("%s carries no mark", syllable)
				}
				if other, taken := marked[m]; taken {
					t.Errorf("%s and %s are both %s", syllable, other, m)
				}
				marked[m] = syllable
				if Tone(syllable) != tone {
					t.Errorf("Tone(%q) = %d", syllable, Tone(syllable))
				}
			}
			if got := Syllable(letters+"5", Marks); got != letters {
				t.Errorf("neutral %s is written %q", letters, got)
			}
		}
	}
	if len(spelled) < 400 {
		t.Errorf("only %d syllables were looked at", len(spelled))
	}
}
