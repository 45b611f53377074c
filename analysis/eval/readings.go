package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
)

// measureReadings prints the part of the table that is about readings.
func measureReadings(a *analysis.Analyzer, shared string) error {
	right, all, err := Everyday(a, "analysis/testdata/everyday.tsv")
	if err != nil {
		return err
	}
	fmt.Printf("everyday sentences: %d of %d syllables right, %.2f %%\n", right, all, 100*float64(right)/float64(all))
	if _, err := os.Stat(shared); err != nil {
		fmt.Printf("%s is absent: no figures for polyphones.\n", shared)
		return nil
	}
	right, all, err = Polyphones(a, filepath.Join(shared, "cpp-dev.sent"), filepath.Join(shared, "cpp-dev.lb"))
	if err != nil {
		return err
	}
	fmt.Printf("polyphones, CPP dev: %d of %d right, %.2f %%\n", right, all, 100*float64(right)/float64(all))
	return nil
}

// readings are those of the Han characters of a text, in order.
func readings(a *analysis.Analyzer, text string) []string {
	var list []string
	for _, t := range a.Analyze(text, nil) {
		i := 0
		for _, r := range t.Text {
			if unicode.Is(unicode.Han, r) {
				list = append(list, strings.ToLower(t.Pinyin[i]))
			}
			i++
		}
	}
	return list
}

// Everyday compares with gold syllables; a gold item may name alternatives.
func Everyday(a *analysis.Analyzer, file string) (right, all int, err error) {
	err = lines(file, func(line string) {
		fields := strings.Split(line, "\t")
		if len(fields) < 2 {
			return
		}
		got := readings(a, fields[0])
		for i, gold := range strings.Fields(fields[1]) {
			all++
			for _, g := range strings.Split(gold, "/") {
				if i < len(got) && got[i] == g {
					right++
					break
				}
			}
		}
	})
	return right, all, err
}

// Polyphones counts the marked characters that are read as the labels say.
func Polyphones(a *analysis.Analyzer, sentences, labels string) (right, all int, err error) {
	var gold []string
	if err := lines(labels, func(l string) { gold = append(gold, strings.ReplaceAll(strings.TrimSpace(l), "u:", "ü")) }); err != nil {
		return 0, 0, err
	}
	err = lines(sentences, func(line string) {
		before, rest, _ := strings.Cut(line, "▁")
		char, after, _ := strings.Cut(rest, "▁")
		char = strings.TrimSpace(char)
		n := 0
		for _, r := range before {
			if unicode.Is(unicode.Han, r) {
				n++
			}
		}
		got := readings(a, before+char+after)
		if n < len(got) && all < len(gold) && got[n] == gold[all] {
			right++
		}
		all++
	})
	return right, all, err
}
