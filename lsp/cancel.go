package lsp

import (
	"context"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// cancellable ends the work on a request that the client takes back.
//
// It stands in for protocol.CancelHandler of v1.0.1, which derives a context
// from that of the request: the request is recycled as soon as a handler
// returns that did not call jsonrpc2.Async, while the context package may still
// be about to look at it, which panics outside of any handler.
func cancellable(next jsonrpc2.Handler) jsonrpc2.Handler {
	var mu sync.Mutex
	handling := map[jsonrpc2.ID]context.CancelFunc{}
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		if req.Method() == protocol.MethodCancelRequest {
			var params protocol.CancelParams
			if err := protocol.Unmarshal(req.Params(), &params); err != nil {
				return nil, nil // a notification that means nothing
			}
			var id jsonrpc2.ID
			switch value := params.ID.(type) {
			case protocol.Integer:
				id = jsonrpc2.NewNumberID(int64(value))
			case protocol.String:
				id = jsonrpc2.NewStringID(string(value))
			}
			mu.Lock()
			defer mu.Unlock()
			if cancel, ok := handling[id]; ok {
				cancel()
			}
			return nil, nil
		}
		session := jsonrpc2.DetachContext(ctx)
		if !req.IsCall() {
			return next(&requestContext{session, ctx}, req)
		}
		work, cancel := context.WithCancel(session)
		id := req.ID()
		mu.Lock()
		handling[id] = cancel
		mu.Unlock()
		defer func() {
			mu.Lock()
			delete(handling, id)
			mu.Unlock()
			cancel()
		}()
		return next(&requestContext{work, ctx}, req)
	}
}

// A requestContext ends with its work, and lets jsonrpc2.Async find the
// request by its values; the request itself is not looked at later on.
type requestContext struct {
	context.Context
	request context.Context
}

func (c *requestContext) Value(key any) any { return c.request.Value(key) }
