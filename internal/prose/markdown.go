package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// longMarkdown bounds a piece of Markdown, in bytes, where it may be cut
// without a look at what it means.
const longMarkdown = 64 << 10

// nextMarkdown ends a piece at an empty line that no construct runs across:
// fences, HTML comments and raw HTML are kept whole, and so is what is
// indented below an item.
func nextMarkdown(src string, start int) int {
	pos := start
	if start == 0 {
		if _, end := frontMatter(src); end > 0 {
			return end
		}
	}
	close := "" // what ends the construct that is open: a fence, "-->", "</pre>", "$$"
	for pos < len(src) {
		end := LineEnd(src, pos)
		line := src[pos:end]
		trimmed := strings.TrimSpace(line)
		switch {
		case close != "":
			if closes(trimmed, close) {
				close = ""
			}
		case trimmed == "":
			// take the empty lines with us, then see what comes next
			for end < len(src) {
				next := LineEnd(src, end)
				if !blank(src[end:next]) {
					break
				}
				end = next
			}
			if end == len(src) || src[end] != ' ' && src[end] != '\t' || end-start > longMarkdown {
				return end
			}
		default:
			close = opens(trimmed)
			if close == "" && end-start > longParagraph {
				if cut := cutParagraph(src, max(pos, start+longParagraph), end); cut > 0 {
					return cut
				}
			}
		}
		pos = end
	}
	return len(src)
}

// longParagraph bounds a piece of Markdown within a paragraph, in bytes: a novel
// may be one.
const longParagraph = 4 << 10

// cutParagraph finds a place between from and end, in one line, where a
// paragraph can be read in two: a sentence ends there, one of characters begins,
// and no mark of Markdown has stood near before. It returns 0 where there is
// none.
func cutParagraph(src string, from, end int) int {
	const near = 2 << 10
	last := max(0, from-near) // where a mark stood, or could have stood
	for i := last; i < end; i++ {
		switch c := src[i]; {
		case c < utf8.RuneSelf:
			if strings.IndexByte("`[]<>{}$*_\\~|#&", c) >= 0 {
				last = i
			}
		case i >= from && i-last >= near:
			if strings.HasPrefix(src[i:], "。") || strings.HasPrefix(src[i:], "！") || strings.HasPrefix(src[i:], "？") {
				next := i + len("。")
				if r, _ := utf8.DecodeRuneInString(src[next:end]); unicode.Is(unicode.Han, r) {
					return next
				}
			}
		}
	}
	return 0
}

// opens tells what has to come to end a construct that this line begins, or
// "" when it begins none or ends it too.
func opens(line string) string {
	for _, mark := range []string{"`", "~"} {
		n := 0
		for n < len(line) && line[n] == mark[0] {
			n++
		}
		if n >= 3 && !(mark == "`" && strings.Contains(line[n:], "`")) {
			return strings.Repeat(mark, n)
		}
	}
	if strings.HasPrefix(line, "$$") {
		if !strings.Contains(line[2:], "$$") {
			return "$$"
		}
		return ""
	}
	if strings.IndexByte(line, '<') < 0 {
		return "" // most lines
	}
	if i := strings.LastIndex(line, "<!--"); i >= 0 && !strings.Contains(line[i:], "-->") {
		return "-->"
	}
	if line[0] != '<' {
		return ""
	}
	lower := strings.ToLower(line[:min(len(line), longParagraph)])
	for _, tag := range []string{"pre", "script", "style", "textarea"} {
		if strings.HasPrefix(lower, "<"+tag) && !strings.Contains(lower, "</"+tag) {
			return "</" + tag
		}
	}
	return ""
}

func closes(line, close string) bool {
	switch close[0] {
	case '`', '~':
		return strings.HasPrefix(line, close) && strings.Trim(line, close[:1]) == ""
	default:
		return strings.Contains(strings.ToLower(line), close)
	}
}

// frontMatter returns the text between the marks at the beginning of a file,
// and where what follows them begins; end is 0 when there is none.
func frontMatter(src string) (matter string, end int) {
	first := LineEnd(src, 0)
	mark := strings.TrimRight(strings.TrimPrefix(src[:first], "\uFEFF"), " \t\r\n")
	if mark != "---" && mark != "+++" {
		return "", 0
	}
	for pos := first; pos < len(src); {
		next := LineEnd(src, pos)
		if strings.TrimRight(src[pos:next], " \t\r\n") == mark {
			return src[first:pos], next
		}
		pos = next
	}
	return "", 0
}

// Of footnotes only the block parser is used: in a piece by itself a footnote
// has no reference, and goldmark's extension would drop it.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.DefinitionList),
	goldmark.WithParserOptions(parser.WithBlockParsers(
		util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		util.Prioritized(admonitions{}, 50),
		util.Prioritized(containers{}, 51),
		util.Prioritized(statements{}, 52),
	)),
).Parser()

func parseMarkdown(src string, first bool) Piece {
	if p, ok := plainMarkdown(src); ok {
		return p
	}
	return parseMarkup(src, first)
}

func parseMarkup(src string, first bool) Piece {
	var p Piece
	if first {
		if matter, end := frontMatter(src); end > 0 {
			p.FrontMatter = matter
			if end == len(src) {
				return p
			}
			rest := parseMarkup(src[end:], false)
			rest.FrontMatter = matter
			rest.shift(end)
			return rest
		}
	}
	source := []byte(src)
	root := markdown.Parse(text.NewReader(source), parser.WithContext(parser.NewContext()))
	m := mdReader{src: src, piece: &p}
	m.blocks(root)
	for _, c := range comments(src) {
		p.comment(c.Start, c.End, c.Text)
	}
	return p
}

// plainBytes are those of ASCII that mean nothing to Markdown where they stand
// within a line, but for a “.” in an address.
var plainBytes = func() (plain [utf8.RuneSelf]bool) {
	for c := range plain {
		plain[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte(" ,.;?%\"'()/+-=", byte(c)) >= 0
	}
	return plain
}()

// plainMarkdown reads a piece that is one paragraph without any markup, as most
// of a novel are: it need not be parsed. Every line begins and ends with a
// character beyond ASCII.
func plainMarkdown(src string) (Piece, bool) {
	if strings.HasPrefix(src, "\uFEFF") {
		return Piece{}, false
	}
	end := len(src)
	for end > 0 && (src[end-1] == '\n' || src[end-1] == '\r' && end < len(src)) {
		end--
	}
	var lines [8]Run // a longer paragraph has them elsewhere
	runs := lines[:0]
	from := 0
	for i := 0; ; i++ {
		if i < end && src[i] >= utf8.RuneSelf {
			continue
		}
		if i == end || src[i] == '\n' {
			if from == i || src[i-1] < utf8.RuneSelf {
				return Piece{}, false
			}
			runs = append(runs, Run{Text: from, Source: from, Len: i - from})
			if i == end {
				break
			}
			from = i + 1
			continue
		}
		if c := src[i]; i == from || !plainBytes[c] || c == '.' && (src[i-1] < '0' || src[i-1] > '9') {
			return Piece{}, false
		}
	}
	var p Piece
	if b := (Block{Text: src[:end], Runs: slices.Clone(runs), Quoting: QuotedMarkdown}); !onlySpace(b.Text) {
		p.Blocks = []Block{b}
	}
	return p, true
}

var commentMarks = [][2]string{{"<!--", "-->"}, {"{/*", "*/}"}}

// comments finds the comments of HTML and of MDX in a piece. Code is not
// passed over: no one writes to yuti there.
func comments(src string) []Comment {
	var list []Comment
	for _, marks := range commentMarks {
		for from := 0; ; {
			i := strings.Index(src[from:], marks[0])
			if i < 0 {
				break
			}
			start := from + i
			body := start + len(marks[0])
			j := strings.Index(src[body:], marks[1])
			if j < 0 {
				break
			}
			from = body + j + len(marks[1])
			list = append(list, Comment{Start: start, End: from, Text: src[body : body+j]})
		}
	}
	return list
}

type mdReader struct {
	src   string
	piece *Piece
}

// blocks walks the block structure and reads each block that holds inlines.
func (m *mdReader) blocks(n ast.Node) {
	switch n.Kind() {
	case ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindThematicBreak:
		return
	case ast.KindHTMLBlock:
		m.html(n)
		return
	case kindAdmonition:
		if a := n.(*admonition); a.title.Len() > 0 {
			b := &blockBuilder{src: m.src}
			b.run(a.title.Start, a.title.Stop)
			m.add(b)
		}
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeInline {
		m.inlines(n)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.blocks(c)
	}
}

// html reads what prose stands in a block of HTML, where its lines follow one
// another in the source.
func (m *mdReader) html(n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	start, end := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	for i := 1; i < lines.Len(); i++ {
		if lines.At(i).Start != lines.At(i-1).Stop {
			return
		}
	}
	part := parseHTML(m.src[start:end])
	part.Comments = nil // found with all the others
	m.piece.add(part, start)
}

func (m *mdReader) inlines(parent ast.Node) {
	b := &blockBuilder{src: m.src}
	m.inline(b, parent)
	m.add(b)
}

func (m *mdReader) add(b *blockBuilder) {
	if block, ok := markdownAsides.rewrite(b).block(); ok && !strings.HasPrefix(block.Text, "$$") {
		block.Quoting = QuotedMarkdown
		m.piece.Blocks = append(m.piece.Blocks, block)
	}
}

func (m *mdReader) inline(b *blockBuilder, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			m.text(b, n.Segment.Start, n.Segment.Stop)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.put("\n")
			}
		case *ast.CodeSpan, *ast.AutoLink:
			b.put(Mark)
		case *ast.Image:
			b.put(Mark)
			m.inlines(n) // the text that stands for the picture is read by itself
		case *ast.RawHTML:
			raw := strings.ToLower(string(n.Segments.Value([]byte(m.src))))
			switch {
			case strings.HasPrefix(raw, "<br"):
				b.put("\n")
			case strings.HasPrefix(raw, "<rt") || strings.HasPrefix(raw, "<rp"):
				// what a ruby annotation says is not part of the sentence
				for next := n.NextSibling(); next != nil && next.Kind() != ast.KindRawHTML; next = n.NextSibling() {
					parent.RemoveChild(parent, next)
				}
			}
		case *east.TaskCheckBox:
		default:
			m.inline(b, n)
		}
	}
}

// text reads a stretch of text with its backslashes and entities.
func (m *mdReader) text(b *blockBuilder, start, end int) {
	for at := start; at < end; {
		i := strings.IndexAny(m.src[at:end], "\\&")
		if i < 0 {
			b.run(at, end)
			return
		}
		b.run(at, at+i)
		at += i
		size := 1
		if m.src[at] == '\\' && at+1 < end && util.IsPunct(m.src[at+1]) {
			b.escape(m.src[at+1:at+2], at, at+2)
			size = 2
		} else if read, n := entity(m.src[at:end]); n > 0 {
			b.escape(read, at, at+n)
			size = n
		} else {
			b.run(at, at+1)
		}
		at += size
	}
}

// markdownAsides are what stands in a line of Markdown without being prose:
// references to footnotes, which a piece by itself can't resolve, formulas,
// and the expressions and attributes of MDX, kramdown and templates.
var markdownAsides = newRewriter(
	inline{pattern: `\[\^[^\]\s]+\]`},
	inline{pattern: `\$[^$\n\p{Han}]+\$`, as: Mark},
	inline{pattern: `\{/\*.*?\*/\}`},
	inline{pattern: `\{\{[^{}\n]*\}\}`, as: Mark},
	inline{pattern: `\{%[^{}\n]*%\}`},
	inline{pattern: `\{[:#.][^{}\n\p{Han}]*\}`},
	inline{pattern: `\{[^{}\n\p{Han}]*\}`, as: Mark},
)
