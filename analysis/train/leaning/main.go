// Command leaning learns the weights by which a sentence is taken to lean
// towards casual or formal register, from the examples of the contrasts and the
// sentences of analysis/lessons.md, and writes analysis/figures/leaning.tsv. Run it from the top of the repository
// after many contrasts have changed: go run ./analysis/train/leaning
package main

import (
	"fmt"
	"os"

	"github.com/yuti-lsp/yuti/analysis"
)

const header = `# Weights of character n-grams towards casual and towards formal register, in hundredths.
# Source: the examples of analysis/contrasts/*.md and analysis/lessons.md, written for this project. Licence: Apache-2.0.
# Made by: go run ./analysis/train/leaning
`

func main() {
	figures, missed, wrong, sentences, err := analysis.TrainLeaning()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := os.WriteFile("analysis/figures/leaning.tsv", []byte(header+figures), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d lessons; on pages left out, %.2f %% of casual and formal sentences are missed, %.2f %% of others taken for such\n",
		sentences, 100*missed, 100*wrong)
}
