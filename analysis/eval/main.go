// Command eval measures segmentation and readings against gold: words on
// ../shared/eval/ud-gsdsimp-dev.conllu, polyphones on cpp-dev, and all
// syllables of the everyday sentences of this repository.
//
//	go run ./analysis/eval
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

func main() {
	if err := run("../shared/eval"); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(shared string) error {
	lex, err := lexicon.Open()
	if err != nil {
		return err
	}
	a, err := analysis.New(lex)
	if err != nil {
		return err
	}
	right, all, err := Everyday(a, "analysis/testdata/everyday.tsv")
	if err != nil {
		return err
	}
	fmt.Printf("everyday sentences: %d of %d syllables right, %.2f %%\n", right, all, 100*float64(right)/float64(all))
	if _, err := os.Stat(shared); err != nil {
		fmt.Printf("%s is absent: no figures for segmentation and polyphones.\n", shared)
		return nil
	}
	f1, speed, err := Words(a, filepath.Join(shared, "ud-gsdsimp-dev.conllu"))
	if err != nil {
		return err
	}
	fmt.Printf("segmentation, UD GSDSimp dev: F1 %.4f, with readings %.1f MB/s\n", f1, speed)
	right, all, err = Polyphones(a, filepath.Join(shared, "cpp-dev.sent"), filepath.Join(shared, "cpp-dev.lb"))
	if err != nil {
		return err
	}
	fmt.Printf("polyphones, CPP dev: %d of %d right, %.2f %%\n", right, all, 100*float64(right)/float64(all))
	return nil
}

// lines calls each with every line of a file.
func lines(file string, each func(string)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		each(s.Text())
	}
	return s.Err()
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

// Words is the F1 of words against a CoNLL-U file, and megabytes a second.
func Words(a *analysis.Analyzer, file string) (f1, speed float64, err error) {
	var sentence []string
	same, gold, found, size := 0, 0, 0, 0
	var took time.Duration
	finish := func() {
		text := strings.Join(sentence, "")
		ends := map[[2]int]bool{}
		at := 0
		for _, w := range sentence {
			ends[[2]int{at, at + len(w)}] = true
			at += len(w)
		}
		start := time.Now()
		tokens := a.Analyze(text, nil)
		took += time.Since(start)
		size += len(text)
		gold += len(sentence)
		found += len(tokens)
		for _, t := range tokens {
			if ends[[2]int{t.Span.Start, t.Span.End}] {
				same++
			}
		}
		sentence = nil
	}
	err = lines(file, func(line string) {
		fields := strings.Split(line, "\t")
		switch {
		case line == "" && sentence != nil:
			finish()
		case len(fields) > 1 && !strings.ContainsAny(fields[0], "-."):
			sentence = append(sentence, fields[1])
		}
	})
	if sentence != nil {
		finish()
	}
	return 2 * float64(same) / float64(gold+found), float64(size) / 1e6 / took.Seconds(), err
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
