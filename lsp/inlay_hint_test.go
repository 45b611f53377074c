package lsp

import (
	"testing"

	"go.lsp.dev/protocol"
)

// Hints are made for the range that is asked for, one at the end of each of
// its words; between two hints there is room on both sides, so that neither
// stands against a word that it is not of.
func TestHintsOfARange(t *testing.T) {
	c := session(t, `{"capabilities": `+everything+`}`)
	c.open(draft, "我们学习。\n他跟朋友联络，Email 也行。\n明天再说。\n")
	hints, err := c.InlayHint(t.Context(), &protocol.InlayHintParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(1, 0, 1, 12),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		label     string
		character uint32
	}{{"tā", 3}, {"gēn", 6}, {"péngyou", 12}}
	if len(hints) != len(want) {
		t.Fatalf("%d hints, want %d: %v", len(hints), len(want), hints)
	}
	for i, hint := range hints {
		if label := string(hint.Label.(protocol.String)); label != want[i].label || hint.Position != (protocol.Position{Line: 1, Character: want[i].character}) {
			t.Errorf("hint %d is %s at %v, want %v", i, label, hint.Position, want[i])
		}
		if !is(hint.PaddingLeft) || is(hint.PaddingRight) != (i < len(hints)-1) {
			t.Errorf("hint %d has padding %v, %v", i, is(hint.PaddingLeft), is(hint.PaddingRight))
		}
	}
}
