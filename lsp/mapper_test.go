package lsp

import (
	"strings"
	"testing"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

func TestMapper(t *testing.T) {
	const text = "a联𠮷络\r\n👨‍👩‍👧。\rx\n"
	for _, test := range []struct {
		before             string // the text before the place
		utf8, utf16, utf32 [2]uint32
	}{
		{"", [2]uint32{0, 0}, [2]uint32{0, 0}, [2]uint32{0, 0}},
		{"a联", [2]uint32{0, 4}, [2]uint32{0, 2}, [2]uint32{0, 2}},
		{"a联𠮷", [2]uint32{0, 8}, [2]uint32{0, 4}, [2]uint32{0, 3}},
		{"a联𠮷络", [2]uint32{0, 11}, [2]uint32{0, 5}, [2]uint32{0, 4}},
		{"a联𠮷络\r\n", [2]uint32{1, 0}, [2]uint32{1, 0}, [2]uint32{1, 0}},
		{"a联𠮷络\r\n👨‍👩‍👧", [2]uint32{1, 18}, [2]uint32{1, 8}, [2]uint32{1, 5}},
		{"a联𠮷络\r\n👨‍👩‍👧。\r", [2]uint32{2, 0}, [2]uint32{2, 0}, [2]uint32{2, 0}},
		{"a联𠮷络\r\n👨‍👩‍👧。\rx\n", [2]uint32{3, 0}, [2]uint32{3, 0}, [2]uint32{3, 0}},
	} {
		for e, want := range map[encoding][2]uint32{utf8Bytes: test.utf8, utf16: test.utf16, utf32: test.utf32} {
			m := newMapper(newPlainText(text), e)
			got := m.position(len(test.before))
			if got != (protocol.Position{Line: want[0], Character: want[1]}) {
				t.Errorf("%s: %q is at %v, want %v", e.kind(), test.before, got, want)
			}
			if back := m.toOffset(got); back != len(test.before) {
				t.Errorf("%s: %v is offset %d, want %d", e.kind(), got, back, len(test.before))
			}
		}
	}
}

// Places that are none: past an end, or inside a character.
func TestMapperSnaps(t *testing.T) {
	const text = "a𠮷b\r\nc"
	for _, test := range []struct {
		encoding        encoding
		line, character uint32
		want            int
	}{
		{utf16, 0, 2, 1},     // between the surrogates of 𠮷
		{utf8Bytes, 0, 3, 1}, // inside 𠮷
		{utf16, 0, 99, 6},
		{utf8Bytes, 0, 7, 6}, // in the line break
		{utf32, 0, 99, 6},
		{utf16, 0, 1<<32 - 1, 6},
		{utf8Bytes, 0, 1<<32 - 1, 6},
		{utf16, 1, 9, 9},
		{utf16, 7, 0, 9},
		{utf16, 1<<32 - 1, 1<<32 - 1, 9},
	} {
		m := newMapper(newPlainText(text), test.encoding)
		if got := m.toOffset(protocol.Position{Line: test.line, Character: test.character}); got != test.want {
			t.Errorf("%s %d:%d is offset %d, want %d", test.encoding.kind(), test.line, test.character, got, test.want)
		}
	}
	m := newMapper(newPlainText(text), utf16)
	for offset, want := range map[int]protocol.Position{
		3: {Line: 0, Character: 1}, 7: {Line: 0, Character: 4}, 99: {Line: 1, Character: 1}, -3: {},
	} {
		if got := m.position(offset); got != want {
			t.Errorf("offset %d is at %v, want %v", offset, got, want)
		}
	}
}

func TestNegotiate(t *testing.T) {
	kinds := func(kinds ...protocol.PositionEncodingKind) *protocol.GeneralClientCapabilities {
		return &protocol.GeneralClientCapabilities{PositionEncodings: kinds}
	}
	for _, test := range []struct {
		offered *protocol.GeneralClientCapabilities
		want    encoding
	}{
		{nil, utf16}, {kinds(), utf16}, {kinds("utf-16"), utf16}, {kinds("utf-16", "utf-8"), utf8Bytes},
		{kinds("utf-32", "utf-16"), utf16}, {kinds("utf-32"), utf32}, {kinds("utf-7"), utf16},
	} {
		if got := negotiate(test.offered); got != test.want {
			t.Errorf("%v: %s", test.offered, got.kind())
		}
	}
}

// A long line is read in parts, none of which ends inside a character.
func TestLongLine(t *testing.T) {
	text := strings.Repeat("字𠮷a\xff", 3000)
	for e := utf16; e <= utf32; e++ {
		m, short := newMapper(newPlainText(text), e), newMapper(newPlainText("字𠮷a\xff"), e)
		whole := short.position(9).Character
		for _, n := range []int{2999, 1, 455, 456, 1500} {
			for _, within := range []int{0, 3, 7, 8} {
				want := protocol.Position{Character: uint32(n)*whole + short.position(within).Character}
				if got := m.position(n*9 + within); got != want {
					t.Errorf("%s: offset %d is at %v, want %v", e.kind(), n*9+within, got, want)
				}
				if got := m.toOffset(want); got != n*9+within {
					t.Errorf("%s: %v is offset %d, want %d", e.kind(), want, got, n*9+within)
				}
			}
		}
	}
}

// Every boundary between characters is found again from its position, in each
// encoding, in whatever order; and any position gives a boundary.
func FuzzMapper(f *testing.F) {
	f.Add("和你的朋友多联络。\r\n𠮷野家\r👨‍👩‍👧\n", uint32(1), uint32(2))
	f.Add("a\xff\xf0\x9f联\xe8\r", uint32(0), uint32(3))
	f.Add("", uint32(3), uint32(3))
	f.Fuzz(func(t *testing.T, text string, line, character uint32) {
		plain := newPlainText(text)
		for e := utf16; e <= utf32; e++ {
			m := newMapper(plain, e)
			boundary := map[int]bool{len(text): true}
			for offset := range text {
				boundary[offset] = true
				if offset > 0 && text[offset] == '\n' && text[offset-1] == '\r' {
					continue // inside a line break is no place
				}
				p := m.position(offset)
				if back := m.toOffset(p); back != offset {
					t.Fatalf("%s %q: offset %d at %v comes back as %d", e.kind(), text, offset, p, back)
				}
				fresh := newMapper(plain, e).position(offset)
				if fresh != p {
					t.Fatalf("%s %q: offset %d is at %v and at %v", e.kind(), text, offset, p, fresh)
				}
			}
			got := m.toOffset(protocol.Position{Line: line, Character: character})
			if got < 0 || got > len(text) || !boundary[got] {
				t.Fatalf("%s %q: %d:%d is offset %d", e.kind(), text, line, character, got)
			}
		}
	})
}

// The lines of a plain text are those that the protocol has.
func FuzzPlainText(f *testing.F) {
	f.Add("a\r\nb\rc\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		plain := newPlainText(text)
		normal := strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		if want := strings.Count(normal, "\n") + 1; plain.Lines() != want {
			t.Fatalf("%q has %d lines, want %d", text, plain.Lines(), want)
		}
		for offset := 0; offset <= len(text); offset++ {
			line := plain.LineAt(offset)
			if plain.LineStart(line) > offset || line+1 < plain.Lines() && plain.LineStart(line+1) <= offset {
				t.Fatalf("%q: offset %d is not in line %d", text, offset, line)
			}
		}
		if utf8.ValidString(text) && plain.Slice(analysis.Span{End: len(text)}) != text {
			t.Fatal("the text is not kept")
		}
	})
}
