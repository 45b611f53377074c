package prose

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Blocks that generators of documentation add to Markdown.

// An admonition of MkDocs: “!!! note "题目"”, “??? tip”, “=== "标签"”, with what
// it holds indented by four spaces.
type admonition struct {
	ast.BaseBlock
	title text.Segment
}

var kindAdmonition = ast.NewNodeKind("Admonition")

func (a *admonition) Kind() ast.NodeKind            { return kindAdmonition }
func (a *admonition) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

type admonitions struct{}

var admonitionLine = regexp.MustCompile(`^ {0,3}(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w-][\w \t-]*?)?[ \t]*(?:"([^"\n]*)")?[ \t]*\r?\n?$`)

func (admonitions) Trigger() []byte { return []byte{'!', '?', '='} }

func (admonitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := admonitionLine.FindSubmatchIndex(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	a := &admonition{}
	if m[2] >= 0 {
		a.title = text.NewSegment(segment.Start+m[2], segment.Start+m[3])
	}
	reader.AdvanceToEOL()
	return a, parser.HasChildren
}

func (admonitions) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (admonitions) Close(node ast.Node, reader text.Reader, pc parser.Context) {}
func (admonitions) CanInterruptParagraph() bool                                { return true }
func (admonitions) CanAcceptIndentedLine() bool                                { return false }

// A leafLine is a line that is no prose, a title in it aside: the fences of
// Docusaurus (“:::note 题目”), and the statements of MDX.
type containers struct{}

var containerLine = regexp.MustCompile(`^ {0,3}:{3,}[ \t]*(?:[\w-]+)?(?:\[([^\]\n]*)\]|[ \t]+([^{}\n]*?))?[ \t]*(?:\{[^{}\n]*\})?[ \t]*\r?\n?$`)

func (containers) Trigger() []byte { return []byte{':'} }

func (containers) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := containerLine.FindSubmatchIndex(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	a := &admonition{}
	for _, g := range []int{2, 4} {
		if m[g] >= 0 && m[g] < m[g+1] {
			a.title = text.NewSegment(segment.Start+m[g], segment.Start+m[g+1])
		}
	}
	reader.AdvanceToEOL()
	return a, parser.NoChildren
}

func (containers) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return parser.Close
}

func (containers) Close(node ast.Node, reader text.Reader, pc parser.Context) {}
func (containers) CanInterruptParagraph() bool                                { return true }
func (containers) CanAcceptIndentedLine() bool                                { return false }

// statements are the lines of MDX that are JavaScript.
type statements struct{}

var statementLine = regexp.MustCompile(`^(?:import\s[^\n]*?from\s*['"]|import\s+['"]|export\s+(?:default|const|let|function|async)\b)`)

func (statements) Trigger() []byte { return []byte{'i', 'e'} }

func (statements) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if !statementLine.Match(line) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &admonition{}, parser.NoChildren
}

// Continue takes all lines up to an empty one, as MDX does.
func (statements) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (statements) Close(node ast.Node, reader text.Reader, pc parser.Context) {}
func (statements) CanInterruptParagraph() bool                                { return false }
func (statements) CanAcceptIndentedLine() bool                                { return false }
