package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/trie"
)

// A scanner finds, in one walk over a text, every place where a rule's
// headword or a form's anchor stands, and every clue.
type scanner struct {
	literals trie.Trie
	// starts are the nodes of single characters, from firstHan on.
	starts []literalStart
	// anchors holds what the literals stand for: the number of a literal is that
	// of its first one.
	anchors []anchor
}

// A literalStart is the node of the first character of literals: slot is 0
// where none begins. Next holds the characters that go on from there, inside
// those that do so where no word begins.
type literalStart struct {
	node         int
	slot         trie.Slot
	next, inside charSet
}

// An anchor is what a literal in the scanner stands for, where it stands as it
// must. Most forms are ruled out by the characters beside their anchor: these
// lie together, and the rest is not looked at.
type anchor struct {
	// left and right are the characters that can stand directly before and
	// after the literal.
	left, right charSet
	onWord      bool  // it must begin and end with a word
	last        bool  // of its literal
	size        int32 // of the literal, in bytes
	*anchored
}

// What is anchored is a rule, by its heading or a form, or a clue.
type anchored struct {
	rule *rule
	form *pattern // nil: the rule's heading itself
	clue *clue
	// before holds the form's elements before the one with the literal, in
	// reverse order.
	before []element
	// needs are what else must stand in the sentence, for a form with …
	needs needs
}

// Often tells what share of the places of a text a literal stands at.
func newScanner(rules []*rule, clues []*clue, often func(text string) float64) (*scanner, error) {
	s := &scanner{}
	all := map[string][]anchor{}
	nodes := 0
	add := func(text string, a anchor) {
		if all[text] == nil {
			nodes += utf8.RuneCountInString(text)
		}
		a.size = int32(len(text))
		all[text] = append(all[text], a)
	}
	addWord := func(text string, a anchored) {
		add(text, anchor{left: anyChar, right: anyChar, onWord: true, anchored: &a})
	}
	addForm := func(p *pattern, a anchored) {
		list, at := p.rareAnchors(often)
		a.form, a.before, a.needs = p, reversed(p.elements[:at]), p.needsBeside(at, often)
		left := beginsWith(a.before, anyChar, true)
		for _, text := range list {
			right, onWord := p.behind(at, text)
			add(text, anchor{left: left, right: right, onWord: onWord, anchored: &a})
		}
	}
	for _, r := range rules {
		if r.detector != "" {
			continue
		}
		if len(r.forms) == 0 {
			addWord(r.name, anchored{rule: r})
		}
		for _, v := range r.variants {
			addWord(v, anchored{rule: r})
		}
		for _, f := range r.forms {
			addForm(f, anchored{rule: r})
		}
	}
	for _, c := range clues {
		if c.form != nil {
			addForm(c.form, anchored{clue: c})
		} else {
			addWord(c.word, anchored{clue: c})
		}
	}
	s.literals = trie.New(nodes)
	for text, list := range all {
		if err := s.literals.Add(text, uint32(len(s.anchors))); err != nil {
			return nil, err
		}
		list[len(list)-1].last = true
		s.anchors = append(s.anchors, list...)
	}
	s.starts = make([]literalStart, lastHan-firstHan+1)
	for text, list := range all {
		r, size := utf8.DecodeRuneInString(text)
		if !isCommonHan(r) {
			continue
		}
		start := &s.starts[r-firstHan]
		start.node, start.slot = s.literals.Child(trie.Root, r)
		if size < len(text) {
			start.next |= charAt(text[size:])
			if slices.ContainsFunc(list, func(a anchor) bool { return !a.onWord }) {
				start.inside |= charAt(text[size:])
			}
		}
	}
	return s, nil
}

// all calls found for what is anchored in the units of a passage, in text order:
// at which byte, and in which unit.
func (s *scanner) all(p *passage, found func(hit *anchor, at, unit int)) {
	owner, last := 0, otherChar
	for start, r := range p.text {
		left := last
		last = charOf(r)
		first := s.start(r)
		if first.slot == 0 {
			continue // half of all characters
		}
		for owner < len(p.owners) && p.owners[owner].span.End <= start {
			owner++
		}
		if owner == len(p.owners) {
			return
		}
		if p.owners[owner].span.Start > start {
			continue
		}
		u := p.owners[owner].unit
		sentence := p.units[u].whole()
		if start == sentence.Start {
			left = otherChar
		}
		begins := p.boundary(start)
		node, slot, goesOn := first.node, first.slot, first.next
		if !begins {
			goesOn = first.inside
		}
		for end := start + utf8.RuneLen(r); ; {
			next, size := utf8.DecodeRuneInString(p.text[end:])
			after := charOf(next)
			if n, ok := slot.Word(); ok {
				right := after
				if end >= sentence.End {
					right = otherChar
				}
				onWord := begins && p.boundary(end)
				for ; ; n++ {
					a := &s.anchors[n]
					if a.left&left != 0 && a.right&right != 0 && (onWord || !a.onWord) {
						found(a, start, u)
					}
					if a.last {
						break
					}
				}
			}
			if !slot.More() || goesOn&after == 0 {
				break
			}
			if node, slot = s.literals.Child(node, next); slot == 0 {
				break
			}
			goesOn = anyChar
			end += size
		}
	}
}

// start is where literals begin with a character.
func (s *scanner) start(r rune) literalStart {
	if isCommonHan(r) {
		return s.starts[r-firstHan]
	}
	node, slot := s.literals.Child(trie.Root, r)
	return literalStart{node, slot, anyChar, anyChar}
}

// A charSet is a set of characters by their hashes: it may hold more than was
// put in. All that is no Chinese character, the edges of sentences too, are one
// in it.
type charSet uint64

const (
	anyChar   = ^charSet(0)
	otherChar = charSet(1 << 63)
)

func isCommonHan(r rune) bool { return r >= firstHan && r <= lastHan }

func charOf(r rune) charSet {
	if !isCommonHan(r) {
		return otherChar
	}
	return 1 << (uint32(r) * 0x9E3779B1 >> 26)
}

// charAt is the first character of a text.
func charAt(text string) charSet {
	r, _ := utf8.DecodeRuneInString(text)
	return charOf(r)
}

// A sentenceSet holds the characters of a sentence by their hashes: it may hold
// more than was put in.
type sentenceSet struct {
	of   Span
	bits [16]uint64
}

func (s *sentenceSet) read(text string, of Span) {
	*s = sentenceSet{of: of}
	for _, r := range text[of.Start:of.End] {
		h := charHash(r)
		s.bits[h/64] |= 1 << (h % 64)
	}
}

// charHash is a number below 1024.
func charHash(r rune) uint16 { return uint16(uint32(r) * 0x9E3779B1 >> 22) }

// needs are literals of which one must stand in the sentence, by the hashes of
// their characters; nil where nothing is known.
type needs [][]uint16

func needsOf(texts []string) needs {
	n := make(needs, len(texts))
	for i, text := range texts {
		for _, r := range text {
			n[i] = append(n[i], charHash(r))
		}
	}
	return n
}

// has tells whether one of the literals could stand in the sentence.
func (s *sentenceSet) has(n needs) bool {
	for _, literal := range n {
		all := true
		for _, h := range literal {
			all = all && s.bits[h/64]&(1<<(h%64)) != 0
		}
		if all {
			return true
		}
	}
	return false
}

// needsBeside are those of the element that a text has least, of a form with …
// that is laid where its element at a place stands.
func (p *pattern) needsBeside(at int, often func(text string) float64) (rarest needs) {
	best := 1.0
	gaps := false
	for i := range p.elements {
		e := &p.elements[i]
		gaps = gaps || e.kind == gap || e.kind == wideGap
		texts := e.anchors()
		if i == at || len(texts) == 0 {
			continue
		}
		sum := 0.0
		for _, t := range texts {
			sum += often(t)
		}
		if sum < best {
			best, rarest = sum, needsOf(texts)
		}
	}
	if !gaps {
		return nil
	}
	return rarest
}

// beginsWith are the characters that can begin what a list of elements matches, of
// one in reverse order those that can end it. Then are those that can follow.
func beginsWith(list []element, then charSet, back bool) charSet {
	for i := len(list) - 1; i >= 0; i-- {
		then = list[i].beginsWith(then, back)
	}
	return then
}

func (e *element) beginsWith(then charSet, back bool) charSet {
	var set charSet
	put := func(text string) {
		r, _ := utf8.DecodeRuneInString(text)
		if back {
			r, _ = utf8.DecodeLastRuneInString(text)
		}
		set |= charOf(r)
	}
	switch {
	case e.kind == literal:
		put(e.text)
		return set
	case e.kind == alternates:
		for _, c := range e.choices {
			set |= beginsWith(c, then, back)
		}
	case e.kind == class && !e.class.any && len(e.class.tags) == 0:
		for text := range e.class.words {
			put(text)
		}
	case e.kind == clauseStart && back, e.kind == clauseEnd && !back:
		return otherChar // a mark, or the edge of the sentence
	case e.kind == clauseStart, e.kind == clauseEnd:
		return then // what it looks at is on the other side
	default:
		return anyChar
	}
	if e.optional {
		set |= then
	}
	return set
}

// behind tells what can follow a literal that anchors the element at a place of
// a form, and whether it must be a word. A form with … before that place is found
// from another too, which may be the one that fits.
func (p *pattern) behind(at int, text string) (right charSet, onWord bool) {
	for i := range p.elements[:at] {
		if kind := p.elements[i].kind; kind == gap || kind == wideGap {
			return anyChar, false
		}
	}
	rest := beginsWith(p.elements[at+1:], anyChar, false)
	e := &p.elements[at]
	if e.kind != alternates {
		return rest, e.kind == literal && e.single
	}
	onWord = true
	for _, c := range e.choices {
		more, ok := strings.CutPrefix(c[0].text, text)
		switch {
		case !ok:
		case more != "": // it is found from the beginning of a longer choice too
			right, onWord = right|charAt(more), false
		default:
			right |= beginsWith(c[1:], rest, false)
			onWord = onWord && c[0].single
		}
	}
	return right, onWord
}
