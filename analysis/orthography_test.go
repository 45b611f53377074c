package analysis

import (
	"os"
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// Every line of orthography.tsv is written as it says there, by the rules of
// GB/T 16159: words joined, names with a capital, apostrophes, numerals, 一 and
// 不 as textbooks print them.
func TestOrthography(t *testing.T) {
	for text, want := range pinyinLines(t, "testdata/orthography.tsv", 1) {
		if got := analyzer(t).PinyinLine(analyzer(t).Analyze(text, nil), pinyin.Marks); got != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", text, got, want)
		}
	}
}

// leastLines are the everyday sentences, of those that have a line of pinyin,
// that are written just so: what is left is where the line joins or parts words
// that dictionaries do not.
const leastLines = 97

func TestOrthographyOfEverydaySentences(t *testing.T) {
	right, all := 0, 0
	for text, want := range pinyinLines(t, "testdata/everyday.tsv", 2) {
		all++
		if got := analyzer(t).PinyinLine(analyzer(t).Analyze(text, nil), pinyin.Marks); got == want {
			right++
		} else {
			t.Logf("%s\ngot:  %s\nwant: %s", text, got, want)
		}
	}
	t.Logf("%d of %d lines", right, all)
	if right < leastLines {
		t.Errorf("%d of %d lines are as they should be, at least %d", right, all, leastLines)
	}
}

// pinyinLines reads sentences and their pinyin, which is in the column.
func pinyinLines(t *testing.T, file string, column int) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(fields) > column {
			lines[fields[0]] = fields[column]
		}
	}
	return lines
}
