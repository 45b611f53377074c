package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
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
		if took := time.Since(begin); took > slowness*5*time.Second {
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
		{protocol.MethodTextDocumentSignatureHelp, `{` + document + `,"position":{"line":0,"character":0}}`, jsonrpc2.MethodNotFound},
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

// Formats that are read by parsers of their own get texts that no one writes.
func TestBadWeatherInEveryFormat(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`}`)
	deep := func(open, close string, n int) string {
		return strings.Repeat(open, n) + "和朋友多联络。" + strings.Repeat(close, n)
	}
	n := 0
	for ending, texts := range map[string][]string{
		"html": {deep("<div>", "</div>", 20_000), deep("<b>", "", 20_000), "<!--" + stiff, "<script>" + stiff, "<a title=\"" + stiff, deep("&", ";", 5000)},
		"json": {deep("[", "]", 20_000), deep(`{"a":`, "}", 20_000), `{"a": "` + stiff, "\x00" + stiff, `"\ud800联络\udc00"`},
		"yaml": {deep("- ", "", 5000), deep("[", "]", 5000), "a: \"" + stiff, "a: &a [*a, *a]\n", "a: |\n  " + stiff},
		"xlf":  {deep("<g>", "</g>", 5000), "<xliff><file><unit><segment><source>" + stiff, `<!DOCTYPE a [<!ENTITY a "&a;&a;">]><xliff>&a;</xliff>`},
		"po":   {strings.Repeat("msgid \"\n", 5000), "msgid \"a\"\nmsgstr \"" + stiff, deep("\"", "\"", 5000), "msgstr[99999999999] \"联络\""},
		"tex":  {deep("{", "}", 20_000), deep("\\begin{a}", "", 5000), "\\verb|" + stiff, "$" + stiff, "\\" + stiff},
		"typ":  {deep("[", "]", 20_000), deep("#a[", "]", 5000), "/* " + stiff, "$" + stiff, "```" + stiff},
		"rst":  {deep("  ", "", 5000), ".. a::\n\n" + deep("   ", "", 3000), "`" + stiff, "|" + stiff},
		"adoc": {deep("=", "", 5000), "----\n" + stiff, "|===\n|" + stiff, deep("*", "*", 5000)},
		"srt":  {strings.Repeat("1\n", 20_000), "1\n00:00:01,000 --> \n" + stiff, deep("<i>", "", 5000)},
		"vtt":  {"WEBVTT\n\nNOTE " + stiff, "WEBVTT" + strings.Repeat("\n", 50_000)},
		"go":   {"/* " + stiff, "`" + stiff, deep("// ", "", 5000), "\"" + stiff},
		"py":   {"\"\"\"" + stiff, deep("'", "'", 5000), "# " + stiff},
		"md":   {deep("“", "", 50_000), deep("“", "”", 20_000), deep("\"", "", 50_001), deep("*", "*", 3000), deep("- ", "", 2000), "<details>" + stiff, "$$\n" + stiff, strings.Repeat("联络", 2000), deep("{", "}", 5000)},
		"txt":  {deep("《", "", 50_000), strings.Repeat("联络", 2000)},
		"org":  {deep("*", "", 5000), "#+BEGIN_SRC\n" + stiff},
	} {
		for _, text := range texts {
			n++
			file := uri.URI(fmt.Sprintf("file:///drafts/weather-%d.%s", n, ending))
			begin := time.Now()
			err := c.DidOpen(t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
				URI: file, Version: 1, Text: text,
			}})
			if err != nil {
				t.Fatal(err)
			}
			c.newest(file, 1)
			c.change(file, 2, at(0, 1, 0, 2), "多")
			c.newest(file, 2)
			if _, err := c.hoverAt(file, 0, 3); err != nil {
				t.Errorf("%s %.20q: %v", ending, text, err)
			}
			took := time.Since(begin)
			if t.Logf("%s %.20q: %v", ending, text, took.Round(time.Millisecond)); took > slowness*5*time.Second {
				t.Errorf("%s %.20q took %v", ending, text, took)
			}
		}
	}
	c.leave()
	if log := c.log.String(); strings.Contains(log, "panic") {
		t.Error(log)
	}
}

// Lone surrogates are no text; the places round them still are.
func TestSurrogates(t *testing.T) {
	c := utf16Session(t, "zh")
	params := `{"textDocument": {"uri": "` + string(draft) + `", "languageId": "markdown", "version": 1, "text": "𠮷\ud800和朋友多联络。\udc00"}}`
	if err := c.conn.Notify(t.Context(), protocol.MethodTextDocumentDidOpen, jsonrpc2.RawMessage(params)); err != nil {
		t.Fatal(err)
	}
	// each of them is one unit: that of U+FFFD, which is read in its place
	if found := c.newest(draft, 1); len(found) != 1 || found[0].Range != *at(0, 7, 0, 9) {
		t.Errorf("found %+v", found)
	}
	c.change(draft, 2, at(0, 1, 0, 1), "好") // inside the pair of 𠮷: before it
	if found := c.newest(draft, 2); len(found) != 1 || found[0].Range != *at(0, 8, 0, 10) {
		t.Errorf("then found %+v", found)
	}
	if hover, err := c.hoverAt(draft, 0, 2); err != nil || hover == nil || hover.Range.Start.Character != 1 {
		t.Errorf("inside a surrogate pair: %+v, %v", hover, err)
	}
}

// A file of 50 MB comes in one message. What is asked of a place in it need not
// wait for the whole to be read, nor does what comes after it.
func TestHugeMessage(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	c := session(t, `{"capabilities": `+everything+`}`)
	c.open(draft, stiff)
	c.newest(draft, 1)
	huge := uri.URI("file:///drafts/huge.md")
	c.open(huge, strings.Repeat(strings.Repeat("x", 4000)+"\n\n", 50<<20/4002)+stiff)
	if hover, err := c.hoverAt(huge, 2*(50<<20/4002), 6); err != nil || hover == nil {
		t.Errorf("at its end: %v, %v", hover, err)
	}
	c.change(huge, 2, at(0, 0, 0, 0), stiff)
	c.change(huge, 3, nil, stiff)
	if found := c.newest(huge, 3); len(found) != 1 {
		t.Errorf("found %+v", found)
	}
	if hover, err := c.hoverAt(draft, 0, 6); err != nil || hover == nil {
		t.Errorf("in the other file: %v, %v", hover, err)
	}
	c.leave()
}

// A client that writes and does not read keeps no one from anything: what it
// wrote is done, and the answers are there when it reads.
func TestClientThatDoesNotRead(t *testing.T) {
	lex, analyzer := opened()
	here, there := pipes(t)
	served := make(chan error, 1)
	go func() {
		served <- Serve(context.Background(), there, Options{CacheDir: t.TempDir(), Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
			return lex, analyzer, nil
		}})
	}()
	write := func(message string) {
		t.Helper()
		if _, err := fmt.Fprintf(here, "Content-Length: %d\r\n\r\n%s", len(message), message); err != nil {
			t.Fatal(err)
		}
	}
	const asked = 600
	written := make(chan struct{})
	go func() {
		defer close(written)
		write(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}`)
		write(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
		text, _ := json.Marshal(strings.Repeat(stiff, 200))
		write(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","languageId":"markdown","version":1,"text":` + string(text) + `}}}`)
		for id := 1; id <= asked; id++ {
			write(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"},"position":{"line":%d,"character":6}}}`, id, id%200))
			write(fmt.Sprintf(`{"jsonrpc":"2.0","id":"x%d","method":"yuti/nothing"}`, id))
		}
	}()
	select {
	case <-written:
	case <-time.After(20 * time.Second):
		t.Fatal("the server stopped reading")
	}
	// now the client reads
	answers := jsonrpc2.NewStream(here)
	for seen := 0; seen < 2*asked+1; {
		message, _, err := answers.Read(t.Context())
		if err != nil {
			t.Fatalf("after %d answers: %v", seen, err)
		}
		if _, ok := message.(*jsonrpc2.Response); ok {
			seen++
		}
	}
	here.Close()
	select {
	case <-served:
	case <-time.After(10 * time.Second):
		t.Error("the server did not end with its connection")
	}
}

// What waits for a client that never reads is bounded, and ends with it.
func TestOutboxIsBounded(t *testing.T) {
	_, there := pipes(t)
	o := newOutbox(there)
	full := make(chan int, 1)
	go func() {
		n := 0
		for {
			if _, err := o.Write(make([]byte, 1<<20)); err != nil {
				full <- n
				return
			}
			n++
		}
	}()
	time.Sleep(100 * time.Millisecond)
	begin := time.Now()
	o.Close()
	if n := <-full; n > maxUnsent>>20+1 || n == 0 {
		t.Errorf("%d MB were taken", n)
	}
	if took := time.Since(begin); took > 5*flushing {
		t.Errorf("closing took %v", took)
	}
}

// When the editor's process is gone, so is the session, whoever still holds the
// pipe.
func TestParentIsGone(t *testing.T) {
	parent := exec.Command("sleep", "600")
	if err := parent.Start(); err != nil {
		t.Skip(err)
	}
	c := session(t, fmt.Sprintf(`{"processId": %d, "capabilities": {}}`, parent.Process.Pid))
	c.open(draft, stiff)
	c.newest(draft, 1)
	_ = parent.Process.Kill()
	_ = parent.Wait()
	select {
	case err := <-c.served:
		c.served <- err
	case <-time.After(15 * time.Second):
		t.Error("the session outlives the editor")
	}
}

// An input that ends ends the session, between messages and inside one.
func TestInputEnds(t *testing.T) {
	for _, input := range []string{
		"", "Content-Length: 50", "Content-Length: 50\r\n\r\n{\"jsonrpc\":", "Content-Length: nine\r\n\r\n{}",
		"Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n{}", "GET / HTTP/1.1\r\n\r\n", "\x00\xff",
		"Content-Length: 2\r\n\r\n[]", "Content-Length: 4\r\n\r\nnull", strings.Repeat("X: y\r\n", 100_000),
	} {
		stream := &recorded{in: strings.NewReader(input), out: &bytes.Buffer{}}
		done := make(chan error, 1)
		go func() {
			done <- Serve(t.Context(), stream, Options{CacheDir: t.TempDir(), Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
				lex, analyzer := opened()
				return lex, analyzer, nil
			}})
		}()
		select {
		case err := <-done:
			if err == nil {
				t.Errorf("%.30q: no error", input)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%.30q: the server hangs", input)
		}
	}
}

// What is kept of the diagnostics from one keystroke to the next is what a
// server that opens the text afresh says, in every encoding.
func TestDiagnosticsAfterEdits(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	parts := []string{"和你的朋友多联络。", "妈，我即将到家了！", "\n", "\n\n", "𠮷野家😀，", "<!-- yuti: ignore 联络 -->\n\n", "<!-- yuti: target=formal -->\n\n", "你要是购买水果，您就说。", "- ", "敬请莅临。"}
	for e := utf16; e <= utf32; e++ {
		s, client := benchServer(t)
		s.encoding = e
		now := denseNovel(3000)
		open(t, s, now)
		<-client.published
		for version := int32(2); version < 150; version++ {
			text := newPlainText(now)
			start := r.Intn(len(now))
			span := newMapper(text, e).spanOf(newMapper(text, e).rangeOf(analysis.Span{Start: start, End: min(len(now), start+r.Intn(30))}))
			insert := parts[r.Intn(len(parts))]
			place := newMapper(text, e).rangeOf(span)
			err := s.DidChange(t.Context(), &protocol.DidChangeTextDocumentParams{
				TextDocument: protocol.VersionedTextDocumentIdentifier{
					TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: draft}, Version: version,
				},
				ContentChanges: []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangePartial{Range: place, Text: insert}},
			})
			if err != nil {
				t.Fatal(err)
			}
			<-client.published
			now = now[:span.Start] + insert + now[span.End:]
			s.mu.Lock()
			newest := s.documents[draft].revision
			s.mu.Unlock()
			if got := newest.document(s.analyzer).Text(); got != now {
				t.Fatalf("the text is %q, want %q", got, now)
			}
			fresh := s.snapshotOf(&revision{uri: draft, text: now, format: newest.format, settings: newest.settings})
			got, want := string(s.snapshotOf(newest).appendDiagnostics(t.Context(), nil)), string(fresh.appendDiagnostics(t.Context(), nil))
			if got != want {
				t.Fatalf("%s, version %d: after edits\n%s\nafresh\n%s", e.kind(), version, got, want)
			}
			var list []protocol.Diagnostic
			if err := protocol.Unmarshal([]byte(got), &list); err != nil {
				t.Fatal(err)
			}
			list = slices.DeleteFunc(list, func(d protocol.Diagnostic) bool { return d.Code == protocol.String("yuti/instruction") })
			whole := s.snapshotOf(newest)
			i := 0
			for f := range whole.findings(t.Context()) {
				if i >= len(list) || list[i].Range != whole.rangeOf(f.Span) || list[i].Code != protocol.String(f.Code) {
					t.Fatalf("%s, version %d: finding %d is not in place", e.kind(), version, i)
				}
				i++
			}
			if i != len(list) {
				t.Fatalf("%s, version %d: %d findings, %d diagnostics", e.kind(), version, i, len(list))
			}
		}
	}
}

// A session leaves no goroutine behind: not the one of a client that says
// goodbye, nor that of one that is gone in the middle of everything.
func TestNoGoroutineIsLeft(t *testing.T) {
	opened()
	before := runtime.NumGoroutine()
	for round := range 6 {
		t.Run("", func(t *testing.T) {
			c := session(t, `{"capabilities": `+everything+`}`)
			for i := range 20 {
				file := uri.URI(fmt.Sprintf("file:///drafts/%d.md", i))
				c.open(file, strings.Repeat(stiff, 20))
				for version := range int32(5) {
					c.change(file, 2+version, at(0, 0, 0, 0), "好")
				}
			}
			if _, err := c.hoverAt(draft, 0, 0); err != nil {
				t.Error(err)
			}
			if round%2 == 0 {
				if err := errors.Join(c.Shutdown(t.Context()), c.Exit(t.Context())); err != nil {
					t.Error(err)
				}
			}
		})
	}
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
		time.Sleep(20 * time.Millisecond)
	}
}
