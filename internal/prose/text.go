package prose

import (
	"strings"
	"unicode/utf8"
)

// longPiece bounds a piece of plain text, in bytes: a novel may be one line.
const longPiece = 4096

// nextText ends a piece of plain text at an empty line, at a line that ends a
// sentence, or, in a very long line, after a sentence.
func nextText(text string, start int) int {
	pos := start
	for pos < len(text) {
		if pos-start > longPiece {
			return pos
		}
		end := LineEnd(text[:min(len(text), start+2*longPiece)], pos)
		if end == start+2*longPiece && end < len(text) {
			return cutLong(text, start)
		}
		if end-start > longPiece && pos == start {
			return cutLong(text, start)
		}
		line := text[pos:end]
		pos = end
		if blank(line) || endsSentence(line) {
			break
		}
	}
	// empty lines belong to the piece before them
	for pos < len(text) && pos-start < longPiece {
		end := LineEnd(text[:min(len(text), pos+longPiece)], pos)
		if !blank(text[pos:end]) {
			break
		}
		pos = end
	}
	return pos
}

// cutLong ends a piece inside a long line: after the first sentence that ends
// past the bound, or at the bound itself when there is none in reach.
func cutLong(text string, start int) int {
	limit := min(len(text), start+2*longPiece)
	for i := start + longPiece; i < limit; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !utf8.RuneStart(text[i]) {
			i++
			continue
		}
		i += size
		if strings.ContainsRune("。！？!?\n\r", r) {
			if r == '\r' && i < len(text) && text[i] == '\n' {
				i++
			}
			return i
		}
	}
	i := min(len(text), start+longPiece)
	for back := 0; back < utf8.UTFMax && i < len(text) && i > start+1 && !utf8.RuneStart(text[i]); back++ {
		i--
	}
	if i > start && i < len(text) && text[i] == '\n' && text[i-1] == '\r' {
		i++
	}
	return i
}

// endsSentence tells whether a line ends with a mark that ends a sentence,
// closing quotes aside.
func endsSentence(line string) bool {
	line = strings.TrimRight(line, " \t\r\n　”’」』》）)\"'")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("。！？!?…；;：:", r) && r != utf8.RuneError
}

func parseText(text string, _ bool) Piece {
	var p Piece
	p.Comments = textComments(text)
	from := 0
	add := func(to int) {
		if from < to && !blank(text[from:to]) {
			p.Blocks = append(p.Blocks, Block{Text: text[from:to], Runs: []Run{{Source: from, Len: to - from}}})
		}
	}
	for _, c := range p.Comments {
		add(c.Start)
		from = c.End
	}
	add(len(text))
	return p
}

// textComments finds the comments by which a plain text speaks to yuti:
// <!-- yuti: … -->, wherever it stands.
func textComments(text string) []Comment {
	var list []Comment
	for from := 0; ; {
		i := strings.Index(text[from:], "<!--")
		if i < 0 {
			return list
		}
		i += from
		j := strings.Index(text[i:], "-->")
		if j < 0 {
			return list
		}
		j += i
		if body := strings.TrimSpace(text[i+4 : max(i+4, j)]); strings.HasPrefix(body, "yuti:") {
			list = append(list, Comment{Start: i, End: j + 3, Text: body})
		}
		from = j + 3
	}
}
