package lsp

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Every headword of the dictionary, in both scripts, has a card that explains
// it, has no dead end, keeps to the lines it may have, and holds no HTML.
func TestEveryHeadword(t *testing.T) {
	lex, analyzer := opened()
	card := Card{Lexicon: lex, Hover: config.Merge().Hover, Lines: config.Merge().Hover.Lines, Page: "file:///words/x.md"}
	words := make(chan []string, 4)
	var walking sync.WaitGroup
	var count, most atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		walking.Go(func() {
			for list := range words {
				for _, text := range list {
					word := analyzer.Word(text, nil)
					shown := card.Text(&word)
					lines := int64(strings.Count(shown, "\n") + 1)
					for was := most.Load(); lines > was && !most.CompareAndSwap(was, lines); was = most.Load() {
					}
					switch {
					case !strings.HasPrefix(shown, "**"):
						t.Errorf("%s has no head:\n%s", text, shown)
					case lines > 24:
						t.Errorf("%s has %d lines:\n%s", text, lines, shown)
					case strings.Contains(strings.ReplaceAll(shown, `\<`, ""), "<"):
						t.Errorf("%s holds HTML:\n%s", text, shown)
					case len(word.Entries) == 0:
						t.Errorf("%s has no entry", text)
					case strings.TrimSpace(card.senses(&word, 6)) == "":
						t.Errorf("%s is not explained:\n%s", text, shown)
					case firstGloss(lex, word.Entries) == "" && !slices.ContainsFunc(word.Entries, func(e lexicon.Entry) bool {
						return slices.ContainsFunc(e.Senses, func(s lexicon.Sense) bool {
							// labels can be all there is, (onom.), and a few
							// references name words that the dictionary lacks
							return len(s.Tags) > 0 || s.Reference != nil && !lex.Has(s.Reference.Simplified)
						})
					}):
						t.Errorf("%s leads nowhere:\n%s", text, shown)
					case strings.Contains(shown, "CL:"):
						t.Errorf("%s has raw classifiers:\n%s", text, shown)
					}
				}
				count.Add(int64(len(list)))
			}
		})
	}
	var list []string
	for word := range lex.Headwords() {
		if list = append(list, word); len(list) == 500 {
			words <- list
			list = nil
		}
	}
	words <- list
	close(words)
	walking.Wait()
	if count.Load() < 180_000 {
		t.Errorf("only %d headwords were walked", count.Load())
	}
	t.Logf("%d headwords, the longest card has %d lines", count.Load(), most.Load())
}
