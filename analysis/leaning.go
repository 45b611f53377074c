package analysis

import (
	_ "embed"
	"fmt"
	"math"
	"math/bits"
	"math/rand"
	"slices"
	"sort"
	"strconv"
	"strings"

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

// A leaningModel maps packed n-grams of one to three runes to their weights
// towards casual and towards formal.
type leaningModel struct {
	weights gramTable
	bias    [2]float32
}

// A gramTable is an open hash table of n-grams. A text is looked up n-gram by
// n-gram, most of which are not there: at most a third of the slots is taken.
type gramTable struct {
	slots []gramSlot // a power of two, or none
	shift uint       // of a hash, so that it fits the table
	// taken has a bit for each slot that is not free. The slots wait for memory,
	// this does not, and answers for most n-grams.
	taken []uint64
}

type gramSlot struct {
	key     uint64 // 0: free
	weights [2]float32
}

// newGramTable makes a table with room for a number of n-grams.
func newGramTable(n int) gramTable {
	size := bits.Len(uint(3*n | 7))
	return gramTable{slots: make([]gramSlot, 1<<size), shift: 64 - uint(size), taken: make([]uint64, (1<<size+63)/64)}
}

// slot is the number of an n-gram's slot, or of the free one in which it would
// be.
func (t *gramTable) slot(key uint64) uint64 {
	for i := key * 0x9E3779B97F4A7C15 >> t.shift; ; i = (i + 1) & uint64(len(t.slots)-1) {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return i
		}
	}
}

// find gives the slot of an n-gram, nil for one that is not there.
func (t *gramTable) find(key uint64) *gramSlot {
	home := key * 0x9E3779B97F4A7C15 >> t.shift
	if t.taken[home/64]&(1<<(home%64)) == 0 {
		return nil
	}
	if s := &t.slots[t.slot(key)]; s.key != 0 {
		return s
	}
	return nil
}

// add puts in an n-gram. There must be room for it.
func (t *gramTable) add(key uint64, weights [2]float32) {
	at := t.slot(key)
	t.slots[at] = gramSlot{key, weights}
	t.taken[at/64] |= 1 << (at % 64)
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
	m := &leaningModel{weights: newGramTable(strings.Count(text, "\n"))}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		gram, values, _ := strings.Cut(line, "\t")
		casual, formal, _ := strings.Cut(values, "\t")
		c, err := strconv.Atoi(casual)
		f, err2 := strconv.Atoi(formal)
		if err != nil || err2 != nil {
			return nil, fmt.Errorf("figures/leaning.tsv:%d: %q is not an n-gram and two whole numbers", n+1, line)
		}
		weights := [2]float32{float32(c) / 100, float32(f) / 100}
		if gram == "bias" {
			m.bias = weights
			continue
		}
		m.weights.add(unwriteGram(gram), weights)
	}
	return m, nil
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

// grams calls visit with every n-gram of the stretches of text, as one
// sentence, with the bytes of without left out.
func grams(text string, spans []Span, without Span, visit func(uint64)) {
	var a, b rune = 0, edge
	push := func(c rune) {
		if c != edge && c != hole {
			visit(pack(0, 0, c))
		}
		visit(pack(0, b, c))
		if a != 0 {
			visit(pack(a, b, c))
		}
		a, b = b, c
	}
	inHole := false
	for _, s := range spans {
		for i, r := range text[s.Start:s.End] {
			if at := s.Start + i; without.Start <= at && at < without.End {
				if !inHole {
					push(hole)
				}
				inHole = true
				continue
			}
			inHole = false
			if r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '　' {
				continue
			}
			push(r)
		}
	}
	push(edge)
}

// score is how far a sentence looks casual and how far it looks formal; each
// is above 0 where the model would say that it is.
func (m *leaningModel) score(text string, spans []Span, without Span) (casual, formal float32) {
	n := 1
	grams(text, spans, without, func(key uint64) {
		if s := m.weights.find(key); s != nil {
			casual += s.weights[casualSide]
			formal += s.weights[formalSide]
			n++
		}
	})
	scale := float32(math.Sqrt(float64(n)))
	return casual/scale + m.bias[casualSide], formal/scale + m.bias[formalSide]
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
func train(list []labelled) *leaningModel {
	m := &leaningModel{}
	rounded := map[uint64][2]float32{}
	for side := range 2 {
		var own []labelled
		for _, s := range list {
			if s.side == side {
				own = append(own, s)
			}
		}
		weights, bias := fitSide(own)
		m.bias[side] = float32(math.Round(bias*100) / 100)
		for key, w := range weights {
			if r := math.Round(w * 100); math.Abs(r) >= 5 {
				both := rounded[key]
				both[side] = float32(r / 100)
				rounded[key] = both
			}
		}
	}
	m.weights = newGramTable(len(rounded))
	for key, weights := range rounded {
		m.weights.add(key, weights)
	}
	return m
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
		grams(s.text, []Span{{0, len(s.text)}}, s.without, func(key uint64) {
			if !seen[key] {
				seen[key] = true
				features[i] = append(features[i], key)
				count[key]++
			}
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

// String writes the model as figures/leaning.tsv has it.
func (m *leaningModel) String() string {
	var list []gramSlot
	for _, s := range m.weights.slots {
		if s.key != 0 {
			list = append(list, s)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
	var b strings.Builder
	row := func(name string, w [2]float32) {
		fmt.Fprintf(&b, "%s\t%d\t%d\n", name, int(math.Round(float64(w[0])*100)), int(math.Round(float64(w[1])*100)))
	}
	row("bias", m.bias)
	for _, s := range list {
		row(writeGram(s.key), s.weights)
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
		m := train(seen)
		for _, s := range all {
			if fold[s.page] != k {
				continue
			}
			score, formal := m.score(s.text, []Span{{0, len(s.text)}}, s.without)
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
	return train(all).String(), float64(errors[1]) / float64(count[1]), float64(errors[0]) / float64(count[0]), len(all), nil
}
