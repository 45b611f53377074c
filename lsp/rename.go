package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
)

// PrepareRename tells what would be renamed: the word under the cursor.
func (s *server) PrepareRename(ctx context.Context, params *protocol.PrepareRenameParams) (protocol.PrepareRenameResult, error) {
	snapshot, word, ok, err := s.wordAt(ctx, &params.TextDocumentPositionParams)
	if err != nil || !ok {
		return nil, err
	}
	return &protocol.PrepareRenamePlaceholder{Range: snapshot.rangeOf(word), Placeholder: snapshot.document.Slice(word)}, nil
}

// renaming is the label under which a client shows what a rename would change.
const renaming protocol.ChangeAnnotationIdentifier = "yuti/rename"

// Rename replaces a word wherever it stands as a word, in this document and in
// the drafts of the workspace. A client that can shows the changes first.
func (s *server) Rename(ctx context.Context, params *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	name := strings.Clone(params.NewName)
	snapshot, word, ok, err := s.wordAt(ctx, &params.TextDocumentPositionParams)
	if err != nil || snapshot == nil {
		return nil, err
	}
	switch {
	case !ok:
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s", snapshot.say("这里没有可以替换的词", "there is no word here to rename"))
	case strings.TrimSpace(name) == "" || strings.ContainsAny(name, "\r\n"):
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s", snapshot.say("新词不能为空，也不能换行", "the new word may be neither empty nor more than a line"))
	}
	old := snapshot.document.Slice(word)
	edit := &protocol.WorkspaceEdit{}
	for place, spans := range s.places(ctx, snapshot, old) {
		place.rename(edit, spans, name)
	}
	if len(edit.DocumentChanges) > 0 && s.can.annotateEdits {
		edit.ChangeAnnotations = map[protocol.ChangeAnnotationIdentifier]protocol.ChangeAnnotation{renaming: {
			Label: snapshot.say("「"+old+"」改为「"+name+"」", "Rename "+old+" to "+name), NeedsConfirmation: new(true),
		}}
	}
	return edit, ctx.Err()
}

// rename adds the changes of one file, each as its format asks.
func (s *snapshot) rename(edit *protocol.WorkspaceEdit, spans []analysis.Span, name string) {
	var elements []protocol.TextDocumentEditElement
	var plain []protocol.TextEdit
	for _, span := range spans {
		text, ok := s.document.Written(span, name)
		if !ok {
			continue // it can't be written there
		}
		change := protocol.TextEdit{Range: s.rangeOf(span), NewText: text}
		plain = append(plain, change)
		if s.server.can.annotateEdits {
			elements = append(elements, &protocol.AnnotatedTextEdit{TextEdit: change, AnnotationID: renaming})
		} else {
			elements = append(elements, &change)
		}
	}
	if len(plain) == 0 {
		return
	}
	if !s.server.can.versionedEdits {
		if edit.Changes == nil {
			edit.Changes = map[uri.URI][]protocol.TextEdit{}
		}
		edit.Changes[s.uri] = plain
		return
	}
	identifier := protocol.OptionalVersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: s.uri}}
	if s.version > 0 {
		identifier.Version = new(s.version)
	}
	edit.DocumentChanges = append(edit.DocumentChanges, &protocol.TextDocumentEdit{TextDocument: identifier, Edits: elements})
}
