// Package figures holds numbers worked out from text by the commands in
// lexicon/figures/gen and analysis/train: how likely words are, alone and side
// by side, and the weights by which polyphones are read. Each set is a file of
// its own, read in place, whose head names its source, its licence and the
// command that makes it. There is no text of others in them: words are known
// by a hash.
package figures

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// A Notice tells where a set of figures comes from.
type Notice struct {
	Source  string // name, version and date of the source
	License string // SPDX identifier
	Text    string // what was taken, how it was changed, the command that makes it
	File    string
}

// Notices lists the notices of all sets.
func Notices() []Notice {
	var list []Notice
	for _, set := range []struct{ file, data string }{{"bigrams.bin", bigramsFile}} {
		if head, _, err := open(set.data); err == nil {
			n := Notice{File: set.file, Text: head}
			for line := range strings.SplitSeq(head, "\n") {
				if s, ok := strings.CutPrefix(line, "Source: "); ok {
					n.Source = s
				}
				if s, ok := strings.CutPrefix(line, "License: "); ok {
					n.License = s
				}
			}
			list = append(list, n)
		}
	}
	return list
}

// A file is a head of text, one empty line, and the figures.
func open(file string) (head, body string, err error) {
	head, body, ok := strings.Cut(file, "\n\n")
	if !ok {
		return "", "", fmt.Errorf("figures: the file has no head")
	}
	return head, body, nil
}

// Unit is what costs are counted in: 1/256 of a decimal logarithm.
const Unit = 256

// A Word is what the language model knows of a word. The zero Word is one that
// it does not know.
type Word struct {
	// Key stands for the word in pairs; 0 for a word that is in none.
	Key uint32
	// Cost is -log10 of the word's probability; Backoff that of passing from
	// it to a word it makes no known pair with.
	Cost, Backoff int32
	// First and Second tell whether some pair begins or ends with the word.
	First, Second bool
}

// Bigrams is a language model of word pairs. It is immutable.
type Bigrams struct {
	words string // records of 8 bytes, sorted by key: key, cost, backoff with flags
	pairs string // a hash table of 4 bytes a slot: 24 bits of the pair's hash, cost / pairStep
	size  uint64 // slots
	// prints has a bit for the prints of the pairs, without their lowest bits. It
	// fits a processor's cache, which the pairs do not, and answers for most
	// pairs that are not known.
	prints []uint64
}

// printRest is how many bits of a print Bigrams.prints leaves out.
const printRest = 4

// pairStep is the precision of the costs of pairs.
const pairStep = 8

const (
	firstFlag   = 1 << 15
	secondFlag  = 1 << 14
	backoffMask = 1<<14 - 1
)

// Begin and End stand for the begin and the end of a sentence.
const (
	Begin = "<s>"
	End   = "</s>"
)

// OpenBigrams gives the model that is embedded.
func OpenBigrams() (*Bigrams, error) {
	_, body, err := open(bigramsFile)
	if err != nil {
		return nil, err
	}
	if len(body) < 8 {
		return nil, fmt.Errorf("figures: bigrams.bin is cut short")
	}
	words := int(binary.LittleEndian.Uint32([]byte(body[:4])))
	slots := int(binary.LittleEndian.Uint32([]byte(body[4:8])))
	body = body[8:]
	if words < 0 || slots <= 0 || len(body) != 8*words+4*slots {
		return nil, fmt.Errorf("figures: bigrams.bin has %d bytes for %d words and %d slots", len(body), words, slots)
	}
	b := &Bigrams{words: body[:8*words], pairs: body[8*words:], size: uint64(slots), prints: make([]uint64, 1<<(24-printRest)/64)}
	for i := 0; i < len(b.pairs); i += 4 {
		if v := uint32At(b.pairs, i); v != 0 {
			b.prints[v>>(8+printRest+6)] |= 1 << (v >> (8 + printRest) & 63)
		}
	}
	return b, nil
}

// may tells whether a pair could be known.
func (b *Bigrams) may(ask Ask) bool {
	return b.prints[ask.print>>(printRest+6)]&(1<<(ask.print>>printRest&63)) != 0
}

// Key is the hash by which a word is known (FNV-1a), never 0.
func Key(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	// the low bits of FNV are good, the high ones, by which records are
	// sorted, need mixing
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return max(h, 1)
}

func uint32At(s string, i int) uint32 {
	_ = s[i+3]
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// Word returns what is known of a word.
func (b *Bigrams) Word(text string) (Word, bool) {
	key := Key(text)
	n := len(b.words) / 8
	// keys are evenly spread: the place can be told nearly to the slot
	i := int(uint64(key) * uint64(n) >> 32)
	for i > 0 && (i >= n || uint32At(b.words, 8*i) > key) {
		i--
	}
	for i < n && uint32At(b.words, 8*i) < key {
		i++
	}
	if i >= n || uint32At(b.words, 8*i) != key {
		return Word{}, false
	}
	figures := uint32At(b.words, 8*i+4)
	flags := figures >> 16
	return Word{
		Key: key, Cost: int32(figures & 0xffff), Backoff: int32(flags & backoffMask),
		First: flags&firstFlag != 0, Second: flags&secondFlag != 0,
	}, true
}

func pairHash(first, second uint32) (place uint64, print uint32) {
	h := (uint64(first)<<32 | uint64(second)) * 0x9E3779B97F4A7C15
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return h, uint32(h)&0xffffff | 1
}

// Pair returns the cost of the second word after the first, by their keys.
// Of pairs that are not known one in some ten millions is taken for another.
func (b *Bigrams) Pair(first, second uint32) (cost int32, ok bool) {
	ask := b.Ask(first, second)
	if !b.may(ask) {
		return NoPair, false
	}
	cost = b.settle(ask, uint32At(b.pairs, int(ask.slot)*4))
	return cost, cost != NoPair
}

// An Ask is a pair of words that is to be looked up: see Bigrams.Costs.
type Ask struct{ slot, print uint32 }

// Ask is how the second word is asked for after the first, by their keys.
func (b *Bigrams) Ask(first, second uint32) Ask {
	h, print := pairHash(first, second)
	slot, _ := bits.Mul64(h, b.size)
	return Ask{uint32(slot), print}
}

// NoPair is the cost of a pair that is not known.
const NoPair = -1

// Costs appends the costs of pairs to a list, NoPair for those that are not
// known. The table is large, and a look into it waits for memory; here the
// looks are made one after the other, and wait together.
func (b *Bigrams) Costs(list []int32, asks []Ask) []int32 {
	n := len(list)
	for _, ask := range asks {
		first := int32(0)
		if b.may(ask) {
			first = int32(uint32At(b.pairs, int(ask.slot)*4))
		}
		list = append(list, first)
	}
	for i, cost := range list[n:] {
		switch v := uint32(cost); {
		case v == 0:
			list[n+i] = NoPair
		case v>>8 == asks[i].print:
			list[n+i] = int32(v&0xff) * pairStep
		default:
			list[n+i] = b.settle(asks[i], v)
		}
	}
	return list
}

// settle is the cost of a pair, from what lies where the look begins.
func (b *Bigrams) settle(ask Ask, v uint32) int32 {
	for slot := uint64(ask.slot); ; v = uint32At(b.pairs, int(slot)*4) {
		switch {
		case v == 0:
			return NoPair
		case v>>8 == ask.print:
			return int32(v&0xff) * pairStep
		}
		if slot++; slot == b.size {
			slot = 0
		}
	}
}

// An Entry is a word or, with Second, a pair, for PackBigrams; costs are
// decimal logarithms of probabilities.
type Entry struct {
	First, Second string
	Log, Backoff  float64
}

// PackBigrams writes the body that OpenBigrams reads.
func PackBigrams(words, pairs []Entry) []byte {
	type record struct{ key, figures uint32 }
	at := map[uint32]*record{}
	for _, w := range words {
		cost := uint32(max(0, min(-w.Log*Unit+0.5, 0xffff)))
		backoff := uint32(max(0, min(-w.Backoff*Unit+0.5, backoffMask)))
		key := Key(w.First)
		if at[key] == nil || at[key].figures&0xffff > cost {
			at[key] = &record{key, backoff<<16 | cost}
		}
	}
	size := uint64(len(pairs)*10/7 + 16)
	table := make([]uint32, size)
	for _, p := range pairs {
		k1, k2 := Key(p.First), Key(p.Second)
		at[k1].figures |= firstFlag << 16
		at[k2].figures |= secondFlag << 16
		h, print := pairHash(k1, k2)
		slot, _ := bits.Mul64(h, size)
		for table[slot] != 0 {
			if slot++; slot == size {
				slot = 0
			}
		}
		table[slot] = print<<8 | uint32(max(0, min(-p.Log*Unit/pairStep+0.5, 0xff)))
	}
	records := make([]record, 0, len(at))
	for _, r := range at {
		records = append(records, *r)
	}
	slices.SortFunc(records, func(a, b record) int { return cmp.Compare(a.key, b.key) })
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(records)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(table)))
	for _, r := range records {
		out = binary.LittleEndian.AppendUint32(out, r.key)
		out = binary.LittleEndian.AppendUint32(out, r.figures)
	}
	for _, v := range table {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}
