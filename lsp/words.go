package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

type wordsParams struct {
	TextDocument textDocument   `json:"textDocument"`
	Range        protocol.Range `json:"range"`
}

// wordsResult are the words of the prose in a range, in text order. What is
// not prose, markup and code, is in none of them.
type wordsResult struct {
	Words []wordPlace `json:"words"`
}

type wordPlace struct {
	Range protocol.Range `json:"range"`
	// Chinese tells a Chinese word from punctuation, digits, Latin and blanks.
	Chinese bool `json:"chinese"`
}

// words tells where the words of a range begin and end, for motions by word.
func (s *server) words(ctx context.Context, params *wordsParams) (*wordsResult, error) {
	ticket := s.take(params.TextDocument.file())
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	result := &wordsResult{Words: []wordPlace{}}
	for token := range snapshot.document.Tokens(snapshot.spanOf(params.Range)) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		result.Words = append(result.Words, wordPlace{snapshot.rangeOf(token.Span), token.Han})
	}
	return result, nil
}
