package prose

import (
	"regexp"
	"strings"
)

var rstInlines = newRewriter(
	inline{pattern: "``[^`].*?``", as: Mark},
	inline{pattern: `\\[ \n]`},
	inline{pattern: `\\[^\s]`, decode: func(m string) (string, bool) { return m[1:], true }},
	inline{pattern: ":[\\w:+.-]+:`([^`<>]*\\p{Han}[^`<>]*?)(?:\\s*<[^<>`]*>)?`", as: "1"},
	inline{pattern: ":[\\w:+.-]+:`[^`]*`", as: Mark},
	inline{pattern: "`([^`<>]+?)\\s*<[^<>`]*>`__?", as: "1"},
	inline{pattern: "`([^`<>]+)`__?", as: "1"},
	inline{pattern: "`([^`]+)`", as: "1"},
	inline{pattern: `\|[^|\s][^|\n]*\|_{0,2}`, as: Mark},
	inline{pattern: `\[(?:#?[\w-]*|\*)\]_`},
	inline{pattern: `https?://[^\s<>\p{Han}，。；：、]+`, as: Mark},
	inline{pattern: `\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*`, as: "1"},
	inline{pattern: `\*([^\s*](?:[^*\n]*[^\s*])?)\*`, as: "1"},
	inline{pattern: `\b[A-Za-z][\w-]*__?\b`, as: Mark},
)

var (
	rstDirective = regexp.MustCompile(`^\.\.[ \t]+(?:\|[^|]*\|[ \t]+)?([\w:+.-]+?)[ \t]?::(?:[ \t]+|$)`)
	rstNote      = regexp.MustCompile(`^\.\.[ \t]+\[[^\]]+\](?:[ \t]+|$)`)
	rstField     = regexp.MustCompile(`^:(?:[^:\\\n]|\\.)+:(?:[ \t]+|$)`)
	rstList      = regexp.MustCompile(`^(?:[-*+•]|\(?(?:[0-9]+|#|[a-zA-Z])[.)]|\|)[ \t]+`)
)

// The directives of docutils and Sphinx whose arguments and body are prose;
// those in rstBodies have an argument that is none.
var (
	rstProse  = setOf("note warning tip important hint attention caution danger error admonition topic sidebar epigraph highlights pull-quote rubric centered seealso todo title-reference compound container line-block parsed-literal replace")
	rstBodies = setOf("figure versionadded versionchanged deprecated versionremoved list-table glossary class-body cssclass only tab tab-item tab-set dropdown card grid grid-item grid-item-card function method class attribute data module option py:function py:method py:class py:attribute py:data js:function c:function cpp:function")
)

const rstMarks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// parseRST reads reStructuredText by its lines. Tables that are drawn with
// lines are left alone: no one may change the width of a column.
func parseRST(src string) Piece {
	var piece Piece
	r := &rstReader{src: src, lines: linesOf(src), piece: &piece}
	r.p = &paragraph{src: src, piece: &piece, quoting: QuotedRST, inlines: rstInlines}
	r.body(0, len(r.lines))
	r.p.end()
	return piece
}

type rstReader struct {
	src   string
	lines []line
	piece *Piece
	p     *paragraph
	item  bool // the open paragraph is an item of a list
}

// text is line i without the white space round it; from is where it begins.
func (r *rstReader) text(i int) (text string, from int) {
	l := r.lines[i]
	whole := r.src[l.start:l.end]
	trimmed := strings.TrimLeft(whole, " \t")
	return strings.TrimRight(trimmed, " \t"), l.start + len(whole) - len(trimmed)
}

func (r *rstReader) indent(i int) int { return indent(r.src[r.lines[i].start:r.lines[i].end]) }

func (r *rstReader) blank(i int) bool {
	text, _ := r.text(i)
	return text == ""
}

// below returns the first line after i that is not indented deeper than n.
func (r *rstReader) below(i, n, end int) int {
	for i++; i < end; i++ {
		if !r.blank(i) && r.indent(i) <= n {
			return i
		}
	}
	return end
}

func (r *rstReader) body(i, end int) {
	for i < end {
		i = r.one(i, end)
	}
	r.p.end()
}

// one reads what begins on line i and returns the line after it.
func (r *rstReader) one(i, end int) int {
	text, from := r.text(i)
	n := r.indent(i)
	l := r.lines[i]
	switch {
	case text == "":
		r.p.end()
		return i + 1
	case text == ".." || strings.HasPrefix(text, ".. "):
		r.p.end()
		return r.explicit(i, end, text, from, n)
	case strings.HasPrefix(text, "+-") && strings.HasSuffix(text, "+"), strings.HasPrefix(text, "+=") && strings.HasSuffix(text, "+"):
		r.p.end()
		for i < end && !r.blank(i) {
			i++
		}
		return i
	case r.p.line == nil && strings.HasPrefix(text, "==") && strings.Trim(text, "= ") == "" && strings.Contains(text, " "):
		// a simple table ends with its last border
		for i++; i < end; i++ {
			if t, _ := r.text(i); strings.HasPrefix(t, "==") && strings.Trim(t, "= ") == "" && (i+1 == end || r.blank(i+1)) {
				return i + 1
			}
		}
		return end
	case repeated(text, rstMarks, 2) && (r.p.line == nil || len(text) >= 4):
		r.p.end() // a line over a title, or between paragraphs
		return i + 1
	case r.p.line == nil && i+1 < end && n == 0 && r.underlined(i, text):
		r.p.add(l.start, l.end)
		under, _ := r.text(i + 1)
		r.p.done(func(b *Block) { b.Tight = Columns(text) >= len(under) || r.overlined(i) })
		return i + 2
	case rstField.MatchString(text) && r.p.line == nil:
		r.p.add(from+len(rstField.FindString(text)), l.end)
	case rstList.MatchString(text) && (r.p.line == nil || r.item):
		r.p.end()
		r.item = true
		r.p.add(from+len(rstList.FindString(text)), l.end)
	default:
		if i > 0 && !r.blank(i-1) && r.indent(i-1) < n && r.p.line != nil && !r.inItem(i) {
			r.p.end() // a definition below its term
		}
		if r.p.line == nil {
			r.item = false
		}
		if strings.HasSuffix(text, "::") && i+1 < end && r.blank(i+1) {
			l.end = l.start + strings.LastIndexByte(r.src[l.start:l.end], ':')
		}
		r.p.add(l.start, l.end)
	}
	if strings.HasSuffix(text, "::") && i+1 < end && r.blank(i+1) {
		// what is indented below is literal
		r.p.end()
		return r.below(i, n, end)
	}
	return i + 1
}

// inItem tells whether the line before begins an item that this one goes on
// with.
func (r *rstReader) inItem(i int) bool {
	text, _ := r.text(i - 1)
	return rstList.MatchString(text) || rstField.MatchString(text)
}

// underlined tells whether the line below draws a title.
func (r *rstReader) underlined(i int, text string) bool {
	under, _ := r.text(i + 1)
	return repeated(under, rstMarks, 2) && (len(under) >= 4 || len(under) >= Columns(text)) && r.indent(i+1) == 0
}

// overlined tells whether a title has a line above it too.
func (r *rstReader) overlined(i int) bool {
	if i == 0 {
		return false
	}
	over, _ := r.text(i - 1)
	return repeated(over, rstMarks, 2)
}

// explicit reads what begins with two dots.
func (r *rstReader) explicit(i, end int, text string, from, n int) int {
	after := r.below(i, n, end)
	l := r.lines[i]
	if m := rstDirective.FindStringSubmatchIndex(text); m != nil {
		name := text[m[2]:m[3]]
		if rstProse[name] {
			if r.src[from+m[1]:l.end] != "" {
				r.p.single(from+m[1], l.end)
			}
		} else if !rstBodies[name] {
			return after
		}
		j := i + 1
		for j < after && !r.blank(j) {
			if t, _ := r.text(j); !rstField.MatchString(t) {
				break
			}
			j++
		}
		r.body(j, after)
		return after
	}
	if m := rstNote.FindString(text); m != "" {
		r.p.add(from+len(m), l.end)
		r.body(i+1, after)
		return after
	}
	if strings.HasPrefix(text, ".. _") || strings.HasPrefix(text, ".. __") {
		return after
	}
	last := after
	for last > i+1 && r.blank(last-1) {
		last--
	}
	n = len(r.piece.Comments)
	defer func() {
		next, to := nextParagraph(r.src, r.lines, after)
		r.piece.reach(n, next, to)
	}()
	r.piece.comment(from, r.lines[last-1].end, strings.TrimPrefix(r.src[from+2:r.lines[last-1].end], " "))
	return after
}
