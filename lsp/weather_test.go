package lsp

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// Texts that no one writes and positions that are none get an answer, and what
// else is open stays right.
func TestBadWeather(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`}`)
	c.open(draft, stiff)
	texts := map[string]string{
		"nothing":        "",
		"a mark":         "\ufeff和朋友多联络。",
		"NUL":            "和朋友\x00多联络。\x00",
		"bidi":           "\u202e和朋友多联络\u202c\u2066。",
		"only CR":        "和朋友\r多联络。\r\r",
		"joiners":        strings.Repeat("👨‍👩‍👧", 2000),
		"combining":      "联" + strings.Repeat("\u0301", 5000) + "络",
		"newlines":       strings.Repeat("\n", 1_000_000),
		"one long line":  strings.Repeat("和朋友多走动，", 20_000),
		"deep quotes":    strings.Repeat("> ", 2000) + "和朋友多联络。",
		"deep brackets":  strings.Repeat("[", 20_000) + "联络" + strings.Repeat("](", 20_000),
		"open fence":     "```\n" + stiff,
		"open comment":   "<!-- " + stiff,
		"open matter":    "---\nyuti: [\n" + stiff,
		"noncharacters":  "\ufffe\uffff\U0010ffff联络\ufffd",
		"private planes": "\U000f0000\U00100000联络",
	}
	n := 0
	for name, text := range texts {
		n++
		file := uri.URI(fmt.Sprintf("file:///drafts/weather-%d.md", n))
		begin := time.Now()
		c.open(file, text)
		for _, p := range []protocol.Position{{}, {Line: 0, Character: 5}, {Line: 1 << 31, Character: 3}, {Line: 0, Character: 1<<32 - 1}} {
			if _, err := c.hoverAt(file, p.Line, p.Character); err != nil {
				t.Errorf("%s: hover at %v: %v", name, p, err)
			}
			around := protocol.Range{Start: p, End: protocol.Position{Line: p.Line, Character: p.Character / 2}}
			if _, err := c.InlayHint(t.Context(), &protocol.InlayHintParams{
				TextDocument: protocol.TextDocumentIdentifier{URI: file}, Range: around,
			}); err != nil {
				t.Errorf("%s: hints at %v: %v", name, p, err)
			}
			if _, err := c.CodeAction(t.Context(), &protocol.CodeActionParams{
				TextDocument: protocol.TextDocumentIdentifier{URI: file}, Range: around,
			}); err != nil {
				t.Errorf("%s: actions at %v: %v", name, p, err)
			}
		}
		// A change that runs backwards and past all ends.
		c.change(file, 2, at(1<<31, 7, 0, 1), "多")
		c.newest(file, 2)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	if found := c.newest(draft, 1); len(found) != 1 {
		t.Errorf("the other file has %+v", found)
	}
	c.leave()
	if log := c.log.String(); strings.Contains(log, "panic") {
		t.Error(log)
	}
}

// What is not a proper message of the protocol gets a proper error.
func TestMalformedMessages(t *testing.T) {
	c := session(t, "")
	c.open(draft, stiff)
	document := `"textDocument":{"uri":"file:///drafts/draft.md"}`
	for _, test := range []struct {
		method, params string
		code           jsonrpc2.Code
	}{
		{protocol.MethodTextDocumentHover, `{` + document + `,"position":{"line":-1,"character":0}}`, jsonrpc2.InvalidParams},
		{protocol.MethodTextDocumentHover, `{` + document + `,"position":"here"}`, jsonrpc2.InvalidParams},
		{protocol.MethodTextDocumentHover, `"联络"`, jsonrpc2.InvalidParams},
		{protocol.MethodTextDocumentInlayHint, `{"textDocument":7}`, jsonrpc2.InvalidParams},
		{"yuti/nothing", `{}`, jsonrpc2.MethodNotFound},
		{protocol.MethodTextDocumentRename, `{` + document + `,"position":{"line":0,"character":0},"newName":"x"}`, jsonrpc2.MethodNotFound},
	} {
		_, err := c.conn.Call(t.Context(), test.method, jsonrpc2.RawMessage(test.params), nil)
		if !hasCode(err, test.code) {
			t.Errorf("%s %s: %v, want code %d", test.method, test.params, err, test.code)
		}
	}
	for _, test := range []struct{ method, params string }{
		{protocol.MethodTextDocumentDidChange, `{` + document + `}`},
		{protocol.MethodTextDocumentDidChange, `[]`},
		{protocol.MethodTextDocumentDidOpen, `{"textDocument":{"uri":"no uri at all","text":"\ud800联络\udc00"}}`},
		{protocol.MethodWorkspaceDidChangeConfiguration, `{"settings":"all"}`},
		{protocol.MethodCancelRequest, `{"id":{}}`},
		{"$/nothing", `{}`},
	} {
		if err := c.conn.Notify(context.Background(), test.method, jsonrpc2.RawMessage(test.params)); err != nil {
			t.Fatal(err)
		}
	}
	if hover, err := c.hoverAt(draft, 0, 6); err != nil || hover == nil {
		t.Errorf("afterwards: %v, %v", hover, err)
	}
}
