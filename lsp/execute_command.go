package lsp

import (
	"context"
	"encoding/json"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

// showPage is the command that opens a word's page in the editor, for those that
// don't follow the link of a hover. Its argument is a word, or the place of one
// as in textDocument/definition.
const showPage = "yuti.showPage"

// ExecuteCommand has the client show a word's page, and returns the page's
// address; null where there is no word.
func (s *server) ExecuteCommand(ctx context.Context, params *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	if params.Command != showPage || len(params.Arguments) != 1 {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s, of a word or the place of one, is the only command", showPage)
	}
	var place guideParams
	if json.Unmarshal(params.Arguments[0], &place.Word) != nil {
		if err := json.Unmarshal(params.Arguments[0], &place); err != nil {
			return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s: %v", showPage, err)
		}
	}
	ticket := s.take(place.TextDocument.file())
	place.Word = strings.Clone(place.Word)
	jsonrpc2.Async(ctx)
	word, ok, err := s.asked(ctx, ticket, &place)
	if err != nil || !ok || word.Numeral != nil {
		return nil, err
	}
	page, ok := s.wordPage(simplified(&word), s.settingsOf(ticket).chinese(s.locale))
	if !ok {
		return nil, nil
	}
	if s.can.showDocument {
		if _, err := s.client.ShowDocument(ctx, &protocol.ShowDocumentParams{URI: page, TakeFocus: new(true)}); err != nil {
			return nil, err
		}
	}
	return json.Marshal(page)
}

// asked is the word that is named, or that stands at a place of an open file.
func (s *server) asked(ctx context.Context, ticket ticket, place *guideParams) (word analysis.Word, ok bool, err error) {
	if err := s.ready(ctx); err != nil {
		return word, false, err
	}
	if place.Word != "" {
		word = s.analyzer.Word(place.Word, s.settingsOf(ticket).analysis)
		return word, word.Guide != nil || len(word.Entries) > 0 || len(word.Contrasts) > 0, nil
	}
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil || place.Position == nil {
		return word, false, err
	}
	word, ok = snapshot.document.WordAt(snapshot.toOffset(*place.Position))
	return word, ok, nil
}
