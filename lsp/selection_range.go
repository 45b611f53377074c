package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// SelectionRange widens a selection: character, word, phrase, clause, sentence,
// paragraph, the whole text.
func (s *server) SelectionRange(ctx context.Context, params *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	ranges := make([]protocol.SelectionRange, 0, len(params.Positions))
	for _, position := range params.Positions {
		// the protocol wants one for each position, if only an empty one
		chain := &protocol.SelectionRange{Range: protocol.Range{Start: position, End: position}}
		spans := snapshot.document.Enclosing(snapshot.toOffset(position))
		for i := len(spans) - 1; i >= 0; i-- {
			outer := chain
			chain = &protocol.SelectionRange{Range: snapshot.rangeOf(spans[i])}
			if i < len(spans)-1 {
				chain.Parent = outer
			}
		}
		ranges = append(ranges, *chain)
	}
	return ranges, nil
}
