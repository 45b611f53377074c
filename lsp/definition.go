package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Definition of a word is its guide, a page to read.
func (s *server) Definition(ctx context.Context, params *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	word, ok := snapshot.document.WordAt(snapshot.toOffset(params.Position))
	if !ok {
		return nil, nil
	}
	page, ok := s.guidePage(simplified(&word))
	if !ok {
		return nil, nil
	}
	return &protocol.Location{URI: page}, nil
}
