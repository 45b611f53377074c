package prose

import (
	"strings"
	"unicode/utf8"
)

// What LaTeX's commands do with their arguments. A command in no set is markup
// round its arguments, which are read; optional arguments never are.
var (
	// the number of arguments that are no prose, before those that are; the
	// command itself holds a place in its sentence
	latexHolds = map[string]int{
		"cite": 1, "citep": 1, "citet": 1, "citeauthor": 1, "citeyear": 1, "parencite": 1, "textcite": 1, "autocite": 1, "footcite": 1, "nocite": 1,
		"ref": 1, "eqref": 1, "pageref": 1, "autoref": 1, "cref": 1, "Cref": 1, "nameref": 1, "url": 1, "path": 1, "nolinkurl": 1,
		"texttt": 1, "includegraphics": 1, "ensuremath": 1, "SI": 2, "si": 1, "num": 1, "unit": 1, "qty": 2, "gls": 1, "Gls": 1, "ac": 1, "acrshort": 1,
		"LaTeX": 0, "TeX": 0, "LaTeXe": 0, "XeTeX": 0, "today": 0, "thepage": 0, "code": 1, "lstinputlisting": 1, "input": 1, "include": 1,
	}
	// the same for commands that hold no place
	latexDrops = map[string]int{
		"label": 1, "index": 1, "vspace": 1, "hspace": 1, "setlength": 2, "addtolength": 2, "setcounter": 2, "addtocounter": 2, "stepcounter": 1,
		"newcommand": 2, "renewcommand": 2, "providecommand": 2, "newenvironment": 3, "renewenvironment": 3, "DeclareMathOperator": 2, "def": 1,
		"usepackage": 1, "documentclass": 1, "RequirePackage": 1, "PassOptionsToPackage": 2, "bibliography": 1, "bibliographystyle": 1,
		"addbibresource": 1, "pagestyle": 1, "thispagestyle": 1, "pagenumbering": 1, "hypersetup": 1, "graphicspath": 1, "geometry": 1,
		"color": 1, "textcolor": 1, "colorbox": 1, "fontsize": 2, "selectfont": 0, "fontfamily": 1, "setCJKmainfont": 1, "setmainfont": 1,
		"setCJKsansfont": 1, "setCJKmonofont": 1, "setsansfont": 1, "setmonofont": 1, "newtheorem": 2, "theoremstyle": 1, "bibitem": 1,
		"addcontentsline": 3, "href": 1, "raisebox": 1, "resizebox": 2, "scalebox": 1, "rotatebox": 1, "parbox": 1, "multicolumn": 2, "multirow": 2,
		"cline": 1, "cmidrule": 1, "captionsetup": 1, "lstset": 1, "tikzset": 1, "ctexset": 1, "zihao": 1, "linespread": 1, "hyphenation": 1,
		"hypertarget": 1, "hyperlink": 1, "mbox": 0, "rule": 2, "xpinyin": 0, "date": 1, "affil": 0, "email": 1, "tag": 1, "pdfbookmark": 2, "phantomsection": 0,
	}
	// what is in the last argument of these annotates the first
	latexRuby = setOf("ruby xpinyin pinyinruby")
	// these and their argument stand by themselves
	latexBlocks = setOf("part chapter section subsection subsubsection paragraph subparagraph title subtitle author caption footnote footnotetext " +
		"thanks marginpar item subcaption frametitle framesubtitle abstract todo sidenote")
	// no prose is in these environments
	latexSkipped = setOf("equation equation* align align* alignat alignat* gather gather* multline multline* eqnarray eqnarray* math displaymath " +
		"flalign flalign* verbatim verbatim* Verbatim lstlisting minted comment tikzpicture filecontents filecontents* algorithmic algorithm2e pgfpicture " +
		"CJKverbatim codeblock code array split cases bmatrix pmatrix thebibliography forest pspicture")
	latexEscaped = "&%$#_{}"
)

// A latexReader goes through LaTeX once. TeX can be read in full only by TeX;
// what this takes for prose is what stands in the body of a document.
type latexReader struct {
	src   string
	piece *Piece
	line  *blockBuilder
	pos   int
}

func parseLaTeX(src string) Piece {
	var p Piece
	r := &latexReader{src: src, piece: &p, line: &blockBuilder{src: src}}
	if i := strings.Index(src, `\begin{document}`); i >= 0 && strings.Contains(src[:i], `\documentclass`) {
		r.preamble(i)
	}
	r.until("")
	r.flush()
	return p
}

// preamble reads only the title and comments of what stands before the body.
func (r *latexReader) preamble(end int) {
	for r.pos < end {
		switch {
		case r.src[r.pos] == '%':
			r.comment()
		case strings.HasPrefix(r.src[r.pos:], `\title{`), strings.HasPrefix(r.src[r.pos:], `\subtitle{`):
			r.command()
		case r.src[r.pos] == '\\' && r.pos+1 < end:
			r.pos += 2
		default:
			r.pos++
		}
	}
	r.flush()
	r.pos = max(r.pos, end)
}

func (r *latexReader) flush() {
	if block, ok := r.line.block(); ok {
		block.Quoting = QuotedLaTeX
		r.piece.Blocks = append(r.piece.Blocks, block)
	}
	r.line = &blockBuilder{src: r.src}
}

// until reads up to a closing mark ("}" or "]"), or the end of the text.
func (r *latexReader) until(closing string) {
	depth := 0
	for r.pos < len(r.src) {
		switch c := r.src[r.pos]; c {
		case '%':
			r.comment()
		case '\\':
			if strings.HasPrefix(r.src[r.pos:], `\end{document}`) && closing == "" {
				r.flush()
				return // what follows is never read
			}
			r.command()
		case '$':
			r.math()
		case '{':
			depth++
			r.pos++
		case '}':
			r.pos++
			if depth == 0 && closing == "}" {
				return
			}
			depth = max(0, depth-1)
		case ']':
			if depth == 0 && closing == "]" {
				r.pos++
				return
			}
			r.line.run(r.pos, r.pos+1)
			r.pos++
		case '&':
			r.flush() // the next cell of a table
			r.pos++
		case '~':
			r.line.escape(" ", r.pos, r.pos+1)
			r.pos++
		case '\n', '\r', ' ', '\t':
			r.space()
		default:
			n := strings.IndexAny(r.src[r.pos:], "%\\${}]&~\n\r \t")
			if n < 0 {
				n = len(r.src) - r.pos
			}
			r.line.run(r.pos, r.pos+n)
			r.pos += n
		}
	}
}

// space reads white space: an empty line ends a paragraph.
func (r *latexReader) space() {
	start, lines := r.pos, 0
	for r.pos < len(r.src) && strings.IndexByte(" \t\r\n", r.src[r.pos]) >= 0 {
		if r.src[r.pos] == '\n' || r.src[r.pos] == '\r' && !strings.HasPrefix(r.src[r.pos:], "\r\n") {
			lines++
		}
		r.pos++
	}
	switch {
	case lines > 1:
		r.flush()
	case lines == 1:
		r.line.soft()
	case r.line.text.Len() > 0:
		r.line.run(start, start+1)
	}
}

// comment reads up to the end of the line, and the white space that TeX skips
// after it.
func (r *latexReader) comment() {
	end := LineEnd(r.src, r.pos)
	body := strings.TrimRight(r.src[r.pos:end], "\r\n")
	r.piece.comment(r.pos, r.pos+len(body), strings.TrimLeft(body, "%"))
	r.pos = end
	for r.pos < len(r.src) && (r.src[r.pos] == ' ' || r.src[r.pos] == '\t') {
		r.pos++
	}
	if r.pos < len(r.src) && (r.src[r.pos] == '\n' || r.src[r.pos] == '\r') {
		r.flush() // an empty line after a comment ends the paragraph too
	}
}

// math passes over a formula between dollars.
func (r *latexReader) math() {
	mark := "$"
	if strings.HasPrefix(r.src[r.pos:], "$$") {
		mark = "$$"
	}
	for i := r.pos + len(mark); i < len(r.src); i++ {
		if r.src[i] == '\\' {
			i++
			continue
		}
		if strings.HasPrefix(r.src[i:], mark) {
			r.pos = i + len(mark)
			if mark == "$" {
				r.line.put(Mark)
			} else {
				r.line.put("\n")
			}
			return
		}
		if mark == "$" && (strings.HasPrefix(r.src[i:], "\n\n") || strings.HasPrefix(r.src[i:], "\r\n\r\n")) {
			break // a formula ends with its paragraph: this dollar was none
		}
	}
	r.pos += len(mark)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// command reads the command that begins here, with its arguments.
func (r *latexReader) command() {
	start := r.pos
	r.pos++
	if r.pos == len(r.src) {
		return
	}
	if !isLetter(r.src[r.pos]) {
		r.symbol(start)
		return
	}
	for r.pos < len(r.src) && (isLetter(r.src[r.pos]) || r.src[r.pos] == '@') {
		r.pos++
	}
	name := r.src[start+1 : r.pos]
	if r.pos < len(r.src) && r.src[r.pos] == '*' {
		r.pos++
	}
	switch name {
	case "begin":
		r.begin()
		return
	case "end":
		if _, ok := r.argument(); ok {
			r.flush()
		}
		return
	case "par", "bigskip", "medskip", "smallskip", "newpage", "clearpage", "maketitle", "tableofcontents", "centering", "hline", "toprule", "midrule", "bottomrule":
		r.flush()
		return
	case "verb", "lstinline", "mintinline":
		r.verb(name)
		return
	case "newline", "linebreak":
		r.line.put("\n")
		return
	case "textbackslash", "textasciitilde", "textasciicircum":
		if strings.HasPrefix(r.src[r.pos:], "{}") {
			r.pos += 2
		}
		r.line.escape(map[string]string{"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}[name], start, r.pos)
		return
	case "verbatiminput":
		r.argument()
		return
	}
	if n, ok := latexHolds[name]; ok {
		r.line.put(Mark)
		r.skip(n)
		return
	}
	if latexBlocks[name] {
		r.standing(name)
		return
	}
	if n, ok := latexDrops[name]; ok {
		if name == "def" || strings.HasSuffix(name, "command") {
			for r.pos < len(r.src) && strings.IndexByte("\\#", r.src[r.pos]) >= 0 || r.pos < len(r.src) && isLetter(r.src[r.pos]) || name == "def" && r.pos < len(r.src) && r.src[r.pos] >= '0' && r.src[r.pos] <= '9' {
				if n == 2 {
					n = 1 // the name of the new command stands without braces
				}
				r.pos++
			}
		}
		r.skip(n)
		return
	}
	if latexRuby[name] {
		r.optional()
		if r.open() {
			r.until("}")
		}
		r.skip(1)
		return
	}
	r.optional()
	// white space after a command's name is no space
	for r.pos < len(r.src) && (r.src[r.pos] == ' ' || r.src[r.pos] == '\t') {
		r.pos++
	}
}

// symbol reads a command that is one character.
func (r *latexReader) symbol(start int) {
	c, size := utf8.DecodeRuneInString(r.src[r.pos:])
	r.pos += size
	switch {
	case c < utf8.RuneSelf && strings.IndexByte(latexEscaped, byte(c)) >= 0:
		r.line.escape(string(c), start, r.pos)
	case c == '\\':
		if strings.HasPrefix(r.src[r.pos:], "*") {
			r.pos++
		}
		r.optional()
		r.line.put("\n")
	case c == '(' || c == '[':
		closing := map[rune]string{'(': `\)`, '[': `\]`}[c]
		i := strings.Index(r.src[r.pos:], closing)
		if i < 0 {
			return
		}
		r.pos += i + 2
		if c == '(' {
			r.line.put(Mark)
		}
	case c == ' ' || c == '\n' || c == '\r':
		r.line.put(" ")
	}
}

// standing reads a command whose argument is a text of its own: what is round
// it goes on afterwards.
func (r *latexReader) standing(name string) {
	aside := name == "footnote" || name == "thanks" || name == "marginpar" || name == "todo" || name == "sidenote"
	around := r.line
	if !aside {
		r.flush()
	}
	r.optional()
	if name == "item" {
		return
	}
	r.line = &blockBuilder{src: r.src}
	if r.open() {
		r.until("}")
	}
	r.flush()
	if aside {
		r.line = around
	}
}

// begin enters an environment, or passes over one that holds no prose.
func (r *latexReader) begin() {
	r.flush()
	name, ok := r.argument()
	if !ok {
		return
	}
	if latexSkipped[name] {
		end := `\end{` + name + "}"
		if i := strings.Index(r.src[r.pos:], end); i >= 0 {
			body := r.src[r.pos : r.pos+i]
			for at := 0; ; { // a comment to yuti may stand in it
				j := strings.Index(body[at:], "% yuti:")
				if j < 0 {
					break
				}
				at += j
				line := strings.TrimRight(body[at:LineEnd(body, at)], "\r\n")
				r.piece.comment(r.pos+at, r.pos+at+len(line), line[1:])
				at += len(line)
			}
			r.pos += i + len(end)
		} else {
			r.pos = len(r.src)
		}
		return
	}
	r.optional()
	switch name {
	case "tabular", "array", "longtable", "minipage", "adjustbox", "wrapfigure", "multicols", "column", "thebibliography", "supertabular":
		r.skip(1)
	case "tabular*", "tabularx", "tabulary":
		r.skip(2)
	}
	r.optional()
}

// verb passes over \verb|…| and the like.
func (r *latexReader) verb(name string) {
	r.line.put(Mark)
	r.optional()
	if name == "mintinline" {
		r.skip(1)
	}
	if r.pos >= len(r.src) {
		return
	}
	if r.src[r.pos] == '{' {
		r.skip(1)
		return
	}
	mark := r.src[r.pos]
	if mark >= utf8.RuneSelf || isLetter(mark) || mark <= ' ' {
		return
	}
	end := r.pos + len(strings.TrimRight(r.src[r.pos:LineEnd(r.src, r.pos)], "\r\n"))
	if i := strings.IndexByte(r.src[r.pos+1:end], mark); i >= 0 {
		end = r.pos + 2 + i
	}
	r.pos = end // never closed, it is an error of this line
}

// optional passes over optional arguments.
func (r *latexReader) optional() {
	for r.pos < len(r.src) && r.src[r.pos] == '[' {
		end, ok := r.balanced('[', ']')
		if !ok {
			return
		}
		r.pos = end
	}
}

// skip passes over n arguments in braces, and optional ones.
func (r *latexReader) skip(n int) {
	for range n {
		r.optional()
		if _, ok := r.argument(); !ok {
			break
		}
	}
	if n > 0 {
		r.optional()
	}
}

// argument passes over an argument in braces and returns it.
func (r *latexReader) argument() (string, bool) {
	at := r.pos
	if !r.open() {
		return "", false
	}
	r.pos--
	start := r.pos
	end, ok := r.balanced('{', '}')
	if !ok {
		r.pos = at
		return "", false
	}
	r.pos = end
	return r.src[start+1 : end-1], true
}

// open passes over a brace that opens, on this line or the next.
func (r *latexReader) open() bool {
	i, lines := r.pos, 0
	for i < len(r.src) && strings.IndexByte(" \t\r\n", r.src[i]) >= 0 {
		if r.src[i] == '\n' {
			lines++
		}
		i++
	}
	if i == len(r.src) || r.src[i] != '{' || lines > 1 {
		return false
	}
	r.pos = i + 1
	return true
}

// balanced returns the offset after the mark that closes the one that stands
// here; ok is false when its paragraph has none.
func (r *latexReader) balanced(open, closing byte) (end int, ok bool) {
	depth := 0
	for i := r.pos; i < len(r.src); i++ {
		switch c := r.src[i]; {
		case c == '\\':
			i++
		case c == '%':
			i = max(i, LineEnd(r.src, i)-1)
		case c == open:
			depth++
		case c == closing:
			if depth--; depth == 0 {
				return i + 1, true
			}
		case c == '\n' && open == '[' && strings.HasPrefix(r.src[i:], "\n\n"):
			return 0, false
		}
	}
	return 0, false
}
