package lsp

import (
	"strings"

	"github.com/yuti-lsp/yuti/analysis"
)

// beside is what stands beside a word in a hover: what the user's glossary says
// of it, and in a translation the source. "" when there is neither.
func (s *snapshot) beside(card *Card, word *analysis.Word) string {
	var lines []string
	for _, t := range s.document.Terms(word.Token.Span) {
		line := card.say("术语 ", "Term ")
		if len(t.Sources) > 0 {
			line += card.escape(strings.Join(t.Sources, ", ")) + " → "
		}
		line += card.strong(t.Preferred)
		if len(t.Forbidden) > 0 {
			line += card.say("，不用 ", ", not ") + card.escape(strings.Join(t.Forbidden, card.say("、", ", ")))
		}
		if t.Note != "" {
			line += " · " + card.escape(oneLine(t.Note, 200))
		}
		lines = append(lines, line)
	}
	if pair, ok := s.document.PairAt(word.Token.Span.Start); ok {
		line := card.say("原文 ", "Source ") + card.escape(oneLine(pair.Source, 400))
		if pair.Fuzzy {
			line += card.say("（待核）", " (fuzzy)")
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n\n" + strings.Join(lines, "\n\n")
}

// oneLine is a text on one line, cut after a number of runes.
func oneLine(text string, limit int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return string(runes)
}
