package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// The methods of our own, which docs/protocol.md describes.
const (
	methodWords  = "yuti/words"
	methodGuide  = "yuti/guide"
	methodStatus = "yuti/status"
	methodPinyin = "yuti/pinyin"
)

// Request answers the methods that the protocol does not know.
func (s *server) Request(ctx context.Context, method string, params any) (any, error) {
	data, _ := params.(protocol.LSPAny)
	switch method {
	case methodWords:
		return answer(ctx, data, s.words)
	case methodGuide:
		return answer(ctx, data, s.guide)
	case methodStatus:
		return answer(ctx, data, s.status)
	case methodPinyin:
		return answer(ctx, data, s.pinyin)
	}
	jsonrpc2.Async(ctx) // no answer is written while messages are waited for
	return nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "unknown method %s", method)
}

// answer reads the params of a method and calls it.
func answer[P, R any](ctx context.Context, data []byte, method func(context.Context, *P) (*R, error)) (any, error) {
	var params P
	if err := protocol.Unmarshal(data, &params); err != nil {
		jsonrpc2.Async(ctx)
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "invalid params: %v", err)
	}
	result, err := method(ctx, &params)
	if err != nil || result == nil {
		return nil, err
	}
	return result, nil
}

// A place in an open file, or a range of it.
type textDocument struct {
	URI uri.URI `json:"uri"`
}

// file is the identifier without the message that it came in.
func (d textDocument) file() uri.URI { return uri.URI(strings.Clone(string(d.URI))) }
