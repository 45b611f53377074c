package lsp

import (
	"encoding/json"
	"strconv"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// source is the name under which the client shows our diagnostics.
const source = "yuti"

// diagnostic converts a finding, all but its place.
func (s *snapshot) diagnostic(f *analysis.Finding) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Severity: wireSeverity[f.Severity], Source: protocol.NewOptional(source),
		Code: protocol.String(f.Code), Message: protocol.String(s.say(f.Chinese, f.English)),
	}
	if page, ok := s.server.rulePage(f.Code); ok {
		d.CodeDescription = protocol.CodeDescription{Href: page}
	}
	d.Data, _ = json.Marshal(findingData(f))
	return d
}

// diagnosticData goes with a diagnostic for those who show it: the word the
// finding is about and what it could become, best first.
type diagnosticData struct {
	Word  string   `json:"word"`
	Fixes []string `json:"fixes"`
	Kind  string   `json:"kind"` // "safe", "choice" or "advice"
}

func findingData(f *analysis.Finding) diagnosticData {
	data := diagnosticData{Word: f.Word, Fixes: []string{}, Kind: KindOf(f)}
	for _, fix := range f.Fixes {
		data.Fixes = append(data.Fixes, fix.Text)
	}
	return data
}

// KindOf is the name of what a finding's fixes are.
func KindOf(f *analysis.Finding) string {
	switch {
	case len(f.Fixes) == 0:
		return "advice"
	case f.Fixes[0].Kind == analysis.Safe:
		return "safe"
	default:
		return "choice"
	}
}

var wireSeverity = map[analysis.Severity]protocol.DiagnosticSeverity{
	analysis.Hint: protocol.DiagnosticSeverityHint, analysis.Information: protocol.DiagnosticSeverityInformation,
	analysis.Warning: protocol.DiagnosticSeverityWarning, analysis.Error: protocol.DiagnosticSeverityError,
}

// instruction converts what is wrong with a document's own instructions.
func (s *snapshot) instruction(p analysis.Problem) protocol.Diagnostic {
	return protocol.Diagnostic{
		Range: s.rangeOf(p.Span), Severity: protocol.DiagnosticSeverityWarning, Source: protocol.NewOptional(source),
		Code: protocol.String("yuti/instruction"), Message: protocol.String(s.say(p.Chinese, p.English)),
	}
}

// settingProblem converts what is wrong in a settings file.
func settingProblem(m *mapper, p config.Problem, say func(chinese, english string) string) protocol.Diagnostic {
	return protocol.Diagnostic{
		Range:    m.rangeOf(analysis.Span{Start: p.Start, End: p.End}),
		Severity: protocol.DiagnosticSeverityWarning, Source: protocol.NewOptional(source),
		Code: protocol.String("yuti/setting"), Message: protocol.String(say(p.Chinese, p.English)),
	}
}

func place(p config.Problem) string { return strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) }

// workspaceEdit converts edits of this revision's text. Clients that know
// versions refuse them once the text has changed.
func (s *snapshot) workspaceEdit(edits []analysis.Edit) *protocol.WorkspaceEdit {
	if !s.server.can.versionedEdits {
		changes := make([]protocol.TextEdit, 0, len(edits))
		for _, e := range edits {
			changes = append(changes, protocol.TextEdit{Range: s.rangeOf(e.Span), NewText: e.Text})
		}
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{s.uri: changes}}
	}
	changes := make([]protocol.TextDocumentEditElement, 0, len(edits))
	for _, e := range edits {
		changes = append(changes, &protocol.TextEdit{Range: s.rangeOf(e.Span), NewText: e.Text})
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{&protocol.TextDocumentEdit{
		TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: s.uri}, Version: new(s.version),
		},
		Edits: changes,
	}}}
}
