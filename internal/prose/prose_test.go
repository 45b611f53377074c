package prose

import (
	"math/rand"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// blocksOf reads a whole file piece by piece, as a document does, and checks
// what must hold for every piece.
func blocksOf(t *testing.T, format Format, src string) []string {
	t.Helper()
	var texts []string
	for pos := 0; pos < len(src); {
		end := Next(format, src, pos)
		if end <= pos || end > len(src) {
			t.Fatalf("a piece of %q that begins at %d ends at %d", src, pos, end)
		}
		if end < len(src) && utf8.ValidString(src) && !utf8.RuneStart(src[end]) {
			t.Fatalf("a piece of %q ends inside a rune, at %d", src, end)
		}
		if src[end-1] == '\r' && end < len(src) && src[end] == '\n' {
			t.Fatalf("a piece of %q ends inside a line break, at %d", src, end)
		}
		piece := src[pos:end]
		p := Parse(format, piece, pos == 0)
		for _, b := range p.Blocks {
			for _, r := range b.Runs {
				if r.Width == 0 && b.Text[r.Text:r.Text+r.Len] != piece[r.Source:r.Source+r.Len] || r.Source+r.Width > len(piece) {
					t.Fatalf("run %+v of %q does not stand in %q", r, b.Text, piece)
				}
			}
			texts = append(texts, b.Text)
		}
		for _, c := range p.Comments {
			if c.Start < 0 || c.End > len(piece) || c.Start >= c.End {
				t.Fatalf("comment %+v lies outside %q", c, piece)
			}
		}
		pos = end
	}
	return texts
}

// TestMarkdown reads what a person reads and nothing else.
func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"paragraphs and a heading", "# 题目\n\n第一段，\n第二行。\n\n第三段。\n", []string{"题目", "第一段，\n第二行。", "第三段。"}},
		{"emphasis inside a word", "和**朋友**多联**络**。\n", []string{"和朋友多联络。"}},
		{"code, links and pictures", "用`联络`，见[说明](购买.md)，![图](甲.png)。\n", []string{"图", "用" + Mark + "，见说明，" + Mark + "。"}},
		{"fences and indented code", "甲。\n\n```\n联络\n\n购买\n```\n\n    乙\n\n丙。\n", []string{"甲。", "丙。"}},
		{"raw HTML", "<div>联络</div>\n\n甲<b>乙</b>丙<br>丁\n", []string{"联络", "甲乙丙\n丁"}},
		{"ruby", "<ruby>汉<rt>hàn</rt></ruby>字\n", []string{"汉字"}},
		{"a comment over several lines", "甲。\n\n<!-- 联络\n\n购买 -->\n\n乙。\n", []string{"甲。", "乙。"}},
		{"front matter", "---\ntitle: 联络\n---\n\n正文。\n", []string{"正文。"}},
		{"a list and a quotation", "- 甲\n- 乙\n\n  丙\n\n> 丁\n", []string{"甲", "乙", "丙", "丁"}},
		{"a table", "|甲|乙|\n|-|-|\n|丙|丁|\n", []string{"甲", "乙", "丙", "丁"}},
		{"a footnote", "甲[^1]。\n\n[^1]: 乙。\n", []string{"甲。", "乙。"}},
		{"a task", "- [x] 甲\n", []string{"甲"}},
		{"escapes", "a\\*b&amp;c\n", []string{"a*b&c"}},
		{"a mark at the beginning", "\ufeff# 甲\n\n乙\n", []string{"甲", "乙"}},
		{"an admonition of MkDocs", "!!! note \"题目\"\n    甲\n\n    乙\n\n丙\n", []string{"题目", "甲", "乙", "丙"}},
		{"tabs of MkDocs", "=== \"甲\"\n\n    乙\n", []string{"甲", "乙"}},
		{"containers of Docusaurus", "甲\n:::note 题目\n乙\n:::\n", []string{"甲", "题目", "乙"}},
		{"MDX", "import A from 'a'\nexport const b = '联络'\n\n<A title=\"联络\">\n\n甲{props.b}乙 {/* 联络 */}\n\n</A>\n", []string{"甲" + Mark + "乙 "}},
		{"HTML blocks", "<details><summary>甲</summary>\n<p>乙<code>联络</code></p></details>\n", []string{"甲", "乙" + Mark}},
		{"attributes", "# 甲 {#id}\n\n乙{: .x}\n", []string{"甲 ", "乙"}},
		{"mathematics", "甲。\n\n$$\n联络\n$$\n\n乙。\n", []string{"甲。", "乙。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := blocksOf(t, Markdown, c.src)
			if strings.Join(got, "¦") != strings.Join(c.want, "¦") {
				t.Errorf("%q\nreads %q\nnot   %q", c.src, got, c.want)
			}
		})
	}
}

// A paragraph without markup is read as the parser of Markdown reads it.
func TestPlainMarkdown(t *testing.T) {
	parts := []string{"好", "，", "。", "\n", "\n", "\r\n", " ", "a", "http", "www", ".", "1", "3.5", "：", "-", "=", ":", "@", "\t", "　", "\xff", "\uFEFF", "import", "(", ")", "*", "\uFFFC", "!", "$", "|", "a.b.com"}
	plain := 0
	order := rand.New(rand.NewSource(1))
	for range 60000 {
		src := "好"
		if order.Intn(4) == 0 {
			src = ""
		}
		for range 1 + order.Intn(9) {
			n := len(parts)
			if order.Intn(3) > 0 {
				n = 8
			}
			src += parts[order.Intn(n)]
		}
		for pos := 0; pos < len(src); {
			end := nextMarkdown(src, pos)
			piece, first := src[pos:end], pos == 0
			if got, ok := plainMarkdown(piece); ok {
				plain++
				if want := parseMarkup(piece, first); !reflect.DeepEqual(got, want) {
					t.Fatalf("%q is read as %+v, not as %+v", piece, got, want)
				}
			}
			pos = end
		}
	}
	if plain < 1000 {
		t.Errorf("only %d plain paragraphs were tried", plain)
	}
}

func TestText(t *testing.T) {
	got := blocksOf(t, Text, "第一段，\n还是第一段。\n第二段。\n\n第三段 <!-- yuti: ignore-line --> 完\n")
	want := []string{"第一段，\n还是第一段。\n", "第二段。\n\n", "第三段 ", " 完\n"}
	if strings.Join(got, "¦") != strings.Join(want, "¦") {
		t.Errorf("reads %q, not %q", got, want)
	}
}

// TestLong makes sure that pieces of plain text stay bounded, even when the
// text is one line.
func TestLong(t *testing.T) {
	src := strings.Repeat("一二三四五，", 50_000)
	for pos := 0; pos < len(src); {
		end := Next(Text, src, pos)
		if end-pos > 2*longPiece+4 {
			t.Fatalf("a piece of %d bytes", end-pos)
		}
		pos = end
	}
}

// A paragraph of Markdown stays whole where a mark of Markdown stands, and is
// read in bounded pieces where none does.
func TestLongParagraph(t *testing.T) {
	for name, c := range map[string]struct {
		sentence string
		cut      bool
	}{
		"plain": {"他走到河边，看了看天。", true}, "lines": {"他走到河边，\n看了看天。又走了。\n", true},
		"code": {"他走到`河边`，看了看天。", false}, "no sentence": {"他走到河边，", false},
	} {
		src := strings.Repeat(c.sentence, 20_000)
		end := Next(Markdown, src, 0)
		if got := end < longParagraph+8<<10; got != c.cut {
			t.Errorf("%s: a piece of %d bytes of %d", name, end, len(src))
		}
	}
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"# 题\n\n- 甲\n  - 乙\n\n```\nx\n", "---\na: b\n---\n\r\n甲\r\n", "<!--", "$$\n", "| a |\n|-|\n", "\xff\xfe𠮷", "[a]: b\n\n[a]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 20_000 {
			return
		}
		for _, format := range Formats() {
			blocksOf(t, format, src)
		}
	})
}
