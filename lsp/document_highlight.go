package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// DocumentHighlight marks the word under the cursor wherever it stands in the
// document as a word.
func (s *server) DocumentHighlight(ctx context.Context, params *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	word, ok := snapshot.document.WordSpan(snapshot.toOffset(params.Position))
	if !ok {
		return nil, nil
	}
	var list []protocol.DocumentHighlight
	for span := range snapshot.document.Occurrences(snapshot.document.Slice(word)) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		list = append(list, protocol.DocumentHighlight{Range: snapshot.rangeOf(span), Kind: protocol.DocumentHighlightKindText})
	}
	return list, nil
}
