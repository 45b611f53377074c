// Command polyphones learns the weights by which polyphones are read, from the
// development set of CPP and the dictionary's words, and writes
// analysis/figures/polyphones.tsv. Run it from the top of the repository, with
// ../shared beside it: go run ./analysis/train/polyphones
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/analysis/train/readings"
	"github.com/yuti-lsp/yuti/lexicon"
)

const header = `# Weights of readings by context, in hundredths. Source: the development set of CPP (g2pM), Apache-2.0, and the readings of
# words in CC-CEDICT, CC BY-SA 4.0. Licence: CC BY-SA 4.0. Made by: go run ./analysis/train/polyphones
`

func main() {
	shared := flag.String("shared", "../shared/eval", "the `folder` that has cpp-dev.sent and cpp-dev.lb")
	flag.Parse()
	if err := run(*shared); err != nil {
		fmt.Fprintln(os.Stderr, "polyphones:", err)
		os.Exit(1)
	}
}

func run(shared string) error {
	sentences, err := readings.CPP(shared, "cpp-dev")
	if err != nil {
		return err
	}
	lex, err := lexicon.Open()
	if err != nil {
		return err
	}
	a, err := analysis.New(lex)
	if err != nil {
		return err
	}
	lessons := readings.Lessons(a, sentences)
	words, err := readings.Words(a, lex, lessons)
	if err != nil {
		return err
	}
	usual, err := readings.Usual(lex, lessons)
	if err != nil {
		return err
	}
	text := header + readings.Learn(lessons, words).TSV(usual)
	fmt.Printf("%d lessons from sentences, %d from words: %d bytes\n", len(lessons), len(words), len(text))
	return os.WriteFile("analysis/figures/polyphones.tsv", []byte(text), 0o644)
}
