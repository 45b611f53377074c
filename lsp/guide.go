package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

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
	// Guide tells whether the word has a guide; else the page is what
	// dictionary and contrasts tell.
	Guide bool `json:"guide"`
}

const guideLink = "yuti:guide/"

// guide is the page to read about a word; null where there is no word.
func (s *server) guide(ctx context.Context, params *guideParams) (*guideResult, error) {
	ticket := s.take(params.TextDocument.file())
	params.Word = strings.Clone(params.Word)
	jsonrpc2.Async(ctx)
	word, ok, err := s.asked(ctx, ticket, params)
	if err != nil || !ok {
		return nil, err
	}
	settings := s.settingsOf(ticket)
	page := WordPage{Lexicon: s.lexicon, Analyzer: s.analyzer, Chinese: settings.chinese(s.locale), Link: func(to string) string {
		if s.knows(to) {
			return guideLink + to
		}
		return ""
	}}
	return &guideResult{Word: simplified(&word), Markdown: page.Text(&word), Guide: word.Guide != nil}, nil
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
