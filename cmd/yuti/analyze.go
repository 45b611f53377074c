package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/mark"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lsp"
)

func analyzeCommand() *cobra.Command {
	var format, sandhi string
	cmd := &cobra.Command{
		Use:     "analyze [FILE]",
		Short:   "Cut text into words and give their readings",
		Example: "  yuti analyze draft.txt\n  echo 和朋友联络 | yuti analyze --format jsonl",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(oneOf("format", format, "table", "jsonl"), oneOf("sandhi", sandhi, "none", "yi-bu", "full")); err != nil {
				return err
			}
			in := cmd.InOrStdin()
			if len(args) == 1 && args[0] != "-" {
				file, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer file.Close()
				in = file
			}
			lex, analyzer, err := open()
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			a := &wordAnalyzer{lex, analyzer, sandhi, map[string]wordFacts{}}
			write := a.table(out)
			if format == "jsonl" {
				write = a.jsonl(out)
			}
			if err := eachLine(in, write); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "`format`: table or jsonl, one object a line")
	cmd.Flags().StringVar(&sandhi, "sandhi", "yi-bu", "tone `sandhi`: none, yi-bu (一 and 不) or full (third tones too)")
	return cmd
}

// eachLine calls handle for every line, without its end; a text that ends in
// a line end has no empty line after it.
func eachLine(in io.Reader, handle func(line string) error) error {
	reader := bufio.NewReader(in)
	for {
		line, err := reader.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if line != "" {
			if err := handle(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// A wordAnalyzer keeps what it has looked up: texts repeat their words.
type wordAnalyzer struct {
	lex      *lexicon.Lexicon
	analyzer *analysis.Analyzer
	sandhi   string
	known    map[string]wordFacts
}

type wordFacts struct {
	hsk      int
	register string
}

func (a *wordAnalyzer) tokens(line string) []analysis.Token {
	return lsp.WithSandhi(a.lex, a.analyzer.Analyze(line, nil), a.sandhi)
}

func (a *wordAnalyzer) facts(text string) wordFacts {
	facts, ok := a.known[text]
	if !ok {
		facts = wordFacts{a.analyzer.HSK(text), a.analyzer.Register(text).String()}
		a.known[text] = facts
	}
	return facts
}

// analyzedWord is the contract of --format jsonl: words tile the line, start
// and end are bytes of it, pinyin has one item a character.
type analyzedWord struct {
	Text     string   `json:"text"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	POS      string   `json:"pos"`
	Pinyin   []string `json:"pinyin"`
	HSK      *int     `json:"hsk"`      // null for a word of no level
	Register *string  `json:"register"` // null for what is not a Chinese word
}

type analyzedLine struct {
	Text  string         `json:"text"`
	Words []analyzedWord `json:"words"`
}

func (a *wordAnalyzer) jsonl(out io.Writer) func(line string) error {
	encoder := newEncoder(out)
	return func(line string) error {
		result := analyzedLine{Text: line, Words: []analyzedWord{}}
		for _, token := range a.tokens(line) {
			word := analyzedWord{
				Text: token.Text, Start: token.Span.Start, End: token.Span.End, POS: token.POS, Pinyin: token.Pinyin,
			}
			if word.Pinyin == nil {
				word.Pinyin = make([]string, utf8.RuneCountInString(token.Text))
			}
			if token.Han {
				facts := a.facts(token.Text)
				word.HSK, word.Register = levelOrNull(facts.hsk), &facts.register
			}
			result.Words = append(result.Words, word)
		}
		return encoder.Encode(result)
	}
}

// table writes a line, its pinyin, and below them its words, one a row.
func (a *wordAnalyzer) table(out io.Writer) func(line string) error {
	return func(line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		tokens := a.tokens(line)
		fmt.Fprintf(out, "%s\n%s\n", mark.Printable(line), mark.Printable(a.analyzer.PinyinLine(tokens, pinyin.Marks)))
		for _, token := range tokens {
			if !token.Han {
				continue
			}
			facts := a.facts(token.Text)
			level, register := "", ""
			if facts.hsk > 0 {
				level = fmt.Sprintf("HSK %d", facts.hsk)
			}
			if facts.register != analysis.Neutral.String() {
				register = facts.register
			}
			row := "  " + padded(token.Text, 12) + padded(pinyin.Word(token.Pinyin, pinyin.Marks, token.Proper), 18) +
				padded(token.POS, 5) + padded(level, 7) + register
			fmt.Fprintln(out, strings.TrimRight(row, " "))
		}
		_, err := fmt.Fprintln(out)
		return err
	}
}

// padded fills text up to so many cells of a terminal.
func padded(text string, cells int) string {
	width := 0
	for _, r := range text {
		switch {
		case mark.Zero(r):
		case mark.Wide(r):
			width += 2
		default:
			width++
		}
	}
	return text + strings.Repeat(" ", max(1, cells-width))
}
