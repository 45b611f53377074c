package analysis

import (
	"iter"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

// A sequence is an immutable list of pieces that tile a text. It is kept in
// leaves of bounded length, so that an edit copies a leaf and the list of
// leaves, not the list of pieces.
type sequence struct {
	leaves  []*leaf
	offsets []int // bytes before each leaf, and in all
	lines   []int // line breaks before each leaf, and in all
}

// A leaf is a short run of pieces with what is known of them together.
type leaf struct {
	pieces []*piece
	bytes  int
	breaks int

	overview sync.Once
	lean     int
	count    int // of sentences
	facts    facts
	// speaking lists the pieces that can have findings, directing those that
	// hold comments or front matter.
	speaking, directing []int
	report              atomic.Pointer[leafReport]
}

// leafSize is the number of pieces that a leaf has at most.
const leafSize = 64

// newSequence makes a sequence of leaves that are there and new pieces between
// them.
func newSequence(before []*leaf, pieces []*piece, after []*leaf) sequence {
	var s sequence
	n := (len(pieces) + leafSize - 1) / leafSize
	s.leaves = make([]*leaf, 0, len(before)+n+len(after))
	s.leaves = append(s.leaves, before...)
	for i := range n {
		l := &leaf{pieces: pieces[len(pieces)*i/n : len(pieces)*(i+1)/n]}
		for _, p := range l.pieces {
			l.bytes += len(p.text)
			l.breaks += len(p.breaks)
		}
		s.leaves = append(s.leaves, l)
	}
	s.leaves = append(s.leaves, after...)
	s.offsets = make([]int, len(s.leaves)+1)
	s.lines = make([]int, len(s.leaves)+1)
	for i, l := range s.leaves {
		s.offsets[i+1] = s.offsets[i] + l.bytes
		s.lines[i+1] = s.lines[i] + l.breaks
	}
	return s
}

// A place is a piece in a sequence, with the number of bytes and line breaks
// before it.
type place struct {
	leaf, index  int
	offset, line int
}

// bytes and breaks are the size of the whole text.
func (s *sequence) bytes() int  { return s.offsets[len(s.offsets)-1] }
func (s *sequence) breaks() int { return s.lines[len(s.lines)-1] }

// piece returns the piece at a place, nil past the end.
func (s *sequence) piece(at place) *piece {
	if at.leaf >= len(s.leaves) {
		return nil
	}
	return s.leaves[at.leaf].pieces[at.index]
}

// at returns the place of the piece that holds an offset, or that of the last
// piece for the end of the text.
func (s *sequence) at(offset int) place {
	i := sort.SearchInts(s.offsets, offset+1) - 1
	return s.within(max(0, min(i, len(s.leaves)-1)), func(end, _ int) bool { return offset < end })
}

// atLine returns the place of the piece in which line n begins, n above 0.
func (s *sequence) atLine(n int) place {
	i := sort.SearchInts(s.lines, n) - 1
	return s.within(i, func(_, line int) bool { return n <= line })
}

// within returns the first piece of a leaf at whose end a condition holds, or
// its last piece.
func (s *sequence) within(i int, until func(end, line int) bool) place {
	if len(s.leaves) == 0 {
		return place{}
	}
	at := place{leaf: i, offset: s.offsets[i], line: s.lines[i]}
	for pieces := s.leaves[i].pieces; at.index < len(pieces)-1; at.index++ {
		p := pieces[at.index]
		if until(at.offset+len(p.text), at.line+len(p.breaks)) {
			break
		}
		at.offset += len(p.text)
		at.line += len(p.breaks)
	}
	return at
}

// next returns the place after a place; its leaf is past the last one at the
// end of the text.
func (s *sequence) next(at place) place {
	p := s.piece(at)
	at.offset += len(p.text)
	at.line += len(p.breaks)
	if at.index++; at.index == len(s.leaves[at.leaf].pieces) {
		at.leaf, at.index = at.leaf+1, 0
	}
	return at
}

// previous returns the place before a place; the first place for itself.
func (s *sequence) previous(at place) place {
	if at.index == 0 {
		if at.leaf == 0 {
			return at
		}
		at.leaf--
		at.index = len(s.leaves[at.leaf].pieces)
	}
	at.index--
	p := s.piece(at)
	at.offset -= len(p.text)
	at.line -= len(p.breaks)
	return at
}

// overlapping yields the pieces that overlap a span, with their offsets.
func (s *sequence) overlapping(span Span) iter.Seq2[int, *piece] {
	return func(yield func(int, *piece) bool) {
		for at := s.at(span.Start); ; at = s.next(at) {
			p := s.piece(at)
			if p == nil || at.offset >= span.End || !yield(at.offset, p) {
				return
			}
		}
	}
}

// slice returns the text of a span that lies within the sequence.
func (s *sequence) slice(span Span) string {
	if span.Start >= span.End {
		return ""
	}
	var b strings.Builder
	for offset, p := range s.overlapping(span) {
		from, to := max(0, span.Start-offset), min(len(p.text), span.End-offset)
		if to-from == span.Len() {
			return p.text[from:to]
		}
		if b.Len() == 0 {
			b.Grow(span.Len())
		}
		b.WriteString(p.text[from:to])
	}
	return b.String()
}

// replace returns the sequence with the pieces from one place up to another
// replaced.
func (s *sequence) replace(from, to place, pieces []*piece) sequence {
	var all []*piece
	all = append(all, s.leaves[from.leaf].pieces[:from.index]...)
	all = append(all, pieces...)
	after := len(s.leaves)
	if to.leaf < len(s.leaves) {
		if to.index > 0 {
			all = append(all, s.leaves[to.leaf].pieces[to.index:]...)
			after = to.leaf + 1
		} else {
			after = to.leaf
		}
	}
	return newSequence(s.leaves[:from.leaf], all, s.leaves[after:])
}
