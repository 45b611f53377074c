package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func position(file uri.URI, line, character uint32) protocol.TextDocumentPositionParams {
	return protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: file}, Position: protocol.Position{Line: line, Character: character},
	}
}

// show writes a range short: line:from-to.
func show(r protocol.Range) string {
	if r.Start.Line != r.End.Line {
		return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Character, r.End.Line, r.End.Character)
	}
	return fmt.Sprintf("%d:%d-%d", r.Start.Line, r.Start.Character, r.End.Character)
}

// A selection grows from the character to the whole text; a place without a
// word has its paragraph and the text.
func TestSelectionRange(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "# 标题\n\n𠮷，我们在市图书馆学习汉语，很高兴。你呢？\n")
	got, err := c.SelectionRange(t.Context(), &protocol.SelectionRangeParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft},
		Positions:    []protocol.Position{{Line: 2, Character: 8}, {Line: 1, Character: 0}},
	})
	if err != nil || len(got) != 2 {
		t.Fatalf("%v: %+v", err, got)
	}
	var list []string
	for r := &got[0]; r != nil; r = r.Parent {
		list = append(list, show(r.Range))
	}
	// 书 | 图书馆 | 市图书馆学习汉语 | the clause | the sentence | the paragraph | all
	want := []string{"2:8-9", "2:7-10", "2:6-14", "2:3-14", "2:0-19", "2:0-22", "0:0-3:0"}
	if !slices.Equal(list, want) {
		t.Errorf("got %q, want %q", list, want)
	}
	if got[1].Range != *at(0, 0, 3, 0) || got[1].Parent != nil {
		t.Errorf("between paragraphs: %+v", got[1])
	}
}

// Highlights are of the word as a word: not inside a longer one, not in code,
// in either script.
func TestDocumentHighlight(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "联系我们，保持联系。`联系`\n\n联系人。\n\n他們保持聯繫。\n")
	got, err := c.DocumentHighlight(t.Context(), &protocol.DocumentHighlightParams{TextDocumentPositionParams: position(draft, 0, 8)})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, h := range got {
		list = append(list, show(h.Range))
	}
	if want := []string{"0:0-2", "0:7-9", "4:4-6"}; !slices.Equal(list, want) {
		t.Errorf("got %q, want %q", list, want)
	}
	if got, err := c.DocumentHighlight(t.Context(), &protocol.DocumentHighlightParams{TextDocumentPositionParams: position(draft, 1, 0)}); err != nil || len(got) != 0 {
		t.Errorf("on an empty line: %v %+v", err, got)
	}
}

// workspace is a session on a folder with drafts, of which one is open with a
// text that is not saved.
func workspace(t *testing.T, files map[string]string, capabilities string) (*client, func(string) uri.URI) {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := session(t, `{"capabilities": `+capabilities+`, "workspaceFolders": [{"uri": "`+string(uri.File(root))+`", "name": "w"}]}`)
	return c, func(name string) uri.URI { return uri.File(filepath.Join(root, name)) }
}

var drafts = map[string]string{
	"a.md":              "和客户联络。\n",
	"sub/b.txt":         "\ufeff请随时联络我。联络员也来。\n",
	"c.md":              "这里没有。\n",
	"code.go":           "// 联络\n",
	"old/d.md":          "联络。\n",
	".hidden/e.md":      "联络。\n",
	"node_modules/f.md": "联络。\n",
	".yuti.toml":        "exclude = [\"old/\"]\n",
}

// References look through what is open, as it stands in the editor, and through
// the drafts of the workspace that no setting leaves out.
func TestReferences(t *testing.T) {
	c, file := workspace(t, drafts, everything)
	c.open(file("a.md"), "和客户联络，再联络。\n")
	find := func(declaration bool) []string {
		got, err := c.References(t.Context(), &protocol.ReferenceParams{
			TextDocumentPositionParams: position(file("a.md"), 0, 9), Context: protocol.ReferenceContext{IncludeDeclaration: declaration},
		})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, l := range got {
			list = append(list, filepath.Base(l.URI.FsPath())+" "+show(l.Range))
		}
		return list
	}
	if got, want := find(true), []string{"a.md 0:9-15", "a.md 0:21-27", "b.txt 0:9-15"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := find(false), []string{"a.md 0:21-27", "b.txt 0:9-15"}; !slices.Equal(got, want) {
		t.Errorf("without itself: got %q, want %q", got, want)
	}
}

// A rename changes the word wherever it stands as a word, asks to be confirmed
// where the client can, and writes as each format asks.
func TestRename(t *testing.T) {
	can := strings.Replace(everything, `"workspaceEdit": {"documentChanges": true}`,
		`"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}`, 1)
	c, file := workspace(t, drafts, can)
	c.open(file("a.md"), "和客户联络，再联络。\n")
	edit, err := c.Rename(t.Context(), &protocol.RenameParams{
		TextDocumentPositionParams: position(file("a.md"), 0, 9), NewName: "*联系*",
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, change := range edit.DocumentChanges {
		c := change.(*protocol.TextDocumentEdit)
		for _, e := range c.Edits {
			e := e.(*protocol.AnnotatedTextEdit)
			if a, ok := edit.ChangeAnnotations[e.AnnotationID]; !ok || !is(a.NeedsConfirmation) {
				t.Errorf("not to be confirmed: %+v", a)
			}
			list = append(list, filepath.Base(c.TextDocument.URI.FsPath())+" "+show(e.Range)+" "+e.NewText)
		}
		if open := strings.HasSuffix(string(c.TextDocument.URI), "a.md"); open != (c.TextDocument.Version != nil) {
			t.Errorf("%s has version %v", c.TextDocument.URI, c.TextDocument.Version)
		}
	}
	if want := []string{`a.md 0:9-15 \*联系\*`, `a.md 0:21-27 \*联系\*`, `b.txt 0:9-15 *联系*`}; !slices.Equal(list, want) {
		t.Errorf("got %q, want %q", list, want)
	}
	for _, name := range []string{"", "  ", "两\n行"} {
		if _, err := c.Rename(t.Context(), &protocol.RenameParams{TextDocumentPositionParams: position(file("a.md"), 0, 9), NewName: name}); err == nil {
			t.Errorf("renamed to %q", name)
		}
	}
}

// A client that knows neither versions nor annotations gets plain changes.
func TestRenamePlain(t *testing.T) {
	c := session(t, "")
	c.open(draft, stiff)
	edit, err := c.Rename(t.Context(), &protocol.RenameParams{TextDocumentPositionParams: position(draft, 0, 6), NewName: "联系"})
	if err != nil || len(edit.Changes[draft]) == 0 || len(edit.DocumentChanges) != 0 {
		t.Errorf("%v: %+v", err, edit)
	}
}

func TestPrepareRename(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "和朋友多联络。\n")
	got, err := c.PrepareRename(t.Context(), &protocol.PrepareRenameParams{TextDocumentPositionParams: position(draft, 0, 5)})
	if p, ok := got.(*protocol.PrepareRenamePlaceholder); err != nil || !ok || p.Placeholder != "联络" || p.Range != *at(0, 4, 0, 6) {
		t.Errorf("%v: %+v", err, got)
	}
	if got, err := c.PrepareRename(t.Context(), &protocol.PrepareRenameParams{TextDocumentPositionParams: position(draft, 0, 7)}); err != nil || got != nil {
		t.Errorf("behind the full stop: %v %+v", err, got)
	}
}

// Completion offers the substitution of a finding first, then the word's
// neighbours; it replaces the word.
func TestCompletion(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "和朋友多联络。\n")
	got, err := c.Completion(t.Context(), &protocol.CompletionParams{TextDocumentPositionParams: position(draft, 0, 6)})
	list, ok := got.(*protocol.CompletionList)
	if err != nil || !ok || len(list.Items) == 0 {
		t.Fatalf("%v: %+v", err, got)
	}
	first := list.Items[0]
	edit := first.TextEdit.(*protocol.TextEdit)
	filter, _ := first.FilterText.Get()
	if first.Label != "联系" || edit.Range != *at(0, 4, 0, 6) || filter != "联络" {
		t.Errorf("%+v, %+v", first, edit)
	}
	if c.initialized.Capabilities.CompletionProvider == nil || len(c.initialized.Capabilities.CompletionProvider.TriggerCharacters) > 0 {
		t.Error("something would pop up while one types")
	}
}

// Semantic tokens are off until a setting turns them on; then a delta and the
// whole agree.
func TestSemanticTokens(t *testing.T) {
	c := utf16Session(t, "en")
	text := "和朋友多联络。\n\n𠮷，王小明在上海研究形而上学。\n"
	c.open(draft, text)
	ask := func() *protocol.SemanticTokens {
		got, err := c.SemanticTokensFull(t.Context(), &protocol.SemanticTokensParams{TextDocument: protocol.TextDocumentIdentifier{URI: draft}})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := ask(); len(got.Data) != 0 {
		t.Errorf("coloured by default: %v", got.Data)
	}
	c.mu.Lock()
	c.configured = json.RawMessage(`{"tokens": {"register": true, "level": true, "names": true}}`)
	c.mu.Unlock()
	if err := c.DidChangeConfiguration(t.Context(), &protocol.DidChangeConfigurationParams{Settings: protocol.LSPAny("null")}); err != nil {
		t.Fatal(err)
	}
	var whole *protocol.SemanticTokens
	c.wait("colours", func() bool {
		c.mu.Unlock()
		defer c.mu.Lock()
		whole = ask()
		return len(whole.Data) > 0
	})
	lines := strings.Split(text, "\n")
	if got := colours(lines, whole.Data); !slices.Contains(got, "outOfRegister 联络") || !slices.Contains(got, "properName 上海") || !slices.Contains(got, "aboveLevel 形而上学") {
		t.Errorf("got %q", got)
	}
	part, err := c.SemanticTokensRange(t.Context(), &protocol.SemanticTokensRangeParams{TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(0, 0, 1, 0)})
	if err != nil || !slices.Equal(colours(lines, part.Data), []string{"outOfRegister 联络"}) {
		t.Errorf("of the first line: %v %v", err, part)
	}

	c.change(draft, 2, at(0, 0, 0, 0), "妈，你")
	lines[0] = "妈，你" + lines[0]
	delta, err := c.SemanticTokensFullDelta(t.Context(), &protocol.SemanticTokensDeltaParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, PreviousResultID: *whole.ResultID,
	})
	if err != nil {
		t.Fatal(err)
	}
	changed, ok := delta.(*protocol.SemanticTokensDelta)
	if !ok {
		t.Fatalf("no delta: %+v", delta)
	}
	data := slices.Clone(whole.Data)
	for _, e := range changed.Edits {
		data = slices.Replace(data, int(e.Start), int(e.Start+e.DeleteCount), e.Data...)
	}
	if now := ask(); !slices.Equal(now.Data, data) {
		t.Errorf("the delta gives %v, the whole %v", data, now.Data)
	}
	if got := colours(lines, data); !slices.Contains(got, "outOfRegister 联络") {
		t.Errorf("after the change: %q", got)
	}
	old, err := c.SemanticTokensFullDelta(t.Context(), &protocol.SemanticTokensDeltaParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, PreviousResultID: "never given",
	})
	if _, ok := old.(*protocol.SemanticTokens); err != nil || !ok {
		t.Errorf("a delta to something unknown: %v %+v", err, old)
	}
}

// colours reads tokens back as “type text”, with UTF-16 columns.
func colours(lines []string, data []uint32) []string {
	var list []string
	line, character := uint32(0), uint32(0)
	for i := 0; i+5 <= len(data); i += 5 {
		if data[i] > 0 {
			character = 0
		}
		line, character = line+data[i], character+data[i+1]
		text, at := "", uint32(0)
		for _, r := range lines[line] {
			if at >= character && at < character+data[i+2] {
				text += string(r)
			}
			if at++; r > 0xFFFF {
				at++
			}
		}
		list = append(list, tokenTypes[data[i+3]]+" "+text)
	}
	return list
}
