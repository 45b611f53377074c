package analysis

import (
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// TestPatterns lays patterns against sentences. The headword is what stands
// in 【】 in the sentence.
func TestPatterns(t *testing.T) {
	a := analyzer(t)
	for _, c := range []struct {
		pattern, sentence string
		holds             bool
	}{
		{"（和｜跟）…〈亲友〉…～", "和你的朋友多【联络】。", true},
		{"（和｜跟）…〈亲友〉…～", "和你的朋友吃饭，再【联络】。", false}, // … stays in the clause
		{"（和｜跟）……〈亲友〉……～", "和你的朋友吃饭，再【联络】。", true},
		{"（没｜失去（了）？）～", "我们失去了【联络】。", true},
		{"（没｜失去（了）？）～", "我们失去【联络】。", true},
		{"没～", "我们没有【联络】。", false}, // 没 is not a word of its own in 没有
		{"～感情", "多【联络】感情。", true},
		{"～＄", "多【联络】！", true},
		{"～＄", "多【联络】感情！", false},
		{"＾～", "【联络】感情！", true},
		{"＾～", "妈，【联络】感情！", true},
		{"＾～", "多【联络】感情！", false},
		{"〈数〉…～", "他买了三本【书籍】。", true},
		{"朋友", "我的朋友明天【联络】你。", true},
		{"朋友", "同事明天【联络】你。", false},
		{"～～", "多【联络】联络感情。", true},
	} {
		p, err := compilePattern(c.pattern, "联络", a.classes)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		before, rest, _ := strings.Cut(c.sentence, "【")
		word, after, _ := strings.Cut(rest, "】")
		block := prose.Whole(before + word + after)
		passage := a.read(&block, a.userWords(nil))
		m := &matcher{passage: passage, sentence: Span{0, len(block.Text)}}
		if got := m.holds(p, Span{len(before), len(before) + len(word)}); got != c.holds {
			t.Errorf("%s in %s: %v", c.pattern, c.sentence, got)
		}
	}
}

// TestPatternErrors makes sure that a mistake in a pattern is named.
func TestPatternErrors(t *testing.T) {
	a := analyzer(t)
	for pattern, want := range map[string]string{
		"（和":      "（ is not closed",
		"和）":      "without （",
		"〈客人客人〉～": "no class 〈客人客人〉",
		"【甲":      "【 and 】",
		"〈动":      "〈 is not closed",
		"【甲】【乙】～": "【 and 】",
	} {
		if _, err := compilePattern(pattern, "", a.classes); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", pattern, err, want)
		}
	}
}
