package lsp

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/prose"
)

const cardsFile = "testdata/cards.txtar"

// Words of all kinds in their sentences, each with its whole card: a change of
// what a hover says is read in the diff of the page. Go test ./lsp -run TestCards
// -update draws it anew. "zh" before the sentence asks for Chinese labels.
func TestCards(t *testing.T) {
	lex, analyzer := opened()
	archive, err := txtar.ParseFile(cardsFile)
	if err != nil {
		t.Fatal(err)
	}
	hover := config.Merge().Hover
	settings := &analysis.Settings{Words: []string{"语体检查器"}}
	for i := range archive.Files {
		file := &archive.Files[i]
		sentence, chinese := strings.CutPrefix(file.Name, "zh ")
		before, rest, _ := strings.Cut(sentence, "【")
		inside, after, ok := strings.Cut(rest, "】")
		if !ok {
			t.Fatalf("no word is marked in %q", file.Name)
		}
		card := Card{Lexicon: lex, Hover: hover, Lines: hover.Lines, Chinese: chinese, Page: "page"}
		word, ok := analyzer.Open(before+inside+after, prose.Text, settings).WordAt(len(before))
		if !ok || word.Token.Text != inside && word.Numeral == nil {
			t.Errorf("%s: the word is %q", file.Name, word.Token.Text)
			continue
		}
		if lines := strings.Count(card.Text(&word), "\n") + 1; lines >= 25 {
			t.Errorf("%s has %d lines", file.Name, lines)
		}
		card.shorten = firstWords
		got := card.Text(&word) + "\n"
		if *update {
			file.Data = []byte(got)
		} else if got != string(file.Data) {
			t.Errorf("%s:\n%s\nwant:\n%s", file.Name, got, file.Data)
		}
	}
	if len(archive.Files) < 30 {
		t.Errorf("%d cards", len(archive.Files))
	}
	if *update {
		if err := os.WriteFile(cardsFile, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// firstWords is what is kept of a gloss, which is the dictionary's: enough to see
// which one it is.
func firstWords(gloss string) string {
	words := strings.SplitN(gloss, " ", 3)
	if len(words) < 3 && utf8.RuneCountInString(gloss) < 20 {
		return gloss
	}
	return strings.TrimRight(strings.Join(words[:min(len(words), 2)], " "), ",;") + " …"
}
