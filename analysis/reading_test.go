package analysis

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// readingAt is how the n runes at a byte of a text are read.
func readingAt(a *Analyzer, text string, at, n int) string {
	skip := utf8.RuneCountInString(text[:at])
	var list []string
	for _, token := range a.Analyze(text, nil) {
		list = append(list, token.Pinyin...)
	}
	return strings.Join(list[skip:skip+n], " ")
}

// Every example of readings.md is read as it says.
func TestReadingExamples(t *testing.T) {
	a := analyzer(t)
	if len(a.readingRules) < 100 {
		t.Fatalf("%s has only %d words", readingPage, len(a.readingRules))
	}
	for word, rules := range a.readingRules {
		for _, rule := range rules {
			if len(rule.examples) == 0 && !rule.usual {
				t.Errorf("%s:%d: %s has no example", readingPage, rule.line, word)
			}
			for _, e := range rule.examples {
				t.Run(fmt.Sprintf("%s:%d", word, e.line), func(t *testing.T) {
					for i, at := range e.at {
						want := strings.Join(pinyin.Numbered(e.readings[min(i, len(e.readings)-1)]), " ")
						if got := readingAt(a, e.text, at, utf8.RuneCountInString(word)); got != want {
							t.Errorf("%s:%d: %s in %s is read %s, not %s: %v", readingPage, e.line, word, e.text, got, want, a.Analyze(e.text, nil))
						}
					}
				})
			}
		}
	}
}

// BenchmarkReadings is words with their readings, to be set beside
// BenchmarkSegment.
func BenchmarkReadings(b *testing.B) {
	a := analyzer(b)
	text := everydayText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.Analyze(text, nil)
	}
}

// Readings of Taiwan's standard come by setting, in both scripts.
func TestTaiwanReadings(t *testing.T) {
	a := analyzer(t)
	for _, test := range []struct{ text, mainland, taiwan string }{
		{"我们星期天去扔垃圾。", "wo3 men5 xing1 qi1 tian1 qu4 reng1 la1 ji1", "wo3 men5 xing1 qi2 tian1 qu4 reng1 le4 se4"},
		{"他在研究企业的危险。", "ta1 zai4 yan2 jiu1 qi3 ye4 de5 wei1 xian3", "ta1 zai4 yan2 jiu4 qi4 ye4 de5 wei2 xian3"},
		{"法国的微波炉质量很好。", "fa3 guo2 de5 wei1 bo1 lu2 zhi4 liang4 hen3 hao3", "fa4 guo2 de5 wei2 bo1 lu2 zhi2 liang4 hen3 hao3"},
	} {
		for _, text := range []string{test.text, a.lex.ToTraditional(test.text)} {
			for taiwan, want := range map[bool]string{false: test.mainland, true: test.taiwan} {
				var got []string
				for _, token := range a.Analyze(text, &Settings{Taiwan: taiwan}) {
					if token.Han {
						got = append(got, token.Pinyin...)
					}
				}
				if strings.Join(got, " ") != want {
					t.Errorf("%s, Taiwan %v: %s, want %s", text, taiwan, strings.Join(got, " "), want)
				}
			}
		}
	}
}
