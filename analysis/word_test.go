package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// here is what is known of the word marked in a sentence.
func (a *Analyzer) here(t *testing.T, marked string) Word {
	t.Helper()
	before, rest, _ := strings.Cut(marked, "【")
	inside, after, _ := strings.Cut(rest, "】")
	w, ok := a.Open(before+inside+after, prose.Text, nil).WordAt(len(before))
	if !ok || w.Token.Text != inside {
		t.Errorf("%s: the word is %q", marked, w.Token.Text)
	}
	return w
}

// A guide's gist, the contrasts, the register and the part of speech are those
// of the word as it is read and used in its sentence.
func TestWordInItsSentence(t *testing.T) {
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		sentence, pos, gist, with, without string
		register                           Register
	}{
		{"你【得】去看医生。", "v", "口语的「必须", "须 需", "患 夺得", Colloquial},
		{"他在比赛里【得】了第一名。", "v", "「得到」", "患 夺得", "须 需", Neutral},
		{"他跑【得】很快。", "u", "写在动词、形容词后面", "", "患 须 需", Neutral},
		{"我【还】没到。", "d", "核心是「没完」", "仍 尚", "归还", Neutral},
		{"我去图书馆把书【还】了。", "v", "动词，借的要还", "归还 退还", "仍 尚", Neutral},
		{"你去【过】上海吗？", "u", "动词后的「过」", "", "通行", Neutral},
		{"他【过】了马路。", "v", "动词：从一边", "通行", "", Neutral},
		{"你说得【对】。", "a", "「正确」", "", "对于", Neutral},
		{"他【对】我很好。", "p", "引出态度", "对于", "", Neutral},
		{"一【对】夫妻", "q", "本来就成双", "", "对于", Neutral},
		{"这块【地】很大。", "n", "名词", "", "", Neutral},
		{"他认真【地】听。", "u", "写在状语后面", "", "", Neutral},
		{"我吃不【了】。", "v", "动词后说能不能", "", "", Neutral},
		{"他【在】吃饭。", "d", "动词前说正在做", "", "", Neutral},
		{"书放在桌子【上】。", "f", "", "", "升入", Neutral},
		{"这幅【画】很好。", "n", "", "", "", Neutral},
		{"你跟市场部【联络】一下。", "v", "带点公事味儿", "联系", "", Formal},
		{"他【别】走。", "d", "", "", "", Colloquial},
		{"我【只】有一本。", "d", "「只」（zhǐ）", "", "", Neutral},
		{"【由于】下雨，我们没去。", "", "", "", "", Formal},
	} {
		w := a.here(t, test.sentence)
		if test.pos != "" && !strings.HasPrefix(w.Token.POS, test.pos) {
			t.Errorf("%s: part of speech %q, want %s", test.sentence, w.Token.POS, test.pos)
		}
		if !strings.Contains(w.Gist.Chinese, test.gist) {
			t.Errorf("%s: the gist is %q", test.sentence, w.Gist.Chinese)
		}
		if w.Register != test.register {
			t.Errorf("%s: register %v (%s), want %v", test.sentence, w.Register, w.Why, test.register)
		}
		has := func(to string) bool {
			return slices.ContainsFunc(w.Contrasts, func(c Contrast) bool { return c.To == to })
		}
		for to := range strings.FieldsSeq(test.with) {
			if !has(to) {
				t.Errorf("%s: no contrast with %s", test.sentence, to)
			}
		}
		for to := range strings.FieldsSeq(test.without) {
			if has(to) {
				t.Errorf("%s: a contrast with %s", test.sentence, to)
			}
		}
	}
	if w := a.here(t, "【由于】下雨，我们没去。"); w.Why != "guide" {
		t.Errorf("the register of 由于 is known from %q", w.Why)
	}
	// Outside a sentence all are listed, each with the reading it is about.
	w := a.Word("得", nil)
	for to, reading := range map[string]string{"须": "dei3", "患": "de2"} {
		if !slices.ContainsFunc(w.Contrasts, func(c Contrast) bool { return c.To == to && slices.Equal(c.Pinyin, []string{reading}) }) {
			t.Errorf("得 and %s: %+v", to, w.Contrasts)
		}
	}
}

// What a character means in a word is told by its reading there, and by the
// character that it stands for in traditional script.
func TestCharactersOfWords(t *testing.T) {
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"头发": "head|hair", "发现": "to send out|to appear", "银行": "silver|row", "行人": "to go|person", "不错": "not|wrong", "椅子": "chair|(noun ending)",
	} {
		var meanings []string
		for _, c := range a.Word(word, nil).Characters {
			first, _, _ := strings.Cut(c.Gloss, ";")
			meanings = append(meanings, first)
		}
		if got := strings.Join(meanings, "|"); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// The words inside a word are those it is made of.
func TestNestedWords(t *testing.T) {
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"出租车": "出租", "北京大学": "北京 大学", "出人头地": "", "受不了": "", "马马虎虎": "马虎"} {
		var inside []string
		for _, e := range a.Word(word, nil).Nested {
			inside = append(inside, e.Simplified)
		}
		if got := strings.Join(inside, " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
