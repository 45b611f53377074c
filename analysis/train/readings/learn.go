package readings

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// How the model is fitted, chosen by cross-validation on CPP's development set.
const (
	epochs     = 12
	wordEpochs = 6     // the dictionary's words are looked at in the first of these
	wordWeight = 0.3   // of a lesson from the dictionary against one from a sentence
	rate       = 0.3   // AdaGrad's
	decay      = 0.003 // L2
	least      = 0.08  // weights of a feature that differ by less are left out
	kinds      = 16    // more than there are kinds of votes
)

// A Model has, for every character, weights by feature and reading.
type Model struct {
	chars map[rune]*char
	votes [kinds]float64
}

type char struct {
	readings []string
	features map[string]int
	weights  [][]float64 // by feature, then reading
	squares  [][]float64 // sums of squared gradients
}

// An example is a lesson by numbers.
type example struct {
	*char
	features []int
	votes    []int // by reading
	gold     int
	word     bool
}

// Learn fits a model to lessons. Lessons from words about readings that no
// sentence has are passed over. The result depends on nothing but the lessons
// and their order.
func Learn(lessons ...[]Lesson) *Model {
	m := &Model{chars: map[rune]*char{}}
	list := slices.Concat(lessons...)
	for _, l := range list {
		if l.word {
			continue
		}
		c := m.chars[l.Char]
		if c == nil {
			c = &char{features: map[string]int{}}
			m.chars[l.Char] = c
		}
		if !slices.Contains(c.readings, l.Reading) {
			c.readings = append(c.readings, l.Reading)
		}
	}
	examples := m.examples(list)
	random := rand.New(rand.NewPCG(1, 2))
	order := random.Perm(len(examples))
	var squares [kinds]float64
	var room [kinds]float64
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			e := &examples[i]
			if e.word && epoch >= wordEpochs {
				continue
			}
			errors := room[:len(e.readings)]
			for r := range errors {
				errors[r] = m.votes[e.votes[r]]
				for _, f := range e.features {
					errors[r] += e.weights[f][r]
				}
			}
			softmax(errors)
			errors[e.gold]--
			for r, d := range errors {
				if e.word {
					d *= wordWeight
				}
				if v := e.votes[r]; v != 0 {
					squares[v] += d * d
					m.votes[v] -= rate * d / (1 + math.Sqrt(squares[v]))
				}
				for _, f := range e.features {
					gradient := d + decay*e.weights[f][r]
					e.squares[f][r] += gradient * gradient
					e.weights[f][r] -= rate * gradient / (0.1 + math.Sqrt(e.squares[f][r]))
				}
			}
		}
	}
	return m
}

func (m *Model) examples(list []Lesson) []example {
	var examples []example
	for _, l := range list {
		c := m.chars[l.Char]
		if c == nil || len(c.readings) < 2 || !slices.Contains(c.readings, l.Reading) {
			continue
		}
		e := example{char: c, gold: slices.Index(c.readings, l.Reading), word: l.word}
		for _, f := range l.Features {
			k, ok := c.features[f]
			if !ok {
				k = len(c.weights)
				c.features[f] = k
				c.weights = append(c.weights, make([]float64, len(c.readings)))
				c.squares = append(c.squares, make([]float64, len(c.readings)))
			}
			e.features = append(e.features, k)
		}
		for _, r := range c.readings {
			e.votes = append(e.votes, l.Votes[r])
		}
		examples = append(examples, e)
	}
	return examples
}

func softmax(p []float64) {
	top, sum := slices.Max(p), 0.0
	for i, x := range p {
		p[i] = math.Exp(x - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

// TSV writes the model as analysis/figures/polyphones.tsv has it: "vote", its
// kind and weight; a character and its readings; below it features and their
// weights, in hundredths, by reading. Usual gives characters that have no model
// their one reading.
func (m *Model) TSV(usual map[rune]string) string {
	var b strings.Builder
	for k, v := range m.votes {
		if v != 0 {
			fmt.Fprintf(&b, "vote\t%d\t%.0f\n", k, 100*v)
		}
	}
	for _, name := range sorted(usual) {
		fmt.Fprintf(&b, "%c\t%s\n", name, usual[name])
	}
	for _, name := range sorted(m.chars) {
		c := m.chars[name]
		fmt.Fprintf(&b, "%c\t%s\n", name, strings.Join(c.readings, " "))
		for _, f := range sorted(c.features) {
			weights := c.weights[c.features[f]]
			if slices.Max(weights)-slices.Min(weights) < least {
				continue
			}
			sep := "\t"
			b.WriteString(f)
			for _, w := range weights {
				fmt.Fprintf(&b, "%s%d", sep, int(math.Round(100*w)))
				sep = " "
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func sorted[K rune | string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
