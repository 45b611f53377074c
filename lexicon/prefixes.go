package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/trie"
)

// prefixes is a trie of words in simplified and small letters.
type prefixes struct {
	trie.Trie
	// starts are the nodes of single characters, from firstStart on, by the
	// character as it stands in a text; above each the character that it is
	// folded to. It is nil where they are looked up.
	starts []step
}

// foldShift is where the folded character lies in an item of starts.
const foldShift = 2 * trie.ContentBits

// A step is a node of a trie with the word that ends there and whether longer
// ones go on: 0 for none.
type step uint64

func stepAt(node int, s trie.Slot) step {
	if s == 0 {
		return 0
	}
	return step(node)<<trie.ContentBits | step(s&(1<<trie.ContentBits-1))
}

func (s step) node() int       { return int(s >> trie.ContentBits) }
func (s step) slot() trie.Slot { return trie.Slot(s & (1<<trie.ContentBits - 1)) }

const firstStart, lastStart = 0x4E00, 0x9FFF

// newPrefixes makes a table with room for a number of nodes.
func newPrefixes(nodes int) prefixes { return prefixes{Trie: trie.New(nodes)} }

// index keeps the nodes of single characters at hand, once all words are in.
func (p *prefixes) index(scripts *scripts) {
	p.starts = make([]step, lastStart-firstStart+1)
	for i := range p.starts {
		r := scripts.fold(rune(firstStart + i))
		p.starts[i] = stepAt(p.Child(trie.Root, r)) | step(r)<<foldShift
	}
}

// start folds the first rune of a word and gives its node.
func (p *prefixes) start(r rune, scripts *scripts) (rune, step) {
	if i := uint32(r) - firstStart; i < uint32(len(p.starts)) {
		s := p.starts[i]
		return rune(s >> foldShift), s & (1<<foldShift - 1)
	}
	if r = scripts.fold(r); uint32(r) > utf8.MaxRune {
		r = utf8.RuneError
	}
	return r, stepAt(p.Child(trie.Root, r))
}

// add puts a word into the table, by its text in small letters. It refuses a
// text that is there already, and one for which there is no room.
func (p *prefixes) add(text string, id uint32) error {
	if !isKey(text) {
		return fmt.Errorf("%q is no word", text)
	}
	return p.Add(strings.Map(lower, text), id)
}

// lattice appends to out the words that begin at runes[from], shortest first.
// A word never ends within a run of Latin letters or digits.
func (p *prefixes) lattice(runes []rune, from int, scripts *scripts, out []Candidate) []Candidate {
	_, at := p.start(runes[from], scripts)
	node, s := at.node(), at.slot()
	for i := from; s != 0; {
		if id, ok := s.Word(); ok && !(isLatin(runes[i]) && i+1 < len(runes) && isLatin(runes[i+1])) {
			out = append(out, Candidate{id, i + 1 - from})
		}
		if i++; i == len(runes) || !s.More() {
			break
		}
		node, s = p.Child(node, scripts.fold(runes[i]))
	}
	return out
}

// A Lattice holds the words that begin at each rune of a text. It is memory to
// be filled by Dictionary.Fill again and again, by one goroutine.
type Lattice struct {
	words []Candidate
	ends  []int32 // words[ends[i]:ends[i+1]] begin at rune i
	runes []rune  // folded
	// steps[n] are, by rune, the nodes of the n+1 runes that begin there; 0 for
	// those that begin no word.
	steps  [batched][]step
	active []int32 // runes at which longer words could begin
	looks  []trie.Slot
}

// batched is the length, in runes, up to which words are looked for at all
// places at once. Few are longer.
const batched = 3

// Len is the number of words.
func (l *Lattice) Len() int { return len(l.words) }

// Words returns all words, by the rune at which they begin, shortest first.
func (l *Lattice) Words() []Candidate { return l.words }

// At returns the words that begin at rune i, shortest first.
func (l *Lattice) At(i int) []Candidate { return l.words[l.ends[i]:l.ends[i+1]] }

// Place is the number of words that begin before rune i.
func (l *Lattice) Place(i int) int { return int(l.ends[i]) }

// Fill finds the words of a text, as Lattice finds those at one of its runes.
// The tables are large, and a look into them waits for memory; here the looks
// for all places are made together, and wait together.
func (d *Dictionary) Fill(l *Lattice, runes []rune) {
	n := len(runes)
	l.words, l.ends, l.runes = l.words[:0], append(l.ends[:0], 0), l.runes[:0]
	for k := range l.steps {
		l.steps[k] = slices.Grow(l.steps[k][:0], n)[:n]
	}
	p := &d.found
	for i, r := range runes {
		r, l.steps[0][i] = p.start(r, d.words.scripts)
		l.runes = append(l.runes, r)
	}
	for k := 1; k < batched; k++ {
		l.lengthen(p, k)
	}
	for i, r := range runes {
		if i == 0 || !isLatin(r) || !isLatin(runes[i-1]) {
			l.find(p, runes, i)
			if d.own != nil {
				n := len(l.words)
				l.words = d.own.found.lattice(runes, i, d.words.scripts, l.words)
				if len(l.words) > n {
					slices.SortStableFunc(l.words[l.ends[i]:], func(a, b Candidate) int { return a.Len - b.Len })
				}
			}
		}
		l.ends = append(l.ends, int32(len(l.words)))
	}
}

// lengthen finds the nodes of k+1 runes after those of k.
func (l *Lattice) lengthen(p *prefixes, k int) {
	from, to := l.steps[k-1], l.steps[k]
	clear(to)
	l.active, l.looks = l.active[:0], l.looks[:0]
	for i := range max(0, len(from)-k) {
		if from[i].slot().More() {
			l.active = append(l.active, int32(i))
		}
	}
	for _, i := range l.active {
		l.looks = append(l.looks, p.Glance(from[i].node(), l.runes[int(i)+k]))
	}
	for j, i := range l.active {
		if l.looks[j] == 0 {
			continue
		}
		to[i] = stepAt(p.ChildAfter(l.looks[j], from[i].node(), l.runes[int(i)+k]))
	}
}

// find appends the words that begin at rune i.
func (l *Lattice) find(p *prefixes, runes []rune, i int) {
	var at step
	for n := 1; i+n <= len(runes); n++ {
		if n <= batched {
			at = l.steps[n-1][i]
		} else {
			at = stepAt(p.Child(at.node(), l.runes[i+n-1]))
		}
		if id, ok := at.slot().Word(); ok && !(isLatin(runes[i+n-1]) && i+n < len(runes) && isLatin(runes[i+n])) {
			l.words = append(l.words, Candidate{id, n})
		}
		if !at.slot().More() {
			return
		}
	}
}

// find returns the word that is spelled so, in either script.
func (p *prefixes) find(text string, scripts *scripts) (id uint32, ok bool) {
	node, s := trie.Root, trie.Start
	for _, r := range text {
		if !s.More() {
			return 0, false
		}
		if node, s = p.Child(node, scripts.fold(r)); s == 0 {
			return 0, false
		}
	}
	return s.Word()
}

// isKey reports whether a word is text that a text can hold.
func isKey(text string) bool {
	return text != "" && strings.IndexByte(text, 0) < 0 && utf8.ValidString(text)
}
