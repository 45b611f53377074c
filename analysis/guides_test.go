package analysis

import (
	"flag"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

var update = flag.Bool("update", false, "write the golden findings again, and take marks off guides that no longer need them")

// TestGuides checks the sentences and words of every guide: pinyin is what the
// engine reads, or carries a mark; what is natural stays quiet; what is awkward
// is found, or carries a mark; every word named has the dictionary's reading.
func TestGuides(t *testing.T) {
	a := analyzer(t)
	list, err := lexicon.Guides()
	if err != nil {
		t.Fatal(err)
	}
	var total struct{ examples, misread, spaced, natural, awkward, unseen, words int }
	why := map[string]int{}
	for _, g := range list {
		t.Run(g.Word, func(t *testing.T) {
			done := map[int]bool{} // lines with a mark that is no longer needed
			fail := func(line int, format string, args ...any) {
				t.Errorf("guides/%s.md:%d: %s", g.Word, line, fmt.Sprintf(format, args...))
			}
			if !a.readsAs(g.Word, g.Pinyin) {
				fail(3, "the dictionary does not read the word as %s", g.Pinyin)
			}
			if len(g.Uses) == 0 || len(g.Phrases) == 0 {
				fail(1, "a guide needs 用在哪里 and 固定搭配")
			}
			for _, e := range g.Examples {
				total.examples++
				written, read := strings.Fields(e.Pinyin), strings.Fields(a.line(e.Sentence))
				same := lettersOf(e.Pinyin) == lettersOf(strings.Join(read, ""))
				switch {
				case e.Misread && same && !*update:
					fail(e.Line, "%s\n\tis read right now: take off %s, or run with -update", e.Sentence, lexicon.Misread)
				case e.Misread && same:
					done[e.Line+1] = true
				case e.Misread:
					total.misread++
				case !same:
					fail(e.Line, "%s\n\tpage:   %s\n\tengine: %s", e.Sentence, e.Pinyin, strings.Join(read, " "))
				case strings.Join(written, " ") != strings.Join(read, " "):
					total.spaced++
				}
				if found := a.findings(e.Sentence, Span{0, len(e.Sentence)}, nil); found != "" {
					fail(e.Line, "%s\n\tis not quiet: %s", e.Sentence, found)
				}
			}
			for _, m := range g.Mistakes {
				total.natural++
				if found := a.findings(m.Natural, Span{0, len(m.Natural)}, nil); found != "" {
					fail(m.Line, "%s\n\tis not quiet: %s", m.Natural, found)
				}
				total.awkward++
				found := a.findings(m.Awkward, changed(m.Awkward, m.Natural), familiesOn())
				switch {
				case m.Unseen != "" && found != "" && !*update:
					fail(m.Line, "%s\n\tis found now, take off its mark or run with -update: %s", m.Awkward, found)
				case m.Unseen != "" && found != "":
					done[m.Line] = true
				case m.Unseen != "":
					total.unseen++
					why[m.Unseen]++
				case found == "":
					fail(m.Line, "%s\n\tis not found; it needs a mark that says why: （未检出：%s）", m.Awkward, strings.Join(lexicon.WhyUnseen, "｜"))
				}
			}
			for _, c := range g.Versus {
				if _, ok := lexicon.GuideTo(c.With); !ok && !a.lex.Has(c.With) {
					fail(1, "辨析 with %s, which is no word of the dictionary", c.With)
				}
			}
			for _, item := range append(g.Phrases, g.Related...) {
				total.words++
				word, rest, _ := strings.Cut(item, " ")
				written, gloss, ok := strings.Cut(rest, " · ")
				switch {
				case !ok || gloss == "":
					fail(1, "%q is not written “词 pīnyīn · gloss”", item)
				case !a.readsAs(word, written):
					fail(1, "%s is not read %s but %s", word, written, a.line(word))
				}
			}
			if len(done) > 0 {
				takeMarks(t, g.Word, done)
			}
		})
	}
	t.Logf("%d guides", len(list))
	t.Logf("%d sentences checked: %d examples, %d natural and %d awkward ones of mistakes", total.examples+total.natural+total.awkward, total.examples, total.natural, total.awkward)
	t.Logf("%d examples the engine reads wrongly, %d it divides into words otherwise", total.misread, total.spaced)
	reasons := ""
	for _, reason := range lexicon.WhyUnseen {
		reasons += fmt.Sprintf(", %s %d", reason, why[reason])
	}
	t.Logf("%d awkward sentences are found, %d not: %s", total.awkward-total.unseen, total.unseen, strings.TrimPrefix(reasons, ", "))
	t.Logf("%d words and phrases whose pinyin was checked", total.words)
}

// line writes a sentence in pinyin, as the engine reads it.
func (a *Analyzer) line(text string) string {
	var pieces []pinyin.Piece
	for _, token := range a.Analyze(text, nil) {
		piece := pinyin.Piece{Text: token.Text, Proper: token.Proper}
		if token.Han {
			piece.Syllables = token.Pinyin
		}
		pieces = append(pieces, piece)
	}
	return pinyin.Line(pieces, pinyin.Marks)
}

// readsAs tells whether a reading is one that the dictionary has for a word or,
// for a phrase that it lacks, for the words it consists of.
func (a *Analyzer) readsAs(phrase, written string) bool {
	alike := func(word, written string) bool {
		for _, e := range a.lex.Entries(word) {
			if lettersOf(plainYiBu.Replace(pinyin.Word(e.Pinyin, pinyin.Marks, false))) == lettersOf(plainYiBu.Replace(written)) {
				return true
			}
		}
		return false
	}
	if a.lex.Has(phrase) {
		return alike(phrase, written)
	}
	var spelt func(tokens []Token, written string) bool
	spelt = func(tokens []Token, written string) bool {
		for len(tokens) > 0 && !tokens[0].Han {
			tokens = tokens[1:]
		}
		if len(tokens) == 0 {
			return written == ""
		}
		first := tokens[0]
		if rest, ok := strings.CutPrefix(written, lettersOf(pinyin.Word(first.Pinyin, pinyin.Marks, false))); ok && spelt(tokens[1:], rest) {
			return true
		}
		for end := range written {
			if alike(first.Text, written[:end]) && spelt(tokens[1:], written[end:]) {
				return true
			}
		}
		return alike(first.Text, written) && len(tokens) == 1
	}
	return spelt(a.Analyze(phrase, nil), lettersOf(written))
}

// plainYiBu takes the tones of 一 and 不, which the dictionary does not write as
// they are said, off both sides of a comparison.
var plainYiBu = strings.NewReplacer("bù", "bu", "bú", "bu", "yī", "yi", "yí", "yi", "yì", "yi")

// lettersOf leaves of a line of pinyin the letters, in lower case.
func lettersOf(line string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, line)
}

// findings describes what is found in a text that overlaps a span; "" when
// nothing is.
func (a *Analyzer) findings(text string, within Span, rules map[string]Severity) string {
	d := a.Open(text, PlainText, &Settings{Rules: rules})
	var list []string
	for f := range d.Findings(within) {
		list = append(list, fmt.Sprintf("%s 「%s」 (%s)", f.Code, d.Slice(f.Span), f.Word))
	}
	return strings.Join(list, ", ")
}

// familiesOn turns on every family of rules, those too that start quiet.
func familiesOn() map[string]Severity {
	on := map[string]Severity{}
	for _, file := range ruleFiles() {
		if folder := path.Dir(file); path.Dir(folder) == "rules" {
			on[path.Base(folder)] = Hint
		}
	}
	return on
}

// changed is the part of an awkward sentence that the natural one has
// otherwise; where the natural one only adds something, what stands next to it.
func changed(awkward, natural string) Span {
	x, y := []rune(awkward), []rune(natural)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	from, to := len(string(x[:head])), len(string(x[:len(x)-tail]))
	if from == to {
		_, before := utf8.DecodeLastRuneInString(awkward[:from])
		_, after := utf8.DecodeRuneInString(awkward[to:])
		from, to = from-before, to+after
	}
	return Span{from, to}
}

// takeMarks rewrites a guide without the marks on some of its lines.
func takeMarks(t *testing.T, word string, lines map[int]bool) {
	t.Helper()
	name := "../lexicon/guides/" + word + ".md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(string(text), "\n")
	for n := range lines {
		line, _, _ := lexicon.CutUnseen(all[n-1])
		all[n-1] = strings.TrimSuffix(line, lexicon.Misread)
	}
	if err := os.WriteFile(name, []byte(strings.Join(all, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
