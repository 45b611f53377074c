package lsp

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

// Completion offers, where it is asked for, what could stand in the place of the
// word before the cursor: the substitutions of its findings, its neighbours in
// other registers, and the glossary's terms that begin so. It has no trigger
// characters: nothing pops up while one types.
func (s *server) Completion(ctx context.Context, params *protocol.CompletionParams) (protocol.CompletionResult, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil || snapshot.excluded() {
		return nil, err
	}
	offset := snapshot.toOffset(params.Position)
	c := completions{snapshot: snapshot, seen: map[string]bool{}}
	for _, term := range snapshot.document.CompleteTerms(offset) {
		c.add(term.Span, term.Text, protocol.CompletionItemKindReference, strings.Join(term.Term.Sources, ", "), term.Term.Note)
	}
	around := analysis.Span{Start: max(0, offset-1), End: offset + 1}
	for f := range snapshot.document.Findings(around) {
		if f.Span.Start > offset || f.Span.End < offset {
			continue
		}
		for _, fix := range f.Fixes {
			if len(fix.Edits) == 1 && fix.Text != "" {
				c.add(fix.Edits[0].Span, fix.Edits[0].Text, protocol.CompletionItemKindText, f.Code, snapshot.say(f.Chinese, f.English))
			}
		}
	}
	if word, ok := snapshot.document.WordAt(offset); ok {
		for _, contrast := range word.Contrasts {
			if written, ok := snapshot.document.Written(word.Token.Span, contrast.To); ok {
				c.add(word.Token.Span, written, protocol.CompletionItemKindText,
					snapshot.say(contrast.Register.Chinese(), contrast.Register.String()), snapshot.say(contrast.Reason()))
			}
		}
	}
	return &protocol.CompletionList{Items: c.items}, ctx.Err()
}

// completions gathers items, each once, in the order in which they are to be
// shown.
type completions struct {
	*snapshot
	items []protocol.CompletionItem
	seen  map[string]bool
}

func (c *completions) add(span analysis.Span, text string, kind protocol.CompletionItemKind, detail, reason string) {
	if c.seen[text] {
		return
	}
	c.seen[text] = true
	item := protocol.CompletionItem{
		Label: text, Kind: kind,
		// editors sort by the label, and keep only what looks like the text
		// that is to be replaced
		SortText:   protocol.NewOptional(fmt.Sprintf("%04d", len(c.items))),
		FilterText: protocol.NewOptional(c.document.Slice(span)),
		TextEdit:   &protocol.TextEdit{Range: c.rangeOf(span), NewText: text},
	}
	if detail != "" {
		item.Detail = protocol.NewOptional(detail)
	}
	if reason != "" {
		item.Documentation = protocol.String(reason)
	}
	c.items = append(c.items, item)
}
