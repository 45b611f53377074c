package lsp

import (
	"strings"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
)

// There are two notations of a place in a text:
//
//   - an offset counts bytes from the beginning of the text; all packages
//     below this one know only offsets;
//   - a position, on the wire, is a line and a character in it, both from 0,
//     where the unit of character is agreed on by client and server: UTF-8
//     bytes, UTF-16 code units or UTF-32 code points.
//
// A mapper converts between them. Lines end at "\n", "\r\n" or "\r". A
// position past the end of its line means the end of the line, one past the
// last line the end of the text; a place inside a character or a surrogate
// pair means the beginning of the character.

// An encoding is the unit that positions count in.
type encoding uint8

const (
	utf16 encoding = iota // what every client knows
	utf8Bytes
	utf32
)

// negotiate picks UTF-8 where the client has it: it is ours, and Neovim 0.10
// miscounts columns of Chinese lines in the others. Every client has UTF-16.
func negotiate(general *protocol.GeneralClientCapabilities) encoding {
	if general == nil {
		return utf16
	}
	offered := map[protocol.PositionEncodingKind]bool{}
	for _, kind := range general.PositionEncodings {
		offered[kind] = true
	}
	switch {
	case offered[protocol.PositionEncodingKindUTF8]:
		return utf8Bytes
	case offered[protocol.PositionEncodingKindUTF16], !offered[protocol.PositionEncodingKindUTF32]:
		return utf16
	default:
		return utf32
	}
}

func (e encoding) kind() protocol.PositionEncodingKind {
	switch e {
	case utf8Bytes:
		return protocol.PositionEncodingKindUTF8
	case utf32:
		return protocol.PositionEncodingKindUTF32
	default:
		return protocol.PositionEncodingKindUTF16
	}
}

// units is how many units a rune of so many bytes takes.
func (e encoding) units(r rune, size int) int {
	switch {
	case e == utf8Bytes:
		return size
	case e == utf16 && r > 0xFFFF:
		return 2
	default:
		return 1
	}
}

// lines is a text that knows its lines; an analysis.Document is one.
type lines interface {
	Len() int
	Lines() int
	LineStart(line int) int
	LineAt(offset int) int
	Slice(span analysis.Span) string
}

// A mapper converts for one text. It remembers its last place, so that going
// through a text in order looks for each line once and reads it once; it is not
// safe for concurrent use.
type mapper struct {
	text     lines
	encoding encoding
	// line is the line that an offset was last converted in, -1 for none; its
	// text lies between start and end.
	line, start, end int
	// units is the length in units of the text between the line's start and
	// the offset that was converted last.
	offset, units int
	// near is the text from the offset nearAt on, of the line last looked at.
	near   string
	nearAt int
}

func newMapper(text lines, e encoding) *mapper { return &mapper{text: text, encoding: e, line: -1} }

// position converts an offset.
func (m *mapper) position(offset int) protocol.Position {
	offset = max(0, min(offset, m.text.Len()))
	if m.line < 0 || offset < m.start || offset > m.end {
		m.line = m.text.LineAt(offset)
		m.start, m.end = m.text.LineStart(m.line), m.lineEnd(m.line)
		m.offset, m.units = m.start, 0
	}
	offset = m.runeStart(m.start, min(offset, m.end), m.end)
	if m.encoding == utf8Bytes {
		return protocol.Position{Line: uint32(m.line), Character: uint32(offset - m.start)}
	}
	if offset < m.offset {
		m.offset, m.units = m.start, 0
	}
	for m.offset < offset {
		part := m.part(m.offset, offset, m.end)
		for _, r := range part {
			m.units += m.encoding.units(r, 1) // invalid bytes count one each
		}
		m.offset += len(part)
	}
	return protocol.Position{Line: uint32(m.line), Character: uint32(m.units)}
}

// toOffset converts a position.
func (m *mapper) toOffset(p protocol.Position) int {
	if int64(p.Line) >= int64(m.text.Lines()) {
		return m.text.Len()
	}
	start, end := m.text.LineStart(int(p.Line)), m.lineEnd(int(p.Line))
	if m.encoding == utf8Bytes {
		offset := int(min(int64(start)+int64(p.Character), int64(end)))
		return m.runeStart(start, offset, end)
	}
	units, offset := int64(0), start
	for offset < end {
		part := m.part(offset, end, end)
		for i, r := range part {
			units += int64(m.encoding.units(r, 1))
			if units > int64(p.Character) {
				return offset + i
			}
		}
		offset += len(part)
	}
	return offset
}

// partSize is how much of a line is looked at at once, in bytes: a line can be
// a novel, and what is sliced from a document may have to be copied.
const partSize = 4 << 10

// part is the text from one place up to another, or so much of it that whole
// characters are; end is that of the line.
func (m *mapper) part(from, to, end int) string {
	if to-from > partSize {
		to = m.runeStart(from, from+partSize, to)
	}
	return m.slice(from, to, end)
}

// slice is a part of the line that ends at end. What is sliced from the text is
// kept, with what comes behind it: the next place is rarely far.
func (m *mapper) slice(from, to, end int) string {
	if from < m.nearAt || to > m.nearAt+len(m.near) {
		m.near, m.nearAt = m.text.Slice(analysis.Span{Start: from, End: max(to, min(end, from+partSize))}), from
	}
	return m.near[from-m.nearAt : to-m.nearAt]
}

// runeStart steps back to the beginning of the character around an offset.
func (m *mapper) runeStart(start, offset, end int) int {
	from := max(start, offset-utf8.UTFMax+1)
	around := m.slice(from, min(end, offset+utf8.UTFMax), end)
	if offset == end || utf8.RuneStart(around[offset-from]) {
		return offset
	}
	for i := offset - from - 1; i >= 0; i-- {
		if utf8.RuneStart(around[i]) {
			if r, size := utf8.DecodeRuneInString(around[i:]); (r != utf8.RuneError || size > 1) && i+size > offset-from {
				return from + i
			}
			break
		}
	}
	return offset
}

// lineEnd is the offset at which the line's text ends and its break begins.
func (m *mapper) lineEnd(line int) int {
	end := m.text.LineStart(line + 1)
	if line+1 >= m.text.Lines() {
		return m.text.Len()
	}
	start := m.text.LineStart(line)
	last := m.text.Slice(analysis.Span{Start: max(start, end-2), End: end})
	if strings.HasSuffix(last, "\r\n") {
		return end - 2
	}
	return end - 1
}

func (m *mapper) rangeOf(span analysis.Span) protocol.Range {
	return protocol.Range{Start: m.position(span.Start), End: m.position(span.End)}
}

func (m *mapper) spanOf(r protocol.Range) analysis.Span {
	start, end := m.toOffset(r.Start), m.toOffset(r.End)
	return analysis.Span{Start: min(start, end), End: max(start, end)}
}

// plainText is a string that knows its lines: a document for as long as there
// is no analyzer, or one that is not prose.
type plainText struct {
	text   string
	starts []int
}

func newPlainText(text string) *plainText {
	t := &plainText{text: text, starts: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

func (t *plainText) Len() int   { return len(t.text) }
func (t *plainText) Lines() int { return len(t.starts) }

func (t *plainText) LineStart(line int) int {
	switch {
	case line < 0:
		return 0
	case line >= len(t.starts):
		return len(t.text)
	}
	return t.starts[line]
}

func (t *plainText) LineAt(offset int) int {
	low, high := 0, len(t.starts)
	for low+1 < high {
		if middle := (low + high) / 2; t.starts[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

func (t *plainText) Slice(span analysis.Span) string { return t.text[span.Start:span.End] }
