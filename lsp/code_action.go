package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

// fixAllKind is our own part of source.fixAll, for clients that run the fixes
// of one server on saving.
const fixAllKind protocol.CodeActionKind = "source.fixAll.yuti"

// CodeAction offers the substitutions of the findings in a range, and all safe
// ones of the document where that is asked for.
func (s *server) CodeAction(ctx context.Context, params *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil || snapshot.excluded() {
		return nil, err
	}
	var actions []protocol.CommandOrCodeAction
	if wanted(params.Context.Only, ignoreKind) { // which is below quickfix
		actions = append(actions, snapshot.quickFixes(params)...)
	}
	// Never unasked for: the action would come with every light bulb.
	if len(params.Context.Only) > 0 && wanted(params.Context.Only, fixAllKind) {
		kind := protocol.CodeActionKindSourceFixAll
		if !wanted(params.Context.Only, kind) {
			kind = fixAllKind
		}
		actions = append(actions, snapshot.fixAll(ctx, kind)...)
	}
	if len(params.Context.Only) > 0 && wanted(params.Context.Only, targetKind) {
		actions = append(actions, snapshot.aims()...)
	}
	actions = append(actions, snapshot.rewrites(params)...)
	return actions, ctx.Err()
}

// wanted tells whether a client that asks for some kinds gets this one; kinds
// are hierarchical.
func wanted(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	for _, k := range only {
		if k == "" || k == kind || strings.HasPrefix(string(kind), string(k)+".") {
			return true
		}
	}
	return len(only) == 0
}

// quickFixes are the fixes of the findings that the range touches, and behind
// them the ways to leave these alone: a cursor at the end of a word counts as
// on it.
func (s *snapshot) quickFixes(params *protocol.CodeActionParams) []protocol.CommandOrCodeAction {
	asked := s.spanOf(params.Range)
	around := analysis.Span{Start: max(0, asked.Start-1), End: asked.End + 1}
	fixes := wanted(params.Context.Only, protocol.CodeActionKindQuickFix)
	var actions, ignores []protocol.CommandOrCodeAction
	for f := range s.document.Findings(around) {
		if f.Span.End < asked.Start || f.Span.Start > asked.End {
			continue
		}
		diagnostics := []protocol.Diagnostic{s.reported(params.Context.Diagnostics, &f)}
		ignores = append(ignores, s.ignores(&f, diagnostics)...)
		for i, fix := range f.Fixes {
			if !fixes {
				break
			}
			action := &protocol.CodeAction{
				Title: s.fixTitle(&f, &fix), Kind: new(protocol.CodeActionKindQuickFix),
				Diagnostics: diagnostics, Edit: s.workspaceEdit(fix.Edits),
			}
			if i == 0 && fix.Kind == analysis.Safe {
				action.IsPreferred = new(true)
			}
			actions = append(actions, action)
		}
	}
	return append(actions, ignores...)
}

func (s *snapshot) fixTitle(f *analysis.Finding, fix *analysis.Fix) string {
	if fix.Text == "" {
		word := s.document.Slice(f.Span)
		return s.say("删去「"+word+"」", "Remove "+word)
	}
	return s.say("改为「"+fix.Text+"」", "Replace with "+fix.Text)
}

// reported is the diagnostic that the client holds for a finding: it compares
// by value, and may have dropped what it does not know.
func (s *snapshot) reported(diagnostics []protocol.Diagnostic, f *analysis.Finding) protocol.Diagnostic {
	place := s.rangeOf(f.Span)
	for _, d := range diagnostics {
		if d.Range == place && d.Code == protocol.String(f.Code) {
			return d
		}
	}
	d := s.diagnostic(f)
	d.Range = place
	return d
}

// fixAll is the one action that takes every safe fix of the document.
func (s *snapshot) fixAll(ctx context.Context, kind protocol.CodeActionKind) []protocol.CommandOrCodeAction {
	var edits []analysis.Edit
	end := -1
	for f := range s.findings(ctx) {
		if len(f.Fixes) == 0 || f.Fixes[0].Kind != analysis.Safe || f.Fixes[0].Span().Start < end {
			continue // a fix that overlaps the one before waits for the next time
		}
		edits = append(edits, f.Fixes[0].Edits...)
		end = f.Fixes[0].Span().End
	}
	if len(edits) == 0 || ctx.Err() != nil {
		return nil
	}
	return []protocol.CommandOrCodeAction{&protocol.CodeAction{
		Title: s.say("改正所有有把握之处", "Apply all safe substitutions"), Kind: new(kind), Edit: s.workspaceEdit(edits),
	}}
}
