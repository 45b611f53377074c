// Package prose tells the prose of a file from its markup.
//
// A file is cut into pieces that can be read one by one, so that a change in
// one piece leaves the others as they were; a piece holds blocks, each the
// text that a reader reads in one go: a paragraph, a heading, a list item, a
// cell. Offsets are bytes of the text that was given.
package prose

import "strings"

// A Format names a kind of file.
type Format string

// The formats that are known. Text is what any other is treated as.
const (
	Text     Format = "text"
	Markdown Format = "markdown"
)

// Mark stands in a block's text for something that is not prose but holds a
// place in its sentence: inline code, an image, a placeholder.
const Mark = "\uFFFC"

// A Block is text that is read in one go. Text is its prose with the markup
// left out; Runs tell where in the source it comes from.
type Block struct {
	Text string
	Runs []Run
}

// A Run is a stretch of a block's text that stands in the source as it is.
// Text[Text:Text+Len] is the source at [Source, Source+Len). Text between two
// runs was put in by this package and has no place of its own.
type Run struct{ Text, Source, Len int }

// Source returns the range of source bytes for a range of the block's text.
// Exact tells whether that source is the very text, so that it may be
// replaced; otherwise markup stands in between. A range that touches no run
// gives start == end.
func (b *Block) Source(start, end int) (from, to int, exact bool) {
	from, to = -1, -1
	covered := 0
	whole := false
	for _, r := range b.Runs {
		lo, hi := max(start, r.Text), min(end, r.Text+r.Len)
		if lo > hi || lo == hi && start != end {
			continue
		}
		if from < 0 {
			from = r.Source + lo - r.Text
		} else {
			whole = false
		}
		if covered == 0 && hi-lo == end-start {
			whole = true
		}
		covered += hi - lo
		to = r.Source + hi - r.Text
		if start == end {
			return from, from, true
		}
	}
	if from < 0 {
		return 0, 0, false
	}
	return from, to, whole
}

// FromSource returns the offset in the block's text for a source offset; ok is
// false when no run holds it. The end of a run counts as inside it.
func (b *Block) FromSource(offset int) (int, bool) {
	for _, r := range b.Runs {
		if r.Source <= offset && offset < r.Source+r.Len {
			return r.Text + offset - r.Source, true
		}
	}
	if n := len(b.Runs); n > 0 {
		if r := b.Runs[n-1]; r.Source+r.Len == offset {
			return r.Text + r.Len, true
		}
	}
	return 0, false
}

// A Comment is a comment of the file's own syntax, markers left out.
type Comment struct {
	Start, End int // with its markers
	Text       string
}

// A Piece is what Parse finds in one piece of a file.
type Piece struct {
	Blocks   []Block
	Comments []Comment
	// FrontMatter is the text between the marks of YAML ("---") or TOML
	// ("+++") front matter, "" in every piece but the first.
	FrontMatter string
}

// Parse reads one piece. Any text is accepted. First tells that the piece
// begins the file, where alone front matter can stand.
func Parse(format Format, text string, first bool) Piece {
	switch format {
	case Markdown:
		return parseMarkdown(text, first)
	default:
		return parseText(text)
	}
}

// Next returns the end of the piece of text that begins at start. It looks at
// no more than one line past that end and at nothing before start, so that a
// change in a piece can move no boundary but its own, those after it, and the
// one before it.
func Next(format Format, text string, start int) int {
	switch format {
	case Markdown:
		return nextMarkdown(text, start)
	default:
		return nextText(text, start)
	}
}

// lineEnd returns the offset just after the line that begins at start, its
// line break included.
func lineEnd(text string, start int) int {
	i := strings.IndexAny(text[start:], "\n\r")
	if i < 0 {
		return len(text)
	}
	i += start
	if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
		return i + 2
	}
	return i + 1
}

// blank tells whether a line holds nothing but white space.
func blank(line string) bool { return strings.TrimSpace(line) == "" }

// Whole is a block that is all of a text, markup or not.
func Whole(text string) Block {
	return Block{Text: text, Runs: []Run{{0, 0, len(text)}}}
}
