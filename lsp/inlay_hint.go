package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// inlayHints writes readings behind the words of a range.
func (s *server) inlayHints(ctx context.Context, params *protocol.InlayHintParams) (*jsonrpc2.RawMessage, error) {
	ticket := s.take(uri.URI(strings.Clone(string(params.TextDocument.URI))))
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	span := snapshot.spanOf(params.Range)
	// a hint is a little over twenty times as long as its word
	answer := make([]byte, 0, min(24*span.Len(), 1<<20))
	return new(jsonrpc2.RawMessage(snapshot.appendHints(ctx, answer, span))), ctx.Err()
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

// appendHints appends the JSON of the hints of a span: a screen has a thousand,
// and is asked for again with every line that is scrolled.
func (s *snapshot) appendHints(ctx context.Context, out []byte, span analysis.Span) []byte {
	out = append(out, '[')
	if s.settings.values.Hints.Pinyin == "off" {
		return append(out, ']')
	}
	style := pinyin.Style(s.settings.values.Hints.Style)
	data := fmt.Appendf(nil, `,"data":{"uri":%s,"serial":%d,"offset":`, jsonText(string(s.uri)), s.serial)
	before := -1 // where the hint before stands; it is still open
	var label []byte
	for token := range s.tokens(ctx, span) {
		if !token.Han || !s.wantsHint(token) {
			continue
		}
		if label = pinyin.AppendWord(label[:0], token.Pinyin, style, token.Proper); len(label) == 0 {
			continue
		}
		if token.Span.Start == before {
			// Between two words the space in front of the second hint is not
			// enough: it would stand against the second word.
			out = append(out, `,"paddingRight":true`...)
		}
		if before >= 0 {
			out = append(out, "},"...)
		}
		before = token.Span.End
		out = appendPosition(append(out, `{"position":`...), s.position(before))
		out = appendText(append(out, `,"label":`...), label)
		if s.server.can.resolveTooltips {
			out = append(strconv.AppendInt(append(out, data...), int64(token.Span.Start), 10), '}')
		}
		out = append(out, `,"paddingLeft":true`...)
	}
	if before >= 0 {
		out = append(out, '}')
	}
	return append(out, ']')
}

// tokens yields the words of a span with the tones that the settings ask for.
func (s *snapshot) tokens(ctx context.Context, span analysis.Span) iter.Seq[*analysis.Token] {
	return func(yield func(*analysis.Token) bool) {
		mode := s.settings.values.Hints.Sandhi
		var tokens []analysis.Token
		for token := range s.document.Tokens(span) {
			if ctx.Err() != nil {
				return
			}
			if pinyin.Sandhi(mode) != pinyin.YiBu { // they look at their neighbours
				tokens = append(tokens, token)
			} else if !yield(&token) {
				return
			}
		}
		for i := range WithSandhi(s.server.lexicon, tokens, mode) {
			if !yield(&tokens[i]) {
				return
			}
		}
	}
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
