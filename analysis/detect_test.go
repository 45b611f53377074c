package analysis

import (
	"strings"
	"testing"
)

// TestTraditionalFixes makes sure that a fix into a traditional text is written
// in its characters, those of Taiwan, or of Hong Kong where the text shows so.
func TestTraditionalFixes(t *testing.T) {
	a := analyzer(t)
	for _, c := range []struct{ text, word, fix string }{
		{"和你的朋友多聯絡。", "聯絡", "聯繫"},
		{"這個問題涉及到很多人的利益，請大家認真討論。", "涉及到", "涉及"},
		{"結果出乎意料之外，誰也沒有想到會這樣。", "出乎意料之外", "出乎意料"},
		{"會場裡的【为】什麼沒有人說話？大家都看著講臺，誰也沒有動。", "为", "為"},
		{"他在家裏看着電視，説話的人【关】上了門，誰也沒有動。", "关", "關"},
	} {
		text := strings.NewReplacer("【", "", "】", "").Replace(c.text)
		d := a.Open(text, PlainText, nil)
		found := false
		for f := range d.Findings(Span{0, d.Len()}) {
			if !strings.Contains(d.Slice(f.Span), c.word) {
				continue
			}
			found = true
			if len(f.Fixes) == 0 || !strings.Contains(f.Fixes[0].Text, c.fix) {
				t.Errorf("%s: 「%s」 → %v, not %s", text, d.Slice(f.Span), f.Fixes, c.fix)
			}
			if strings.ContainsAny(f.Fixes[0].Text, "爲裏啓羣") {
				t.Errorf("%s: nobody writes %s", text, f.Fixes[0].Text)
			}
		}
		if !found {
			t.Errorf("%s: 「%s」 is not found", text, c.word)
		}
	}
}

// TestAcrossPassages tries what only the whole document shows, before and after
// an edit elsewhere in it.
func TestAcrossPassages(t *testing.T) {
	a := analyzer(t)
	codes := func(d *Document) string {
		var list []string
		for f := range d.Findings(Span{0, d.Len()}) {
			list = append(list, f.Code+" "+d.Slice(f.Span))
		}
		return strings.Join(list, "; ")
	}
	const letter = "感谢您选购我们的产品。\n\n请您仔细阅读说明书。\n\n如有疑问，你可以拨打电话。\n\n祝您生活愉快。"
	d := a.Open(letter, PlainText, nil)
	if got := codes(d); got != "register/honorific 你" {
		t.Errorf("a letter: %q", got)
	}
	at := strings.Index(letter, "你")
	if got := codes(d.Edit(Span{at, at + len("你")}, "您")); got != "" {
		t.Errorf("after the fix: %q", got)
	}
	// the reader is 你 everywhere else now: 您 is the odd one
	d = a.Open(strings.Replace(letter, "感谢您选购", "感谢你选购", 1), PlainText, nil)
	at = strings.Index(letter, "请您")
	d = d.Edit(Span{at + len("请"), at + len("请您")}, "你")
	if got := codes(d); got != "register/honorific 您" {
		t.Errorf("你 in most: %q", got)
	}
	const note = "先把软件装好，再连上打印机。\n\n点一下滑鼠就行。"
	d = a.Open(note, PlainText, nil)
	if got := codes(d); got != "script/region 滑鼠" {
		t.Errorf("a note: %q", got)
	}
	if got := codes(d.Edit(Span{0, len("先把软件装好，再连上打印机。")}, "看这里。")); got != "" {
		t.Errorf("without a sign of where it is from: %q", got)
	}
}

// TestRulePages makes sure that every code has a page, that it reads well in
// both languages, and that the notation of its cases is not in what is shown.
func TestRulePages(t *testing.T) {
	a := analyzer(t)
	pages := map[string]RuleInfo{}
	for _, r := range a.Rules() {
		pages[r.Code] = r
		chinese, english, ok := strings.Cut(r.Title, " · ")
		if !ok || chinese == "" || english == "" {
			t.Errorf("%s: title %q is not “中文 · English”", r.Code, r.Title)
		}
		for _, line := range strings.Split(r.Page, "\n") {
			for key := range ruleKeys {
				if strings.HasPrefix(line, key+"：") || strings.HasPrefix(line, key+":") {
					t.Errorf("%s: the page shows %q", r.Code, line)
				}
			}
		}
		for _, heading := range []string{"# " + r.Title, "\n## 什么时候不必改 · When to leave it\n"} {
			if !strings.Contains(r.Page, heading) {
				t.Errorf("%s: no %q", r.Code, heading)
			}
		}
	}
	for _, r := range a.rules {
		if _, ok := pages[r.code]; !ok {
			t.Errorf("%s:%d: %s has no page", r.page, r.line, r.code)
		}
		if strings.HasPrefix(r.page, "rules/") {
			flagged, quiet := 0, 0
			for _, e := range r.examples() {
				if e.flagged {
					flagged++
				} else {
					quiet++
				}
			}
			if (r.detector == "" || strings.HasPrefix(r.code, "bilingual/") || strings.HasPrefix(r.code, "term/")) && (flagged == 0 || quiet == 0) { // a detector may need more than a sentence
				t.Errorf("%s:%d: 「%s」 has %d flagged and %d quiet examples", r.page, r.line, r.name, flagged, quiet)
			}
		}
	}
}
