// Package prose tells the prose of a file from its markup.
//
// A file is cut into pieces that can be read one by one, so that a change in
// one piece leaves the others as they were; a piece holds blocks, each the
// text that a reader reads in one go: a paragraph, a heading, a list item, a
// cell. Offsets are bytes of the text that was given.
package prose

import (
	"strings"
)

// A Format names a kind of file.
type Format string

// Mark stands in a block's text for something that is not prose but holds a
// place in its sentence: inline code, an image, a placeholder.
const Mark = "\uFFFC"

// A Block is text that is read in one go. Text is its prose with the markup
// left out; Runs tell, in order, where in the source it comes from.
type Block struct {
	Text string
	Runs []Run
	// Quoting is how text is written where the block stands.
	Quoting Quoting
	// Tight tells that the format draws something under the text, or lines its
	// columns up: an edit must leave its width as it is.
	Tight bool
	// Key is the dotted path of a value in a resource file, "" elsewhere.
	Key string
	// Pair is the block's text as a translation, nil elsewhere.
	Pair *Pair
}

// A Pair is a text with what it was translated from, as both stand in a file
// of translations: placeholders and tags are in them, escapes are not.
type Pair struct {
	Source, Target string
	// Plural is the text for more than one, "" when there is none.
	Plural string
	// Fuzzy tells that the file itself says the translation is to be looked at
	// again.
	Fuzzy bool
}

// Equal compares two pairs, either of which may be nil.
func (p *Pair) Equal(q *Pair) bool { return p == q || p != nil && q != nil && *p == *q }

// A Run is a stretch of a block's text that stands in the source.
// Text[Text:Text+Len] is the source at [Source, Source+Len); or, where Width is
// not 0, it is written otherwise, in the Width bytes from Source on, which are
// only ever replaced as a whole: an escape, or with Len 0 a break that the text
// passes over. Text between two runs was put in by this package and has no
// place of its own.
type Run struct{ Text, Source, Len, Width int }

// end is where in the source the run ends.
func (r *Run) end() int {
	if r.Width > 0 {
		return r.Source + r.Width
	}
	return r.Source + r.Len
}

// Source returns the range of source bytes for a range of the block's text.
// Exact tells whether that source is the very text, so that it may be
// replaced; otherwise markup stands in between. A range that touches no run
// gives start == end.
func (b *Block) Source(start, end int) (from, to int, exact bool) {
	from = -1
	covered, exact := 0, true
	for i := range b.Runs {
		r := &b.Runs[i]
		lo, hi := max(start, r.Text), min(end, r.Text+r.Len)
		if lo > hi {
			continue
		}
		s, e := r.Source+lo-r.Text, r.Source+hi-r.Text
		if r.Width > 0 {
			if lo == hi && start != end && !(r.Len == 0 && start < r.Text && r.Text < end) {
				continue
			}
			exact = exact && lo == r.Text && hi == r.Text+r.Len
			if s, e = r.Source, r.end(); start == end && r.Len > 0 && lo == r.Text+r.Len {
				s = e
			}
		} else if lo == hi && start != end {
			continue
		}
		if start == end {
			return s, s, true
		}
		if from < 0 {
			from = s
		} else if s != to {
			exact = false
		}
		to = e
		covered += hi - lo
	}
	if from < 0 {
		return 0, 0, false
	}
	return from, to, exact && covered == end-start
}

// FromSource returns the offset in the block's text for a source offset; ok is
// false when no run holds it. The end of a run counts as inside it.
func (b *Block) FromSource(offset int) (int, bool) {
	for i := range b.Runs {
		r := &b.Runs[i]
		if r.Source <= offset && offset < r.end() {
			if r.Width > 0 {
				return r.Text, true
			}
			return r.Text + offset - r.Source, true
		}
	}
	if n := len(b.Runs); n > 0 {
		if r := &b.Runs[n-1]; r.end() == offset {
			return r.Text + r.Len, true
		}
	}
	return 0, false
}

// A Comment is a comment of the file's own syntax, markers left out.
type Comment struct {
	Start, End int // with its markers
	Text       string
	// From and To are the range that it calls this line, or the next one, where
	// the format has no lines in that sense: an entry, a cue, a paragraph. Both
	// are 0 elsewhere.
	From, To int
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
// begins the file, where alone front matter and a byte-order mark can stand.
func Parse(format Format, text string, first bool) Piece {
	k, ok := kinds[format]
	if !ok {
		k = kinds[Text]
	}
	if rest, marked := strings.CutPrefix(text, byteOrderMark); first && marked {
		p := k.parse(rest, true)
		p.shift(len(byteOrderMark))
		return p
	}
	return k.parse(text, first)
}

const byteOrderMark = "\ufeff"

// Next returns the end of the piece of text that begins at start. It looks at
// no more than one line past that end and at nothing before start, so that a
// change in a piece can move no boundary but its own, those after it, and the
// one before it. In most formats a file is one piece: what a line means depends
// on all that stands above it.
func Next(format Format, text string, start int) int {
	if k, ok := kinds[format]; ok && k.next == nil {
		return len(text)
	} else if ok {
		return k.next(text, start)
	}
	return nextText(text, start)
}

// shift moves all that a piece speaks of by n bytes.
func (p *Piece) shift(n int) {
	for i := range p.Blocks {
		for j := range p.Blocks[i].Runs {
			p.Blocks[i].Runs[j].Source += n
		}
	}
	for i := range p.Comments {
		p.Comments[i].Start += n
		p.Comments[i].End += n
		if p.Comments[i].To > 0 {
			p.Comments[i].From += n
			p.Comments[i].To += n
		}
	}
}

// add takes over what was found in a part of the piece that begins at base.
func (p *Piece) add(part Piece, base int) {
	part.shift(base)
	p.Blocks = append(p.Blocks, part.Blocks...)
	p.Comments = append(p.Comments, part.Comments...)
}

// reach widens the range of the comments from number n on.
func (p *Piece) reach(n, from, to int) {
	for i := n; i < len(p.Comments) && from < to; i++ {
		p.Comments[i].From, p.Comments[i].To = from, to
	}
}

// comment notes a comment when it speaks to yuti; others are nobody's business.
func (p *Piece) comment(start, end int, text string) {
	if text = strings.TrimSpace(text); start < end && strings.HasPrefix(text, "yuti:") {
		p.Comments = append(p.Comments, Comment{Start: start, End: end, Text: text})
	}
}

// LineEnd returns the offset just after the line that begins at start, its
// line break included.
func LineEnd(text string, start int) int {
	// the window grows, so that no line costs more than its length, whichever
	// break the text has
	for size := 256; ; size *= 2 {
		window := text[start:min(len(text), start+size)]
		i := strings.IndexByte(window, '\n')
		if i >= 0 {
			window = window[:i]
		}
		if cr := strings.IndexByte(window, '\r'); cr >= 0 {
			i = cr
		}
		switch end := start + i + 1; {
		case i < 0 && start+size >= len(text):
			return len(text)
		case i < 0:
		case text[end-1] == '\r' && end < len(text) && text[end] == '\n':
			return end + 1
		default:
			return end
		}
	}
}

// blank tells whether a line holds nothing but white space.
func blank(line string) bool { return strings.TrimSpace(line) == "" }

// Whole is a block that is all of a text, markup or not.
func Whole(text string) Block {
	return Block{Text: text, Runs: []Run{{Len: len(text)}}}
}
