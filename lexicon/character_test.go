package lexicon

import (
	"slices"
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// Every row of characters.md is a reading that the dictionary has of the
// character, is there once, and is short enough for a line of characters.
func TestCoreMeanings(t *testing.T) {
	all, err := cores()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(charactersPage) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| 字 | 读音") {
			rows++
		}
	}
	if rows != len(all) {
		t.Errorf("%d rows, %d characters with a reading: some are there twice, or hold no reading", rows, len(all))
	}
	for key, meaning := range all {
		if !slices.ContainsFunc(lex.Entries(key.char), func(e Entry) bool {
			return strings.EqualFold(strings.Join(e.Pinyin, " "), key.pinyin)
		}) {
			t.Errorf("the dictionary does not read %s as %s", key.char, pinyin.Syllable(key.pinyin, pinyin.Marks))
		}
		if first, _, _ := strings.Cut(meaning, ";"); meaning == "" || len(first) > 34 {
			t.Errorf("%s %s: %q", key.char, key.pinyin, meaning)
		}
	}
	for _, test := range [][3]string{
		{"长", "zhang3", "to grow; elder, chief"}, {"長", "chang2", "long"}, {"麵", "mian4", ""}, {"面", "mian4", "face; side; flour"},
		{"子", "zi5", "(noun ending)"}, {"钱", "qian5", "money"}, {"㐀", "qiu1", ""},
	} {
		if got := lex.CoreMeaning(test[0], test[1]); got != test[2] {
			t.Errorf("%s %s: %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

// Words of speech.md are in the dictionary.
func TestPartsOfSpeech(t *testing.T) {
	all, err := speech()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	for word := range all {
		if !lex.Has(word) {
			t.Errorf("the dictionary lacks %s", word)
		}
	}
	if got := PartOfSpeech("兴奋"); got != "a" {
		t.Errorf("兴奋 is %q", got)
	}
}
