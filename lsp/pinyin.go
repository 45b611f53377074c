package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
)

type pinyinParams struct {
	TextDocument textDocument   `json:"textDocument"`
	Range        protocol.Range `json:"range"`
}

// pinyinResult is the text of a range, below each line of prose its pinyin.
type pinyinResult struct {
	Text string `json:"text"`
}

// pinyin is a range to be copied with its readings, in the style and with the
// tones that the hints have.
func (s *server) pinyin(ctx context.Context, params *pinyinParams) (*pinyinResult, error) {
	ticket := s.take(params.TextDocument.file())
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	asked := snapshot.spanOf(params.Range)
	var text strings.Builder
	for line := snapshot.document.LineAt(asked.Start); line <= snapshot.document.LineAt(asked.End) && ctx.Err() == nil; line++ {
		span := analysis.Span{
			Start: max(asked.Start, snapshot.document.LineStart(line)), End: min(asked.End, snapshot.lineEnd(line)),
		}
		if span.Start > span.End {
			break
		}
		text.WriteString(snapshot.document.Slice(span) + "\n")
		if reading := snapshot.reading(ctx, span); reading != "" {
			text.WriteString(reading + "\n")
		}
	}
	return &pinyinResult{strings.TrimSuffix(text.String(), "\n")}, ctx.Err()
}

// reading is the pinyin of a stretch of one line, "" when nothing in it is
// read. A word that the stretch cuts is read as a whole.
func (s *snapshot) reading(ctx context.Context, span analysis.Span) string {
	var pieces []pinyin.Piece
	read := false
	for token := range s.tokens(ctx, span) {
		piece := pinyin.Piece{Text: token.Text, Proper: token.Proper}
		if token.Han {
			piece.Syllables, read = token.Pinyin, true
		}
		pieces = append(pieces, piece)
	}
	if !read {
		return ""
	}
	return pinyin.Line(pieces, pinyin.Style(s.settings.values.Hints.Style))
}
