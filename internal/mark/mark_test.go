package mark

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDraw(t *testing.T) {
	for _, test := range []struct{ line, word, want string }{
		{"和你的朋友多联络。", "联络", "　　　　　　＾＾"},
		{"𠮷野家，请联络我", "联络", "　　　　　＾＾"},
		{"Hi, 请联络我", "联络", "    　＾＾"},
		{"用 email 联络", "email", "　 ^^^^^"},
		{"👨‍👩‍👧联络", "联络", "　　　＾＾"}, // joiners take no mark
		{"\t联络", "联络", "\t＾＾"},
		{"e\u0301联络", "联络", " ＾＾"},
	} {
		start := strings.Index(test.line, test.word)
		if got := Draw(test.line, start, start+len(test.word)); got != test.want {
			t.Errorf("Draw(%q, %q) = %q, want %q", test.line, test.word, got, test.want)
		}
	}
}

func TestDrawAtAPoint(t *testing.T) {
	if got, want := Draw("一二", 3, 3), "　＾"; got != want {
		t.Errorf("before 二: %q, want %q", got, want)
	}
	if got, want := Draw("一二", 6, 6), "　　^"; got != want {
		t.Errorf("at the end: %q, want %q", got, want)
	}
	if got, want := Draw("", 0, 0), "^"; got != want {
		t.Errorf("in nothing: %q, want %q", got, want)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, marks := range []string{"", "　　", "　＾　＾", "＾ hover", "他"} {
		if _, _, ok := Read("一二三四五六", marks); ok {
			t.Errorf("%q was read as marks", marks)
		}
	}
}

func TestLines(t *testing.T) {
	got := Lines("请联络\x1b我", []Note{{3, 9, "联系"}})
	if want := "请联络\ufffd我\n　＾＾ 联系\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is drawn is read back as the same stretch, whatever the line.
func FuzzRoundTrip(f *testing.F) {
	f.Add("和你的朋友多联络。", 6, 2)
	f.Add("a𠮷\xff👨‍👩‍👧é\u0301\t“好”", 2, 3)
	f.Fuzz(func(t *testing.T, line string, first, count int) {
		if strings.ContainsAny(line, "\n\r") || first < 0 || count < 1 {
			t.Skip()
		}
		// The cells of the line: each rune with the zero-width ones after it.
		var cells []int
		for at, r := range line {
			if !Zero(r) || at == 0 {
				cells = append(cells, at)
			}
		}
		if r, _ := utf8.DecodeRuneInString(line); len(cells) == 0 || Zero(r) {
			t.Skip()
		}
		cells = append(cells, len(line))
		first %= len(cells) - 1
		last := min(first+count%len(cells), len(cells)-1)
		if last <= first {
			t.Skip()
		}
		start, end := cells[first], cells[last]
		marks := Draw(line, start, end)
		gotStart, gotEnd, ok := Read(line, marks)
		if !ok || gotStart != start || gotEnd != end {
			t.Errorf("%q [%d,%d) drawn as %q and read as [%d,%d) %v", line, start, end, marks, gotStart, gotEnd, ok)
		}
	})
}
