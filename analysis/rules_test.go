package analysis

import (
	"fmt"
	"path"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

// shared opens the lexicon once for all tests.
var shared = sync.OnceValues(func() (*Analyzer, error) {
	lex, err := lexicon.Open()
	if err != nil {
		return nil, err
	}
	return New(lex)
})

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestPages makes sure that every page can be read.
func TestPages(t *testing.T) {
	if err := analyzer(t).mistakes; err != nil {
		t.Error(err)
	}
}

// TestExamples runs the sentences of every page of contrasts and rules: what
// is marked is found, with its substitutions; what is not stays quiet.
func TestExamples(t *testing.T) {
	a := analyzer(t)
	byPage := map[string][]*rule{}
	for _, r := range a.rules {
		byPage[r.page] = append(byPage[r.page], r)
	}
	for _, file := range ruleFiles() {
		t.Run(strings.TrimSuffix(path.Base(file), ".md"), func(t *testing.T) {
			for _, r := range byPage[file] {
				for _, e := range r.examples() {
					if problem := a.try(r, e); problem != "" {
						t.Errorf("%s:%d: 「%s」 %s\n\t%s", r.page, e.line, r.name, e.text, problem)
					}
				}
			}
		})
	}
}

// open makes the document of an example, and tells where in it the marked
// words stand. “Open ⇒ 打开” is an entry of a file of translations; ／ stands
// between two of them.
func (a *Analyzer) open(r *rule, e example) (*Document, Span) {
	if !strings.Contains(e.text, pairSign) {
		return a.Open(e.text, PlainText, settingsFor(r, e)), e.span
	}
	var text strings.Builder
	var span Span
	at := 0 // of the entry in the example
	for _, entry := range strings.Split(e.text, entrySign) {
		source, target, _ := strings.Cut(entry, pairSign)
		from := at + len(source) + len(pairSign) // of the translation, in the example
		written := po(source, target)
		if e.flagged && e.span.Start >= from && e.span.End <= from+len(target) {
			shift := text.Len() + strings.LastIndex(written, target) - from
			span = Span{e.span.Start + shift, e.span.End + shift}
		}
		text.WriteString(written)
		at += len(entry) + len(entrySign)
	}
	return a.Open(text.String(), prose.PO, settingsFor(r, e)), span
}

const pairSign, entrySign = " ⇒ ", " ／ "

// try checks one example and tells what is wrong with it, or "".
func (a *Analyzer) try(r *rule, e example) string {
	d, span := a.open(r, e)
	var found []string
	hit := false
	for f := range d.Findings(Span{0, d.Len()}) {
		if r.quiet && f.Code != r.code {
			continue // the family's other rules are on only for this test
		}
		if strings.Contains(e.text, entrySign) && e.flagged && f.Span != span && f.Word == r.name {
			continue // what is said of one entry is said of the other
		}
		if e.flagged && f.Span == span && f.Word == r.name {
			hit = true
			if problem := sameFixes(f, e.fixes); problem != "" {
				return problem
			}
			continue
		}
		found = append(found, fmt.Sprintf("%s 「%s」 (%s) at %d–%d", f.Code, d.Slice(f.Span), f.Word, f.Span.Start, f.Span.End))
	}
	switch {
	case len(found) > 0:
		return "also finds " + strings.Join(found, ", ")
	case e.flagged && !hit:
		return "is not found" + a.why(d, r, e)
	}
	return ""
}

// pageTerms is the glossary that the pages of term/* speak of.
var pageTerms = []Term{{Sources: []string{"server"}, Preferred: "服务器", Forbidden: []string{"伺服器"}}}

// settingsFor gives the settings of an example: its target, and the rule's
// family turned on where it is off by default.
func settingsFor(r *rule, e example) *Settings {
	settings := &Settings{Target: e.target, Explicit: e.aimed}
	if strings.HasPrefix(r.code, "term/") {
		settings.Glossary = pageTerms
	}
	if r.quiet {
		family, _, _ := strings.Cut(r.code, "/")
		settings.Rules = map[string]Severity{family: Hint}
	}
	return settings
}

// why explains, for whoever mends the page, what the sentence was taken for.
func (a *Analyzer) why(d *Document, r *rule, e example) string {
	for _, p := range d.pieces.overlapping(Span{0, d.Len()}) {
		if len(p.passages) == 0 {
			continue
		}
		passage := p.passages[0]
		var words []string
		for _, w := range passage.words {
			words = append(words, passage.text[w.start:w.end])
		}
		text := fmt.Sprintf(" in %s; leaning", strings.Join(words, "|"))
		for _, l := range p.leanings[0] {
			text += fmt.Sprintf(" %.1f", l.without(e.span))
		}
		for _, c := range p.found[0] {
			if c.rule == r {
				text += fmt.Sprintf("; a candidate at %v", c.span)
			}
		}
		return text
	}
	return ""
}

func sameFixes(f Finding, want []string) string {
	if len(want) == 0 {
		return ""
	}
	var got []string
	for _, x := range f.Fixes {
		got = append(got, x.Text)
	}
	if len(got) < len(want) {
		return fmt.Sprintf("offers %q, not %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			return fmt.Sprintf("offers %q, not %q", got, want)
		}
	}
	return ""
}

// flagged visits what is found in the examples that are marked.
func flagged(a *Analyzer, visit func(r *rule, e example, d *Document, f Finding)) {
	for _, r := range a.rules {
		for _, e := range r.examples() {
			if !e.flagged {
				continue
			}
			d, _ := a.open(r, e)
			for f := range d.Findings(Span{0, d.Len()}) {
				visit(r, e, d, f)
			}
		}
	}
}

// TestReasons: a reason speaks of the words found, no sign of the notation is left
// in it, and of a rule's substitutions it names the one that is offered first.
func TestReasons(t *testing.T) {
	a := analyzer(t)
	read := 0
	flagged(a, func(r *rule, e example, d *Document, f Finding) {
		read++
		if s := f.Chinese + f.English; strings.ContainsAny(s, "～①②③④⑤❶❷❸〈〔【") || strings.Contains(s, "「」") {
			t.Errorf("%s:%d: of 「%s」 it says %s %s", r.page, e.line, d.Slice(f.Span), f.Chinese, f.English)
		}
		if len(f.Fixes) < 2 || strings.Contains(f.Chinese, f.Fixes[0].Text) {
			return
		}
		for _, x := range f.Fixes[1:] {
			if x.Text != "" && strings.Contains(f.Chinese, "「"+x.Text+"」") {
				t.Errorf("%s:%d: offers %s first, and says %s", r.page, e.line, f.Fixes[0].Text, f.Chinese)
			}
		}
	})
	if read == 0 {
		t.Error("no reason was read")
	}
}

// TestFixes applies each fix of the examples: its finding is gone, no new one is
// there, and no small word stands twice where the fix and the text meet.
func TestFixes(t *testing.T) {
	a := analyzer(t)
	fixed := 0
	flagged(a, func(r *rule, e example, d *Document, f Finding) {
		for _, x := range f.Fixes {
			after := d.Edit(x.Edits[0].Span, x.Edits[0].Text)
			written := x.Edits[0].Text
			for _, seam := range []int{x.Edits[0].Span.Start, x.Edits[0].Span.Start + len(written)} {
				last, _ := utf8.DecodeLastRuneInString(after.Slice(Span{0, seam}))
				next, _ := utf8.DecodeRuneInString(after.Slice(Span{seam, after.Len()}))
				if written != "" && last == next && strings.ContainsRune("为请还因就前入不没未的了是已将被也很均与对把", last) {
					t.Errorf("%s:%d: %c twice in %s", r.page, e.line, last, after.Text())
				}
			}
			for g := range after.Findings(Span{0, after.Len()}) {
				if g.Span.Start < f.Span.Start+len(x.Text) && f.Span.Start < g.Span.End {
					t.Errorf("%s:%d: after the fix, 「%s」 is found in %s", r.page, e.line, after.Slice(g.Span), after.Text())
				}
			}
			fixed++
		}
	})
	if fixed == 0 {
		t.Error("no fix was tried")
	}
	t.Logf("%d fixes applied", fixed)
}

// TestHeadwords makes sure that no headword stands in two contrasts for the same
// kind of text.
func TestHeadwords(t *testing.T) {
	a := analyzer(t)
	type headword struct {
		name string
		only story
	}
	first := map[headword]*rule{}
	for _, r := range a.rules {
		if len(r.forms) > 0 {
			continue
		}
		key := headword{r.name, r.only}
		if o := first[key]; o != nil {
			t.Errorf("%s:%d: 「%s」 stands in %s:%d already", r.page, r.line, r.name, o.page, o.line)
		}
		first[key] = r
	}
}

// TestNames: nothing is said of a piece of a name, or of one of a list of terms.
func TestNames(t *testing.T) {
	a := analyzer(t)
	for _, text := range []string{
		"十月，曹操命都督徐晃、朱灵等平定隃糜诸氐，杨秋遂降。",
		"该院教授有袁复礼、李继侗、曾昭抡、吴征镒等十余人。",
		"该岛与巴歪岛同为新加坡武装部队的实弹演习区。",
		"该菜系以烧、熘、扒、炒、爆诸法见长，共收录名菜三百余种。",
	} {
		d := a.Open(text, PlainText, nil)
		for _, f := range allFindings(d) {
			t.Errorf("%s in %s", d.Slice(f.Span), text)
		}
	}
	// the same words, found where they are no names
	for _, text := range []string{
		"取下烧瓶，轻轻晃几次，使溶液混合均匀。",
		"请用干净的软布擦镜头，切勿使用酒精。",
	} {
		if d := a.Open(text, PlainText, nil); len(allFindings(d)) != 1 {
			t.Errorf("no finding, or several, in %s", text)
		}
	}
}
