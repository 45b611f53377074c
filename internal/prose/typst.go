package prose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A typstReader goes through Typst once: markup is read, code is not, but for
// the markup between brackets in it.
type typstReader struct {
	src   string
	piece *Piece
	line  *blockBuilder
	pos   int
	depth int
}

func parseTypst(src string) Piece {
	var p Piece
	r := &typstReader{src: src, piece: &p, line: &blockBuilder{src: src}}
	for r.pos < len(src) {
		r.markup()
		if r.pos < len(src) { // a bracket that closes nothing
			r.line.run(r.pos, r.pos+1)
			r.pos++
		}
	}
	r.flush()
	return p
}

func (r *typstReader) flush() {
	if block, ok := r.line.block(); ok {
		block.Quoting = QuotedTypst
		r.piece.Blocks = append(r.piece.Blocks, block)
	}
	r.line = &blockBuilder{src: r.src}
}

func (r *typstReader) rest() string { return r.src[r.pos:] }

var (
	typstBegin   = regexp.MustCompile(`^[ \t]*(?:=+|[-+]|[0-9]+\.|/)[ \t]+`)
	typstLink    = regexp.MustCompile(`^https?://[^\s\[\]()<>\p{Han}，。；：、]+`)
	typstLabel   = regexp.MustCompile(`^(?:<[\pL\pN_:.-]+>|@[\w:-]*\w)`)
	typstKeyword = regexp.MustCompile(`^#(?:set|let|import|include|show|return|context)\b`)
	typstName    = regexp.MustCompile(`^#?[\pL_][\pL\pN_-]*(?:\.[\pL_][\pL\pN_-]*)*`)
)

// markup reads up to a closing bracket, which it leaves, or to the end.
func (r *typstReader) markup() {
	atLine := true // nothing but white space stands before on this line
	for r.pos < len(r.src) {
		if atLine {
			if m := typstBegin.FindString(r.rest()); m != "" {
				r.flush()
				r.pos += len(m)
			}
			atLine = false
			continue
		}
		switch c := r.src[r.pos]; c {
		case '\n', '\r', ' ', '\t':
			atLine = r.space()
		case ']':
			return
		case '[':
			r.pos++
			r.nested(r.markup)
			if r.pos < len(r.src) {
				r.pos++
			}
		case '/':
			if !r.comment() {
				r.line.run(r.pos, r.pos+1)
				r.pos++
			}
		case '\\':
			r.backslash()
		case '$':
			r.pos = r.after("$", true)
			r.line.put(Mark)
		case '`':
			r.raw()
		case '*', '_':
			r.pos++ // emphasis
		case '~':
			r.line.escape(" ", r.pos, r.pos+1)
			r.pos++
		case '#':
			r.code()
		case '<', '@':
			if m := typstLabel.FindString(r.rest()); m != "" {
				if c == '@' {
					r.line.put(Mark)
				}
				r.pos += len(m)
				break
			}
			r.line.run(r.pos, r.pos+1)
			r.pos++
		case 'h':
			if m := typstLink.FindString(r.rest()); m != "" {
				r.line.put(Mark)
				r.pos += len(m)
				break
			}
			r.line.run(r.pos, r.pos+1)
			r.pos++
		default:
			n := strings.IndexAny(r.rest()[1:], "\n\r \t[]/\\$`*_~#<@h")
			if n < 0 {
				n = len(r.rest()) - 1
			}
			r.line.run(r.pos, r.pos+1+n)
			r.pos += 1 + n
		}
	}
}

// nested bounds how deep brackets are followed.
func (r *typstReader) nested(read func()) {
	if r.depth++; r.depth > 50 {
		r.pos = len(r.src)
	} else {
		read()
	}
	r.depth--
}

// space reads white space and tells whether a line begins after it.
func (r *typstReader) space() bool {
	start, lines := r.pos, 0
	for r.pos < len(r.src) && strings.IndexByte(" \t\r\n", r.src[r.pos]) >= 0 {
		if r.src[r.pos] == '\n' || r.src[r.pos] == '\r' && !strings.HasPrefix(r.rest(), "\r\n") {
			lines++
		}
		r.pos++
	}
	switch {
	case lines > 1:
		r.flush()
	case lines == 1:
		// a heading ends with its line
		if before := strings.LastIndexAny(r.src[:start], "\n\r") + 1; strings.HasPrefix(strings.TrimLeft(r.src[before:start], " \t"), "=") {
			r.flush()
		}
		r.line.soft()
	case r.line.text.Len() > 0:
		r.line.run(start, start+1)
	}
	return lines > 0
}

// comment passes over a comment, if one begins here.
func (r *typstReader) comment() bool {
	start := r.pos
	switch {
	case strings.HasPrefix(r.rest(), "//"):
		body := strings.TrimRight(r.src[r.pos:LineEnd(r.src, r.pos)], "\r\n")
		r.pos += len(body)
		r.piece.comment(start, r.pos, strings.TrimLeft(body, "/"))
		return true
	case strings.HasPrefix(r.rest(), "/*"):
		depth, i := 1, r.pos+2
		for i < len(r.src) && depth > 0 {
			switch {
			case strings.HasPrefix(r.src[i:], "/*"):
				depth++
				i++
			case strings.HasPrefix(r.src[i:], "*/"):
				depth--
				i++
			}
			i++
		}
		r.pos = min(i, len(r.src))
		r.piece.comment(start, r.pos, strings.TrimSuffix(r.src[start+2:r.pos], "*/"))
		return true
	}
	return false
}

var typstUnicode = regexp.MustCompile(`^\\u\{[0-9A-Fa-f]{1,6}\}`)

func (r *typstReader) backslash() {
	if m := typstUnicode.FindString(r.rest()); m != "" {
		r.line.put(Mark)
		r.pos += len(m)
		return
	}
	next, size := utf8.DecodeRuneInString(r.src[r.pos+1:])
	if size == 0 || strings.ContainsRune(" \t\n\r", next) {
		r.line.put("\n")
		r.pos++
		return
	}
	r.line.escape(r.src[r.pos+1:r.pos+1+size], r.pos, r.pos+1+size)
	r.pos += 1 + size
}

// after returns the offset after the mark that closes the one at pos.
func (r *typstReader) after(mark string, escapes bool) int {
	for i := r.pos + len(mark); i < len(r.src); i++ {
		if escapes && r.src[i] == '\\' {
			i++
		} else if strings.HasPrefix(r.src[i:], mark) {
			return i + len(mark)
		}
	}
	return len(r.src)
}

// raw passes over code between backticks.
func (r *typstReader) raw() {
	n := 0
	for n < len(r.rest()) && r.rest()[n] == '`' {
		n++
	}
	if n == 2 {
		r.pos += 2
		return
	}
	mark, start := r.rest()[:n], r.pos
	r.pos = r.after(mark, false)
	if n >= 3 && strings.ContainsAny(r.src[start:r.pos], "\n\r") {
		r.flush()
	} else {
		r.line.put(Mark)
	}
}

// code reads an expression that begins with "#".
func (r *typstReader) code() {
	if typstKeyword.MatchString(r.rest()) {
		r.flush()
		r.statement()
		return
	}
	m := typstName.FindString(r.rest())
	if m == "" || m == "#" {
		switch {
		case strings.HasPrefix(r.rest(), "#["):
			r.pos++
		case strings.HasPrefix(r.rest(), "#(") || strings.HasPrefix(r.rest(), "#{"):
			r.pos++
			r.line.put(Mark)
			r.aside(r.group)
		case strings.HasPrefix(r.rest(), "#\""):
			r.pos++
			r.line.put(Mark)
			r.pos = r.after("\"", true)
		default:
			r.line.run(r.pos, r.pos+1)
			r.pos++
		}
		return
	}
	r.pos += len(m)
	name := m[1:]
	if name == "if" || name == "for" || name == "while" {
		r.flush()
		r.statement()
		return
	}
	switch name {
	case "footnote", "figure", "table", "grid", "align", "quote", "block", "box", "rect", "list", "enum", "terms", "page", "place", "heading", "columns", "stack", "par":
		// what is in these stands by itself
		r.aside(r.call)
		if name != "footnote" {
			r.flush()
		}
	default:
		if !r.inlineCall() {
			r.line.put(Mark)
		}
	}
}

// aside reads something whose text is not part of the line round it.
func (r *typstReader) aside(read func()) {
	around := r.line
	r.line = &blockBuilder{src: r.src}
	r.nested(read)
	r.flush()
	r.line = around
}

// call reads the arguments of a function.
func (r *typstReader) call() {
	if r.pos < len(r.src) && r.src[r.pos] == '(' {
		r.group()
	}
	r.contents()
}

// inlineCall reads the arguments of a function that marks up its text:
// #emph[…], #text(red)[…]; false when it has no text.
func (r *typstReader) inlineCall() bool {
	if r.pos < len(r.src) && r.src[r.pos] == '(' {
		r.aside(r.group)
	}
	return r.contents()
}

func (r *typstReader) contents() bool {
	found := false
	for r.pos < len(r.src) && r.src[r.pos] == '[' {
		found = true
		r.pos++
		r.nested(r.markup)
		if r.pos < len(r.src) {
			r.pos++
		}
	}
	return found
}

// statement passes over code up to the end of its line, brackets aside.
func (r *typstReader) statement() {
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case '\n', '\r', ';':
			return
		case ']':
			return
		default:
			r.step()
		}
	}
}

// group passes over code between brackets or braces.
func (r *typstReader) group() {
	r.pos++
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case ')', '}':
			r.pos++
			return
		case ']':
			return
		default:
			r.step()
		}
	}
}

// step passes over one thing in code.
func (r *typstReader) step() {
	switch r.src[r.pos] {
	case '(', '{':
		r.nested(r.group)
	case '[':
		r.pos++
		r.flush()
		r.nested(r.markup)
		r.flush()
		if r.pos < len(r.src) {
			r.pos++
		}
	case '"':
		r.pos = r.after("\"", true)
	case '$':
		r.pos = r.after("$", true)
	case '`':
		around := r.line
		r.line = &blockBuilder{src: r.src}
		r.raw()
		r.line = around
	case '/':
		if !r.comment() {
			r.pos++
		}
	default:
		r.pos++
	}
}
