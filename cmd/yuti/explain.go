package main

import (
	"errors"
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
			text := strings.TrimSpace(args[0])
			if text == "" {
				return errors.New("explain needs a word, not an empty string")
			}
			values, settings, err := settingsHere(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			word := analyzer.Word(text, settings)
			if format == "json" {
				return explainJSON(cmd.OutOrStdout(), lex, &word)
			}
			return explainText(cmd.OutOrStdout(), lex, analyzer, &word, values)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`format`: text or json")
	return cmd
}

// settingsHere are those of the settings file in the working folder, over the
// user's own. A mistake in it is for `check` to tell; here the rest holds.
func settingsHere(errors io.Writer) (config.Settings, *analysis.Settings, error) {
	layer, _, err := config.ReadFile(config.FileName)
	if err != nil {
		return config.Settings{}, nil, err
	}
	values := config.Merge(userSettings(errors), layer)
	levels, err := values.ReadLevels(".")
	if err != nil {
		fmt.Fprintln(errors, "yuti:", err)
	}
	glossary, err := values.ReadGlossary(".", false)
	if err != nil {
		fmt.Fprintln(errors, "yuti:", err)
	}
	return values, lsp.AnalysisSettings(values, levels.Of, glossary.Terms), nil
}

// explainText prints the word's page; above that of a word with a guide stands
// the card, as a hover shows it.
func explainText(out io.Writer, lex *lexicon.Lexicon, analyzer *analysis.Analyzer, word *analysis.Word, values config.Settings) error {
	if word.Numeral == nil && len(word.Entries) == 0 && len(word.Contrasts) == 0 && len(word.Characters) == 0 {
		return fmt.Errorf("nothing is known of %q: it is no Chinese word", word.Token.Text)
	}
	if _, ok := guideTo(word); ok || word.Numeral != nil {
		card := lsp.Card{Lexicon: lex, Hover: values.Hover, Chinese: speaksChinese(), Plain: true}
		if _, err := fmt.Fprintln(out, card.Text(word)); err != nil || word.Numeral != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "\n%s\n\n", strings.Repeat("─", 72)); err != nil {
			return err
		}
	}
	page := lsp.WordPage{Lexicon: lex, Analyzer: analyzer, Chinese: speaksChinese(), Plain: true}
	_, err := fmt.Fprintln(out, strings.TrimSpace(page.Text(word)))
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
		card := lsp.Card{Lexicon: lex, Hover: config.Merge().Hover, Plain: true}
		for i := range entry.Senses {
			if sense := card.Sense(&entry.Senses[i]); sense != "" {
				e.Senses = append(e.Senses, sense)
			}
		}
		result.Entries = append(result.Entries, e)
	}
	for _, c := range word.Contrasts {
		when, whenEn := c.Reason()
		result.Contrasts = append(result.Contrasts, explainedContrast{c.To, c.Register.String(), when, whenEn})
	}
	return newEncoder(out).Encode(result)
}

func levelOrNull(level int) *int {
	if level == 0 {
		return nil
	}
	return &level
}
