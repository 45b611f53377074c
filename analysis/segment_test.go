package analysis

import (
	"os"
	"strings"
	"testing"
)

// everydayText is the prose of testdata/everyday.tsv.
func everydayText(tb testing.TB) string {
	data, err := os.ReadFile("testdata/everyday.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		text, _, _ := strings.Cut(line, "\t")
		b.WriteString(text)
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkSegment(b *testing.B) {
	a := analyzer(b)
	text := everydayText(b)
	words := a.userWords(nil)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.segment(text, words)
	}
}
