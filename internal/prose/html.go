package prose

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// What elements of HTML are to the reader. Those that are in no set are part of
// the line they stand in.
var (
	htmlBlocks = setOf("address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure footer form " +
		"h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li main menu nav ol optgroup option p section select summary table tbody td " +
		"template textarea tfoot th thead title tr ul")
	// no prose is in these
	htmlSkipped = setOf("script style pre rt rp rtc svg math object iframe noscript canvas")
	// nor in these, but they hold a place in their sentence
	htmlCode = setOf("code kbd samp var tt img input")
	htmlVoid = setOf("area base br col embed hr img input link meta param source track wbr")
	// an element that is open ends where one of these begins
	htmlCloses = map[string][]string{
		"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr", "td", "th"},
		"option": {"option"}, "rt": {"rt", "rp"}, "rp": {"rt", "rp"},
	}
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// An element is one that is open.
type element struct {
	name string
	// foreign tells that its text is in another language, or no prose.
	foreign bool
}

// htmlReader reads HTML from the tokens of golang.org/x/net/html, whose raw
// bytes, one after the other, are the source.
type htmlReader struct {
	src   string
	piece *Piece
	line  *blockBuilder
	open  []element
}

func parseHTML(src string) Piece {
	var p Piece
	r := &htmlReader{src: src, piece: &p, line: &blockBuilder{src: src}}
	z := xhtml.NewTokenizer(strings.NewReader(src))
	for at := 0; ; {
		kind := z.Next()
		raw := z.Raw()
		start, end := at, at+len(raw)
		if kind == xhtml.ErrorToken {
			break
		}
		if !bytes.Equal(raw, []byte(src[start:end])) {
			break // never seen
		}
		at = end
		switch kind {
		case xhtml.TextToken:
			r.text(start, end)
		case xhtml.CommentToken:
			if strings.HasPrefix(src[start:end], "<!--") {
				p.comment(start, end, strings.TrimSuffix(src[start+4:end], "-->"))
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, more := z.TagName()
			r.start(string(name), z, more, kind == xhtml.SelfClosingTagToken)
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
	}
	r.flush()
	return p
}

func (r *htmlReader) start(name string, z *xhtml.Tokenizer, more, closed bool) {
	if htmlBlocks[name] {
		r.flush()
		r.close("p", "") // a paragraph can hold no block
	}
	for _, sibling := range htmlCloses[name] {
		r.close(sibling, map[string]string{"li": "ul ol menu", "dt": "dl", "dd": "dl", "td": "tr table", "th": "tr table", "tr": "table"}[name])
	}
	e := element{name: name, foreign: r.foreign()}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch {
		case string(key) == "lang" || string(key) == "xml:lang":
			e.foreign = !chinese(string(value))
		case string(key) == "class" && bytes.Contains(value, []byte("notranslate")), string(key) == "translate" && string(value) == "no":
			e.foreign = true
		}
	}
	switch {
	case name == "br":
		r.line.put("\n")
	case htmlCode[name] && !r.foreign():
		r.line.put(Mark)
	}
	if htmlVoid[name] || closed && !htmlBlocks[name] && !htmlSkipped[name] {
		return
	}
	e.foreign = e.foreign || htmlSkipped[name] || htmlCode[name]
	r.open = append(r.open, e)
}

// chinese tells whether a language tag is one of Chinese; Cantonese and other
// written languages are not ours to judge.
func chinese(tag string) bool {
	tag = strings.ToLower(strings.TrimSpace(tag))
	main, rest, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return main == "" || main == "cmn" || main == "chi" || main == "zho" || main == "zh" && !strings.HasPrefix(rest, "yue") && !strings.HasPrefix(rest, "min")
}

func (r *htmlReader) foreign() bool { return len(r.open) > 0 && r.open[len(r.open)-1].foreign }

func (r *htmlReader) end(name string) {
	if htmlBlocks[name] {
		r.flush()
	}
	r.close(name, "")
}

// close ends the innermost open element of a name, with those inside it,
// unless one of the barriers stands between.
func (r *htmlReader) close(name, barriers string) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == name {
			r.open = r.open[:i]
			return
		}
		if barriers != "" && slices.Contains(strings.Fields(barriers), r.open[i].name) {
			return
		}
		if name == "p" && barriers == "" && htmlBlocks[r.open[i].name] {
			return
		}
	}
}

func (r *htmlReader) flush() {
	if block, ok := templateAsides.rewrite(r.line).block(); ok {
		block.Quoting = QuotedHTML
		r.piece.Blocks = append(r.piece.Blocks, block)
	}
	r.line = &blockBuilder{src: r.src}
}

// templateAsides are what template languages put into the text of a page.
var templateAsides = newRewriter(
	inline{pattern: `\{\{[^{}]*\}\}`, as: Mark},
	inline{pattern: `\{%[^{}]*%\}`},
	inline{pattern: `https?://[^\s\p{Han}，。；：！？、）」』”]+`, as: Mark},
)

func (r *htmlReader) text(start, end int) {
	if r.foreign() {
		return
	}
	markupText(r.line, start, end)
}

var space = regexp.MustCompile(`[ \t\n\f\r]+`)

// markupText adds a stretch of text of HTML or XML: white space is one space,
// or nothing between Chinese characters where the line breaks; entities are
// what they stand for.
func markupText(b *blockBuilder, start, end int) {
	for at := start; at < end; {
		i := strings.IndexAny(b.src[at:end], "& \t\n\f\r")
		if i < 0 {
			b.run(at, end)
			return
		}
		b.run(at, at+i)
		at += i
		if b.src[at] == '&' {
			if text, n := entity(b.src[at:end]); n > 0 {
				b.escape(text, at, at+n)
				at += n
			} else {
				b.run(at, at+1)
				at++
			}
			continue
		}
		n := len(space.FindString(b.src[at:end]))
		switch {
		case b.text.Len() == 0:
		case strings.ContainsAny(b.src[at:at+n], "\n\r"):
			b.soft()
		default:
			b.run(at, at+1)
		}
		at += n
	}
}

var entityPattern = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// entity reads the character reference that text begins with: what it stands
// for and its length, 0 when there is none.
func entity(text string) (string, int) {
	m := entityPattern.FindString(text)
	if m == "" {
		return "", 0
	}
	read := html.UnescapeString(m)
	if read == m {
		return "", 0
	}
	return read, len(m)
}
