package lexicon

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// prefixes is a trie of words over runes, laid out as one hash table: a node
// is a slot, found from its parent and a rune. A step costs one look into
// memory, where gse's trie of bytes costs three and begins at the root for
// every length; texts are cut twice as fast for it.
//
// The zero prefixes holds no word. It is immutable once built.
type prefixes struct {
	slots []slot
	shift uint // of a hash, so that it fits the table
	free  int  // nodes that there is room for
}

// A slot holds, from its low bits up: the word that ends here, plus one (20
// bits, 0 for none), whether longer words go on (1), the rune (21), and the
// parent, a number of node (21). A slot that is 0 is free.
type slot uint64

const (
	wordBits  = 20
	moreFlag  = 1 << wordBits
	keyShift  = wordBits + 1
	runeBits  = 21
	root      = 0 // other nodes are their slot's place plus one
	maxWordID = 1<<wordBits - 2
)

// newPrefixes makes a table with room for a number of nodes.
func newPrefixes(nodes int) prefixes {
	size := min(bits.Len(uint(nodes*4/3|7)), runeBits-1) // at most three quarters full
	return prefixes{make([]slot, 1<<size), 64 - uint(size), 3 << size / 4}
}

// child finds the node for a rune after another node: its number and contents,
// or 0.
func (p *prefixes) child(parent int, r rune) (int, slot) {
	if len(p.slots) == 0 || uint32(r) > utf8.MaxRune {
		return 0, 0
	}
	key := uint64(parent)<<runeBits | uint64(r)
	for i := int(key * 0x9E3779B97F4A7C15 >> p.shift); ; i = (i + 1) & (len(p.slots) - 1) {
		switch s := p.slots[i]; {
		case uint64(s)>>keyShift == key:
			return i + 1, s
		case s == 0:
			return i + 1, 0
		}
	}
}

// add puts a word into the table, by its text in small letters. It refuses a
// text that is there already, and one for which there is no room.
func (p *prefixes) add(text string, id uint32) error {
	if id > maxWordID || !isKey(text) {
		return fmt.Errorf("%q is no word", text)
	}
	node := root
	for _, r := range text {
		if node != root {
			p.slots[node-1] |= moreFlag
		}
		r = lower(r)
		next, s := p.child(node, r)
		if s == 0 {
			if p.free == 0 {
				return fmt.Errorf("%q: there are too many words", text)
			}
			p.free--
			p.slots[next-1] = slot(uint64(node)<<runeBits|uint64(r)) << keyShift
		}
		node = next
	}
	if _, there := p.slots[node-1].word(); there {
		return fmt.Errorf("%q is there twice", text)
	}
	p.slots[node-1] |= slot(id + 1)
	return nil
}

// word returns the word that ends at a slot.
func (s slot) word() (id uint32, ok bool) {
	id = uint32(s) & (1<<wordBits - 1)
	return id - 1, id != 0
}

// more tells whether longer words begin as this one does.
func (s slot) more() bool { return s&moreFlag != 0 }

// lattice appends to out the words that begin at runes[from], shortest first.
// A word never ends within a run of Latin letters or digits.
func (p *prefixes) lattice(runes []rune, from int, scripts *scripts, out []Candidate) []Candidate {
	node, s := root, slot(moreFlag)
	for i := from; i < len(runes) && s.more(); i++ {
		if node, s = p.child(node, scripts.fold(runes[i])); s == 0 {
			break
		}
		if id, ok := s.word(); ok && !(isLatin(runes[i]) && i+1 < len(runes) && isLatin(runes[i+1])) {
			out = append(out, Candidate{id, i + 1 - from})
		}
	}
	return out
}

// find returns the word that is spelled so, in either script.
func (p *prefixes) find(text string, scripts *scripts) (id uint32, ok bool) {
	node, s := root, slot(moreFlag)
	for _, r := range text {
		if !s.more() {
			return 0, false
		}
		if node, s = p.child(node, scripts.fold(r)); s == 0 {
			return 0, false
		}
	}
	return s.word()
}

// isKey reports whether a word is text that a text can hold.
func isKey(text string) bool {
	return text != "" && strings.IndexByte(text, 0) < 0 && utf8.ValidString(text)
}
