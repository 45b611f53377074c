package analysis

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// Polyphones are read by a linear model of what stands round them, learned
// from CPP's development set and from the dictionary's own words by
// `go run ./analysis/train/polyphones`.
//
//go:embed figures/polyphones.tsv
var polyphoneFigures string

// A polyphoneModel gives the readings of a character scores from its context.
// It is immutable.
type polyphoneModel struct {
	// chars are known by index, by character from firstHan on: 0 for one that the
	// model does not know.
	index [lastHan - firstHan + 1]uint16
	chars []polyphone
	// usual is how a character is read where nothing tells, by character from
	// firstHan on.
	usual [lastHan - firstHan + 1]string
	// weights are those of all features, one for each reading of the character
	weights []int16
	// votes are the weights of what the dictionary says, by kind of vote.
	votes [voteKinds]int32
}

// A polyphone is a character with the readings that the model knows.
type polyphone struct {
	readings []string
	alone    []vote // what the dictionary says of the character as a word
	particle bool   // read by rule or by default, see particles
	// features is an open hash table of the features that have weights. It is
	// the character's own, so that it is small and lies together.
	features []featureSlot
	// sieve has a bit set for the hash of each of them: most features that are
	// asked for are not there, and this is small.
	sieve []uint64
}

// mayHave tells whether a feature could have weights, by its hash.
func (p *polyphone) mayHave(hash uint64) bool {
	return p.sieve[hash>>38&uint64(len(p.sieve)-1)]&(1<<(hash>>32&63)) != 0
}

// A featureSlot holds half of a feature's hash and where its weights lie; 0 for
// a free one. Of features without weights one in billions is taken for another.
type featureSlot struct{ print, place uint32 }

// slot finds the slot of a feature, or the one that is free for it.
func (p *polyphone) slot(hash uint64) *featureSlot {
	mask := uint64(len(p.features) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if s := &p.features[at]; s.place == 0 || s.print == uint32(hash>>32) {
			return s
		}
	}
}

// learn fills the table.
func (p *polyphone) learn(hashes []uint64, places []uint32) error {
	size := 4
	for size < 2*len(hashes) {
		size *= 2
	}
	p.features, p.sieve = make([]featureSlot, size), make([]uint64, size/4)
	for i, h := range hashes {
		s := p.slot(h)
		if s.place != 0 {
			return fmt.Errorf("two features of a character with the readings %s have one hash", strings.Join(p.readings, " "))
		}
		*s = featureSlot{uint32(h >> 32), places[i]}
		p.sieve[h>>38&uint64(len(p.sieve)-1)] |= 1 << (h >> 32 & 63)
	}
	return nil
}

// A voteKind tells on what ground the dictionary speaks for a reading.
type voteKind uint8

const (
	noVote     voteKind = iota
	wordVote            // the only reading of the word, of several characters, that the text was cut into
	firstVote           // the first of several readings of such a word
	otherVote           // a further reading of such a word
	nameVote            // the reading of a word that is only a name
	singleVote          // the first reading of the character
	rareVote            // a further reading of the character
	spanVote            // the reading in a longer word that the text was not cut into
	voteKinds
)

// weightUnit is what weights are counted in.
const weightUnit = 100

// maxReadings is the number of readings that a character may have.
const maxReadings = 16

// readPolyphones reads figures/polyphones.tsv. Lines are "vote<TAB>kind<TAB>weight",
// "char<TAB>reading reading …" and, below its character's, "feature<TAB>weight
// weight …" with as many weights as the character has readings.
func readPolyphones(text string, dict *lexicon.Dictionary) (*polyphoneModel, error) {
	m := &polyphoneModel{chars: make([]polyphone, 1)}
	m.weights = make([]int16, 1, 3*strings.Count(text, "\n")+1)
	var hashes []uint64
	var places []uint32
	var char rune
	var current *polyphone
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, "\t")
		switch {
		case !ok:
			return nil, fmt.Errorf("figures/polyphones.tsv:%d: no tab", n)
		case name == "vote":
			kind, weight, _ := strings.Cut(rest, "\t")
			k, err := strconv.Atoi(kind)
			w, err2 := strconv.Atoi(weight)
			if err != nil || err2 != nil || k < 0 || k >= int(voteKinds) {
				return nil, fmt.Errorf("figures/polyphones.tsv:%d: no vote", n)
			}
			m.votes[k] = int32(w)
		case rest[0] >= 'a' && rest[0] <= 'z':
			if current != nil {
				if err := current.learn(hashes, places); err != nil {
					return nil, fmt.Errorf("figures/polyphones.tsv: %w", err)
				}
				hashes, places = hashes[:0], places[:0]
			}
			char, _ = utf8.DecodeRuneInString(name)
			m.chars = append(m.chars, polyphone{readings: strings.Fields(rest), alone: votesAlone(dict, char), particle: strings.ContainsRune(particles, char)})
			current = &m.chars[len(m.chars)-1]
			if len(current.readings) > maxReadings || char < firstHan || char > lastHan {
				return nil, fmt.Errorf("figures/polyphones.tsv:%d: %q with %d readings", n, char, len(current.readings))
			}
			m.index[char-firstHan] = uint16(len(m.chars) - 1)
		default:
			if current == nil {
				return nil, fmt.Errorf("figures/polyphones.tsv:%d: a feature of no character", n)
			}
			h := hashOf(char)
			for _, r := range name {
				h = hashNext(h, r)
			}
			place := uint32(len(m.weights))
			for field := range strings.FieldsSeq(rest) {
				w, err := strconv.ParseInt(field, 10, 16)
				if err != nil {
					return nil, fmt.Errorf("figures/polyphones.tsv:%d: %w", n, err)
				}
				m.weights = append(m.weights, int16(w))
			}
			if len(m.weights)-int(place) != len(current.readings) {
				return nil, fmt.Errorf("figures/polyphones.tsv:%d: %d weights for %d readings", n, len(m.weights)-int(place), len(current.readings))
			}
			hashes, places = append(hashes, h), append(places, place)
		}
	}
	if current != nil {
		if err := current.learn(hashes, places); err != nil {
			return nil, fmt.Errorf("figures/polyphones.tsv: %w", err)
		}
	}
	for id, text := range dict.Words() {
		char, size := utf8.DecodeRuneInString(text)
		if size < len(text) || char < firstHan || char > lastHan {
			continue
		}
		if readings := usual(dict.Readings(id, nil), 1); len(readings) > 0 {
			m.usual[char-firstHan] = strings.ToLower(readings[0].Syllable(0))
		}
	}
	for char, i := range m.index {
		if i > 0 {
			m.usual[char] = m.chars[i].readings[0]
		}
	}
	for char, reading := range defaultReadings {
		m.usual[char-firstHan] = reading
	}
	return m, nil
}

func hashOf(r rune) uint64 { return hashNext(0x9E3779B97F4A7C15, r) }

func hashNext(h uint64, r rune) uint64 {
	h = (h ^ uint64(r)) * 0xBF58476D1CE4E5B9
	return h ^ h>>29
}

// features are what the model looks at: runs of runes, the first of which
// names the kind. They are kept as hashes, which begin with that of the
// character, and for lessons also as text, each ended by 0.
type features struct {
	seed    uint64
	hashes  []uint64
	spelled bool
	text    []rune
}

func (f *features) add(values ...rune) {
	h := f.seed
	for _, v := range values {
		h = hashNext(h, v)
	}
	f.hashes = append(f.hashes, h)
	if f.spelled {
		f.text = append(append(f.text, values...), 0)
	}
}

const (
	textEdge = '＾' // beyond the text
	digit    = '0' // any digit
)

// bagReach is how far round the character other characters are looked at
// without regard to their place.
const bagReach = 8

// contextOf collects the features of runes[i], which is in words[k], from rune
// start of it on, in place of those it has.
func (f *features) contextOf(runes []rune, i int, text string, words []word, k, start int) {
	f.seed, f.hashes, f.text = hashOf(runes[i]), f.hashes[:0], f.text[:0]
	at := func(j int) rune {
		if j < 0 || j >= len(runes) {
			return textEdge
		}
		switch r := runes[j]; {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			return digit
		case r <= ' ':
			return ' '
		default:
			return r
		}
	}
	p, pp, n, nn := at(i-1), at(i-2), at(i+1), at(i+2)
	f.add('=')
	f.add('p', p)
	f.add('n', n)
	f.add('P', pp, p)
	f.add('N', n, nn)
	f.add('b', p, n)
	f.add('q', pp)
	f.add('m', nn)
	for j := max(0, i-bagReach); j < min(len(runes), i+bagReach+1); j++ {
		if j != i && kindOfRune(runes[j]) == hanRune {
			f.add('~', runes[j])
		}
	}
	w := &words[k]
	size := wordLen(runes, start, w)
	place := 's'
	switch {
	case size == 1:
	case i == start:
		place = 'b'
	case i == start+size-1:
		place = 'e'
	default:
		place = 'i'
	}
	f.tag('w', w, place)
	var before, after *word
	if k > 0 {
		before = &words[k-1]
	}
	if k+1 < len(words) {
		after = &words[k+1]
	}
	f.tag('l', before, place)
	f.tag('r', after, place)
	if after != nil && after.kind == hanWord {
		var room [16]rune
		word := append(room[:0], 'R')
		for _, r := range text[after.start:after.end] {
			word = append(word, r)
		}
		f.add(word...)
	}
	f.add('t', tagLetter(before), tagLetter(after))
}

func tagLetter(w *word) rune {
	switch {
	case w == nil:
		return textEdge
	case w.kind == punctuationWord, w.kind == spaceWord:
		return 'x'
	case w.pos == noTag:
		return '?'
	}
	return rune(w.pos.letter())
}

// tag adds a word's part of speech.
func (f *features) tag(kind rune, w *word, place rune) {
	var room [8]rune
	list := append(room[:0], kind, place)
	switch {
	case w == nil:
		list = append(list, textEdge)
	case w.kind == punctuationWord, w.kind == spaceWord:
		list = append(list, 'x')
	default:
		for _, r := range w.pos.String() {
			list = append(list, r)
		}
	}
	f.add(list...)
}

// polyphone is what the model knows of a character; nil for nothing.
func (m *polyphoneModel) polyphone(r rune) *polyphone {
	if r < firstHan || r > lastHan || m.index[r-firstHan] == 0 {
		return nil
	}
	return &m.chars[m.index[r-firstHan]]
}

// trust is added to the weight of a word's only reading: the model was learned
// from an encyclopedia, and what it knows better there than the dictionary does
// not all hold in other texts. CPP's figure is the same with it.
const trust = 2 * weightUnit

// choose is the reading that scores best.
func (m *polyphoneModel) choose(p *polyphone, f *features, votes []vote) string {
	n := len(p.readings)
	var scores [maxReadings]int32
	for i, reading := range p.readings {
		for _, v := range votes {
			if v.reading == reading {
				scores[i] = m.votes[v.kind]
				if v.kind == wordVote {
					scores[i] += trust
				}
				break
			}
		}
	}
	for _, h := range f.hashes {
		if !p.mayHave(h) {
			continue
		}
		place := p.slot(h).place
		if place == 0 {
			continue
		}
		for i, w := range m.weights[place : int(place)+n] {
			scores[i] += int32(w)
		}
	}
	best := 0
	for i := range n {
		if scores[i] > scores[best] {
			best = i
		}
	}
	return p.readings[best]
}

// A PolyphoneLesson is what the model sees of one character of a text, for the
// command that trains it.
type PolyphoneLesson struct {
	Char     rune
	Features []string
	// Votes are the kinds of the dictionary's votes for its readings.
	Votes map[string]int
}

// PolyphoneLesson looks at the character at a byte of a text.
func (a *Analyzer) PolyphoneLesson(text string, at int) PolyphoneLesson {
	text = a.simplify(text)
	words := a.segment(text, a.userWords(nil))
	runes := []rune(text)
	i := utf8.RuneCountInString(text[:at])
	k := 0
	for int(words[k].end) <= at {
		k++
	}
	start := utf8.RuneCountInString(text[:words[k].start])
	f := features{spelled: true}
	f.contextOf(runes, i, text, words, k, start)
	lesson := PolyphoneLesson{Char: runes[i], Votes: map[string]int{}}
	for feature := range strings.SplitSeq(strings.TrimSuffix(string(f.text), "\x00"), "\x00") {
		lesson.Features = append(lesson.Features, feature)
	}
	var readings []lexicon.Reading
	if n := wordLen(runes, start, &words[k]); words[k].id != noWord && n > 1 {
		readings = usual(a.dict.Readings(words[k].id, nil), n)
	}
	for _, v := range a.votes(nil, readings, runes, i, start) {
		if lesson.Votes[v.reading] == 0 {
			lesson.Votes[v.reading] = int(v.kind)
		}
	}
	return lesson
}

// A vote is what the dictionary says for a reading of a character.
type vote struct {
	reading string
	kind    voteKind
}

// votes are what the dictionary says of runes[i], in a word that begins at
// rune start and has the readings; of several votes for one reading the first
// counts.
func (a *Analyzer) votes(list []vote, readings []lexicon.Reading, runes []rune, i, start int) []vote {
	for k, r := range readings {
		kind := otherVote
		switch {
		case r.IsProper():
			kind = nameVote
		case sameAt(readings, i-start):
			kind = wordVote
		case k == 0:
			kind = firstVote
		}
		list = append(list, vote{r.Syllable(i - start), kind})
	}
	if len(list) == 0 {
		// longer words that the text was not cut into
		var room [8]lexicon.Reading
		var candidates [16]lexicon.Candidate
		longest := 1
		for from := max(0, i-3); from <= i; from++ {
			for _, c := range a.dict.Lattice(runes, from, candidates[:0]) {
				if from+c.Len <= i || c.Len < 2 || c.Len < longest {
					continue
				}
				readings := usual(a.dict.Readings(c.ID, room[:0]), c.Len)
				if len(readings) == 0 || !sameAt(readings, i-from) || readings[0].IsProper() {
					continue
				}
				if c.Len > longest {
					list = list[:0]
				}
				longest = c.Len
				list = append(list, vote{readings[0].Syllable(i - from), spanVote})
			}
		}
	}
	if p := a.polyphones.polyphone(runes[i]); p != nil {
		return append(list, p.alone...)
	}
	return append(list, votesAlone(a.dict, runes[i])...)
}

// votesAlone are what the dictionary says of a character as a word.
func votesAlone(dict *lexicon.Dictionary, char rune) []vote {
	var list []vote
	if id, ok := dict.WordID(string(char)); ok {
		for k, r := range usual(dict.Readings(id, nil), 1) {
			kind := rareVote
			if k == 0 {
				kind = singleVote
			}
			list = append(list, vote{strings.ToLower(r.Syllable(0)), kind})
		}
	}
	return list
}

// usual keeps, in place, the readings of n syllables; of those the ones that
// are neither names nor old, if there are such; else those that are not old.
func usual(readings []lexicon.Reading, n int) []lexicon.Reading {
	rank := func(r lexicon.Reading) int {
		switch {
		case r.Len() != n:
			return 3
		case r.IsDated():
			return 2
		case r.IsProper():
			return 1
		}
		return 0
	}
	best := 2
	for _, r := range readings {
		best = min(best, rank(r))
	}
	kept := readings[:0]
	for _, r := range readings {
		if rank(r) == best {
			kept = append(kept, r)
		}
	}
	return kept
}

// sameAt tells whether all readings agree about a syllable.
func sameAt(readings []lexicon.Reading, i int) bool {
	for _, r := range readings[1:] {
		if r.Syllable(i) != readings[0].Syllable(i) {
			return false
		}
	}
	return true
}

func wordLen(runes []rune, start int, w *word) int {
	size := int(w.end - w.start)
	n := 0
	for size > 0 && start+n < len(runes) {
		size -= utf8.RuneLen(runes[start+n])
		n++
	}
	return n
}
