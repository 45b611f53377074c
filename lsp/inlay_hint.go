package lsp

import (
	"context"
	"encoding/json"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// InlayHint writes readings behind the words of a range.
func (s *server) InlayHint(ctx context.Context, params *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	return snapshot.hints(ctx, snapshot.spanOf(params.Range)), ctx.Err()
}

// hintData is what comes back with a hint when its tooltip is wanted.
type hintData struct {
	URI    uri.URI `json:"uri"`
	Serial int64   `json:"serial"`
	Offset int     `json:"offset"`
}

// InlayHintResolve adds the word's meaning, for as long as the text is the one
// that the hint was made for.
func (s *server) InlayHintResolve(ctx context.Context, hint *protocol.InlayHint) (*protocol.InlayHint, error) {
	var data hintData
	if err := json.Unmarshal(hint.Data, &data); err != nil {
		return hint, nil
	}
	ticket := s.take(data.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil || snapshot.serial != data.Serial {
		return hint, err
	}
	if word, ok := snapshot.document.WordAt(data.Offset); ok {
		hint.Tooltip = protocol.String(snapshot.tooltip(&word))
	}
	return hint, nil
}

func (s *snapshot) hints(ctx context.Context, span analysis.Span) []protocol.InlayHint {
	hints := []protocol.InlayHint{}
	if s.settings.values.Hints.Pinyin == "off" {
		return hints
	}
	before := -1 // where the hint before stands
	for _, token := range s.tokens(ctx, span) {
		if !token.Han || !s.wantsHint(&token) {
			continue
		}
		label := pinyin.Word(token.Pinyin, pinyin.Style(s.settings.values.Hints.Style), token.Proper)
		if label == "" {
			continue
		}
		if token.Span.Start == before {
			// Between two words the space in front of the second hint is not
			// enough: it would stand against the second word.
			hints[len(hints)-1].PaddingRight = new(true)
		}
		hint := protocol.InlayHint{
			Position: s.position(token.Span.End), Label: protocol.String(label), PaddingLeft: new(true),
		}
		if s.server.can.resolveTooltips {
			hint.Data, _ = json.Marshal(hintData{s.uri, s.serial, token.Span.Start})
		}
		hints = append(hints, hint)
		before = token.Span.End
	}
	return hints
}

// tokens are the words of a span with the tones that the settings ask for.
func (s *snapshot) tokens(ctx context.Context, span analysis.Span) []analysis.Token {
	var tokens []analysis.Token
	for token := range s.document.Tokens(span) {
		if ctx.Err() != nil {
			break
		}
		tokens = append(tokens, token)
	}
	return WithSandhi(s.server.lexicon, tokens, s.settings.values.Hints.Sandhi)
}

// WithSandhi gives consecutive words the tones of a mode that settings name.
func WithSandhi(lex *lexicon.Lexicon, tokens []analysis.Token, mode string) []analysis.Token {
	if pinyin.Sandhi(mode) == pinyin.YiBu {
		return tokens // as they come
	}
	texts, readings := make([]string, len(tokens)), make([][]string, len(tokens))
	for i := range tokens {
		texts[i], readings[i] = tokens[i].Text, tokens[i].Pinyin
	}
	for i, reading := range pinyin.Sandhi(mode).Apply(texts, readings, lex.Has) {
		tokens[i].Pinyin = reading
	}
	return tokens
}

func (s *snapshot) wantsHint(token *analysis.Token) bool {
	switch s.settings.values.Hints.Pinyin {
	case "above-hsk":
		level := s.server.lexicon.HSK(token.Text)
		return level == 0 || level > s.settings.values.Hints.Level
	case "polyphones":
		return s.polyphonic(token.Text)
	default:
		return true
	}
}

// polyphonic tells whether a character of the word has several readings in the
// dictionary, surnames and places left out.
func (s *snapshot) polyphonic(word string) bool {
	for _, char := range word {
		readings := map[string]bool{}
		for _, entry := range s.server.lexicon.Entries(string(char)) {
			if len(entry.Pinyin) == 1 && entry.Pinyin[0] == strings.ToLower(entry.Pinyin[0]) {
				readings[entry.Pinyin[0]] = true
			}
		}
		if len(readings) > 1 {
			return true
		}
	}
	return false
}
