// Package trie holds words so that all those which begin at a place of a text
// are found in one walk.
package trie

import (
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// A Trie is a trie of words over runes, laid out as one hash table: a node is
// a slot, found from its parent and a rune. A step costs one look into memory,
// where gse's trie of bytes costs three and begins at the root for every
// length, and Go's maps cost a hash each; texts are cut twice as fast for it.
//
// The zero Trie holds no word. It is immutable once built.
type Trie struct {
	slots []Slot
	shift uint // of a hash, so that it fits the table
	free  int  // nodes that there is room for
}

// A Slot is the contents of a node. It holds, from its low bits up: the word
// that ends here, plus one (20 bits, 0 for none), whether longer words go on
// (1), the rune (21), and the parent, a number of node (21). A slot that is 0
// is free.
type Slot uint64

const (
	wordBits = 20
	moreFlag = 1 << wordBits
	keyShift = wordBits + 1
	runeBits = 21
	// ContentBits are the low bits of a slot that do not tell where it belongs.
	ContentBits = keyShift
	// MaxID is the greatest number that a word can have.
	MaxID = 1<<wordBits - 2
)

// Root is the node at which every word begins, and Start its contents. Other
// nodes are their slot's place plus one.
const (
	Root  = 0
	Start = Slot(moreFlag)
)

// New makes a trie with room for a number of nodes.
func New(nodes int) Trie {
	size := min(bits.Len(uint(nodes*4/3|7)), runeBits-1) // at most three quarters full
	return Trie{make([]Slot, 1<<size), 64 - uint(size), 3 << size / 4}
}

// Child finds the node for a rune after another node: its number and contents,
// which are 0 when there is none.
func (t *Trie) Child(parent int, r rune) (int, Slot) {
	if len(t.slots) == 0 || uint32(r) > utf8.MaxRune {
		return 0, 0
	}
	key := uint64(parent)<<runeBits | uint64(r)
	for i := int(key * hashFactor >> t.shift); ; i = (i + 1) & (len(t.slots) - 1) {
		switch s := t.slots[i]; {
		case uint64(s)>>keyShift == key:
			return i + 1, s
		case s == 0:
			return i + 1, 0
		}
	}
}

const hashFactor = 0x9E3779B97F4A7C15

// Glance is the first half of Child: what lies where the look begins. A look
// into a large table waits for memory; glances for many places, one after the
// other, wait together. The runes are valid, and the trie is not the zero one.
func (t *Trie) Glance(parent int, r rune) Slot {
	return t.slots[(uint64(parent)<<runeBits|uint64(r))*hashFactor>>t.shift]
}

// ChildAfter is the second half of Child, after a glance.
func (t *Trie) ChildAfter(glance Slot, parent int, r rune) (int, Slot) {
	key := uint64(parent)<<runeBits | uint64(r)
	if glance != 0 && uint64(glance)>>keyShift != key {
		return t.childElsewhere(parent, r)
	}
	return int(key*hashFactor>>t.shift) + 1, glance
}

// childElsewhere is Child where a glance found another node.
//
//go:noinline
func (t *Trie) childElsewhere(parent int, r rune) (int, Slot) { return t.Child(parent, r) }

// Add puts a word into the trie. It refuses a text that is there already, an
// empty one, and one for which there is no room.
func (t *Trie) Add(text string, id uint32) error {
	if id > MaxID || text == "" {
		return fmt.Errorf("%q is no word", text)
	}
	node := Root
	for _, r := range text {
		if node != Root {
			t.slots[node-1] |= moreFlag
		}
		next, s := t.Child(node, r)
		if s == 0 {
			if t.free == 0 {
				return fmt.Errorf("%q: there are too many words", text)
			}
			t.free--
			t.slots[next-1] = Slot(uint64(node)<<runeBits|uint64(r)) << keyShift
		}
		node = next
	}
	if _, there := t.slots[node-1].Word(); there {
		return fmt.Errorf("%q is there twice", text)
	}
	t.slots[node-1] |= Slot(id + 1)
	return nil
}

// Word returns the word that ends at a node.
func (s Slot) Word() (id uint32, ok bool) {
	id = uint32(s) & (1<<wordBits - 1)
	return id - 1, id != 0
}

// More tells whether longer words begin as this one does.
func (s Slot) More() bool { return s&moreFlag != 0 }
