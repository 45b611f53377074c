package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// The kinds of code actions that change what is reported, not the text: to
// leave findings alone, and to aim the text at another register.
const (
	ignoreKind protocol.CodeActionKind = "quickfix.ignore"
	targetKind protocol.CodeActionKind = "source.target"
)

// ignores are the ways to hear no more of a finding, the narrowest first. Each
// is an edit, and so can be undone: of the text, where a comment says it, or of
// a settings file, the workspace's or the user's own.
func (s *snapshot) ignores(f *analysis.Finding, diagnostics []protocol.Diagnostic) []protocol.CommandOrCodeAction {
	word := s.document.Slice(f.Span)
	var actions []protocol.CommandOrCodeAction
	add := func(data, chinese, english string, edit *protocol.WorkspaceEdit) {
		action := &protocol.CodeAction{
			Title: s.say(chinese, english), Kind: new(ignoreKind), Diagnostics: diagnostics, Edit: edit,
		}
		action.Data, _ = json.Marshal(data)
		actions = append(actions, action)
	}
	if edit, ok := s.document.IgnoreLine(f); ok {
		add("line", "此行不再提示「"+word+"」", "Ignore “"+word+"” on this line", s.workspaceEdit([]analysis.Edit{edit}))
	}
	if edit, ok := s.document.IgnoreHere(f); ok {
		add("file", "本文件不再提示「"+word+"」", "Ignore “"+word+"” in this file", s.workspaceEdit([]analysis.Edit{edit}))
	}
	addWord := func(data []byte) (config.Edit, bool) { return config.AddItem(data, "ignore", word) }
	workspace := s.settingsIn(s.settings.root)
	if edit := workspace.edit(s.server, addWord); edit != nil {
		add("workspace", "本工作区不再提示「"+word+"」", "Ignore “"+word+"” in this workspace", edit)
	}
	if user := s.server.user; user != nil {
		if edit := s.settingsIn(user.root).edit(s.server, addWord); edit != nil {
			add("always", "在任何地方都不再提示「"+word+"」", "Ignore “"+word+"” everywhere", edit)
		}
	}
	if edit := workspace.edit(s.server, func(data []byte) (config.Edit, bool) { return config.SetRule(data, f.Code, "off") }); edit != nil {
		add("rule", "本工作区关闭规则 "+f.Code, "Turn "+f.Code+" off in this workspace", edit)
	}
	return actions
}

// aims are the registers that the text can be aimed at.
func (s *snapshot) aims() []protocol.CommandOrCodeAction {
	var actions []protocol.CommandOrCodeAction
	for _, aim := range []struct{ target, chinese, english string }{
		{"auto", "本文件的目标语体：由正文判断", "Aim this file at: what the text itself speaks in"},
		{"casual", "本文件的目标语体：口语", "Aim this file at: casual"},
		{"neutral", "本文件的目标语体：通用", "Aim this file at: neutral"},
		{"formal", "本文件的目标语体：书面", "Aim this file at: formal"},
	} {
		edit, ok := s.document.Aim(aim.target)
		if !ok {
			return nil
		}
		action := &protocol.CodeAction{
			Title: s.say(aim.chinese, aim.english), Kind: new(targetKind), Edit: s.workspaceEdit([]analysis.Edit{edit}),
		}
		action.Data, _ = json.Marshal(aim.target)
		actions = append(actions, action)
	}
	return actions
}

// A settingsText is what a folder's settings file says, in the editor if it is
// open there.
type settingsText struct {
	file    uri.URI
	data    []byte
	version *int32
	missing bool // there is no file yet
}

// settingsIn reads a folder's settings file; nil where there is no folder, or a
// file that can't be read or made.
func (s *snapshot) settingsIn(root string) *settingsText {
	if root == "" {
		return nil
	}
	path := filepath.Join(root, config.FileName)
	file := uri.File(path)
	data, err := os.ReadFile(path)
	missing := os.IsNotExist(err)
	text, version, open := s.server.textOf(file)
	if open && err == nil {
		data = []byte(text)
	}
	if err != nil && !missing || missing && !s.server.can.createFiles {
		return nil
	}
	return &settingsText{file, data, version, missing}
}

// edit is an edit of the settings file, which is made if need be; nil where
// there is nothing to edit.
func (t *settingsText) edit(s *server, edit func(data []byte) (config.Edit, bool)) *protocol.WorkspaceEdit {
	if t == nil {
		return nil
	}
	change, ok := edit(t.data)
	if !ok {
		return nil
	}
	m := newMapper(newPlainText(string(t.data)), s.encoding)
	textEdit := protocol.TextEdit{
		Range: m.rangeOf(analysis.Span{Start: change.Start, End: change.End}), NewText: change.Text,
	}
	if !s.can.versionedEdits {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{t.file: {textEdit}}}
	}
	var changes []protocol.DocumentChange
	if t.missing {
		changes = append(changes, &protocol.CreateFile{
			Kind: "create", URI: t.file, Options: &protocol.CreateFileOptions{IgnoreIfExists: new(true)},
		})
	}
	return &protocol.WorkspaceEdit{DocumentChanges: append(changes, &protocol.TextDocumentEdit{
		TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: t.file}, Version: t.version,
		},
		Edits: []protocol.TextDocumentEditElement{&textEdit},
	})}
}

// textOf is the text of a settings file that is open in the client, and its
// version. A client keeps the text of a file that was deleted for a while: the
// caller looks whether it is there.
func (s *server) textOf(file uri.URI) (text string, version *int32, open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	document, open := s.documents[file]
	if !open {
		return "", nil, false
	}
	return document.text, new(document.version), true
}
