package lexicon

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSimplify(t *testing.T) {
	l := open(t)
	for from, want := range map[rune]rune{
		'聯': '联', '絡': '络', '後': '后', '么': '么', '麼': '么', '联': '联', 'a': 'a', '。': '。', 0: 0, -1: -1,
		'𠮷': '𠮷', utf8.MaxRune: utf8.MaxRune,
	} {
		if got := l.Simplify(from); got != want {
			t.Errorf("%c becomes %c, want %c", from, got, want)
		}
	}
	// The table is OpenCC's, wherever a character lies.
	table := l.scripts.toSimplified[1]
	for i := range table.Len() {
		key, values := table.At(i)
		value, _, _ := strings.Cut(values, " ")
		if utf8.RuneCountInString(value) == 1 && string(l.Simplify(firstRune(key))) != value {
			t.Errorf("%s becomes %c, want %s", key, l.Simplify(firstRune(key)), value)
		}
	}
	if n := testing.AllocsPerRun(100, func() { l.Simplify('聯'); l.Simplify(0x2a000) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestConversion(t *testing.T) {
	l := open(t)
	for _, test := range []struct{ simplified, traditional string }{
		{"和你的朋友多联络。", "和你的朋友多聯絡。"},
		{"我们在后面看头发", "我們在後面看頭髮"},
		{"一只皇后，乾坤，干杯", "一隻皇后，乾坤，乾杯"},
		{"plain text, 123", "plain text, 123"},
		{"", ""},
	} {
		if got := l.ToTraditional(test.simplified); got != test.traditional {
			t.Errorf("%s becomes %s, want %s", test.simplified, got, test.traditional)
		}
		if got := l.ToSimplified(test.traditional); got != test.simplified {
			t.Errorf("%s becomes %s, want %s", test.traditional, got, test.simplified)
		}
	}
	for _, text := range []string{"\xff\xfe", "聯\xff絡", "\xe8\x81"} {
		if got := l.ToSimplified(text); strings.ReplaceAll(strings.ReplaceAll(got, "联", "聯"), "络", "絡") != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// Simplified text stays simplified.
func FuzzToSimplified(f *testing.F) {
	l := open(f)
	f.Add("我們在後面看頭髮")
	f.Add("聯\xff絡\x00\r\n𠮷")
	f.Fuzz(func(t *testing.T, text string) {
		got := l.ToSimplified(text)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", text, got)
		}
		l.ToTraditional(text)
		for _, r := range text {
			if once := l.Simplify(r); !utf8.ValidRune(once) && utf8.ValidRune(r) {
				t.Errorf("%c becomes %x", r, once)
			}
		}
	})
}

func TestRegional(t *testing.T) {
	l := open(t)
	for _, test := range []struct{ word, mainland, region string }{
		{"軟體", "软件", "Tw"},
		{"软体", "软件", "Tw"},
		{"資訊", "信息", "Tw"},
		{"计程车", "出租车", "Tw"},
		{"软件", "", ""},
		{"軟件", "", ""},
		{"朋友", "", ""},
		{"", "", ""},
	} {
		mainland, region, ok := l.Regional(test.word)
		if !ok {
			mainland, region = "", ""
		}
		if mainland != test.mainland || region != test.region {
			t.Errorf("%s is %s of %q, want %s of %q", test.word, mainland, region, test.mainland, test.region)
		}
	}
	for _, word := range []string{"软件", "軟件"} {
		if taiwan, _ := l.RegionalForms(word); !slices.Contains(taiwan, "軟體") {
			t.Errorf("%s is %v in Taiwan", word, taiwan)
		}
	}
	if taiwan, hongkong := l.RegionalForms("朋友"); taiwan != nil || hongkong != nil {
		t.Errorf("朋友: %v, %v", taiwan, hongkong)
	}
	// What the tables give for Hong Kong leads back.
	for i := range l.scripts.hongkong.phrases.Len() {
		key, values := l.scripts.hongkong.phrases.At(i)
		value, _, _ := strings.Cut(values, " ")
		if _, hongkong := l.RegionalForms(key); value != key && len(hongkong) == 0 {
			t.Errorf("%s has no form in Hong Kong, the table has %s", key, value)
		}
	}
}

func BenchmarkToSimplified(b *testing.B) {
	l := open(b)
	text := strings.Repeat("我們在後面看頭髮，和朋友多聯絡。", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.ToSimplified(text)
	}
}

func TestTellingRunes(t *testing.T) {
	telling := open(t).TellingRunes()
	for _, c := range []struct {
		runes string
		want  Script
	}{
		{"这国汉书说", OnlySimplified},
		{"這國漢書說為裡", OnlyTraditional},
		{"后里干面台云著乾瞭於床群峰", BothScripts},
		{"的人你山", BothScripts},
	} {
		for _, r := range c.runes {
			if got := telling[r]; got != c.want {
				t.Errorf("%c tells %d, not %d", r, got, c.want)
			}
		}
	}
}

func TestWriteRegion(t *testing.T) {
	l := open(t)
	for _, c := range []struct{ text, taiwan, hongkong string }{
		{"为什么", "為什麼", "為什麼"},
		{"家里", "家裡", "家裏"},
		{"群众", "群眾", "羣眾"},
	} {
		if got := l.ToTaiwan(c.text); got != c.taiwan {
			t.Errorf("ToTaiwan(%s) is %s, not %s", c.text, got, c.taiwan)
		}
		if got := l.ToHongkong(c.text); got != c.hongkong {
			t.Errorf("ToHongkong(%s) is %s, not %s", c.text, got, c.hongkong)
		}
	}
}
