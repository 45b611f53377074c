package lexicon

import (
	"slices"
	"testing"
)

// TestGuides makes sure that every guide can be read, and that its word is in
// the dictionary and its links lead somewhere.
func TestGuides(t *testing.T) {
	list, err := Guides()
	if err != nil {
		t.Error(err)
	}
	if len(list) == 0 {
		t.Fatal("there are no guides")
	}
	lex, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for _, g := range list {
		examples += len(g.Examples)
		if len(lex.Entries(g.Word)) == 0 && len([]rune(g.Word)) < 3 {
			t.Errorf("guides/%s.md: the dictionary has no entry for its word", g.Word)
		}
	}
	t.Logf("%d guides, %d examples", len(list), examples)
}

// TestComparisons makes sure that the pages of two near neighbours name each
// other, each of them once, and that every comparison tells when to choose the
// word of its page and when the other.
func TestComparisons(t *testing.T) {
	list, err := Guides()
	if err != nil {
		t.Fatal(err)
	}
	comparisons := 0
	for _, g := range list {
		seen := map[string]bool{}
		for _, c := range g.Versus {
			comparisons++
			if seen[c.With] || c.With == g.Word {
				t.Errorf("guides/%s.md: 辨析 with %s twice, or with itself", g.Word, c.With)
			}
			seen[c.With] = true
			if len(c.Choose) < 2 {
				t.Errorf("guides/%s.md: 辨析 with %s tells only one of the two choices", g.Word, c.With)
			}
			other, ok := GuideTo(c.With)
			if ok && !slices.ContainsFunc(other.Versus, func(back Comparison) bool { return back.With == g.Word }) {
				t.Errorf("guides/%s.md: 辨析 with %s, whose page has none with %s", g.Word, c.With, g.Word)
			}
		}
	}
	t.Logf("%d comparisons", comparisons)
}
