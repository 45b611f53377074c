package lsp

import (
	"context"
	"path"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/prose"
)

// DidOpen begins to follow a file.
func (s *server) DidOpen(ctx context.Context, params *protocol.DidOpenTextDocumentParams) error {
	// What is kept must not alias the message, which is larger than it.
	file := uri.URI(strings.Clone(string(params.TextDocument.URI)))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replace(&revision{
		uri: file, version: params.TextDocument.Version, text: params.TextDocument.Text,
		format: prose.FormatOf(string(params.TextDocument.LanguageID), file.Path()), settings: s.settingsFor(file),
	})
	s.settingsChanged(file)
	return nil
}

// DidChange applies changes in the order in which they came.
func (s *server) DidChange(ctx context.Context, params *protocol.DidChangeTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	document, ok := s.documents[params.TextDocument.URI]
	if !ok {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "a change of a file that is not open")
	}
	if params.TextDocument.Version <= document.version {
		// The client and we no longer agree on the text; what it says now is
		// all we can go by.
		s.log.Warn("a change came with an old version", "have", document.version, "got", params.TextDocument.Version)
	}
	next := &revision{
		uri: document.uri, version: params.TextDocument.Version, format: document.format, settings: document.settings,
	}
	if s.isLoaded() && s.loadErr == nil && !isSettingsFile(document.uri) {
		next.doc = document.revision.document(s.analyzer)
		for _, change := range params.ContentChanges {
			next.doc = s.edited(next.doc, change)
		}
	} else {
		next.text = document.text
		for _, change := range params.ContentChanges {
			next.text = s.editedText(next.text, change)
		}
	}
	s.replace(next)
	s.settingsChanged(next.uri)
	return nil
}

// settingsChanged reads settings again when it is their file that changed: the
// text that is open counts, saved or not.
func (s *server) settingsChanged(file uri.URI) {
	if isSettingsFile(file) {
		s.do(s.configure)
	}
}

// DidSave reads settings again when it is they that were saved: a client need
// not watch files for us.
func (s *server) DidSave(ctx context.Context, params *protocol.DidSaveTextDocumentParams) error {
	s.settingsChanged(params.TextDocument.URI)
	if s.isListFile(params.TextDocument.URI) {
		s.do(s.configure)
	}
	return nil
}

// DidClose forgets a file and takes back what was said of it.
func (s *server) DidClose(ctx context.Context, params *protocol.DidCloseTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	document, ok := s.documents[params.TextDocument.URI]
	if !ok {
		return nil
	}
	document.stop()
	delete(s.documents, document.uri)
	s.retract(document.uri)
	s.settingsChanged(document.uri)
	return nil
}

// replace makes a revision the newest of its file and begins to look for its
// findings; work on an older one ends. s.mu is held.
func (s *server) replace(r *revision) {
	r.serial = s.serial.Add(1)
	next := &openDocument{revision: r}
	if document, ok := s.documents[r.uri]; ok {
		document.stop()
		next.colours = document.colours
	}
	var ctx context.Context
	ctx, next.stop = context.WithCancel(s.ctx)
	s.documents[r.uri] = next
	s.publishSoon(ctx, r)
}

func (s *server) edited(document *analysis.Document, change protocol.TextDocumentContentChangeEvent) *analysis.Document {
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangePartial:
		return document.Edit(newMapper(document, s.encoding).spanOf(c.Range), c.Text)
	case *protocol.TextDocumentContentChangeWholeDocument:
		return document.Edit(analysis.Span{End: document.Len()}, c.Text)
	}
	return document
}

func (s *server) editedText(text string, change protocol.TextDocumentContentChangeEvent) string {
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangePartial:
		span := newMapper(newPlainText(text), s.encoding).spanOf(c.Range)
		return text[:span.Start] + c.Text + text[span.End:]
	case *protocol.TextDocumentContentChangeWholeDocument:
		return c.Text
	}
	return text
}

// FormatOf is the format of a file, by its name.
func FormatOf(name string) analysis.Format { return prose.FormatOf("", name) }

func isSettingsFile(file uri.URI) bool { return path.Base(string(file)) == config.FileName }
