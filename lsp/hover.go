package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// Hover tells what is known of the word under the cursor, in its sentence.
func (s *server) Hover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	word, ok := snapshot.document.WordAt(snapshot.toOffset(params.Position))
	if !ok {
		return nil, nil
	}
	return snapshot.hover(&word), nil
}

func (s *snapshot) hover(word *analysis.Word) *protocol.Hover {
	kind := protocol.MarkupKindMarkdown
	if s.server.can.plainHover {
		kind = protocol.MarkupKindPlainText
	}
	card := s.card()
	if !card.Plain {
		card.Page = s.server.linkTo(word, card.Chinese)
	}
	return &protocol.Hover{
		Contents: &protocol.MarkupContent{Kind: kind, Value: card.Text(word) + s.beside(&card, word)}, Range: new(s.rangeOf(word.Token.Span)),
	}
}

func (s *snapshot) card() Card {
	return Card{
		Lexicon: s.server.lexicon, Hover: s.settings.values.Hover, Lines: s.settings.values.Hover.Lines,
		Chinese: s.settings.chinese(s.server.locale), Plain: s.server.can.plainHover,
	}
}

// tooltip is a word in one line, for the hint behind it.
func (s *snapshot) tooltip(word *analysis.Word) string {
	text := word.Token.Text + " " + pinyin.Word(word.Token.Pinyin, pinyin.Marks, word.Token.Proper)
	if s.settings.values.Hover.Gloss {
		if gloss := firstGloss(s.server.lexicon, word.Entries); gloss != "" {
			text += ": " + gloss
		}
	}
	return text
}
