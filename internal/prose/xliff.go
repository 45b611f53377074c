package prose

import (
	"encoding/xml"
	"html"
	"io"
	"strings"
)

// parseXLIFF reads the targets of XLIFF 1.2 and 2.x. A file that is not
// well-formed is read as far as it is.
func parseXLIFF(src string) Piece {
	var piece Piece
	x := &xliffReader{src: src, piece: &piece}
	d := xml.NewDecoder(strings.NewReader(src))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		start := int(d.InputOffset())
		token, err := d.RawToken()
		if err != nil {
			return piece
		}
		end := int(d.InputOffset())
		if start > end || end > len(src) {
			return piece
		}
		switch t := token.(type) {
		case xml.StartElement:
			x.start(&t, start, end)
		case xml.EndElement:
			x.end(t.Name.Local, start)
		case xml.CharData:
			x.text(start, end)
		case xml.Comment:
			piece.comment(start, end, string(t))
		}
	}
}

type xliffReader struct {
	src     string
	piece   *Piece
	foreign bool // the file's target language is not Chinese
	fuzzy   bool // of the unit
	skip    int  // depth inside alternatives, notes
	in      string
	code    int // depth inside inline codes, whose content is no text
	source  strings.Builder
	target  strings.Builder
	line    *blockBuilder
	cdata   bool
	wrong   bool // the target says that it is in another language
}

// xliffCodes are the inline elements that hold a place, xliffSpans those round
// text.
var (
	xliffCodes = setOf("x bx ex ph it bpt ept sub cp")
	xliffSpans = setOf("g pc mrk sc ec sm em")
)

func attribute(t *xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (x *xliffReader) start(t *xml.StartElement, start, end int) {
	name := t.Name.Local
	if x.skip > 0 {
		x.skip++
		return
	}
	switch name {
	case "file", "xliff":
		for _, key := range []string{"target-language", "trgLang"} {
			if lang := attribute(t, key); lang != "" {
				x.foreign = !chinese(lang)
			}
		}
	case "trans-unit", "unit":
		x.reset()
		if name == "trans-unit" {
			x.fuzzy = attribute(t, "approved") == "no"
		}
	case "segment", "ignorable":
		fuzzy := x.fuzzy
		x.reset()
		x.fuzzy = fuzzy || strings.HasPrefix(attribute(t, "subState"), "fuzzy")
	case "alt-trans", "note", "notes", "matches", "originalData", "seg-source", "glossary", "metadata", "header", "skeleton":
		if !strings.HasSuffix(t.Name.Local, "/") {
			x.skip = 1
		}
	case "source", "target":
		x.in = name
		if name == "source" {
			x.source.Reset()
			break
		}
		if state := attribute(t, "state"); strings.HasPrefix(state, "needs-") {
			x.fuzzy = true
		}
		lang := attribute(t, "lang")
		x.wrong = lang != "" && !chinese(lang)
		x.target.Reset()
		x.line = &blockBuilder{src: x.src}
		x.cdata = false
	default:
		if x.in == "" {
			return
		}
		if x.code == 0 && xliffCodes[name] {
			x.put(x.src[start:end])
			if x.in == "target" {
				x.line.put(Mark)
			}
		} else if x.code == 0 {
			x.put("<" + name + " " + attribute(t, "id") + ">")
		}
		if xliffCodes[name] || x.code > 0 {
			x.code++
		}
	}
}

func (x *xliffReader) reset() {
	x.source.Reset()
	x.target.Reset()
	x.fuzzy, x.in, x.line, x.code = false, "", nil, 0
}

// put notes what stands in the source or the target, for the pair.
func (x *xliffReader) put(text string) {
	if x.in == "source" {
		x.source.WriteString(text)
	} else if x.in == "target" {
		x.target.WriteString(text)
	}
}

func (x *xliffReader) end(name string, at int) {
	if x.skip > 0 {
		x.skip--
		return
	}
	switch {
	case name == x.in:
		x.in, x.code = "", 0
		if name == "target" && x.line != nil {
			x.done()
		}
	case x.code > 0:
		x.code--
	case xliffSpans[name]:
		x.put("</" + name + ">")
	}
}

func (x *xliffReader) done() {
	b := x.line
	x.line = nil
	block, ok := messageAsides.rewrite(b).block()
	if !ok || x.foreign || x.wrong {
		return
	}
	if block.Quoting = QuotedHTML; x.cdata {
		block.Quoting = QuotedCDATA
	}
	block.Pair = &Pair{Source: strings.TrimSpace(x.source.String()), Target: strings.TrimSpace(x.target.String()), Fuzzy: x.fuzzy}
	x.piece.Blocks = append(x.piece.Blocks, block)
}

func (x *xliffReader) text(start, end int) {
	if x.skip > 0 || x.in == "" {
		return
	}
	raw := x.src[start:end]
	cdata := strings.HasPrefix(raw, "<![CDATA[")
	switch {
	case x.code > 0:
		x.put(raw)
		return
	case cdata:
		start, end = start+len("<![CDATA["), end-len("]]>")
		if start > end {
			return
		}
		x.cdata = true
		x.put(x.src[start:end])
	default:
		x.put(html.UnescapeString(raw))
	}
	if x.in == "target" && cdata {
		x.line.run(start, end)
	} else if x.in == "target" {
		markupText(x.line, start, end)
	}
}
