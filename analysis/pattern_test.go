package analysis

import (
	"slices"
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
		{"应当…～", "应当由书记员如实【联络】。", true},     // … runs across a compound, 书记员
		{"〈说明书用语〉…～", "本品应及时【联络】客服。", true}, // a word of a list that is two in the segmentation
		{"〈单动〉好…～", "修好后【联络】我。", true},      // 修 inside 修好
		{"〈单动〉好…～", "最好【联络】我。", false},
		{"〈单动｜清扫〉干净…～", "扫干净再【联络】我。", true},
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

// Lists with arrows say what to write; ① is the same word once more.
func TestCounterparts(t *testing.T) {
	a := analyzer(t)
	for text, want := range map[string][]string{
		"图书馆闭馆期间，读者借不了图书，敬请谅解。": {"register/colloquial: 借不了 → 无法借阅 → 无法借用 → 不能借阅 → 不能借用"},
		"受试者因病写不了字的，由监护人代书。":    {"register/colloquial: 写不了 → 无法书写 → 不能书写"},
		"参赛人员须提前将器材调一调，逾时不候。":   {"register/colloquial: 调一调 → 调整"},
		"参赛人员须提前将器材调一修，逾时不候。":   nil,
	} {
		if got := reported(a.Open(text, prose.Text, nil), "register"); !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct{ list, mistake string }{
		{"修→维修 修→修理", "修 stands twice"},
		{"→维修", "is not a word and what formal texts say instead"},
		{"修→", "is not a word and what formal texts say instead"},
		{"修→维修〔～车", "closes them"},
	} {
		k := &wordClass{name: "动作", words: map[string]bool{}}
		var err error
		for _, entry := range strings.Fields(c.list) {
			if err = k.add(entry, newNotation(a.classes)); err != nil {
				break
			}
		}
		if err == nil || !strings.Contains(err.Error(), c.mistake) {
			t.Errorf("%s: %v, want %q", c.list, err, c.mistake)
		}
	}
}

// TestPatternErrors makes sure that a mistake in a pattern is named.
func TestPatternErrors(t *testing.T) {
	a := analyzer(t)
	for pattern, want := range map[string]string{
		"（和":       "（ is not closed",
		"和）":       "without （",
		"〈客人客人〉～":  "no class 〈客人客人〉",
		"【甲":       "【 and 】",
		"〈动":       "〈 is not closed",
		"【甲】【乙】～":  "【 and 】",
		"〈亲友｜单动〉～": "is not a list with arrows",
		"【①】":      "what is caught before it",
	} {
		if _, err := compilePattern(pattern, "", a.classes); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", pattern, err, want)
		}
	}
}
