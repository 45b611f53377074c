// Command polyphones learns the weights by which a polyphone that is a word by
// itself is read, from the development set of CPP, and writes
// analysis/figures/polyphones.tsv. It prints the accuracy of five-fold
// cross-validation of the model alone. Run it from the top of the repository,
// with ../shared beside it: go run ./analysis/train/polyphones
package main

import (
	"fmt"
	"math"
	"os"
	"sort"
	"strings"

	"github.com/yuti-lsp/yuti/analysis"
)

type lesson struct {
	char     rune
	features []string
	reading  string
}

type model map[rune]map[string]map[string]float64

// train runs an averaged perceptron for each character.
func train(list []lesson) model {
	w, sum := model{}, model{}
	add := func(m model, c rune, reading, feature string, x float64) {
		if m[c] == nil {
			m[c] = map[string]map[string]float64{}
		}
		if m[c][reading] == nil {
			m[c][reading] = map[string]float64{}
		}
		m[c][reading][feature] += x
	}
	for _, l := range list {
		add(w, l.char, l.reading, "", 0)
	}
	const epochs = 8
	for epoch := range epochs {
		for _, l := range list {
			got := best(w, l)
			if got != l.reading {
				left := float64(epochs - epoch)
				for _, f := range l.features {
					add(w, l.char, l.reading, f, 1)
					add(w, l.char, got, f, -1)
					add(sum, l.char, l.reading, f, left)
					add(sum, l.char, got, f, -left)
				}
			}
		}
	}
	for c, readings := range w { // every reading is kept, even without weights
		for r := range readings {
			add(sum, c, r, "", 0.01)
		}
	}
	return sum
}

func best(m model, l lesson) string {
	result, top := "", math.Inf(-1)
	for r, weights := range m[l.char] {
		s := 0.0
		for _, f := range l.features {
			s += weights[f]
		}
		if s > top || s == top && r < result {
			result, top = r, s
		}
	}
	return result
}

func main() {
	text, err := os.ReadFile("../shared/eval/cpp-dev.sent")
	labels, err2 := os.ReadFile("../shared/eval/cpp-dev.lb")
	if err != nil || err2 != nil {
		fmt.Fprintln(os.Stderr, "polyphones: ../shared/eval/cpp-dev.sent and .lb are needed:", err, err2)
		os.Exit(1)
	}
	gold := strings.Fields(string(labels))
	var list []lesson
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		before, rest, _ := strings.Cut(line, "▁")
		char, after, _ := strings.Cut(rest, "▁")
		runes := []rune(before + char + after)
		at := len([]rune(before))
		list = append(list, lesson{runes[at], analysis.ContextFeatures(runes, at), strings.ReplaceAll(gold[i], "u:", "ü")})
	}
	right := 0
	for k := range 5 {
		var seen []lesson
		for i, l := range list {
			if i%5 != k {
				seen = append(seen, l)
			}
		}
		m := train(seen)
		for i, l := range list {
			if i%5 == k && best(m, l) == l.reading {
				right++
			}
		}
	}
	fmt.Printf("cross-validated, without words: %.2f %%\n", 100*float64(right)/float64(len(list)))
	var rows []string
	for c, readings := range train(list) {
		for r, weights := range readings {
			for f, x := range weights {
				if n := int(math.Round(x * 100 / 8)); n != 0 || f == "" {
					rows = append(rows, fmt.Sprintf("%c\t%s\t%s\t%d", c, r, f, n))
				}
			}
		}
	}
	sort.Strings(rows)
	header := "# Weights of readings by context. Source: the development set of CPP (g2pM), Apache-2.0. Licence: Apache-2.0.\n# Made by: go run ./analysis/train/polyphones\n"
	if err := os.WriteFile("analysis/figures/polyphones.tsv", []byte(header+strings.Join(rows, "\n")+"\n"), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
