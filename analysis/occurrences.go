package analysis

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// Occurrences yields the places where a word stands as a word, in either
// script: 大学 is not in 北京大学 where that is one word.
func (d *Document) Occurrences(word string) iter.Seq[Span] {
	word = d.analyzer.simplify(word)
	return func(yield func(Span) bool) {
		for base, piece := range d.pieces.overlapping(Span{0, d.Len()}) {
			d.analyse(piece)
			for _, p := range piece.passages {
				if !strings.Contains(p.text, word) {
					continue
				}
				for i := range p.words {
					w := &p.words[i]
					if p.text[w.start:w.end] != word || !p.boundary(int(w.start)) || !p.boundary(int(w.end)) {
						continue
					}
					// markup may stand inside the word: then it can't be written anew
					if from, to, exact := p.block.Source(int(w.start), int(w.end)); exact && !yield(Span{base + from, base + to}) {
						return
					}
				}
			}
		}
	}
}

// Mentions tells, without reading it, whether a text could hold a word in either
// script.
func (a *Analyzer) Mentions(text, word string) bool {
	simplified := a.simplify(word)
	return strings.Contains(text, word) || strings.Contains(text, simplified) || strings.Contains(a.simplify(text), simplified)
}

// WordSpan returns the word of prose, Chinese or not, at an offset; ok is false
// where there is none.
func (d *Document) WordSpan(offset int) (span Span, ok bool) {
	base, p, at, ok := d.passageAt(offset)
	if !ok {
		return Span{}, false
	}
	k := p.wordUnder(at)
	if k < 0 {
		return Span{}, false
	}
	from, to, exact := p.block.Source(int(p.words[k].start), int(p.words[k].end))
	return Span{base + from, base + to}, exact
}

// passageAt finds the passage that holds an offset, with the offset in its
// text.
func (d *Document) passageAt(offset int) (base int, p *passage, at int, ok bool) {
	if offset < 0 || offset > d.Len() || d.Len() == 0 {
		return 0, nil, 0, false
	}
	here := d.pieces.at(offset)
	piece := d.pieces.piece(here)
	d.analyse(piece)
	for _, p := range piece.passages {
		if at, inside := p.block.FromSource(offset - here.offset); inside {
			return here.offset, p, at, true
		}
	}
	return 0, nil, 0, false
}

// wordUnder returns the word that holds a byte or ends there, -1 for a mark or
// a blank.
func (p *passage) wordUnder(at int) int {
	k := p.wordAt(at)
	isWord := func(k int) bool {
		return k >= 0 && k < len(p.words) && (p.words[k].kind == hanWord || p.words[k].kind == otherWord)
	}
	switch {
	case isWord(k):
		return k
	case k > 0 && int(p.words[k-1].end) == at && isWord(k-1):
		return k - 1
	}
	return -1
}

// Enclosing lists the stretches that hold an offset, each larger than the one
// before: the character, the word, the phrase between function words, the
// clause, the sentence, the paragraph, the whole text.
func (d *Document) Enclosing(offset int) []Span {
	var list []Span
	add := func(s Span) {
		if s.Start > offset || s.End < offset || s.Len() == 0 {
			return
		}
		if n := len(list); n == 0 || s.Start <= list[n-1].Start && s.End >= list[n-1].End && s != list[n-1] {
			list = append(list, s)
		}
	}
	if base, p, at, ok := d.passageAt(offset); ok {
		source := func(start, end int) {
			if from, to, _ := p.block.Source(start, end); to > from {
				add(Span{base + from, base + to})
			}
		}
		if k := p.wordUnder(at); k >= 0 {
			w := p.words[k]
			char := min(at, int(w.end)-1)
			for char > int(w.start) && !utf8.RuneStart(p.text[char]) {
				char--
			}
			_, size := utf8.DecodeRuneInString(p.text[char:])
			source(char, char+size)
			source(int(w.start), int(w.end))
			source(p.around(k, func(w *word) bool {
				return w.kind == spaceWord || w.kind == punctuationWord || isFunction(w.pos.String())
			}))
			source(p.around(k, func(w *word) bool { return p.endsClause(w) }))
			if u := p.unitOf(char); u >= 0 {
				whole := p.units[u].whole()
				source(whole.Start, whole.End)
			}
		}
		source(0, len(p.text))
	}
	add(Span{0, d.Len()})
	return list
}

// around returns the bytes of the words round word k up to those that are an
// edge.
func (p *passage) around(k int, edge func(*word) bool) (start, end int) {
	from, to := k, k
	for from > 0 && !edge(&p.words[from-1]) {
		from--
	}
	for to+1 < len(p.words) && !edge(&p.words[to+1]) {
		to++
	}
	return int(p.words[from].start), int(p.words[to].end)
}

// isFunction tells the words that part phrases: particles, prepositions,
// conjunctions.
func isFunction(pos string) bool {
	return strings.HasPrefix(pos, "u") || slices.Contains([]string{"p", "c", "y"}, pos)
}

// Written is how text is written in the place of a span of prose, as the file's
// format asks; ok is false where it can't stand without harm to the file.
func (d *Document) Written(span Span, text string) (written string, ok bool) {
	_, p, _, ok := d.passageAt(span.Start)
	if !ok {
		return "", false
	}
	return p.written(d.Slice(span), text)
}

func (p *passage) written(old, text string) (written string, ok bool) {
	written, ok = p.block.Quoting.Escape(text)
	return written, ok && !(p.block.Tight && prose.Columns(text) != prose.Columns(old))
}
