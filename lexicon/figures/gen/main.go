// Command gen packs lexicon/figures/bigrams.bin from the language model of
// libime, a text in the ARPA format. Run it from the root of the repository,
// after `make build`, with the file that the source package libime 1.0.16-1 of
// Debian has at data/lm_sc.arpa-20220810.tar.xz, unpacked:
//
//	go run ./lexicon/figures/gen -arpa lm_sc.arpa
//
// It keeps the words of the segmentation dictionary, and of the pairs of them
// those that tell most: that are frequent and far from what their words would
// make one think.
package main

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lexicon/figures"
)

const head = `yuti word bigrams, format 1
Source: libime 1.0.16-1 (Debian), lm_sc.arpa of 2022-08-10
License: LGPL-2.1-or-later
Copyright of the model: the libime authors (CSSlayer and others).
Modified: rounded, words replaced by hashes, %d of its word pairs kept.
Made by: go run ./lexicon/figures/gen -arpa lm_sc.arpa -pairs %d

`

func main() {
	arpa := flag.String("arpa", "", "the language model, an ARPA text")
	count := flag.Int("pairs", 500_000, "how many word pairs to keep")
	out := flag.String("o", "lexicon/figures/bigrams.bin", "the file to write")
	flag.Parse()
	if err := run(*arpa, *out, *count); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon/figures/gen:", err)
		os.Exit(1)
	}
}

func run(arpa, out string, count int) error {
	if arpa == "" {
		return errors.New("name the language model: -arpa lm_sc.arpa")
	}
	lex, err := lexicon.Open()
	if err != nil {
		return err
	}
	dict, err := lex.Dictionary()
	if err != nil {
		return err
	}
	known := map[string]bool{figures.Begin: true, figures.End: true}
	for _, text := range dict.Words() {
		known[text] = true
	}
	words, pairs, err := read(arpa, known)
	if err != nil {
		return err
	}
	pairs = best(words, pairs, count)
	list := make([]figures.Entry, 0, len(words))
	for _, w := range words {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b figures.Entry) int { return cmp.Compare(a.First, b.First) })
	data := append(fmt.Appendf(nil, head, len(pairs), count), figures.PackBigrams(list, pairs)...)
	fmt.Printf("%d words, %d pairs, %d bytes\n", len(list), len(pairs), len(data))
	return os.WriteFile(out, data, 0o644)
}

// read reads the 1-grams and 2-grams of an ARPA file whose words are known.
func read(path string, known map[string]bool) (map[string]figures.Entry, []figures.Entry, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	words := map[string]figures.Entry{}
	var pairs []figures.Entry
	section := 0
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.HasPrefix(line, "\\") {
			section, _ = strconv.Atoi(line[1:2])
			continue
		}
		fields := strings.Split(line, "\t")
		if section < 1 || section > 2 || len(fields) < 2 {
			continue
		}
		log, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			return nil, nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if section == 1 {
			if !known[fields[1]] {
				continue
			}
			w := figures.Entry{First: fields[1], Log: log}
			if len(fields) > 2 {
				if w.Backoff, err = strconv.ParseFloat(fields[2], 64); err != nil {
					return nil, nil, fmt.Errorf("%s:%d: %w", path, n, err)
				}
			}
			words[w.First] = w
			continue
		}
		first, second, ok := strings.Cut(fields[1], " ")
		if !ok {
			return nil, nil, fmt.Errorf("%s:%d: %q is no pair of words", path, n, fields[1])
		}
		if known[first] && known[second] {
			pairs = append(pairs, figures.Entry{First: first, Second: second, Log: log})
		}
	}
	return words, pairs, lines.Err()
}

// best keeps the pairs whose loss would change the model most: the probability
// of the pair times how far it is from what its words alone would give.
func best(words map[string]figures.Entry, pairs []figures.Entry, count int) []figures.Entry {
	type scored struct {
		figures.Entry
		worth float64
	}
	list := make([]scored, 0, len(pairs))
	for _, p := range pairs {
		first, ok1 := words[p.First]
		second, ok2 := words[p.Second]
		if ok1 && ok2 {
			list = append(list, scored{p, math.Pow(10, first.Log+p.Log) * math.Abs(p.Log-first.Backoff-second.Log)})
		}
	}
	slices.SortFunc(list, func(a, b scored) int { return cmp.Compare(b.worth, a.worth) })
	list = list[:min(count, len(list))]
	pairs = pairs[:0]
	for _, s := range list {
		pairs = append(pairs, s.Entry)
	}
	return pairs
}
