package lsp

import (
	"context"
	"slices"
	"strconv"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

// The types of semantic tokens, in the order of the legend. Each is on by a
// setting of its own; all are off by default.
const (
	outOfRegister = iota
	aboveLevel
	properName
)

var tokenTypes = []string{outOfRegister: "outOfRegister", aboveLevel: "aboveLevel", properName: "properName"}

// SemanticTokensFull colours a document.
func (s *server) SemanticTokensFull(ctx context.Context, params *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	return s.colours(ctx, snapshot)
}

// SemanticTokensFullDelta tells what has changed since an answer that the client
// holds, or everything if that was not the last one.
func (s *server) SemanticTokensFullDelta(ctx context.Context, params *protocol.SemanticTokensDeltaParams) (protocol.SemanticTokensDeltaResult, error) {
	ticket := s.take(params.TextDocument.URI)
	previous := params.PreviousResultID
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	s.mu.Lock()
	var before *protocol.SemanticTokens
	if document, ok := s.documents[snapshot.uri]; ok {
		before = document.colours
	}
	s.mu.Unlock()
	now, err := s.colours(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	if before == nil || *before.ResultID != previous {
		return now, nil
	}
	return &protocol.SemanticTokensDelta{ResultID: now.ResultID, Edits: difference(before.Data, now.Data)}, nil
}

// SemanticTokensRange colours a part of a document.
func (s *server) SemanticTokensRange(ctx context.Context, params *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	data, err := snapshot.coloured(ctx, snapshot.spanOf(params.Range))
	return &protocol.SemanticTokens{Data: data}, err
}

// colours works out a whole document's tokens and keeps them for the next delta.
func (s *server) colours(ctx context.Context, snapshot *snapshot) (*protocol.SemanticTokens, error) {
	data, err := snapshot.coloured(ctx, analysis.Span{End: snapshot.document.Len()})
	if err != nil {
		return nil, err
	}
	result := &protocol.SemanticTokens{ResultID: new(strconv.FormatInt(snapshot.serial, 36)), Data: data}
	s.mu.Lock()
	defer s.mu.Unlock()
	if document, ok := s.documents[snapshot.uri]; ok {
		document.colours = result
	}
	return result, nil
}

// coloured are the coloured words of a span, in the numbers of the protocol: five
// a token, each place counted from the one before.
func (s *snapshot) coloured(ctx context.Context, span analysis.Span) ([]uint32, error) {
	data := []uint32{}
	show := s.settings.values.Tokens
	if s.excluded() || !show.Register && !show.Level && !show.Names {
		return data, nil
	}
	var flagged []analysis.Span
	if show.Register {
		for f := range s.document.Findings(span) {
			if len(flagged) > 0 && flagged[len(flagged)-1].Overlaps(f.Span) {
				continue
			}
			flagged = append(flagged, f.Span)
		}
	}
	var line, character uint32
	put := func(span analysis.Span, kind uint32) {
		place := s.rangeOf(span)
		if place.End.Line != place.Start.Line || place.End.Character <= place.Start.Character {
			return // not every client can take a token of several lines
		}
		if place.Start.Line != line {
			character = 0
		}
		data = append(data, place.Start.Line-line, place.Start.Character-character, place.End.Character-place.Start.Character, kind, 0)
		line, character = place.Start.Line, place.Start.Character
	}
	words := 0
	for token := range s.document.Tokens(span) {
		if words++; words%512 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for len(flagged) > 0 && flagged[0].End <= token.Span.Start {
			flagged = flagged[1:]
		}
		switch {
		case len(flagged) > 0 && flagged[0].Overlaps(token.Span):
			if flagged[0].Start >= token.Span.Start || flagged[0].Start < span.Start {
				put(flagged[0], outOfRegister) // once, with its first word
			}
		case !token.Han:
		case show.Names && token.Proper:
			put(token.Span, properName)
		case show.Level && !token.Proper && s.above(token.Text):
			put(token.Span, aboveLevel)
		}
	}
	return data, nil
}

// above tells whether a word lies above the level of the settings: one that no
// list has is above all.
func (s *snapshot) above(word string) bool {
	level := s.server.analyzer.HSK(word)
	return level == 0 || level > s.settings.values.Hints.Level
}

// difference is the one edit that makes a list of another: what both begin and
// end with stays.
func difference(before, now []uint32) []protocol.SemanticTokensEdit {
	if slices.Equal(before, now) {
		return []protocol.SemanticTokensEdit{}
	}
	same := 0
	for same < min(len(before), len(now)) && before[same] == now[same] {
		same++
	}
	rest := 0
	for rest < min(len(before), len(now))-same && before[len(before)-1-rest] == now[len(now)-1-rest] {
		rest++
	}
	return []protocol.SemanticTokensEdit{{
		Start: uint32(same), DeleteCount: uint32(len(before) - same - rest), Data: now[same : len(now)-rest],
	}}
}
