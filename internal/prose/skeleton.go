package prose

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	yamlparser "github.com/goccy/go-yaml/parser"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	xhtml "golang.org/x/net/html"
)

// Skeleton is the structure of a file as the parser of its format sees it, its
// texts left out; "" for formats of which Go has no parser. A change of prose
// leaves it as it was.
func Skeleton(format Format, src string) string {
	var b strings.Builder
	switch format {
	case Markdown:
		if _, end := frontMatter(strings.TrimPrefix(src, byteOrderMark)); end > 0 {
			src = strings.TrimPrefix(src, byteOrderMark)[end:]
		}
		root := markdown.Parse(text.NewReader([]byte(src)), parser.WithContext(parser.NewContext()))
		_ = ast.Walk(root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
			if n.Kind() != ast.KindText && n.Kind() != ast.KindString {
				fmt.Fprint(&b, n.Kind(), enter, " ")
			}
			return ast.WalkContinue, nil
		})
	case HTML:
		z := xhtml.NewTokenizer(strings.NewReader(src))
		for z.Next() != xhtml.ErrorToken {
			if t := z.Token(); t.Type != xhtml.TextToken {
				fmt.Fprintln(&b, t.Type, t.Data, t.Attr)
			}
		}
	case XLIFF:
		d := xml.NewDecoder(strings.NewReader(src))
		d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
		for {
			t, err := d.Token()
			if err != nil {
				fmt.Fprintln(&b, err == io.EOF)
				break
			}
			if _, ok := t.(xml.CharData); !ok {
				fmt.Fprintf(&b, "%T %v\n", t, t)
			}
		}
	case JSON:
		d := jsontext.NewDecoder(strings.NewReader(withoutComments(strings.TrimPrefix(src, byteOrderMark), &Piece{})), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		for {
			if _, err := d.ReadToken(); err != nil {
				fmt.Fprintln(&b, err == io.EOF)
				break
			}
			fmt.Fprintln(&b, d.StackPointer())
		}
	case YAML:
		file, err := yamlparser.ParseBytes([]byte(strings.TrimPrefix(src, byteOrderMark)), 0)
		if err != nil {
			return "no YAML"
		}
		keys := 0
		for _, doc := range file.Docs {
			if doc.Body != nil {
				ast := doc.Body
				fmt.Fprintln(&b, ast.Type(), ast.GetPath())
				keys++
			}
		}
	}
	return b.String()
}
