package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Definition of a word is a page to read: its guide, where there is one, and all
// else that is known of it.
func (s *server) Definition(ctx context.Context, params *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	word, ok := snapshot.document.WordAt(snapshot.toOffset(params.Position))
	if !ok || word.Numeral != nil {
		return nil, nil
	}
	page, ok := s.wordPage(simplified(&word), snapshot.settings.chinese(s.locale))
	if !ok {
		return nil, nil
	}
	if s.can.linkDefinitions {
		// Clients take a whole run of characters for a word if they are not told.
		return protocol.DefinitionLinkSlice{{OriginSelectionRange: new(snapshot.rangeOf(word.Token.Span)), TargetURI: page}}, nil
	}
	return &protocol.Location{URI: page}, nil
}
