package lsp

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// Diagnostics go one way only, or a client would show each twice: clients that
// can pull them do, to the others they are pushed.

// Diagnostic answers a client that pulls.
func (s *server) Diagnostic(ctx context.Context, params *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	report := &protocol.RelatedFullDocumentDiagnosticReport{FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{
		Kind: string(protocol.DocumentDiagnosticReportKindFull), Items: []protocol.Diagnostic{},
	}}
	if snapshot == nil {
		return report, nil
	}
	result := strconv.FormatInt(snapshot.serial, 36)
	if previous := params.PreviousResultID; previous != nil && *previous == result {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{
			Kind: string(protocol.DocumentDiagnosticReportKindUnchanged), ResultID: result,
		}}, nil
	}
	report.ResultID = &result
	report.Items = snapshot.diagnostics(ctx)
	return report, ctx.Err()
}

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
		diagnostics := s.snapshotOf(r).diagnostics(ctx)
		// s.mu must not be held while writing: a client that is slow to read
		// would keep us from reading what it writes.
		s.publishing.Lock()
		defer s.publishing.Unlock()
		if ctx.Err() == nil { // else a newer revision is waiting for its turn
			s.publish(r.uri, protocol.NewOptional(r.version), diagnostics)
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
	err := s.client.PublishDiagnostics(s.ctx, &protocol.PublishDiagnosticsParams{
		URI: file, Version: version, Diagnostics: diagnostics,
	})
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
			if uri.File(filepath.Join(f.root, config.FileName)) != file {
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
		for _, f := range s.folders {
			if uri.File(filepath.Join(f.root, config.FileName)) == file {
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

// diagnostics are the document's findings, converted; none for a file that is
// excluded. It stops early, with what it has, when ctx is done.
func (s *snapshot) diagnostics(ctx context.Context) []protocol.Diagnostic {
	diagnostics := []protocol.Diagnostic{}
	if s.excluded() || s.server.isPage(s.uri) {
		return diagnostics
	}
	for _, p := range s.document.Problems() {
		diagnostics = append(diagnostics, s.instruction(p))
	}
	for f := range s.findings(ctx) {
		diagnostics = append(diagnostics, s.diagnostic(f))
	}
	return diagnostics
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
