package lsp

import (
	"context"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
)

// A revision is the text of an open file between two changes, under the
// settings of that time. It is immutable; what is worked out from it is kept.
type revision struct {
	uri     uri.URI
	version int32
	// serial is never used twice in a session: equal serials mean equal
	// answers.
	serial   int64
	format   analysis.Format
	settings *settings

	// text is what the document is opened from; it is not used once there is
	// a document.
	text string
	once sync.Once
	doc  *analysis.Document
}

// document is the revision's text with its analysis.
func (r *revision) document(a *analysis.Analyzer) *analysis.Document {
	r.once.Do(func() {
		if r.doc == nil {
			r.doc = a.Open(r.text, r.format, r.settings.analysis)
		}
	})
	return r.doc
}

// openDocument is a file that is open in the client: its newest revision, and
// the work on its diagnostics.
type openDocument struct {
	*revision
	stop context.CancelFunc // of the work on diagnostics, never nil
	// colours are the semantic tokens that the client was last given, nil for
	// none.
	colours *protocol.SemanticTokens
}

// A ticket is what a request holds while it waits: the revision that was the
// newest when the request came.
type ticket struct {
	server   *server
	revision *revision // nil when the file is not open
}

// A snapshot is what a request is answered from. It is for one goroutine.
type snapshot struct {
	*revision
	*mapper
	server   *server
	document *analysis.Document
}

// take notes what a request is about. It must be called before
// jsonrpc2.Async, while messages are still handled in their order.
func (s *server) take(file uri.URI) ticket {
	s.mu.Lock()
	defer s.mu.Unlock()
	if document, ok := s.documents[file]; ok && !isSettingsFile(file) {
		return ticket{s, document.revision}
	}
	return ticket{server: s}
}

// snapshot waits for the lexicon, and for settings that are on their way. It
// returns nil when the file is not open here: there is nothing to say of it.
func (t ticket) snapshot(ctx context.Context) (*snapshot, error) {
	if t.revision == nil {
		return nil, nil
	}
	revision := t.revision
	if err := t.server.ready(ctx); err != nil {
		return nil, err
	}
	// Settings that came while we waited are those of this text too.
	t.server.mu.Lock()
	if document, ok := t.server.documents[revision.uri]; ok && document.version == revision.version {
		revision = document.revision
	}
	t.server.mu.Unlock()
	return t.server.snapshotOf(revision), nil
}

// wordAt is the opening of a request about the word at a place: the snapshot,
// nil for a file that is not open, and where the word stands; ok is false when
// there is none.
func (s *server) wordAt(ctx context.Context, at *protocol.TextDocumentPositionParams) (place *snapshot, word analysis.Span, ok bool, err error) {
	ticket := s.take(at.TextDocument.URI)
	jsonrpc2.Async(ctx)
	if place, err = ticket.snapshot(ctx); err != nil || place == nil {
		return nil, word, false, err
	}
	word, ok = place.document.WordSpan(place.toOffset(at.Position))
	return place, word, ok, nil
}

func (s *server) snapshotOf(r *revision) *snapshot {
	document := r.document(s.analyzer)
	return &snapshot{revision: r, mapper: newMapper(document, s.encoding), server: s, document: document}
}

// ready waits until documents can be read.
func (s *server) ready(ctx context.Context) error {
	for _, event := range []chan struct{}{s.loaded, s.configured} {
		select {
		case <-event:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
	return s.loadErr
}

// say picks a message in the language of the client.
func (s *snapshot) say(chinese, english string) string {
	return s.settings.say(s.server.locale, chinese, english)
}
