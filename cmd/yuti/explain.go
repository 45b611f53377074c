package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lsp"
)

func explainCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "explain WORD",
		Short:   "Show what is known of a word, with its guide",
		Example: "  yuti explain 联络\n  yuti explain --format json 联络",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			lex, analyzer, err := open()
			if err != nil {
				return err
			}
			word := analyzer.Word(strings.TrimSpace(args[0]))
			if format == "json" {
				return explainJSON(cmd.OutOrStdout(), lex, &word)
			}
			return explainText(cmd.OutOrStdout(), lex, &word)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`format`: text or json")
	return cmd
}

func explainText(out io.Writer, lex *lexicon.Lexicon, word *analysis.Word) error {
	if len(word.Entries) == 0 && len(word.Parts) == 0 && len(word.Contrasts) == 0 {
		return fmt.Errorf("nothing is known of %q", word.Token.Text)
	}
	card := lsp.Card{Lexicon: lex, Settings: config.Merge(), Chinese: speaksChinese(), Plain: true}
	if _, err := fmt.Fprintln(out, card.Text(word)); err != nil {
		return err
	}
	guide, ok := guideTo(word)
	if !ok {
		return nil
	}
	_, err := fmt.Fprintf(out, "\n%s\n\n%s\n", strings.Repeat("─", 72), strings.TrimSpace(guide.Page))
	return err
}

func guideTo(word *analysis.Word) (*lexicon.Guide, bool) {
	if len(word.Entries) > 0 {
		return lexicon.GuideTo(word.Entries[0].Simplified)
	}
	return lexicon.GuideTo(word.Token.Text)
}

// explained is the contract of --format json.
type explained struct {
	Word      string              `json:"word"`
	Entries   []explainedEntry    `json:"entries"`
	HSK       *int                `json:"hsk"` // null for a word of no level
	Register  string              `json:"register"`
	Contrasts []explainedContrast `json:"contrasts"`
	Guide     bool                `json:"guide"`
}

type explainedEntry struct {
	Simplified  string   `json:"simplified"`
	Traditional string   `json:"traditional"`
	Pinyin      []string `json:"pinyin"` // a syllable an item, tone numbers
	Senses      []string `json:"senses"`
}

type explainedContrast struct {
	To       string `json:"to"`
	Register string `json:"register"`
	When     string `json:"when"`
	WhenEn   string `json:"whenEn"`
}

func explainJSON(out io.Writer, lex *lexicon.Lexicon, word *analysis.Word) error {
	result := explained{
		Word: word.Token.Text, Entries: []explainedEntry{}, HSK: levelOrNull(word.HSK),
		Register: word.Register.String(), Contrasts: []explainedContrast{},
	}
	_, result.Guide = guideTo(word)
	for _, entry := range word.Entries {
		e := explainedEntry{Simplified: entry.Simplified, Traditional: entry.Traditional, Pinyin: entry.Pinyin, Senses: []string{}}
		card := lsp.Card{Lexicon: lex, Settings: config.Merge(), Plain: true}
		for i := range entry.Senses {
			if sense := card.Sense(&entry.Senses[i]); sense != "" {
				e.Senses = append(e.Senses, sense)
			}
		}
		result.Entries = append(result.Entries, e)
	}
	for _, c := range word.Contrasts {
		result.Contrasts = append(result.Contrasts, explainedContrast{c.To, c.Register.String(), c.When, c.WhenEn})
	}
	return newEncoder(out).Encode(result)
}

func levelOrNull(level int) *int {
	if level == 0 {
		return nil
	}
	return &level
}
