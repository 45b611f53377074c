package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lexicon"
)

// opened is shared by all tests: both values are immutable.
var opened = sync.OnceValues(func() (*lexicon.Lexicon, *analysis.Analyzer) {
	lex, err := lexicon.Open()
	if err != nil {
		panic(err)
	}
	analyzer, err := analysis.New(lex)
	if err != nil {
		panic(err)
	}
	return lex, analyzer
})

// A client is the editor's end of a session with a real server.
type client struct {
	protocol.UnimplementedClient
	protocol.Server // sends to the server
	t               *testing.T
	conn            jsonrpc2.Conn
	log             *bytes.Buffer // to be read after the session only
	served          chan error

	mu          sync.Mutex
	published   map[uri.URI][]*protocol.PublishDiagnosticsParams
	configured  json.RawMessage // the answer to workspace/configuration
	messages    []string
	progress    []string
	refreshed   map[string]int
	registered  []string
	shown       []uri.URI
	changed     chan struct{} // gets a token when something came
	initialized *protocol.InitializeResult
}

const everything = `{
	"general": {"positionEncodings": ["utf-8", "utf-16"]},
	"window": {"workDoneProgress": true},
	"workspace": {
		"configuration": true, "inlayHint": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true},
		"workspaceEdit": {"documentChanges": true},
		"didChangeWatchedFiles": {"dynamicRegistration": true}, "didChangeConfiguration": {"dynamicRegistration": true}
	},
	"textDocument": {
		"hover": {"contentFormat": ["markdown", "plaintext"]},
		"inlayHint": {"resolveSupport": {"properties": ["tooltip"]}}
	}
}`

// session starts a server and initializes it; params is the JSON of the
// InitializeParams, "" for none but empty capabilities.
func session(t *testing.T, params string) *client {
	t.Helper()
	return sessionWith(t, params, Options{})
}

func sessionWith(t *testing.T, params string, options Options) *client {
	t.Helper()
	c := begin(t, options)
	if params == "" {
		params = `{"capabilities": {}}`
	}
	var initialize protocol.InitializeParams
	if err := protocol.Unmarshal([]byte(params), &initialize); err != nil {
		t.Fatal(err)
	}
	result, err := c.Initialize(t.Context(), &initialize)
	if err != nil {
		t.Fatal(err)
	}
	c.initialized = result
	if err := c.Initialized(t.Context(), &protocol.InitializedParams{}); err != nil {
		t.Fatal(err)
	}
	return c
}

// begin starts a server without a word.
func begin(t *testing.T, options Options) *client {
	t.Helper()
	here, there := pipes(t)
	c := &client{
		t: t, log: &bytes.Buffer{}, served: make(chan error, 1), published: map[uri.URI][]*protocol.PublishDiagnosticsParams{},
		refreshed: map[string]int{}, changed: make(chan struct{}, 1),
	}
	if options.Open == nil {
		options.Open = func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
			lex, analyzer := opened()
			return lex, analyzer, nil
		}
	}
	options.Log = slog.New(slog.NewTextHandler(c.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if options.CacheDir == "" {
		options.CacheDir = t.TempDir()
	}
	if options.UserFile == "" {
		options.UserFile = filepath.Join(t.TempDir(), config.FileName)
	}
	go func() { c.served <- Serve(context.Background(), there, options) }()
	// protocol.NewClient would handle what comes in any order; the order is
	// what some tests are about.
	c.conn = jsonrpc2.NewConn(jsonrpc2.NewStream(here), jsonrpc2.WithCodec(codec{}))
	c.conn.Go(context.Background(), protocol.ClientHandler(c, jsonrpc2.MethodNotFoundHandler))
	c.Server = protocol.ServerDispatcher(c.conn)
	t.Cleanup(func() {
		c.conn.Close()
		select {
		case <-c.served:
		case <-time.After(slowness * 10 * time.Second):
			t.Error("the server did not end with its connection")
		}
	})
	return c
}

// A duplex is one side of two pipes of the system. They hold some of what is
// written, as those of an editor do; with net.Pipe, which holds nothing, two
// sides that answer each other at the same time would wait for ever.
type duplex struct{ in, out *os.File }

func (d duplex) Read(p []byte) (int, error)  { return d.in.Read(p) }
func (d duplex) Write(p []byte) (int, error) { return d.out.Write(p) }

func (d duplex) Close() error { return errors.Join(d.in.Close(), d.out.Close()) }

func pipes(t *testing.T) (here, there duplex) {
	t.Helper()
	fromThere, toHere, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fromHere, toThere, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return duplex{fromThere, toThere}, duplex{fromHere, toHere}
}

// wait waits until what is so.
func (c *client) wait(what string, so func() bool) {
	c.t.Helper()
	deadline := time.After(slowness * time.Minute)
	for {
		c.mu.Lock()
		ok := so()
		c.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-c.changed:
		case <-time.After(50 * time.Millisecond):
		case <-deadline:
			c.t.Fatalf("waited in vain for %s", what)
		}
	}
}

func (c *client) note(change func()) {
	c.mu.Lock()
	change()
	c.mu.Unlock()
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

func (c *client) PublishDiagnostics(ctx context.Context, params *protocol.PublishDiagnosticsParams) error {
	c.note(func() { c.published[params.URI] = append(c.published[params.URI], params) })
	return nil
}

func (c *client) ShowDocument(_ context.Context, params *protocol.ShowDocumentParams) (*protocol.ShowDocumentResult, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown = append(c.shown, params.URI)
	return &protocol.ShowDocumentResult{Success: true}, nil
}

func (c *client) Configuration(ctx context.Context, params *protocol.ConfigurationParams) ([]protocol.LSPAny, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	answers := make([]protocol.LSPAny, len(params.Items))
	for i := range answers {
		answers[i] = protocol.LSPAny("null")
		if c.configured != nil {
			answers[i] = protocol.LSPAny(c.configured)
		}
	}
	return answers, nil
}

func (c *client) ShowMessage(ctx context.Context, params *protocol.ShowMessageParams) error {
	c.note(func() { c.messages = append(c.messages, params.Message) })
	return nil
}

func (c *client) WorkDoneProgressCreate(ctx context.Context, params *protocol.WorkDoneProgressCreateParams) error {
	return nil
}

func (c *client) Progress(ctx context.Context, params *protocol.ProgressParams) error {
	var value struct{ Kind, Title string }
	if err := json.Unmarshal(params.Value, &value); err != nil {
		return err
	}
	c.note(func() { c.progress = append(c.progress, strings.TrimSpace(value.Kind+" "+value.Title)) })
	return nil
}

func (c *client) RegisterCapability(ctx context.Context, params *protocol.RegistrationParams) error {
	c.note(func() {
		for _, r := range params.Registrations {
			c.registered = append(c.registered, r.Method)
		}
	})
	return nil
}

func (c *client) InlayHintRefresh(ctx context.Context) error {
	c.note(func() { c.refreshed["hints"]++ })
	return nil
}

func (c *client) DiagnosticRefresh(ctx context.Context) error {
	c.note(func() { c.refreshed["diagnostics"]++ })
	return nil
}

const draft uri.URI = "file:///drafts/draft.md"

func (c *client) open(file uri.URI, text string) {
	c.t.Helper()
	err := c.DidOpen(c.t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
		URI: file, LanguageID: "markdown", Version: 1, Text: text,
	}})
	if err != nil {
		c.t.Fatal(err)
	}
}

// change replaces a range, or the whole text when there is none.
func (c *client) change(file uri.URI, version int32, at *protocol.Range, text string) {
	c.t.Helper()
	var change protocol.TextDocumentContentChangeEvent = &protocol.TextDocumentContentChangeWholeDocument{Text: text}
	if at != nil {
		change = &protocol.TextDocumentContentChangePartial{Range: *at, Text: text}
	}
	err := c.DidChange(c.t.Context(), &protocol.DidChangeTextDocumentParams{
		TextDocument: protocol.VersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: file}, Version: version,
		},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{change},
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// newest waits for the diagnostics of a version.
func (c *client) newest(file uri.URI, version int32) []protocol.Diagnostic {
	c.t.Helper()
	var found []protocol.Diagnostic
	c.wait("diagnostics", func() bool {
		all := c.published[file]
		if len(all) == 0 {
			return false
		}
		last := all[len(all)-1]
		found = last.Diagnostics
		v, _ := last.Version.Get()
		return v == version
	})
	return found
}

func (c *client) hoverAt(file uri.URI, line, character uint32) (*protocol.Hover, error) {
	return c.Hover(c.t.Context(), &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: file}, Position: protocol.Position{Line: line, Character: character},
	}})
}

func hoverText(hover *protocol.Hover) string {
	if hover == nil {
		return ""
	}
	return hover.Contents.(*protocol.MarkupContent).Value
}

func at(startLine, start, endLine, end uint32) *protocol.Range {
	return &protocol.Range{
		Start: protocol.Position{Line: startLine, Character: start}, End: protocol.Position{Line: endLine, Character: end},
	}
}
