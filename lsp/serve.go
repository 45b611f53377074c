// Package lsp is the language server: the only code that knows the protocol,
// JSON and position encodings.
//
// Architecture invariant: nothing here decides about Chinese. Each handler
// takes the snapshot its request was sent against, asks package analysis, and
// converts the answer.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Options tell Serve what it can't find out from its client.
type Options struct {
	// Open opens the lexicon and makes the analyzer. It is called once, beside
	// the first messages, and may take its time.
	Open func() (*lexicon.Lexicon, *analysis.Analyzer, error)
	// Version is the server's, as told to the client.
	Version string
	// Log gets what happens, never a user's text; nil for nothing.
	Log *slog.Logger
	// CacheDir is where pages that an editor opens are written; "" for a
	// folder of yuti's own in the user's cache folder.
	CacheDir string
	// UserFile is the user's own settings file; "" for config.UserFile.
	UserFile string
}

// ErrNoShutdown is what Serve returns when the client left without asking for
// a shutdown first.
var ErrNoShutdown = errors.New("the client left without a shutdown request")

// Serve serves one client over the stream until the client leaves, the stream
// ends or ctx is done. Messages are handled in the order in which they came.
func Serve(ctx context.Context, stream io.ReadWriteCloser, options Options) error {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := newOutbox(stream)
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(out), jsonrpc2.WithCodec(codec{}))
	s := newServer(ctx, protocol.ClientDispatcher(conn), options)
	s.push = func(ctx context.Context, params jsonrpc2.RawMessage) error {
		return conn.Notify(ctx, protocol.MethodTextDocumentPublishDiagnostics, params)
	}
	// Close drains the handlers, so it must not be called by one of them.
	s.leave = func() {
		cancel()
		go conn.Close()
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	conn.Go(ctx, cancellable(s.guarded(s.inOrder(s.ownJSON(protocol.ServerHandler(s, nil))))))
	<-conn.Done()
	cancel()
	s.drain()
	out.Close()
	if err := conn.Err(); err != nil && !s.hasLeft() {
		return fmt.Errorf("connection: %w", err)
	}
	if !s.wasShutDown() {
		return ErrNoShutdown
	}
	return nil
}

// drain waits for what goes on beside the messages, but not for ever: a client
// that has stopped reading keeps whoever writes to it.
func (s *server) drain() {
	done := make(chan struct{})
	go func() {
		s.background.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
	}
}

// guarded keeps one failing request from ending the session, and gives every
// error a code that says whose fault it is.
func (s *server) guarded(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		defer func() {
			// Not read before: a request that is let go by Async moves.
			method := req.Method()
			if p := recover(); p != nil {
				result, err = nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "%s failed inside the server", method)
				s.log.Error("panic", "method", method, "cause", cause(p), "stack", string(debug.Stack()))
			} else if err != nil {
				err = coded(ctx, err)
				s.log.Warn("error", "method", method, "error", err)
			}
			if !req.IsCall() {
				err = nil // an error here would close the connection
			}
		}()
		return next(ctx, req)
	}
}

// cause describes a panic without the text that it may quote: only the
// runtime's own messages are known to be free of it.
func cause(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("%T", p)
}

func coded(ctx context.Context, err error) error {
	var wire *jsonrpc2.Error
	switch {
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return protocol.ErrRequestCancelled
	case errors.Is(err, jsonrpc2.ErrParse): // the frame was JSON; its params were not what they should be
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "invalid params: %v", err)
	case errors.As(err, &wire):
		return err
	default:
		return jsonrpc2.Errorf(jsonrpc2.InternalError, "%v", err)
	}
}

// inOrder refuses what comes before initialize or after shutdown.
func (s *server) inOrder(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		s.received.Add(1)
		switch stage, method := s.stage.Load(), req.Method(); {
		case method == protocol.MethodExit:
		case stage == uninitialized && method != protocol.MethodInitialize:
			if !req.IsCall() {
				return nil, nil
			}
			return nil, jsonrpc2.Errorf(jsonrpc2.ServerNotInitialized, "%s came before initialize", method)
		case stage != uninitialized && method == protocol.MethodInitialize:
			return nil, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "initialize came twice")
		case stage == shutDown:
			return nil, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "%s came after shutdown", method)
		}
		return next(ctx, req)
	}
}

// codec carries payloads by the protocol package's own encoders.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	switch raw := v.(type) {
	case jsonrpc2.RawMessage:
		return jsonrpc2.DefaultCodec.Marshal(raw)
	case *jsonrpc2.RawMessage:
		return jsonrpc2.DefaultCodec.Marshal(*raw)
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		return jsonrpc2.DefaultCodec.Unmarshal(data, raw)
	}
	return protocol.Unmarshal(data, v)
}
