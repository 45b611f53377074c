package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// DocumentHighlight marks the word under the cursor wherever it stands in the
// document as a word.
func (s *server) DocumentHighlight(ctx context.Context, params *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	snapshot, word, ok, err := s.wordAt(ctx, &params.TextDocumentPositionParams)
	if err != nil || !ok {
		return nil, err
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
