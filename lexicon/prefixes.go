package lexicon

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/trie"
)

// prefixes is a trie of words in simplified and small letters.
type prefixes struct{ trie.Trie }

// newPrefixes makes a table with room for a number of nodes.
func newPrefixes(nodes int) prefixes { return prefixes{trie.New(nodes)} }

// add puts a word into the table, by its text in small letters. It refuses a
// text that is there already, and one for which there is no room.
func (p *prefixes) add(text string, id uint32) error {
	if !isKey(text) {
		return fmt.Errorf("%q is no word", text)
	}
	return p.Add(strings.Map(lower, text), id)
}

// lattice appends to out the words that begin at runes[from], shortest first.
// A word never ends within a run of Latin letters or digits.
func (p *prefixes) lattice(runes []rune, from int, scripts *scripts, out []Candidate) []Candidate {
	node, s := trie.Root, trie.Start
	for i := from; i < len(runes) && s.More(); i++ {
		if node, s = p.Child(node, scripts.fold(runes[i])); s == 0 {
			break
		}
		if id, ok := s.Word(); ok && !(isLatin(runes[i]) && i+1 < len(runes) && isLatin(runes[i+1])) {
			out = append(out, Candidate{id, i + 1 - from})
		}
	}
	return out
}

// find returns the word that is spelled so, in either script.
func (p *prefixes) find(text string, scripts *scripts) (id uint32, ok bool) {
	node, s := trie.Root, trie.Start
	for _, r := range text {
		if !s.More() {
			return 0, false
		}
		if node, s = p.Child(node, scripts.fold(r)); s == 0 {
			return 0, false
		}
	}
	return s.Word()
}

// isKey reports whether a word is text that a text can hold.
func isKey(text string) bool {
	return text != "" && strings.IndexByte(text, 0) < 0 && utf8.ValidString(text)
}
