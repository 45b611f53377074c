package analysis

import (
	"os"
	"strings"
	"testing"
)

// TestSubstitutions applies the first fix of what is marked in each line of
// testdata/substitutions.txt, in a text that is to be formal, and compares the
// whole sentence: the word that is offered first goes with its object or subject
// there, and with what stands beside it.
func TestSubstitutions(t *testing.T) {
	a := analyzer(t)
	text, err := os.ReadFile("testdata/substitutions.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		marked, want, ok := strings.Cut(line, "\t")
		before, rest, open := strings.Cut(marked, "【")
		word, after, closed := strings.Cut(rest, "】")
		if !ok || !open || !closed {
			t.Fatalf("substitutions.txt:%d: not a marked sentence, a tab and the sentence after the fix", n+1)
		}
		d := a.Open(before+word+after, PlainText, &Settings{Target: Formal, Explicit: true})
		got := ""
		for f := range d.Findings(Span{len(before), len(before) + len(word)}) {
			if len(f.Fixes) > 0 {
				got = d.Edit(f.Fixes[0].Edits[0].Span, f.Fixes[0].Edits[0].Text).Text()
				break
			}
		}
		if got != want {
			t.Errorf("substitutions.txt:%d: %s\n\tbecomes %s\n\tnot     %s", n+1, marked, got, want)
		}
	}
}
