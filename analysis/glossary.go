package analysis

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/glossary"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A Term is an entry of the user's glossary.
type Term = glossary.Term

// A termIndex finds the words of a glossary in a text. It is immutable.
type termIndex struct {
	terms []Term
	// forms are the Chinese forms, preferred and forbidden, by their first
	// rune, longest first; letters are in lower case.
	forms map[rune][]termForm
	// sources are the source forms by their first word, in lower case.
	sources map[string][]sourceForm

	spell    sync.Once
	spelling []string // of each preferred form: its pinyin without tones
	initials []string
}

// A termForm is one way to write a term in Chinese, in simplified characters.
type termForm struct {
	text      string
	term      int
	preferred bool
}

type sourceForm struct {
	words []string
	term  int
}

// A termHit is a form of a term in a passage; Span is in its text.
type termHit struct {
	span      Span
	terms     []int // those that have this form
	preferred bool  // of one of them it is the preferred one
}

func (a *Analyzer) newTermIndex(terms []Term) *termIndex {
	if len(terms) == 0 {
		return nil
	}
	x := &termIndex{terms: terms, forms: map[rune][]termForm{}, sources: map[string][]sourceForm{}}
	add := func(text string, term int, preferred bool) {
		text = strings.ToLower(a.simplify(text))
		if first, size := utf8.DecodeRuneInString(text); size > 0 {
			x.forms[first] = append(x.forms[first], termForm{text, term, preferred})
		}
	}
	for i, t := range terms {
		add(t.Preferred, i, true)
		for _, f := range t.Forbidden {
			add(f, i, false)
		}
		for _, s := range t.Sources {
			if words := sourceWords(s); len(words) > 0 {
				x.sources[words[0]] = append(x.sources[words[0]], sourceForm{words, i})
			}
		}
	}
	for _, list := range x.forms {
		slices.SortStableFunc(list, func(a, b termForm) int { return len(b.text) - len(a.text) })
	}
	return x
}

// own lists the forms that the segmentation dictionary should know.
func (x *termIndex) own(dict *lexicon.Dictionary) []string {
	if x == nil {
		return nil
	}
	var words []string
	for _, list := range x.forms {
		for _, f := range list {
			if _, known := dict.WordID(f.text); !known && !strings.ContainsFunc(f.text, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
				words = append(words, f.text)
			}
		}
	}
	sort.Strings(words)
	return slices.Compact(words)
}

// hits finds the forms in a passage, word by word; of those that begin at one
// place the longest.
func (x *termIndex) hits(p *passage) []termHit {
	if x == nil {
		return nil
	}
	text := p.text
	if lower := strings.ToLower(text); len(lower) == len(text) {
		text = lower
	}
	var list []termHit
	for i := 0; i < len(p.words); i++ {
		start := int(p.words[i].start)
		first, _ := utf8.DecodeRuneInString(text[start:])
		var hit *termHit
		for _, f := range x.forms[first] {
			end := start + len(f.text)
			if hit != nil && end < hit.span.End {
				break
			}
			if strings.HasPrefix(text[start:], f.text) && p.boundary(end) {
				if hit == nil {
					list = append(list, termHit{span: Span{start, end}})
					hit = &list[len(list)-1]
				}
				hit.terms = append(hit.terms, f.term)
				hit.preferred = hit.preferred || f.preferred
			}
		}
		if hit != nil {
			for i+1 < len(p.words) && int(p.words[i+1].start) < hit.span.End {
				i++
			}
		}
	}
	return list
}

// sourceWords cuts a source text into words in lower case, plurals made
// singular by the simplest rule: what is compared is cut the same way.
func sourceWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	})
	for i, w := range words {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") {
			switch w = strings.TrimSuffix(w, "s"); {
			case strings.HasSuffix(w, "ie"):
				w = strings.TrimSuffix(w, "ie") + "y"
			case strings.HasSuffix(w, "sse") || strings.HasSuffix(w, "xe") || strings.HasSuffix(w, "che") || strings.HasSuffix(w, "she"):
				w = strings.TrimSuffix(w, "e")
			}
			words[i] = w
		}
	}
	return words
}

// in lists the terms that stand in a source text, longest first; a term inside
// a longer one is not in it.
func (x *termIndex) in(source string) []int {
	words := sourceWords(source)
	var list []int
	for i := 0; i < len(words); {
		longest := 0
		var found []int
		for _, f := range x.sources[words[i]] {
			if n := len(f.words); n >= longest && i+n <= len(words) && slices.Equal(words[i:i+n], f.words) {
				if n > longest {
					longest, found = n, nil
				}
				found = append(found, f.term)
			}
		}
		list = append(list, found...)
		i += max(1, longest)
	}
	return list
}

// The detectors of rules/term.
const (
	forbiddenTerm = "术语表里的禁用词"
	missingTerm   = "没有用术语表里的译法"
)

// mistermed reports the forbidden forms of terms, and terms of the source that
// the translation has not.
func (d *Document) mistermed(p *passage, report reporter) {
	x := d.words.terms
	if x == nil {
		return
	}
	var asked []int // the terms of the source
	if p.block.Pair != nil {
		asked = x.in(p.block.Pair.Source)
	}
	have := map[string]bool{} // sources, of which a form is there
	for _, hit := range p.terms {
		for _, k := range hit.terms {
			for _, s := range x.terms[k].Sources {
				have[strings.ToLower(s)] = true
			}
		}
		if hit.preferred {
			continue
		}
		var words []string
		for _, k := range hit.terms {
			// in a translation the source tells which term a word stands for
			if p.block.Pair != nil && len(x.terms[k].Sources) > 0 && !slices.Contains(asked, k) {
				continue
			}
			if w := d.inScript(x.terms[k].Preferred, p); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			report(forbiddenTerm, hit.span, len(words) > 1, p.original[hit.span.Start:hit.span.End], strings.Join(words, "、"))
		}
	}
	for _, k := range asked {
		used := false
		for _, s := range x.terms[k].Sources {
			used = used || have[strings.ToLower(s)]
		}
		if used {
			continue
		}
		for _, s := range x.terms[k].Sources {
			have[strings.ToLower(s)] = true // said once
		}
		report(missingTerm, Span{0, len(p.text)}, true, x.terms[k].Sources[0], d.inScript(x.terms[k].Preferred, p))
	}
}

// inScript writes a word of the glossary as the passage would.
func (d *Document) inScript(word string, p *passage) string {
	switch simplified := d.analyzer.simplify(word); d.setting.scriptOf(p) {
	case lexicon.OnlyTraditional:
		if simplified == word {
			return d.analyzer.writeTraditional(word, p)
		}
	case lexicon.OnlySimplified:
		return simplified
	}
	return word
}

// Terms lists the terms of the glossary of which a form covers a span; the
// preferred form first.
func (d *Document) Terms(span Span) []Term {
	var list []Term
	if d.words.terms == nil {
		return nil
	}
	for base, piece := range d.pieces.overlapping(span) {
		d.analyse(piece)
		for _, p := range piece.passages {
			for _, hit := range p.terms {
				from, to, _ := p.block.Source(hit.span.Start, hit.span.End)
				if !(Span{base + from, base + to}).Overlaps(span) {
					continue
				}
				for _, k := range hit.terms {
					list = append(list, d.words.terms.terms[k])
				}
			}
		}
	}
	return list
}

// A Completion is a term that may stand where the user types.
type Completion struct {
	Span Span   // what is typed so far, to be replaced
	Text string // as it is written in the file
	Term Term
}

// CompleteTerms lists the terms that what stands before an offset begins: their
// source form, their Chinese form, or its pinyin, whole or by initials.
func (d *Document) CompleteTerms(offset int) []Completion {
	x := d.words.terms
	if x == nil {
		return nil
	}
	line := d.Slice(Span{d.LineStart(d.LineAt(offset)), offset})
	var list []Completion
	add := func(typed string, term int) {
		for _, c := range list {
			if c.Term.Preferred == x.terms[term].Preferred {
				return
			}
		}
		list = append(list, Completion{Span{offset - len(typed), offset}, x.terms[term].Preferred, x.terms[term]})
	}
	letters := line[strings.LastIndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf || !isWordByte(byte(r)) })+1:]
	// the rune before may have more than one byte
	letters = strings.TrimLeftFunc(letters, func(r rune) bool { return r >= utf8.RuneSelf || r == utf8.RuneError })
	if len(letters) >= 2 {
		typed := strings.ToLower(letters)
		d.analyzer.spellTerms(x)
		for i, t := range x.terms {
			match := strings.HasPrefix(x.spelling[i], typed) || strings.HasPrefix(x.initials[i], typed)
			for _, s := range t.Sources {
				match = match || strings.HasPrefix(strings.ToLower(s), typed)
			}
			if match {
				add(letters, i)
			}
		}
		return list
	}
	han := line[strings.LastIndexFunc(line, func(r rune) bool { return !unicode.Is(unicode.Han, r) })+1:]
	han = strings.TrimLeftFunc(han, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	for at := range han { // the longest beginning first
		typed := han[at:]
		simplified := d.analyzer.simplify(typed)
		for i, t := range x.terms {
			if form := d.analyzer.simplify(t.Preferred); strings.HasPrefix(form, simplified) && form != simplified {
				add(typed, i)
			}
		}
	}
	return list
}

func isWordByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

// spellTerms works out the pinyin of all terms, once.
func (a *Analyzer) spellTerms(x *termIndex) {
	x.spell.Do(func() {
		for _, t := range x.terms {
			whole, initials := "", ""
			for _, token := range a.Analyze(t.Preferred, nil) {
				for _, syllable := range token.Pinyin {
					syllable = strings.ToLower(strings.TrimRight(strings.ReplaceAll(syllable, "ü", "v"), "12345"))
					if whole += syllable; syllable != "" {
						initials += syllable[:1]
					}
				}
			}
			x.spelling, x.initials = append(x.spelling, whole), append(x.initials, initials)
		}
	})
}
