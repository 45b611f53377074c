package lsp

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// Diagnostics go one way only, or a client would show each twice: clients that
// can pull them do, to the others they are pushed.

// pulled answers a client that pulls.
func (s *server) pulled(ctx context.Context, params *protocol.DocumentDiagnosticParams) (*jsonrpc2.RawMessage, error) {
	ticket := s.take(uri.URI(strings.Clone(string(params.TextDocument.URI))))
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if snapshot == nil {
		return new(jsonrpc2.RawMessage(`{"kind":"full","items":[]}`)), nil
	}
	result := `"resultId":"` + strconv.FormatInt(snapshot.serial, 36) + `"`
	if previous := params.PreviousResultID; previous != nil && `"resultId":"`+*previous+`"` == result {
		return new(jsonrpc2.RawMessage(`{"kind":"unchanged",` + result + `}`)), nil
	}
	report := append([]byte(`{"kind":"full",`), result...)
	report = snapshot.appendDiagnostics(ctx, append(report, `,"items":`...))
	return new(jsonrpc2.RawMessage(append(report, '}'))), ctx.Err()
}

// ownJSON answers the requests of the protocol whose answers are long and often
// asked for: we write these as JSON ourselves.
func (s *server) ownJSON(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		switch req.Method() {
		case protocol.MethodTextDocumentDiagnostic:
			return answer(ctx, req.Params(), s.pulled)
		case protocol.MethodTextDocumentInlayHint:
			return answer(ctx, req.Params(), s.inlayHints)
		}
		return next(ctx, req)
	}
}

// messages are buffers to be used again: the diagnostics of a novel can take
// megabytes, after every keystroke. Larger ones than maxKept are let go.
var messages = sync.Pool{New: func() any { return new([]byte) }}

const maxKept = 16 << 20

// publishSoon works out a revision's diagnostics beside the messages and
// pushes them, unless ctx is done before, which a newer revision sees to.
// s.mu is held.
func (s *server) publishSoon(ctx context.Context, r *revision) {
	if isSettingsFile(r.uri) {
		s.do(func() { s.publishProblems(r.uri) })
		return
	}
	if s.can.pullDiagnostics {
		return
	}
	s.do(func() {
		if s.ready(ctx) != nil {
			return
		}
		buffer := messages.Get().(*[]byte)
		defer messages.Put(buffer)
		message := append((*buffer)[:0], `{"uri":`...)
		message = append(message, jsonText(string(r.uri))...)
		message = strconv.AppendInt(append(message, `,"version":`...), int64(r.version), 10)
		message = s.snapshotOf(r).appendDiagnostics(ctx, append(message, `,"diagnostics":`...))
		message = append(message, '}')
		if cap(message) <= maxKept {
			*buffer = message
		}
		// s.mu must not be held while writing: a client that is slow to read
		// would keep us from reading what it writes.
		s.publishing.Lock()
		defer s.publishing.Unlock()
		if ctx.Err() == nil { // else a newer revision is waiting for its turn
			s.noteError(s.push(s.ctx, message))
		}
	})
}

// retract takes back what was pushed for a file that is closed now.
func (s *server) retract(file uri.URI) {
	if isSettingsFile(file) {
		s.do(func() { s.publishProblems(file) })
		return
	}
	if s.can.pullDiagnostics {
		return
	}
	s.do(func() {
		s.publishing.Lock()
		defer s.publishing.Unlock()
		s.mu.Lock()
		_, open := s.documents[file]
		s.mu.Unlock()
		if !open {
			s.publish(file, protocol.Optional[int32]{}, []protocol.Diagnostic{})
		}
	})
}

func (s *server) publish(file uri.URI, version protocol.Optional[int32], diagnostics []protocol.Diagnostic) {
	s.noteError(s.client.PublishDiagnostics(s.ctx, &protocol.PublishDiagnosticsParams{
		URI: file, Version: version, Diagnostics: diagnostics,
	}))
}

func (s *server) noteError(err error) {
	if err != nil && s.ctx.Err() == nil {
		s.log.Warn("diagnostics could not be pushed", "error", err)
	}
}

// publishProblems pushes what is wrong in a settings file: in its open text,
// else in the file as it was last read. No client pulls for it.
func (s *server) publishProblems(file uri.URI) {
	s.mu.Lock()
	var text string
	var problems []config.Problem
	if document, ok := s.documents[file]; ok {
		text = document.text
		_, problems = config.FromTOML([]byte(text))
		for _, f := range s.folders {
			if uri.File(f.settingsFile()) != file {
				continue
			}
			for _, l := range f.lists {
				if l.err == nil {
					continue
				}
				if p := config.Placed([]byte(text), *l.err); p.End > p.Start {
					problems = append(problems, p)
				}
			}
		}
	} else {
		for _, f := range s.withUser() {
			if uri.File(f.settingsFile()) == file {
				problems = f.problems
			}
		}
		text = readOr(file.FsPath(), "")
	}
	s.mu.Unlock()
	m := newMapper(newPlainText(text), s.encoding)
	diagnostics := make([]protocol.Diagnostic, 0, len(problems))
	for _, p := range problems {
		diagnostics = append(diagnostics, settingProblem(m, p, s.say))
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.publish(file, protocol.Optional[int32]{}, diagnostics)
}

// portion is how much of a text is looked at before asking whether the answer
// is still wanted.
const portion = 16 << 10

// appendDiagnostics appends the JSON of the document's findings; none for a file
// that is excluded. It stops early, with what it has, when ctx is done.
//
// A novel can have ten thousand findings, of which a keystroke changes one: what
// is converted is kept with the piece of text that it is of, and put together
// anew with the lines that the pieces now begin in.
func (s *snapshot) appendDiagnostics(ctx context.Context, out []byte) []byte {
	out = append(out, '[')
	if s.excluded() || s.server.isPage(s.uri) {
		return append(out, ']')
	}
	first := true
	comma := func() {
		if !first {
			out = append(out, ',')
		}
		first = false
	}
	for _, p := range s.document.Problems() {
		if data, err := protocol.Marshal(s.instruction(p)); err == nil {
			comma()
			out = append(out, data...)
		}
	}
	for stretch := range s.document.Stretches(analysis.Span{End: s.document.Len()}) {
		if ctx.Err() != nil {
			break
		}
		made, ok := stretch.Made.Load().(*converted)
		if !ok || made.settings != s.settings {
			made = s.convert(&stretch)
			stretch.Made.Store(made)
		}
		// a piece of a long paragraph can begin within a line
		column := uint32(0)
		if stretch.Start != s.document.LineStart(stretch.Line) {
			column = s.position(stretch.Start).Character
		}
		for i := range made.diagnostics {
			if made.diagnostics[i].rest == nil || !stretch.Speaks(i) {
				continue
			}
			comma()
			out = made.diagnostics[i].append(out, uint32(stretch.Line), column)
		}
	}
	return append(out, ']')
}

// converted are the diagnostics of a piece of a document.
type converted struct {
	settings    *settings // they are in the language of these
	diagnostics []diagnosticJSON
}

// A diagnosticJSON is a diagnostic without its place.
type diagnosticJSON struct {
	at   protocol.Range // from the beginning of the piece
	rest []byte         // its JSON from the comma after the range on; nil for what JSON can't hold
}

// rangeFirst is how the JSON of a diagnostic begins that has no place.
var rangeFirst = func() string {
	data, err := protocol.Marshal(protocol.Range{})
	if err != nil {
		panic(err)
	}
	return `{"range":` + string(data)
}()

func (s *snapshot) convert(stretch *analysis.Stretch) *converted {
	made := &converted{s.settings, make([]diagnosticJSON, 0, len(stretch.Findings))}
	places := newMapper(newPlainText(stretch.Text), s.encoding)
	for i := range stretch.Findings {
		f := &stretch.Findings[i]
		d := s.diagnostic(f)
		d.Range = protocol.Range{}
		var rest []byte
		if data, err := protocol.Marshal(d); err == nil {
			rest, _ = bytes.CutPrefix(data, []byte(rangeFirst))
		}
		made.diagnostics = append(made.diagnostics, diagnosticJSON{places.rangeOf(f.Span), rest})
	}
	return made
}

// append appends the diagnostic of a piece that begins at a place.
func (d *diagnosticJSON) append(out []byte, line, column uint32) []byte {
	place := func(p protocol.Position) protocol.Position {
		if p.Line == 0 {
			p.Character += column
		}
		p.Line += line
		return p
	}
	out = appendPosition(append(out, `{"range":{"start":`...), place(d.at.Start))
	out = appendPosition(append(out, `,"end":`...), place(d.at.End))
	return append(append(out, '}'), d.rest...)
}

// appendPosition appends the JSON of a position.
func appendPosition(out []byte, p protocol.Position) []byte {
	out = strconv.AppendUint(append(out, `{"line":`...), uint64(p.Line), 10)
	return append(strconv.AppendUint(append(out, `,"character":`...), uint64(p.Character), 10), '}')
}

// jsonText is a string as JSON.
func jsonText(text string) []byte { return appendText(nil, text) }

// appendText appends a string as JSON; "" where it is not UTF-8.
func appendText[T string | []byte](out []byte, text T) []byte {
	begin := len(out)
	if out, err := jsontext.AppendQuote(out, text); err == nil {
		return out
	}
	return append(out[:begin], `""`...)
}

// findings yields the document's findings in order until ctx is done.
func (s *snapshot) findings(ctx context.Context) func(yield func(*analysis.Finding) bool) {
	return func(yield func(*analysis.Finding) bool) {
		for start := 0; start < s.document.Len() && ctx.Err() == nil; start += portion {
			span := analysis.Span{Start: start, End: min(start+portion, s.document.Len())}
			for f := range s.document.Findings(span) {
				// One that begins before was yielded with the portion before.
				if f.Span.Start >= span.Start && !yield(&f) || ctx.Err() != nil {
					return
				}
			}
		}
	}
}

// excluded tells whether the settings leave this file out.
func (s *snapshot) excluded() bool {
	if len(s.settings.values.Exclude) == 0 || !s.uri.IsFile() {
		return false
	}
	name, err := filepath.Rel(s.settings.root, s.uri.FsPath())
	if err != nil || strings.HasPrefix(name, "..") {
		return false
	}
	return s.settings.values.Excluded(filepath.ToSlash(name))
}
