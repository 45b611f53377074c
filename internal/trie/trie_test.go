package trie

import (
	"slices"
	"testing"
)

func TestTrie(t *testing.T) {
	words := []string{"联", "联络", "联络员", "络", "𠮷野家", "ok"}
	trie := New(20)
	for id, w := range words {
		if err := trie.Add(w, uint32(id)); err != nil {
			t.Fatal(err)
		}
	}
	for text, want := range map[string][]string{
		"联络员好": {"联", "联络", "联络员"}, "络员": {"络"}, "𠮷野家": {"𠮷野家"}, "oh": nil, "": nil, "员": nil,
	} {
		var got []string
		node, s := Root, Start
		for _, r := range text {
			if !s.More() {
				break
			}
			if node, s = trie.Child(node, r); s == 0 {
				break
			}
			if id, ok := s.Word(); ok {
				got = append(got, words[id])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q begins with %q, want %q", text, got, want)
		}
	}
	for _, wrong := range []string{"", "联络"} {
		if trie.Add(wrong, 9) == nil {
			t.Errorf("%q was taken", wrong)
		}
	}
	full := New(1)
	for r := rune('一'); ; r++ {
		if full.Add(string(r), 0) != nil {
			break
		}
		if r > '一'+100 {
			t.Fatal("a trie takes more words than it has room for")
		}
	}
	if _, s := new(Trie).Child(Root, '联'); s != 0 {
		t.Error("the zero trie holds a word")
	}
}
