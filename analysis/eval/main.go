// Command eval measures segmentation and readings against gold: words on
// ../shared/eval/ud-gsdsimp-dev.conllu, polyphones on cpp-dev, and all
// syllables of the everyday sentences of this repository.
//
//	go run ./analysis/eval
//	go run ./analysis/eval -wrong    words that are cut elsewhere than gold, by kind
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

func main() {
	wrongOnly := flag.Bool("wrong", false, "only list the words that are cut elsewhere than gold, by kind")
	flag.Parse()
	if err := run("../shared/eval", *wrongOnly); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(shared string, wrongOnly bool) error {
	lex, err := lexicon.Open()
	if err != nil {
		return err
	}
	a, err := analysis.New(lex)
	if err != nil {
		return err
	}
	if wrongOnly {
		return wrong(lex, a, shared)
	}
	if err := measureWords(lex, a, shared); err != nil {
		return err
	}
	return measureReadings(lex, a, shared)
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
