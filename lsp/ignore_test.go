package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/internal/config"
)

// byData are the actions of a kind, by their data.
func (c *client) byData(file uri.URI, at protocol.Range, kind protocol.CodeActionKind) map[string]*protocol.CodeAction {
	c.t.Helper()
	params, err := protocol.Marshal(&protocol.CodeActionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: file}, Range: at,
		Context: protocol.CodeActionContext{Only: []protocol.CodeActionKind{kind}},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	// What CodeAction returns lies in a buffer that the next message is read
	// into; these actions are kept.
	var answer json.RawMessage
	c.mustAsk(protocol.MethodTextDocumentCodeAction, string(params), &answer)
	var found []protocol.CommandOrCodeAction
	if err := protocol.Unmarshal(answer, &found); err != nil {
		c.t.Fatal(err)
	}
	actions := map[string]*protocol.CodeAction{}
	for _, f := range found {
		action := f.(*protocol.CodeAction)
		if *action.Kind != kind {
			c.t.Errorf("asked for %s, got %s (%s)", kind, *action.Kind, action.Title)
		}
		var data string
		if err := json.Unmarshal(action.Data, &data); err != nil {
			c.t.Fatalf("%s: %v", action.Title, err)
		}
		actions[data] = action
	}
	return actions
}

// textEdit is the one edit of an action, and the file it is in.
func textEdit(t *testing.T, action *protocol.CodeAction) (uri.URI, *protocol.TextEdit) {
	t.Helper()
	if action == nil {
		t.Fatal("no such action")
	}
	changes := action.Edit.DocumentChanges
	change := changes[len(changes)-1].(*protocol.TextDocumentEdit)
	return change.TextDocument.URI, change.Edits[0].(*protocol.TextEdit)
}

func inFolder(t *testing.T, capabilities string) (c *client, folder string, file uri.URI) {
	t.Helper()
	folder = t.TempDir()
	root, err := json.Marshal(uri.File(folder))
	if err != nil {
		t.Fatal(err)
	}
	c = session(t, `{"capabilities": `+capabilities+`, "locale": "en", "workspaceFolders": [{"uri": `+string(root)+`, "name": "f"}]}`)
	file = uri.File(filepath.Join(folder, "draft.md"))
	return c, folder, file
}

const twoFriends = "和你的朋友多联络，也和老同学多联络。\n"

func TestIgnore(t *testing.T) {
	c, folder, file := inFolder(t, strings.Replace(everything, `"documentChanges": true`, `"documentChanges": true, "resourceOperations": ["create"]`, 1))
	c.open(file, twoFriends)
	if found := c.newest(file, 1); len(found) != 2 {
		t.Fatalf("expected two findings, not %d", len(found))
	}
	here := *at(0, uint32(len("和你的朋友多联")), 0, uint32(len("和你的朋友多联")))
	actions := c.byData(file, here, ignoreKind)
	if len(actions) != 5 {
		t.Fatalf("got %d actions", len(actions))
	}
	for data, want := range map[string]string{
		"line": "<!-- yuti: ignore-line 联络 -->", "file": "<!-- yuti: ignore 联络 -->\n\n",
		"workspace": "ignore = [\"联络\"]\n", "always": "ignore = [\"联络\"]\n", "rule": "[rules]\n\"register/stiff\" = \"off\"\n",
	} {
		edited, edit := textEdit(t, actions[data])
		if edit.NewText != want {
			t.Errorf("%s: writes %q", data, edit.NewText)
		}
		if inText := data == "line" || data == "file"; inText != (edited == file) {
			t.Errorf("%s: edits %s", data, edited)
		}
	}
	if create, ok := actions["workspace"].Edit.DocumentChanges[0].(*protocol.CreateFile); !ok || !is(create.Options.IgnoreIfExists) {
		t.Error("the settings file is not made")
	}

	// In the text: both findings are gone.
	_, edit := textEdit(t, actions["file"])
	c.change(file, 2, &edit.Range, edit.NewText)
	if found := c.newest(file, 2); len(found) != 0 {
		t.Errorf("still reported: %v", found)
	}
	c.change(file, 3, nil, twoFriends)

	// In the settings: as soon as they are in the editor, saved or not, and
	// until they are undone.
	settings, edit := textEdit(t, actions["workspace"])
	if settings != uri.File(filepath.Join(folder, ".yuti.toml")) {
		t.Errorf("edits %s", settings)
	}
	count := func(want int) func() bool {
		return func() bool {
			all := c.published[file]
			return len(all[len(all)-1].Diagnostics) == want
		}
	}
	c.wait("findings", count(2))
	if err := os.WriteFile(settings.FsPath(), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c.open(settings, edit.NewText)
	c.wait("quiet", count(0))
	c.change(settings, 2, nil, "")
	c.wait("findings again", count(2))

	// A file that is there, but not open, is edited in its place.
	if err := c.DidClose(t.Context(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: settings}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings.FsPath(), []byte("# 词\nignore = [\"购买\"]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	action := c.byData(file, here, ignoreKind)["workspace"]
	_, edit = textEdit(t, action)
	if edit.NewText != `"联络", ` || edit.Range.Start.Line != 1 || len(action.Edit.DocumentChanges) != 1 {
		t.Errorf("writes %q at %v", edit.NewText, edit.Range)
	}
}

// A client that can't make files is not asked to.
func TestIgnoreWithoutNewFiles(t *testing.T) {
	c, _, file := inFolder(t, everything)
	c.open(file, twoFriends)
	actions := c.byData(file, *at(0, 20, 0, 20), ignoreKind)
	if len(actions) != 2 || actions["line"] == nil || actions["file"] == nil {
		t.Errorf("got %v", actions)
	}
}

func TestIgnoresComeLast(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`, "locale": "en"}`)
	c.open(draft, twoFriends)
	found, err := c.CodeAction(t.Context(), &protocol.CodeActionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(0, 20, 0, 20),
	})
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, f := range found {
		titles = append(titles, f.(*protocol.CodeAction).Title)
	}
	want := []string{"Replace with 联系", "Ignore “联络” on this line", "Ignore “联络” in this file"}
	if strings.Join(titles, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", titles)
	}
}

func TestTarget(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`, "locale": "zh-cn"}`)
	c.open(draft, "---\ntitle: 题\n---\n\n"+twoFriends)
	actions := c.byData(draft, protocol.Range{}, targetKind)
	if len(actions) != 4 || actions["formal"].Title != "本文件的目标语体：书面" {
		t.Fatalf("got %v", actions)
	}
	_, edit := textEdit(t, actions["formal"])
	c.change(draft, 2, &edit.Range, edit.NewText)
	var status statusResult
	c.mustAsk(methodStatus, `{"textDocument": {"uri": "file:///drafts/draft.md"}}`, &status)
	if status.Target != "formal" || status.Source != "document" {
		t.Errorf("got %+v", status)
	}
}

// apply does to a settings file what an editor does with an action's edit.
func (c *client) apply(action *protocol.CodeAction) (path string) {
	c.t.Helper()
	file, edit := textEdit(c.t, action)
	path = file.FsPath()
	text := readOr(path, "")
	span := newMapper(newPlainText(text), utf8Bytes).spanOf(edit.Range)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text[:span.Start]+edit.NewText+text[span.End:]), 0o644); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// What is ignored everywhere lies in the user's own settings file, which two
// editors write to, and both go by it at once.
func TestIgnoreEverywhere(t *testing.T) {
	capabilities := strings.Replace(everything, `"documentChanges": true`, `"documentChanges": true, "resourceOperations": ["create"]`, 1)
	own := filepath.Join(t.TempDir(), "yuti", config.FileName)
	editor := func() (*client, uri.URI) {
		folder := t.TempDir()
		root, err := json.Marshal(uri.File(folder))
		if err != nil {
			t.Fatal(err)
		}
		c := sessionWith(t, `{"capabilities": `+capabilities+`, "workspaceFolders": [{"uri": `+string(root)+`, "name": "f"}]}`, Options{UserFile: own})
		file := uri.File(filepath.Join(folder, "draft.md"))
		c.open(file, "妈，我即将抵达车站啦！和你的朋友多联络呀。\n")
		return c, file
	}
	first, file := editor()
	second, other := editor()
	word := func(c *client, file uri.URI, word string) *protocol.CodeAction {
		t.Helper()
		start := uint32(strings.Index("妈，我即将抵达车站啦！和你的朋友多联络呀。", word))
		return c.byData(file, *at(0, start, 0, start+1), ignoreKind)["always"]
	}
	count := func(c *client, file uri.URI, want int) {
		t.Helper()
		c.wait("findings", func() bool {
			all := c.published[file]
			return len(all) > 0 && len(all[len(all)-1].Diagnostics) == want
		})
	}
	count(first, file, 3)
	count(second, other, 3)
	if path := first.apply(word(first, file, "即将")); path != own {
		t.Fatalf("writes to %s", path)
	}
	count(first, file, 2)
	count(second, other, 2)
	// Both ask before either writes.
	here, there := word(first, file, "抵达"), word(second, other, "联络")
	first.apply(here)
	second.apply(there)
	count(first, file, 0)
	count(second, other, 0)
	layer, problems, err := config.ReadFile(own)
	if words := fmt.Sprint(layer["ignore"]); err != nil || len(problems) > 0 || len(layer["ignore"].([]string)) != 3 {
		t.Errorf("the file holds %s, %v, %v", words, problems, err)
	}

	// What is wrong in it is told, and what was in force stays so.
	if err := os.WriteFile(own, []byte("ignore = [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	first.wait("a message", func() bool { return len(first.messages) > 0 })
	first.wait("the problem at its place", func() bool { return len(first.published[uri.File(own)]) > 0 })
	count(first, file, 0)
}
