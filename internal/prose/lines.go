package prose

import (
	"strings"
	"unicode/utf8"
)

// A line is one line of a file: its bytes without the line break.
type line struct{ start, end int }

// linesOf lists the lines of a text.
func linesOf(text string) []line {
	var list []line
	for pos := 0; pos < len(text); {
		end := LineEnd(text, pos)
		list = append(list, line{pos, pos + len(strings.TrimRight(text[pos:end], "\r\n"))})
		pos = end
	}
	return list
}

// nextParagraph is the range of the lines from line i on that are not empty,
// empty ones before them left out.
func nextParagraph(src string, lines []line, i int) (from, to int) {
	for i < len(lines) && blank(src[lines[i].start:lines[i].end]) {
		i++
	}
	if i == len(lines) {
		return 0, 0
	}
	from = lines[i].start
	for ; i < len(lines) && !blank(src[lines[i].start:lines[i].end]); i++ {
		to = lines[i].end
	}
	return from, to
}

// A paragraph gathers the lines of a block in formats that are read by lines.
type paragraph struct {
	src     string
	piece   *Piece
	quoting Quoting
	inlines *rewriter
	line    *blockBuilder
}

// add adds a stretch of a line; white space round it is not part of the text.
func (p *paragraph) add(start, end int) {
	text := p.src[start:end]
	trimmed := strings.TrimLeft(text, " \t　")
	start += len(text) - len(trimmed)
	end = start + len(strings.TrimRight(trimmed, " \t　"))
	if start == end {
		return
	}
	if p.line == nil {
		p.line = &blockBuilder{src: p.src}
	}
	p.line.run(start, end)
	p.line.soft()
}

// end ends the block, if one is open.
func (p *paragraph) end() { p.done(func(*Block) {}) }

func (p *paragraph) done(with func(*Block)) {
	if p.line == nil {
		return
	}
	b := p.line
	p.line = nil
	b.breaks = false
	if p.inlines != nil {
		b = p.inlines.rewrite(b)
	}
	if block, ok := b.block(); ok {
		block.Quoting = p.quoting
		with(&block)
		p.piece.Blocks = append(p.piece.Blocks, block)
	}
}

// single adds a block that is one stretch of a line.
func (p *paragraph) single(start, end int) {
	p.end()
	p.add(start, end)
	p.end()
}

// indent is the number of columns of white space that a line begins with.
func indent(text string) int {
	n := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ' ':
			n++
		case '\t':
			n += 8 - n%8
		default:
			return n
		}
	}
	return n
}

// Columns is the width of text on a terminal: two for what is wide.
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if wide(r) || r >= 0x1100 && r <= 0x115F || r >= 0x1F300 && r <= 0x1FAFF {
			n++
		}
	}
	return n
}

// repeated tells whether a line is one mark of a set, at least n times.
func repeated(text, marks string, n int) bool {
	text = strings.TrimRight(text, " \t")
	if len(text) < n || text == "" || !strings.Contains(marks, text[:1]) || !utf8.ValidString(text[:1]) {
		return false
	}
	return strings.Trim(text, text[:1]) == ""
}
