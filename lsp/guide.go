package lsp

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// guideParams name a word, or the place of one in an open file.
type guideParams struct {
	Word         string             `json:"word"`
	TextDocument textDocument       `json:"textDocument"`
	Position     *protocol.Position `json:"position"`
}

// guideResult is a page about a word, in Markdown. Its links have the form
// guideLink + word: the client answers them with a request for that word.
type guideResult struct {
	Word     string `json:"word"`
	Markdown string `json:"markdown"`
	// Guide tells whether the word has a guide; else the page is what a hover
	// shows.
	Guide bool `json:"guide"`
}

const guideLink = "yuti:guide/"

// guide is the page to read about a word; null where there is no word.
func (s *server) guide(ctx context.Context, params *guideParams) (*guideResult, error) {
	ticket := s.take(params.TextDocument.file())
	name := strings.Clone(params.Word)
	jsonrpc2.Async(ctx)
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	settings := s.settingsOf(ticket)
	var word analysis.Word
	if name != "" {
		if word = s.analyzer.Word(name); len(word.Entries) == 0 && len(word.Contrasts) == 0 {
			if _, ok := lexicon.GuideTo(name); !ok {
				return nil, nil
			}
		}
	} else {
		snapshot, err := ticket.snapshot(ctx)
		if err != nil || snapshot == nil || params.Position == nil {
			return nil, err
		}
		at, ok := snapshot.document.WordAt(snapshot.toOffset(*params.Position))
		if !ok {
			return nil, nil
		}
		word = at
	}
	if guide, ok := lexicon.GuideTo(simplified(&word)); ok {
		return &guideResult{Word: guide.Word, Markdown: s.linked(guide), Guide: true}, nil
	}
	card := Card{Lexicon: s.lexicon, Settings: settings.values, Chinese: settings.chinese(s.locale)}
	return &guideResult{Word: simplified(&word), Markdown: card.Text(&word) + s.neighbours(&word)}, nil
}

// settingsOf are the settings of a ticket's file, or those for files outside
// all folders when it is not open.
func (s *server) settingsOf(t ticket) *settings {
	if t.revision != nil {
		return t.revision.settings
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fallback
}

// linked is a guide's page in which its neighbours, phrases and related words
// lead to their own pages.
func (s *server) linked(guide *lexicon.Guide) string {
	var page strings.Builder
	section := ""
	for line := range strings.Lines(guide.Page) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(title)
		}
		for opening, sections := range linkedItems {
			rest, ok := strings.CutPrefix(line, opening)
			if !ok || !slices.Contains(sections, section) {
				continue
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
			if end > 0 && rest[:end] != guide.Word && s.knows(rest[:end]) {
				line = opening + link(rest[:end]) + rest[end:]
			}
		}
		page.WriteString(line)
	}
	return page.String()
}

// linkedItems are the lines that begin with a word, by how they open and the
// sections they stand in.
var linkedItems = map[string][]string{"### ": {"辨析"}, "- ": {"固定搭配", "相关词"}}

// knows tells whether there is a page about a word.
func (s *server) knows(word string) bool {
	if word == "" {
		return false
	}
	if _, ok := lexicon.GuideTo(word); ok {
		return true
	}
	return len(s.lexicon.Entries(word)) > 0
}

// neighbours are the ways from a word without a guide to the words it is
// contrasted with.
func (s *server) neighbours(word *analysis.Word) string {
	var links []string
	seen := map[string]bool{}
	for _, contrast := range word.Contrasts {
		if to := contrast.To; !seen[to] && s.knows(to) {
			seen[to] = true
			links = append(links, link(to))
		}
	}
	if len(links) == 0 {
		return ""
	}
	return "\n\n→ " + strings.Join(links, " · ")
}

func link(word string) string { return "[" + word + "](" + guideLink + word + ")" }
