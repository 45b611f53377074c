package analysis

import (
	_ "embed"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"math/rand"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/yuti-lsp/yuti/internal/page"
)

// The leaning of a sentence towards casual or formal register is worked out
// from its characters, pairs and triples of characters, by two linear models:
// one tells casual sentences from others, one formal sentences from others.
// Their weights were learned from the examples of the contrasts and the sentences
// of lessons.md. A sentence in
// which a formal word is flagged is casual, one in which it stays quiet is
// not; a sentence in which a colloquial word is flagged is formal, one in
// which it stays quiet is not. The word itself is left out. The figures are
// made by `go run ./analysis/train/leaning`.
//
//go:embed figures/leaning.tsv
var leaningFigures string

// A leaningModel has the weights of n-grams of one to three characters.
type leaningModel struct {
	weights gramTable
	bias    [2]float32
}

// A gram is an n-gram of characters, see pack, with its weights towards casual
// and towards formal, in hundredths.
type gram struct {
	key     uint64
	weights [2]int
}

// A gramTable is an open hash table of n-grams. A text is looked up n-gram by
// n-gram, most of which are not there. What matters is that it is small: looks
// at tables that are larger than the processor's caches wait for memory. So
// characters have numbers, and an n-gram with its weights is eight bytes.
type gramTable struct {
	numbers []letter   // by rune; 0 for one that no n-gram has
	singles []gramSlot // by the number of a character
	slots   []gramSlot // a power of two, at most half of them taken
	shift   uint       // of a hash, so that it fits the table
	// may has a bit for each quarter of a slot in which the hash of an n-gram
	// falls. It answers for most of those that are not there.
	may []uint64
}

// A letter is the number of a character in a gramTable; edge and hole are their
// own.
type letter uint16

// A gramSlot holds, from its low bits up, the weights towards formal and
// towards casual and the n-gram. 0 is free.
type gramSlot uint64

const (
	weightBits = 12
	letterBits = 13
	weightZero = 1 << (weightBits - 1) // what stands for 0
)

func (s gramSlot) gram() uint64 { return uint64(s) >> (2 * weightBits) }

func (s gramSlot) weights() [2]float32 {
	weight := func(bits gramSlot) float32 { return float32(int(bits&(1<<weightBits-1))-weightZero) / 100 }
	return [2]float32{casualSide: weight(s >> weightBits), formalSide: weight(s)}
}

// packLetters makes one key of up to three letters.
func packLetters(a, b, c letter) uint64 {
	return uint64(a)<<(2*letterBits) | uint64(b)<<letterBits | uint64(c)
}

func newGramTable(list []gram) (gramTable, error) {
	size := bits.Len(uint(2*len(list) | 7))
	t := gramTable{numbers: make([]letter, hole+1), slots: make([]gramSlot, 1<<size), shift: 64 - uint(size), may: make([]uint64, (4<<size+63)/64)}
	t.numbers[edge], t.numbers[hole] = edge, hole
	last := letter(hole)
	for _, g := range list {
		var key uint64
		for shift := 42; shift >= 0; shift -= 21 {
			r := g.key >> shift & (1<<21 - 1)
			if r >= uint64(len(t.numbers)) {
				t.numbers = append(t.numbers, make([]letter, r+1-uint64(len(t.numbers)))...)
			}
			if r != 0 && t.numbers[r] == 0 {
				last++
				t.numbers[r] = last
			}
			key = key<<letterBits | uint64(t.numbers[r])
		}
		if max(g.weights[0], g.weights[1]) >= weightZero || min(g.weights[0], g.weights[1]) < -weightZero || last >= 1<<letterBits-1 {
			return t, fmt.Errorf("%s: the weights %v do not fit, or there are too many characters", writeGram(g.key), g.weights)
		}
		slot := gramSlot(key<<(2*weightBits)) | gramSlot(g.weights[casualSide]+weightZero)<<weightBits | gramSlot(g.weights[formalSide]+weightZero)
		if key <= uint64(last) {
			t.singles = append(t.singles, make([]gramSlot, int(last)+1-len(t.singles))...)
			t.singles[key] = slot
			continue
		}
		h := key * hashFactor
		t.may[h>>(t.shift-2)/64] |= 1 << (h >> (t.shift - 2) % 64)
		i := h >> t.shift
		for t.slots[i] != 0 {
			i = (i + 1) & uint64(len(t.slots)-1)
		}
		t.slots[i] = slot
	}
	t.singles = append(t.singles, make([]gramSlot, int(last)+1-len(t.singles))...)
	return t, nil
}

const hashFactor = 0x9E3779B97F4A7C15

// number is that of a character, 0 for one that no n-gram has.
func (t *gramTable) number(r rune) letter {
	if int(r) < len(t.numbers) {
		return t.numbers[r]
	}
	return 0
}

// find gives the slot of an n-gram, 0 for one that is not there.
func (t *gramTable) find(key uint64) gramSlot {
	h := key * hashFactor
	if t.may[h>>(t.shift-2)/64]&(1<<(h>>(t.shift-2)%64)) == 0 {
		return 0
	}
	for i := h >> t.shift; ; i = (i + 1) & uint64(len(t.slots)-1) {
		if s := t.slots[i]; s == 0 || s.gram() == key {
			return s
		}
	}
}

// grams are the n-grams of the model that end with c, behind a and b, 0 for each
// that is not there; a is 0 where c is the first character.
func (t *gramTable) grams(a, b, c letter) (found [3]gramSlot) {
	if c == 0 {
		return found
	}
	found[0] = t.singles[c]
	if b == 0 {
		return found
	}
	found[1] = t.find(packLetters(0, b, c))
	if a != 0 {
		found[2] = t.find(packLetters(a, b, c))
	}
	return found
}

// The two sides of the model.
const (
	casualSide = iota
	formalSide
)

// edge stands for the beginning and the end of a sentence, and hole for the
// word under judgement.
const (
	edge = 1
	hole = 2
)

// pack makes one key of up to three runes; 21 bits hold any rune.
func pack(a, b, c rune) uint64 { return uint64(a)<<42 | uint64(b)<<21 | uint64(c) }

// readLeaning reads figures/leaning.tsv: comments, then n-gram, weight towards
// casual and weight towards formal, both in hundredths, with tabs between. ＾
// is an edge, ＿ a hole.
func readLeaning(text string) (*leaningModel, error) {
	var bias [2]float32
	list := make([]gram, 0, strings.Count(text, "\n"))
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, values, _ := strings.Cut(line, "\t")
		casual, formal, _ := strings.Cut(values, "\t")
		c, err := strconv.Atoi(casual)
		f, err2 := strconv.Atoi(formal)
		if err != nil || err2 != nil {
			return nil, fmt.Errorf("figures/leaning.tsv:%d: %q is not an n-gram and two whole numbers", n+1, line)
		}
		if name == "bias" {
			bias = [2]float32{casualSide: float32(c) / 100, formalSide: float32(f) / 100}
			continue
		}
		list = append(list, gram{unwriteGram(name), [2]int{casualSide: c, formalSide: f}})
	}
	return newLeaning(list, bias)
}

func newLeaning(list []gram, bias [2]float32) (*leaningModel, error) {
	weights, err := newGramTable(list)
	return &leaningModel{weights, bias}, err
}

func unwriteGram(gram string) uint64 {
	var key uint64
	for _, r := range gram {
		switch r {
		case '＾':
			r = edge
		case '＿':
			r = hole
		}
		key = key<<21 | uint64(r)
	}
	return key
}

func writeGram(key uint64) string {
	var b strings.Builder
	for shift := 42; shift >= 0; shift -= 21 {
		switch r := rune(key >> shift & (1<<21 - 1)); r {
		case 0:
		case edge:
			b.WriteRune('＾')
		case hole:
			b.WriteRune('＿')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// letters calls push with every character of a sentence, with a hole for the
// bytes of without, and with the edge at the end.
func letters(text string, without Span, push func(r rune)) {
	inHole := false
	for at, r := range text {
		if without.Start <= at && at < without.End {
			if !inHole {
				push(hole)
			}
			inHole = true
			continue
		}
		inHole = false
		if !isBlank(r) {
			push(r)
		}
	}
	push(edge)
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '　'
}

// A scorer scores the sentences of a passage. What it found in them is kept,
// since most of it holds when a word of theirs is left out, as it is to be
// judged.
type scorer struct {
	*leaningModel
	letters   []placedLetter
	hits      []gramHit
	sentences []scored // by the number of the unit
}

var scorers = sync.Pool{New: func() any { return new(scorer) }}

// begin makes a scorer ready for a passage of so many units.
func (s *scorer) begin(m *leaningModel, units int) {
	s.leaningModel, s.letters, s.hits = m, s.letters[:0], s.hits[:0]
	s.sentences = slices.Grow(s.sentences[:0], units)[:units]
}

type placedLetter struct {
	letter
	at int32
}

// A gramHit is an n-gram of the model that ends with a letter of a sentence,
// by the letter's number.
type gramHit struct {
	letter  int32
	weights [2]float32
}

// scored is where the letters and hits of a sentence lie, and how many runes it
// has.
type scored struct{ letters, lettersEnd, hits, hitsEnd, runes int }

// score is how far a sentence looks casual and how far it looks formal; each
// is above 0 where the model would say that it is.
func (m *leaningModel) score(text string, without Span) (casual, formal float32) {
	t := tally{n: 1}
	var a, b letter = 0, edge
	letters(text, without, func(r rune) {
		c := m.weights.number(r)
		m.count(&t, a, b, c)
		a, b = b, c
	})
	return m.verdict(&t)
}

// read takes in a sentence.
func (s *scorer) read(sentence int, text string, spans []Span) {
	from := scored{letters: len(s.letters), hits: len(s.hits)}
	var a, b letter = 0, edge
	for _, span := range spans {
		for i, r := range text[span.Start:span.End] {
			from.runes++
			if isBlank(r) {
				continue
			}
			c := s.weights.number(r)
			s.push(a, b, c, span.Start+i)
			a, b = b, c
		}
	}
	s.push(a, b, edge, len(text))
	from.lettersEnd, from.hitsEnd = len(s.letters), len(s.hits)
	s.sentences[sentence] = from
}

// push takes in the letter at a byte of the text.
func (s *scorer) push(a, b, c letter, at int) {
	for _, g := range s.weights.grams(a, b, c) {
		if g != 0 {
			s.hits = append(s.hits, gramHit{int32(len(s.letters)), g.weights()})
		}
	}
	s.letters = append(s.letters, placedLetter{c, int32(at)})
}

// whole is the score of a sentence as it stands.
func (s *scorer) whole(sentence int) (casual, formal float32) {
	t := tally{n: 1}
	of := &s.sentences[sentence]
	t.addAll(s.hits[of.hits:of.hitsEnd])
	return s.verdict(&t)
}

// without is the score of a sentence with a hole in it.
func (s *scorer) without(sentence int, span Span) (casual, formal float32) {
	of := &s.sentences[sentence]
	letters := s.letters[of.letters:of.lettersEnd]
	hits := s.hits[of.hits:of.hitsEnd]
	at := func(at int) int {
		return sort.Search(len(letters), func(i int) bool { return int(letters[i].at) >= at })
	}
	from, to := at(span.Start), at(span.End)
	if from == to {
		return s.whole(sentence)
	}
	hit := func(letter int) int {
		return sort.Search(len(hits), func(i int) bool { return int(hits[i].letter) >= of.letters+letter })
	}
	t := tally{n: 1}
	t.addAll(hits[:hit(from)])
	var a, b letter = 0, edge
	if from > 0 {
		a, b = b, letters[from-1].letter
	}
	if from > 1 {
		a = letters[from-2].letter
	}
	s.count(&t, a, b, hole)
	a, b = b, hole
	// the n-grams of two more letters reach into the hole
	after := min(to+2, len(letters))
	for _, l := range letters[to:after] {
		s.count(&t, a, b, l.letter)
		a, b = b, l.letter
	}
	t.addAll(hits[hit(after):])
	return s.verdict(&t)
}

// A tally adds up the weights of n-grams.
type tally struct {
	casual, formal float32
	n              int // how many there are, and one
}

func (t *tally) add(weights [2]float32) {
	t.casual += weights[casualSide]
	t.formal += weights[formalSide]
	t.n++
}

func (t *tally) addAll(hits []gramHit) {
	for i := range hits {
		t.add(hits[i].weights)
	}
}

// count adds the n-grams that end with c.
func (m *leaningModel) count(t *tally, a, b, c letter) {
	for _, g := range m.weights.grams(a, b, c) {
		if g != 0 {
			t.add(g.weights())
		}
	}
}

func (m *leaningModel) verdict(t *tally) (casual, formal float32) {
	scale := float32(math.Sqrt(float64(t.n)))
	return t.casual/scale + m.bias[casualSide], t.formal/scale + m.bias[formalSide]
}

// A labelled sentence is one a side of the model learns from.
type labelled struct {
	text    string
	without Span
	side    int
	is      bool // it is casual, or formal, as the side has it
	page    string
}

// lessons gathers the examples of the contrasts. A flagged example teaches
// both sides, a quiet one only that of its word.
func lessons(rules []*rule) []labelled {
	var list []labelled
	for _, r := range rules {
		if !strings.HasPrefix(r.page, "contrasts/") || r.only != anyText {
			continue // or it tells of stories, not of registers
		}
		side := -1
		switch r.register {
		case Formal, Official, Literary, Honorific:
			side = casualSide
		case Colloquial, Slang, Internet, Dialect:
			side = formalSide
		}
		for _, e := range r.examples() {
			if side < 0 || e.aimed {
				continue
			}
			span := e.span
			if !e.flagged {
				if i := strings.Index(e.text, r.name); i >= 0 {
					span = Span{i, i + len(r.name)}
				}
			} else {
				list = append(list, labelled{e.text, span, 1 - side, false, r.page})
			}
			list = append(list, labelled{e.text, span, side, e.flagged, r.page})
		}
	}
	return list
}

// spokenLessons reads lessons.md: sentences that show by their words alone
// whether they are talk (口), formal (书) or neither (平). Each teaches both sides.
func spokenLessons() (list []labelled, err error) {
	const file = "lessons.md"
	text, err := pages.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(file, string(text), nil)
	if err != nil {
		return nil, err
	}
	for _, s := range p.Sections {
		if !slices.Contains([]string{"口", "平", "书"}, s.Title) {
			return nil, fmt.Errorf("%s:%d: a section of lessons is 口, 平 or 书, not %q", file, s.Line, s.Title)
		}
		for i, line := range s.Prose {
			if strings.HasPrefix(line, ">") || line == "" {
				continue
			}
			// a page of its own for every tenth, so that some are left out each time
			name := fmt.Sprintf("%s %s %d", file, s.Title, i%10)
			list = append(list, labelled{line, Span{}, casualSide, s.Title == "口", name}, labelled{line, Span{}, formalSide, s.Title == "书", name})
		}
	}
	return list, nil
}

// train fits both sides.
func train(list []labelled) (grams []gram, bias [2]float32) {
	rounded := map[uint64][2]int{}
	for side := range 2 {
		var own []labelled
		for _, s := range list {
			if s.side == side {
				own = append(own, s)
			}
		}
		weights, b := fitSide(own)
		bias[side] = float32(math.Round(b*100) / 100)
		for key, w := range weights {
			if r := math.Round(w * 100); math.Abs(r) >= 5 {
				both := rounded[key]
				both[side] = int(r)
				rounded[key] = both
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rounded)) {
		grams = append(grams, gram{key, rounded[key]})
	}
	return grams, bias
}

// fitSide fits one side by stochastic gradient descent on the logistic loss.
// N-grams that occur in fewer than three sentences are left out. The same
// lessons give the same weights.
func fitSide(list []labelled) (weights map[uint64]float64, bias float64) {
	count := map[uint64]int{}
	features := make([][]uint64, len(list))
	positive := 0
	for i, s := range list {
		seen := map[uint64]bool{}
		var a, b rune = 0, edge
		letters(s.text, s.without, func(c rune) {
			keys := []uint64{pack(0, b, c)}
			if c != edge && c != hole {
				keys = append(keys, pack(0, 0, c))
			}
			if a != 0 {
				keys = append(keys, pack(a, b, c))
			}
			for _, key := range keys {
				if !seen[key] {
					seen[key] = true
					features[i] = append(features[i], key)
					count[key]++
				}
			}
			a, b = b, c
		})
		if s.is {
			positive++
		}
	}
	for i := range features {
		kept := features[i][:0]
		for _, key := range features[i] {
			if count[key] >= 3 {
				kept = append(kept, key)
			}
		}
		features[i] = kept
	}
	// both answers weigh the same, however many examples each has
	balance := [2]float64{1, 1}
	if positive > 0 && positive < len(list) {
		balance = [2]float64{float64(len(list)) / 2 / float64(len(list)-positive), float64(len(list)) / 2 / float64(positive)}
	}
	weights = map[uint64]float64{}
	order := rand.New(rand.NewSource(1))
	const decay = 1e-4
	for rate, epoch := 0.3, 0; epoch < 12; rate, epoch = rate*0.9, epoch+1 {
		for _, i := range order.Perm(len(list)) {
			scale := math.Sqrt(float64(len(features[i]) + 1))
			z := 0.0
			for _, key := range features[i] {
				z += weights[key]
			}
			z = z/scale + bias
			y, weight := -1.0, balance[0]
			if list[i].is {
				y, weight = 1, balance[1]
			}
			step := rate * weight * y / (1 + math.Exp(y*z))
			for _, key := range features[i] {
				weights[key] += step/scale - rate*decay*weights[key]
			}
			bias += step * 0.1
		}
	}
	return weights, bias
}

// writeLeaning writes a model as figures/leaning.tsv has it.
func writeLeaning(grams []gram, bias [2]float32) string {
	var b strings.Builder
	fmt.Fprintf(&b, "bias\t%d\t%d\n", int(math.Round(float64(bias[0])*100)), int(math.Round(float64(bias[1])*100)))
	for _, g := range grams {
		fmt.Fprintf(&b, "%s\t%d\t%d\n", writeGram(g.key), g.weights[0], g.weights[1])
	}
	return b.String()
}

// TrainLeaning learns the model from the pages' examples, and tells how well
// it does on pages it has not seen: a fifth of the pages at a time is left out,
// and its sentences are judged by a model of the others. Missed is the share
// of casual and formal sentences that are not taken for such, wrong the share
// of others that are. It is for the command that makes the figures, and for
// the test that they are still good.
func TrainLeaning() (figures string, missed, wrong float64, sentences int, err error) {
	rules, _, _, err := loadRules()
	all := lessons(rules)
	if len(all) == 0 {
		return "", 0, 0, 0, err
	}
	spoken, err := spokenLessons()
	if err != nil {
		return "", 0, 0, 0, err
	}
	all = append(all, spoken...)
	const folds = 5
	fold := map[string]int{}
	for _, s := range all {
		if _, ok := fold[s.page]; !ok {
			fold[s.page] = len(fold) % folds
		}
	}
	var count, errors [2]int
	for k := range folds {
		var seen []labelled
		for _, s := range all {
			if fold[s.page] != k {
				seen = append(seen, s)
			}
		}
		m, err := newLeaning(train(seen))
		if err != nil {
			return "", 0, 0, 0, err
		}
		for _, s := range all {
			if fold[s.page] != k {
				continue
			}
			score, formal := m.score(s.text, s.without)
			if s.side == formalSide {
				score = formal
			}
			kind := 0
			if s.is {
				kind = 1
			}
			count[kind]++
			if (score > 0) != s.is {
				errors[kind]++
			}
		}
	}
	return writeLeaning(train(all)), float64(errors[1]) / float64(count[1]), float64(errors[0]) / float64(count[0]), len(all), nil
}
