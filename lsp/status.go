package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"

	"github.com/yuti-lsp/yuti/analysis"
)

type statusParams struct {
	TextDocument textDocument `json:"textDocument"`
}

// statusResult is what an editor shows of a file in one line.
type statusResult struct {
	// Chinese tells whether there is Chinese prose in the file; without it
	// there is nothing to show.
	Chinese bool `json:"chinese"`
	// Target is the register aimed at, and Source where that comes from:
	// "document", "settings" or "text". Judged is the register that the text
	// itself speaks in.
	Target string `json:"target"`
	Source string `json:"source"`
	Judged string `json:"judged"`
	// Counts are the findings by family; Safe, how many fix-all would mend.
	Counts map[string]int `json:"counts"`
	Safe   int            `json:"safe"`
}

// status sums a file up.
func (s *server) status(ctx context.Context, params *statusParams) (*statusResult, error) {
	ticket := s.take(params.TextDocument.file())
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	result := &statusResult{Counts: map[string]int{}}
	if result.Chinese = snapshot.chinese(ctx); !result.Chinese {
		return result, ctx.Err()
	}
	target := snapshot.document.Target()
	result.Target, result.Source = targetName(target.Register), target.Source
	result.Judged = targetName(snapshot.document.Judged())
	if snapshot.excluded() {
		return result, nil
	}
	for f := range snapshot.findings(ctx) {
		family, _, _ := strings.Cut(f.Code, "/")
		result.Counts[family]++
		if KindOf(f) == "safe" {
			result.Safe++
		}
	}
	return result, ctx.Err()
}

// chinese tells whether there is a Chinese word in the prose.
func (s *snapshot) chinese(ctx context.Context) bool {
	for token := range s.document.Tokens(analysis.Span{End: s.document.Len()}) {
		if token.Han || ctx.Err() != nil {
			return token.Han
		}
	}
	return false
}

// targetName is a target register's name in settings.
func targetName(register analysis.Register) string {
	for name, r := range targets {
		if r == register {
			return name
		}
	}
	return ""
}
