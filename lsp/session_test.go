package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

const stiff = "和你的朋友多联络。\n"

// A whole session: what is wrong is found, fixed, and gone; then both leave.
func TestSession(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`, "locale": "zh-cn"}`)
	if got := c.initialized.Capabilities.PositionEncoding; got != protocol.PositionEncodingKindUTF8 {
		t.Errorf("positions are counted in %s", got)
	}
	c.open(draft, "𠮷野家见。👨‍👩‍👧\n\n"+stiff)
	diagnostics := c.newest(draft, 1)
	if len(diagnostics) != 1 {
		t.Fatalf("diagnostics %+v", diagnostics)
	}
	d := diagnostics[0]
	if d.Range != *at(2, 18, 2, 24) || d.Code != protocol.String("register/stiff") {
		t.Errorf("the finding is %v at %v", d.Code, d.Range)
	}
	if message := string(d.Message.(protocol.String)); !strings.Contains(message, "联络") {
		t.Errorf("message %q", message)
	}
	page, err := os.ReadFile(d.CodeDescription.Href.FsPath())
	if err != nil || !strings.HasPrefix(string(page), "# ") {
		t.Errorf("the rule's page: %q, %v", page, err)
	}
	defined, err := c.Definition(t.Context(), &protocol.DefinitionParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Position: protocol.Position{Line: 2, Character: 20},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if guide, err := os.ReadFile(defined.(*protocol.Location).URI.FsPath()); err != nil || !strings.HasPrefix(string(guide), "# 联络\n") {
		t.Errorf("the word's guide: %q, %v", guide, err)
	}
	actions, err := c.CodeAction(t.Context(), &protocol.CodeActionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(2, 20, 2, 20),
		Context: protocol.CodeActionContext{Diagnostics: diagnostics},
	})
	if err != nil || len(actions) == 0 {
		t.Fatalf("no actions: %v", err)
	}
	first := actions[0].(*protocol.CodeAction)
	if first.Title != "改为「联系」" || !is(first.IsPreferred) {
		t.Errorf("the first fix is %q, preferred %v", first.Title, is(first.IsPreferred))
	}
	edit := first.Edit.DocumentChanges[0].(*protocol.TextDocumentEdit)
	if *edit.TextDocument.Version != 1 {
		t.Errorf("the edit is for version %d", *edit.TextDocument.Version)
	}
	change := edit.Edits[0].(*protocol.TextEdit)
	c.change(draft, 2, &change.Range, change.NewText)
	if left := c.newest(draft, 2); len(left) != 0 {
		t.Errorf("after the fix there is %+v", left)
	}
	hover, err := c.hoverAt(draft, 2, 19)
	if err != nil || !strings.Contains(hoverText(hover), "liánxì") {
		t.Errorf("hover %q, %v", hoverText(hover), err)
	}
	if err := c.DidClose(t.Context(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: draft}}); err != nil {
		t.Fatal(err)
	}
	c.newest(draft, 0)
	if hover, err := c.hoverAt(draft, 2, 19); err != nil || hover != nil {
		t.Errorf("a closed file has a hover: %v, %v", hover, err)
	}
	c.leave()
}

// leave ends the session as the protocol has it.
func (c *client) leave() {
	c.t.Helper()
	if err := c.Shutdown(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.hoverAt(draft, 0, 0); !hasCode(err, jsonrpc2.InvalidRequest) {
		c.t.Errorf("after shutdown a request got %v", err)
	}
	if err := c.Exit(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	select {
	case err := <-c.served:
		c.served <- err
		if err != nil {
			c.t.Errorf("the session ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		c.t.Fatal("the server did not leave")
	}
}

func hasCode(err error, code jsonrpc2.Code) bool {
	var wire *jsonrpc2.Error
	return errors.As(err, &wire) && wire.Code == code
}

// initialize is answered while the lexicon is still being opened; what is asked
// meanwhile waits for it, and can be cancelled.
func TestRequestsWaitForTheLexicon(t *testing.T) {
	release := make(chan struct{})
	c := sessionWith(t, `{"capabilities": `+everything+`}`, Options{Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
		<-release
		lex, analyzer := opened()
		return lex, analyzer, nil
	}})
	c.wait("progress", func() bool { return len(c.progress) == 1 })
	c.open(draft, "联络")
	c.change(draft, 2, at(0, 0, 0, 0), "和朋友多")
	c.change(draft, 3, at(0, 18, 0, 18), "。")

	ctx, cancel := context.WithCancel(t.Context())
	cancelled := make(chan error, 1)
	go func() {
		_, err := c.Hover(ctx, &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft},
		}})
		cancelled <- err
	}()
	time.Sleep(20 * time.Millisecond) // for the request to be under way
	cancel()
	if err := <-cancelled; err == nil {
		t.Error("a cancelled request was answered")
	}
	answered := make(chan string, 1)
	go func() {
		hover, err := c.hoverAt(draft, 0, 14)
		if err != nil {
			answered <- err.Error()
			return
		}
		answered <- hoverText(hover)
	}()
	select {
	case text := <-answered:
		t.Errorf("answered without a lexicon: %q", text)
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if text := <-answered; !strings.Contains(text, "liánluò") {
		t.Errorf("the request that waited got %q", text)
	}
	if found := c.newest(draft, 3); len(found) != 1 || found[0].Range != *at(0, 12, 0, 18) {
		t.Errorf("what was changed meanwhile has %+v", found)
	}
	c.wait("the end of progress", func() bool { return len(c.progress) == 2 && c.progress[1] == "end" })
	c.leave()
	if log := c.log.String(); strings.Count(log, "method=textDocument/hover") != 2 || !strings.Contains(log, "cancelled JSON-RPC") {
		t.Errorf("the server did not hear of the cancellation: %s", log)
	}
}

func TestALexiconThatDoesNotOpen(t *testing.T) {
	c := sessionWith(t, `{"capabilities": {}, "locale": "en"}`, Options{Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
		return nil, nil, errors.New("run make build")
	}})
	c.open(draft, stiff)
	c.change(draft, 2, nil, "变")
	if _, err := c.hoverAt(draft, 0, 0); !hasCode(err, jsonrpc2.InternalError) || !strings.Contains(err.Error(), "run make build") {
		t.Errorf("hover got %v", err)
	}
	c.wait("a message", func() bool { return len(c.messages) == 1 && strings.Contains(c.messages[0], "run make build") })
}

// Changes are applied in the order in which they come, however fast; of the
// diagnostics, the newest come last and are those of the newest text.
func TestBurst(t *testing.T) {
	const count = 2000
	c := session(t, "")
	c.open(draft, "\n"+stiff)
	for i := range count {
		// Each one goes in front of what the one before wrote.
		c.change(draft, int32(i+2), at(0, 0, 0, 0), string(rune('a'+i%26)))
	}
	found := c.newest(draft, count+1)
	if len(found) != 1 || found[0].Range != *at(1, 6, 1, 8) {
		t.Errorf("after the burst: %+v", found)
	}
	last := int32(0)
	for _, published := range c.published[draft] {
		if v, _ := published.Version.Get(); v < last {
			t.Errorf("version %d was published after %d", v, last)
		} else {
			last = v
		}
	}
	// The text is right: only then is this the place of the only 联络.
	c.change(draft, count+2, at(0, count-2, 0, count), "和朋友多联络")
	if found := c.newest(draft, count+2); len(found) != 2 || found[0].Range != *at(0, count+2, 0, count+4) {
		t.Errorf("after one more: %+v", found)
	}
}

// A change with an old version is applied: the client's text is what counts.
func TestStaleVersion(t *testing.T) {
	c := session(t, "")
	c.open(draft, "好\n")
	c.change(draft, 5, nil, stiff)
	c.newest(draft, 5)
	c.change(draft, 4, at(0, 0, 0, 1), "跟")
	if found := c.newest(draft, 4); len(found) != 1 {
		t.Errorf("found %+v", found)
	}
}

// A panic in one request is answered as an internal error that quotes nothing,
// and the session goes on.
func TestPanicIsSurvived(t *testing.T) {
	const secret = "不可外泄"
	broken := true
	c := sessionWith(t, "", Options{Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
		lex, analyzer := opened()
		if broken {
			broken = false
			return lex, nil, nil // whatever asks the analyzer will panic
		}
		return lex, analyzer, nil
	}})
	c.open(draft, secret+stiff)
	for range 3 {
		if _, err := c.hoverAt(draft, 0, 0); !hasCode(err, jsonrpc2.InternalError) || strings.Contains(err.Error(), secret) {
			t.Errorf("got %v", err)
		}
	}
	c.leave()
	if log := c.log.String(); !strings.Contains(log, "method=textDocument/hover") || strings.Contains(log, secret) {
		t.Errorf("log: %s", log)
	}
}

func TestOutOfOrder(t *testing.T) {
	c := begin(t, Options{})
	if _, err := c.hoverAt(draft, 0, 0); !hasCode(err, jsonrpc2.ServerNotInitialized) {
		t.Errorf("before initialize a request got %v", err)
	}
	c.open(draft, stiff) // ignored
	if _, err := c.Initialize(t.Context(), &protocol.InitializeParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Initialize(t.Context(), &protocol.InitializeParams{}); !hasCode(err, jsonrpc2.InvalidRequest) {
		t.Errorf("a second initialize got %v", err)
	}
	if hover, err := c.hoverAt(draft, 0, 0); err != nil || hover != nil {
		t.Errorf("a file opened before initialize has a hover: %v, %v", hover, err)
	}
	c.change(draft, 2, nil, "没打开") // of a file that is not open
	var result any
	if _, err := c.conn.Call(t.Context(), "textDocument/unheardOf", struct{}{}, &result); !hasCode(err, jsonrpc2.MethodNotFound) {
		t.Errorf("an unknown method got %v", err)
	}
	if _, err := c.conn.Call(t.Context(), protocol.MethodTextDocumentHover, []int{1}, &result); !hasCode(err, jsonrpc2.InvalidParams) {
		t.Errorf("wrong params got %v", err)
	}
	if err := c.Exit(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := <-c.served
	c.served <- err
	if !errors.Is(err, ErrNoShutdown) {
		t.Errorf("leaving without shutdown gave %v", err)
	}
}

// Clients that pull are not pushed to, and an answer that still holds is not
// sent twice.
func TestPullDiagnostics(t *testing.T) {
	c := session(t, `{"capabilities": {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}}`)
	if c.initialized.Capabilities.DiagnosticProvider == nil {
		t.Fatal("the server says it can't be asked")
	}
	c.open(draft, stiff)
	pull := func(previous *string) protocol.DocumentDiagnosticReport {
		report, err := c.Diagnostic(t.Context(), &protocol.DocumentDiagnosticParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft}, PreviousResultID: previous,
		})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	full, ok := pull(nil).(*protocol.RelatedFullDocumentDiagnosticReport)
	if !ok || len(full.Items) != 1 || full.ResultID == nil {
		t.Fatalf("first answer %+v", full)
	}
	if again, ok := pull(full.ResultID).(*protocol.RelatedUnchangedDocumentDiagnosticReport); !ok || again.ResultID != *full.ResultID {
		t.Errorf("second answer %+v", again)
	}
	c.change(draft, 2, at(0, 6, 0, 8), "联系")
	if after, ok := pull(full.ResultID).(*protocol.RelatedFullDocumentDiagnosticReport); !ok || len(after.Items) != 0 {
		t.Errorf("after the fix %+v", after)
	}
	if len(c.published) != 0 {
		t.Errorf("pushed as well: %v", c.published)
	}
}

// Settings that change while the server runs take effect at once, in what is
// pushed and in what the client is asked to fetch anew.
func TestSettingsChange(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`}`)
	c.wait("registrations", func() bool { return len(c.registered) == 2 })
	c.open(draft, stiff)
	if found := c.newest(draft, 1); len(found) != 1 {
		t.Fatalf("found %+v", found)
	}
	set := func(settings string) {
		c.mu.Lock()
		c.configured = json.RawMessage(settings)
		c.mu.Unlock()
		if err := c.DidChangeConfiguration(t.Context(), &protocol.DidChangeConfigurationParams{Settings: protocol.LSPAny("null")}); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int { return len(c.published[draft]) }
	before := count()
	set(`{"rules": {"register/stiff": "off"}, "hints": {"style": "numbers"}}`)
	c.wait("new diagnostics", func() bool {
		return count() > before && len(c.published[draft][count()-1].Diagnostics) == 0
	})
	c.wait("a refresh of hints", func() bool { return c.refreshed["hints"] > 0 })
	hints, err := c.InlayHint(t.Context(), &protocol.InlayHintParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(0, 0, 1, 0),
	})
	if err != nil || len(hints) == 0 || hints[len(hints)-1].Label != protocol.String("lian2luo4") {
		t.Errorf("hints %+v, %v", hints, err)
	}
	set(`{"rules": {"register/stiff": "error"}, "target": "poetic"}`)
	c.wait("an error", func() bool {
		last := c.published[draft][count()-1].Diagnostics
		return len(last) == 1 && last[0].Severity == protocol.DiagnosticSeverityError
	})
	c.wait("a word on the wrong value", func() bool {
		return len(c.messages) == 1 && strings.Contains(c.messages[0], "target")
	})
}

// Clients without workspace/configuration push their settings.
func TestSettingsPushed(t *testing.T) {
	c := session(t, `{"capabilities": {}, "initializationOptions": {"rules": {"register/stiff": "hint"}}}`)
	c.open(draft, stiff)
	if found := c.newest(draft, 1); len(found) != 1 || found[0].Severity != protocol.DiagnosticSeverityHint {
		t.Fatalf("found %+v", found)
	}
	err := c.DidChangeConfiguration(t.Context(), &protocol.DidChangeConfigurationParams{
		Settings: protocol.LSPAny(`{"yuti": {"ignore": ["联络"]}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	c.wait("silence", func() bool {
		all := c.published[draft]
		return len(all[len(all)-1].Diagnostics) == 0
	})
}

// The settings file of a folder holds for the files in it; what is wrong in it
// is shown where it stands, and the rest holds.
func TestSettingsFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, ".yuti.toml")
	write := func(text string) {
		t.Helper()
		// At once: an empty file, seen in between, would be a good one.
		if !writePage(path, text) {
			t.Fatal("the settings file can't be written")
		}
	}
	write("target = \"frmal\"\n[rules]\n\"register/stiff\" = \"error\"\n")
	c := session(t, fmt.Sprintf(`{"capabilities": {}, "workspaceFolders": [{"uri": %q, "name": "w"}]}`, uri.File(folder)))
	inside := uri.File(filepath.Join(folder, "a.md"))
	c.open(inside, stiff)
	if found := c.newest(inside, 1); len(found) != 1 || found[0].Severity != protocol.DiagnosticSeverityError {
		t.Fatalf("found %+v", found)
	}
	c.wait("the wrong value", func() bool {
		all := c.published[uri.File(path)]
		return len(all) > 0 && len(all[0].Diagnostics) == 1 && all[0].Diagnostics[0].Range == *at(0, 9, 0, 16)
	})
	c.wait("a message", func() bool { return len(c.messages) == 1 && strings.Contains(c.messages[0], ".yuti.toml:1:10") })
	write("[rules]\n\"register/stiff\" = \"off\"\n")
	err := c.DidChangeWatchedFiles(t.Context(), &protocol.DidChangeWatchedFilesParams{Changes: []protocol.FileEvent{{
		URI: uri.File(path), Type: protocol.FileChangeTypeChanged,
	}}})
	if err != nil {
		t.Fatal(err)
	}
	c.wait("the rule to be off", func() bool {
		all := c.published[inside]
		return len(all[len(all)-1].Diagnostics) == 0
	})
	c.wait("the problem to be gone", func() bool {
		all := c.published[uri.File(path)]
		return len(all[len(all)-1].Diagnostics) == 0
	})
	// A file that is not TOML leaves the last good one in force.
	write("[rules\n")
	c.wait("the mistake", func() bool { // found by looking at the file now and then
		all := c.published[uri.File(path)]
		return len(all[len(all)-1].Diagnostics) == 1
	})
	c.change(inside, 2, at(0, 0, 0, 0), "我")
	if found := c.newest(inside, 2); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
	// While the file is open, its text is what is judged.
	c.open(uri.File(path), "colour = 1\n")
	c.wait("the open file's mistake", func() bool {
		all := c.published[uri.File(path)]
		last := all[len(all)-1].Diagnostics
		return len(last) == 1 && last[0].Range == *at(0, 0, 0, 6)
	})
}

func TestTooltipIsResolved(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`}`)
	c.open(draft, stiff)
	hints, err := c.InlayHint(t.Context(), &protocol.InlayHintParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(0, 0, 1, 0),
	})
	if err != nil || len(hints) == 0 {
		t.Fatalf("hints %v, %v", hints, err)
	}
	last := hints[len(hints)-1]
	if last.Tooltip != nil {
		t.Error("the tooltip came before it was asked for")
	}
	resolved, err := c.InlayHintResolve(t.Context(), &last)
	if err != nil {
		t.Fatal(err)
	}
	if tooltip, _ := resolved.Tooltip.(protocol.String); !strings.HasPrefix(string(tooltip), "联络 liánluò: ") {
		t.Errorf("tooltip %q", tooltip)
	}
	c.change(draft, 2, at(0, 0, 0, 3), "")
	if resolved, err := c.InlayHintResolve(t.Context(), &hints[0]); err != nil || resolved.Tooltip != nil {
		t.Errorf("an old hint got %v, %v", resolved.Tooltip, err)
	}
}

// A frame that is no message ends the session, not the process.
func TestMalformedFrame(t *testing.T) {
	var out bytes.Buffer
	stream := &recorded{in: strings.NewReader("Content-Length: 5\r\n\r\n{nope"), out: &out}
	done := make(chan error, 1)
	go func() {
		lex, analyzer := opened()
		done <- Serve(t.Context(), stream, Options{CacheDir: t.TempDir(), Open: func() (*lexicon.Lexicon, *analysis.Analyzer, error) {
			return lex, analyzer, nil
		}})
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("no error")
		}
	case <-time.After(10 * time.Second):
		t.Error("the server hangs")
	}
}

// recorded is a stream that says what is prepared and then ends.
type recorded struct {
	in  *strings.Reader
	out *bytes.Buffer
}

func (r *recorded) Read(p []byte) (int, error)  { return r.in.Read(p) }
func (r *recorded) Write(p []byte) (int, error) { return r.out.Write(p) }
func (r *recorded) Close() error                { return nil }
