package prose

import (
	"regexp"
	"strings"

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
		end := lineEnd(src, pos)
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
				next := lineEnd(src, end)
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
		}
		pos = end
	}
	return len(src)
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
	if i := strings.LastIndex(line, "<!--"); i >= 0 && !strings.Contains(line[i:], "-->") {
		return "-->"
	}
	lower := strings.ToLower(line)
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
	first := lineEnd(src, 0)
	mark := strings.TrimRight(strings.TrimPrefix(src[:first], "\uFEFF"), " \t\r\n")
	if mark != "---" && mark != "+++" {
		return "", 0
	}
	for pos := first; pos < len(src); {
		next := lineEnd(src, pos)
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
	goldmark.WithParserOptions(parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999))),
).Parser()

func parseMarkdown(src string, first bool) Piece {
	var p Piece
	if first {
		if matter, end := frontMatter(src); end > 0 {
			p.FrontMatter = matter
			if end == len(src) {
				return p
			}
			rest := parseMarkdown(src[end:], false)
			rest.FrontMatter = matter
			rest.shift(end)
			return rest
		}
	}
	source := []byte(src)
	root := markdown.Parse(text.NewReader(source), parser.WithContext(parser.NewContext()))
	m := mdReader{src: src, piece: &p}
	m.blocks(root)
	for _, c := range htmlComments(src) {
		if strings.HasPrefix(c.Text, "yuti:") {
			p.Comments = append(p.Comments, c)
		}
	}
	return p
}

func (p *Piece) shift(n int) {
	for i := range p.Blocks {
		for j := range p.Blocks[i].Runs {
			p.Blocks[i].Runs[j].Source += n
		}
	}
	for i := range p.Comments {
		p.Comments[i].Start += n
		p.Comments[i].End += n
	}
}

// htmlComments finds the comments of a piece that no code holds; fences and
// code spans are passed over by their marks alone, which is enough to find
// what a person wrote to yuti.
func htmlComments(src string) []Comment {
	var list []Comment
	for from := 0; ; {
		i := strings.Index(src[from:], "<!--")
		if i < 0 {
			return list
		}
		i += from
		j := strings.Index(src[i+4:], "-->")
		if j < 0 {
			return list
		}
		j += i + 4
		list = append(list, Comment{Start: i, End: j + 3, Text: strings.TrimSpace(src[i+4 : j])})
		from = j + 3
	}
}

type mdReader struct {
	src   string
	piece *Piece
}

// blocks walks the block structure and reads each block that holds inlines.
func (m *mdReader) blocks(n ast.Node) {
	switch n.Kind() {
	case ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock, ast.KindThematicBreak:
		return
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeInline {
		m.inlines(n)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.blocks(c)
	}
}

func (m *mdReader) inlines(parent ast.Node) {
	b := &blockBuilder{src: m.src}
	m.inline(b, parent)
	if block, ok := b.withoutAsides().block(); ok && !strings.HasPrefix(block.Text, "$$") {
		m.piece.Blocks = append(m.piece.Blocks, block)
	}
}

func (m *mdReader) inline(b *blockBuilder, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.run(n.Segment.Start, n.Segment.Stop)
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

// asides are what stands in a line of Markdown without being prose: references
// to footnotes, which a piece by itself can't resolve, and formulas.
var asides = regexp.MustCompile(`\[\^[^\]\s]+\]|\$[^$\n\p{Han}]+\$`)

// withoutAsides leaves them out of a block.
func (b *blockBuilder) withoutAsides() *blockBuilder {
	text := b.text.String()
	found := asides.FindAllStringIndex(text, -1)
	if found == nil {
		return b
	}
	out := &blockBuilder{src: b.src}
	keep := func(from, to int) {
		for _, r := range b.runs {
			if from < r.Text {
				out.put(text[from:min(to, r.Text)]) // what was put between runs
			}
			lo, hi := max(from, r.Text), min(to, r.Text+r.Len)
			if lo < hi {
				out.run(r.Source+lo-r.Text, r.Source+hi-r.Text)
			}
			if from = max(from, min(to, r.Text+r.Len)); from >= to {
				return
			}
		}
		out.put(text[from:to])
	}
	from := 0
	for _, at := range found {
		keep(from, at[0])
		if text[at[0]] == '$' {
			out.put(Mark)
		}
		from = at[1]
	}
	keep(from, len(text))
	return out
}

// A blockBuilder puts a block together from runs of the source.
type blockBuilder struct {
	src  string
	text strings.Builder
	runs []Run
}

func (b *blockBuilder) run(start, end int) {
	if start >= end {
		return
	}
	if n := len(b.runs); n > 0 {
		// join what is one stretch in the source and in the text
		if r := &b.runs[n-1]; r.Source+r.Len == start && r.Text+r.Len == b.text.Len() {
			r.Len += end - start
			b.text.WriteString(b.src[start:end])
			return
		}
	}
	b.runs = append(b.runs, Run{b.text.Len(), start, end - start})
	b.text.WriteString(b.src[start:end])
}

func (b *blockBuilder) put(s string) { b.text.WriteString(s) }

func (b *blockBuilder) block() (Block, bool) {
	if len(b.runs) == 0 {
		return Block{}, false
	}
	return Block{Text: b.text.String(), Runs: b.runs}, true
}
