package prose

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// parseJSON reads the values of a resource file, each with its key; names are
// never read. Comments and commas too many, as editors allow them, do no harm.
func parseJSON(src string) Piece {
	var piece Piece
	d := jsontext.NewDecoder(strings.NewReader(withoutComments(src, &piece)), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		name := false
		if kind, n := d.StackIndex(d.StackDepth()); kind == '{' {
			name = n%2 == 0
		}
		if kind := d.PeekKind(); kind != '"' {
			if _, err := d.ReadToken(); err != nil {
				return piece
			}
			continue
		}
		value, err := d.ReadValue()
		if err != nil {
			return piece
		}
		end := int(d.InputOffset())
		start := end - len(value)
		if name || start < 0 || src[start] != '"' {
			continue
		}
		b := &blockBuilder{src: src}
		quotedText(b, start+1, end-1)
		block, ok := messageAsides.rewrite(b).block()
		if !ok {
			continue
		}
		block.Quoting = QuotedJSON
		block.Key = dotted(string(d.StackPointer()))
		piece.Blocks = append(piece.Blocks, block)
	}
}

// dotted is a JSON pointer written as a key: “menu.items.0”.
func dotted(pointer string) string {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, "~1", "/"), "~0", "~")
	}
	return strings.Join(parts, ".")
}

// withoutComments puts spaces in place of comments, and of commas before a
// closing bracket.
func withoutComments(src string, piece *Piece) string {
	var out []byte
	comma := -1 // a comma that nothing has followed yet
	clear := func(start, end int) {
		if out == nil {
			out = []byte(src)
		}
		for i := start; i < end; i++ {
			if out[i] != '\n' && out[i] != '\r' {
				out[i] = ' '
			}
		}
	}
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '"':
			comma = -1
			for i++; i < len(src) && src[i] != '"' && src[i] != '\n'; i++ {
				if src[i] == '\\' {
					i++
				}
			}
		case strings.HasPrefix(src[i:], "//"):
			end := i + len(strings.TrimRight(src[i:LineEnd(src, i)], "\r\n"))
			piece.comment(i, end, strings.TrimLeft(src[i:end], "/"))
			clear(i, end)
			i = end - 1
		case strings.HasPrefix(src[i:], "/*"):
			end := len(src)
			if j := strings.Index(src[i+2:], "*/"); j >= 0 {
				end = i + j + 4
			}
			piece.comment(i, end, strings.TrimSuffix(src[i+2:end], "*/"))
			clear(i, end)
			i = end - 1
		case c == ',':
			comma = i
		case (c == ']' || c == '}') && comma >= 0:
			clear(comma, comma+1)
			comma = -1
		case c > ' ':
			comma = -1
		}
	}
	if out == nil {
		return src
	}
	return string(out)
}
