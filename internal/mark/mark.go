// Package mark draws the lines of marks that point at a stretch of the line
// above them, and reads such lines back.
//
// A mark line has one mark per rune, full-width under wide runes and narrow
// under the others, so that it stays aligned in any font whose full-width forms
// are as wide as its Han characters, and can be read back by counting runes:
//
//	和你的朋友多联络。
//	　　　　　　＾＾
package mark

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	wideMark, narrowMark   = '＾', '^'
	wideBlank, narrowBlank = '　', ' '
)

// Draw returns the mark line for the bytes [start, end) of line, without blanks
// at its end. Offsets inside a rune count as the rune's start; an empty stretch
// is drawn as one mark at its place.
func Draw(line string, start, end int) string {
	var b strings.Builder
	drawn := false
	for at, r := range line {
		if at >= end && (drawn || at > start) {
			break
		}
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(line[at:])
		}
		inside := at+size > start && at < end || start == end && at+size > start
		drawn = drawn || inside
		b.WriteString(glyph(r, inside))
		if start == end && drawn {
			break
		}
	}
	if !drawn {
		b.WriteRune(narrowMark) // past the end of the line
	}
	return b.String()
}

// Read returns the bytes of line that a mark line points at. ok is false when
// marks is not a mark line or has no mark.
func Read(line, marks string) (start, end int, ok bool) {
	start, end = -1, -1
	at := 0
	for _, m := range marks {
		size := 0
		if at < len(line) {
			_, size = utf8.DecodeRuneInString(line[at:])
		}
		switch m {
		case wideMark, narrowMark:
			if start < 0 {
				start = at
			} else if end != at {
				return 0, 0, false // a gap
			}
			end = at + size
		case wideBlank, narrowBlank, '\t':
		default:
			return 0, 0, false
		}
		at += size
		for at < len(line) {
			r, size := utf8.DecodeRuneInString(line[at:])
			if !Zero(r) {
				break
			}
			if end == at {
				end += size
			}
			at += size
		}
	}
	if start < 0 {
		return 0, 0, false
	}
	return start, end, true
}

// Note is a message at a stretch of a line.
type Note struct {
	Start, End int // bytes of the line
	Text       string
}

// Lines returns line with each note under it: a mark line that ends in the
// note's text.
func Lines(line string, notes []Note) string {
	var b strings.Builder
	fmt.Fprintln(&b, Printable(line))
	for _, note := range notes {
		fmt.Fprintf(&b, "%s %s\n", Draw(line, note.Start, note.End), note.Text)
	}
	return b.String()
}

// Printable replaces the bytes of a line that would disturb a terminal, one
// rune for one rune: controls and invalid UTF-8 become U+FFFD.
func Printable(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || isBidi(r)) {
			return utf8.RuneError
		}
		return r
	}, line)
}

func isBidi(r rune) bool {
	return r == 0x061C || 0x200E <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// glyph is the mark or blank for a rune; "" for a rune that takes no cell.
func glyph(r rune, marked bool) string {
	switch {
	case Zero(r):
		return ""
	case r == '\t' && !marked:
		return "\t" // keeps what follows at the same tab stop
	case Wide(r) && marked:
		return string(wideMark)
	case Wide(r):
		return string(wideBlank)
	case marked:
		return string(narrowMark)
	default:
		return string(narrowBlank)
	}
}

// Zero tells whether a rune is drawn in the cell of the one before it:
// combining marks, joiners, variation selectors.
func Zero(r rune) bool {
	return r == 0x200D || r == 0xFE0F || r == 0xFE0E || 0x1F3FB <= r && r <= 0x1F3FF ||
		unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r)
}

// Wide tells whether a rune takes two cells in a terminal, by the blocks that
// East Asian text uses (Unicode Standard Annex 11, W and F, and emoji).
func Wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, // Hangul Jamo
		0x2E80 <= r && r <= 0x303E, // radicals, CJK punctuation
		0x3041 <= r && r <= 0xA4CF, // kana, bopomofo, Han, Yi
		0xA960 <= r && r <= 0xA97F,
		0xAC00 <= r && r <= 0xD7A3, // Hangul syllables
		0xF900 <= r && r <= 0xFAFF, // compatibility ideographs
		0xFE10 <= r && r <= 0xFE19,
		0xFE30 <= r && r <= 0xFE6F,
		0xFF01 <= r && r <= 0xFF60, // full-width forms
		0xFFE0 <= r && r <= 0xFFE6,
		0x1F300 <= r && r <= 0x1F64F, // emoji
		0x1F680 <= r && r <= 0x1F6FF,
		0x1F900 <= r && r <= 0x1F9FF,
		0x20000 <= r && r <= 0x3FFFD: // Han extensions
		return true
	}
	// Quotation marks, the dash and the ellipsis are as wide as a Han
	// character in Chinese text.
	return strings.ContainsRune("“”‘’—…", r)
}
