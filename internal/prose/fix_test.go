package prose

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"encoding/xml"

	"github.com/go-json-experiment/json/jsontext"
	yamlparser "github.com/goccy/go-yaml/parser"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	xhtml "golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// skeleton is the structure of a file as the parser of its format sees it, its
// texts left out; "" for formats of which Go has no parser.
func skeleton(format Format, src string) string {
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

var fixable = regexp.MustCompile(`\p{Han}{2}`)

// substitutes are what TestFixes puts in the place of a word. What is not Han
// in them is what breaks one format or another.
var substitutes = []string{"联系", "联", "联系𠮷", "联*系_甲`乙`", "联\"系\"\\n", "联<b>&lt;系", "联'系: #甲", "联//系*/甲-->", "#联系", "联[系]^甲^~乙~|丙", "联{系}$甲$%乙"}

// fixEverywhere replaces every pair of characters that may be replaced, one at
// a time, and reads the file again: nothing but that text may be another.
func fixEverywhere(t *testing.T, format Format, src string, limit int) int {
	t.Helper()
	before := Parse(format, src, true)
	bones := skeleton(format, src)
	fixes := 0
	for i := range before.Blocks {
		b := &before.Blocks[i]
		for k, at := range fixable.FindAllStringIndex(b.Text, -1) {
			from, to, exact := b.Source(at[0], at[1])
			if !exact || from == to {
				continue
			}
			for n, sub := range substitutes {
				written, ok := b.Quoting.Escape(sub)
				if !ok || b.Tight && Columns(sub) != Columns(b.Text[at[0]:at[1]]) || limit > 0 && (k+n+i)%limit != 0 {
					continue
				}
				if strings.HasSuffix(b.Text[:at[0]], Mark) && sub[0] < 0x80 {
					continue // it would go on with the address or name before it
				}
				fixes++
				fixed := src[:from] + written + src[to:]
				after := Parse(format, fixed, true)
				if len(after.Blocks) != len(before.Blocks) || len(after.Comments) != len(before.Comments) {
					t.Fatalf("%s: %q in place of %q in\n%s\nmakes %d blocks of %d, and %d comments of %d:\n%s", format, written, b.Text[at[0]:at[1]], src,
						len(after.Blocks), len(before.Blocks), len(after.Comments), len(before.Comments), fixed)
				}
				for j := range after.Blocks {
					want := before.Blocks[j].Text
					if j == i {
						want = want[:at[0]] + sub + want[at[1]:]
						// what looks like a placeholder or a tag is taken for one
						if strings.ContainsAny(sub, "{<`*[^$/") {
							continue
						}
					}
					if withoutSpaces(after.Blocks[j].Text) != withoutSpaces(want) || after.Blocks[j].Key != before.Blocks[j].Key {
						t.Fatalf("%s: %q in place of %q in\n%s\nblock %d reads %q, not %q", format, written, b.Text[at[0]:at[1]], src, j, after.Blocks[j].Text, want)
					}
				}
				if got := skeleton(format, fixed); got != bones {
					t.Fatalf("%s: %q in place of %q in\n%s\nchanges the structure from\n%s\nto\n%s", format, written, b.Text[at[0]:at[1]], src, bones, got)
				}
			}
		}
	}
	return fixes
}

// withoutSpaces leaves out white space: whether there is one where a line ends
// depends on the characters beside it.
func withoutSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

// dressed are the same file with the line ends of Windows, characters outside
// the basic plane, and a byte-order mark.
func dressed(src string) []string {
	return []string{src, strings.ReplaceAll(src, "\n", "\r\n"), byteOrderMark + strings.ReplaceAll(strings.ReplaceAll(src, "\n", "\r\n"), "朋友", "𠮷友")}
}

// TestFixes fixes every scene in every dress.
func TestFixes(t *testing.T) {
	eachScene(t, func(t *testing.T, path string, archive *txtar.Archive) {
		file := archive.Files[0]
		format := FormatOf("", file.Name)
		plain := len(Parse(format, string(file.Data), true).Blocks)
		for _, src := range dressed(string(file.Data)) {
			if n := len(Parse(format, src, true).Blocks); n != plain {
				t.Errorf("%d blocks of %d in\n%q", n, plain, src)
			}
			if n := fixEverywhere(t, format, src, 0); n == 0 {
				t.Errorf("nothing could be fixed in\n%s", src)
			}
		}
	})
}

// FuzzFix does the same with any text.
func FuzzFix(f *testing.F) {
	formats := Formats()
	eachFile(f, func(format Format, src string) {
		for i, candidate := range formats {
			if candidate == format {
				f.Add(src, uint8(i))
			}
		}
	})
	f.Fuzz(func(t *testing.T, src string, which uint8) {
		if len(src) > 4000 {
			return
		}
		fixEverywhere(t, formats[int(which)%len(formats)], src, 7)
	})
}
