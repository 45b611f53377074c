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
