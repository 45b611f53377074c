package readings

import (
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// folds is the number of parts that are each read by what was learned from the
// others.
const folds = 5

// CrossValidated are the readings of the sentences' characters by all that
// yuti reads by (words, rules and a model), where the model has not seen the
// sentence: it is learned from the sentences of the other folds.
func CrossValidated(a *analysis.Analyzer, lex *lexicon.Lexicon, list []Sentence) ([]string, error) {
	lessons := Lessons(a, list)
	words, err := Words(a, lex, lessons)
	if err != nil {
		return nil, err
	}
	usual, err := Usual(lex, lessons)
	if err != nil {
		return nil, err
	}
	got := make([]string, len(list))
	for fold := range folds {
		var seen []Lesson
		for i, l := range lessons {
			if i%folds != fold {
				seen = append(seen, l)
			}
		}
		reader, err := a.WithPolyphones(Learn(seen, words).TSV(usual))
		if err != nil {
			return nil, err
		}
		for i := fold; i < len(list); i += folds {
			got[i] = readingOf(reader, list[i])
		}
	}
	return got, nil
}

func readingOf(a *analysis.Analyzer, s Sentence) string {
	for _, t := range a.Analyze(s.Text, nil) {
		if t.Span.Start <= s.At && s.At < t.Span.End {
			return strings.ToLower(t.Pinyin[utf8.RuneCountInString(s.Text[t.Span.Start:s.At])])
		}
	}
	return ""
}

// MajorityOf are the readings of the sentences' characters by the reading that
// is most frequent in the other folds.
func MajorityOf(list []Sentence) []string {
	got := make([]string, len(list))
	for fold := range folds {
		var seen []Sentence
		for i, s := range list {
			if i%folds != fold {
				seen = append(seen, s)
			}
		}
		usual := Majority(seen)
		for i := fold; i < len(list); i += folds {
			char, _ := utf8.DecodeRuneInString(list[i].Text[list[i].At:])
			got[i] = usual[char]
		}
	}
	return got
}

// Majority is the most frequent reading of each character.
func Majority(list []Sentence) map[rune]string {
	counts := map[rune]map[string]int{}
	for _, s := range list {
		char, _ := utf8.DecodeRuneInString(s.Text[s.At:])
		if counts[char] == nil {
			counts[char] = map[string]int{}
		}
		counts[char][s.Reading]++
	}
	usual := map[rune]string{}
	for char, readings := range counts {
		best := ""
		for r, n := range readings {
			if best == "" || n > readings[best] || n == readings[best] && r < best {
				best = r
			}
		}
		usual[char] = best
	}
	return usual
}
