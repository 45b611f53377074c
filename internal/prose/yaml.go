package prose

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// parseYAML reads the values of a resource file, each with its key; keys are
// never read. A file that is not YAML has no prose.
func parseYAML(src string) (piece Piece) {
	defer func() {
		if recover() != nil { // the parser is not safe from all that is typed
			piece.Blocks = nil
		}
	}()
	for _, l := range linesOf(src) {
		text := strings.TrimSpace(src[l.start:l.end])
		if i := strings.Index(text, "# yuti:"); i == 0 || i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
			at := l.start + strings.Index(src[l.start:l.end], "# yuti:")
			piece.comment(at, l.end, src[at+1:l.end])
		}
	}
	// the parser counts only "\n"
	tokens := lexer.Tokenize(strings.NewReplacer("\r\n", " \n", "\r", "\n").Replace(src))
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return piece
	}
	keys := map[*token.Token]string{}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			yamlValues(doc.Body, keys, 0)
		}
	}
	// tokens say in lines and characters where they are; their bytes follow one
	// another in the source
	at := 0
	for _, t := range tokens {
		origin := strings.TrimSpace(strings.TrimRight(t.Origin, "\r\n \t"))
		if origin == "" {
			continue
		}
		start, end, ok := locate(src, at, origin)
		if !ok {
			return piece
		}
		at = end
		key, isValue := keys[t]
		if !isValue {
			continue
		}
		b := &blockBuilder{src: src}
		quoting := yamlScalar(b, t, start, end)
		block, ok := messageAsides.rewrite(b).block()
		if !ok {
			continue
		}
		block.Quoting = quoting
		block.Key = key
		piece.Blocks = append(piece.Blocks, block)
	}
	return piece
}

// locate finds where a token stands, from a place on; line breaks may be
// written otherwise there.
func locate(src string, from int, origin string) (start, end int, ok bool) {
	first := strings.SplitN(origin, "\n", 2)[0]
	i := strings.Index(src[from:], strings.TrimRight(first, " "))
	if i < 0 {
		return 0, 0, false
	}
	start = from + i
	at := start
	for k := 0; k < len(origin); k++ {
		c := origin[k]
		switch {
		case c == ' ' || c == '\n':
			// white space is compared loosely
			for at < len(src) && strings.IndexByte(" \t\r\n", src[at]) >= 0 {
				at++
			}
		case at < len(src) && src[at] == c:
			at++
		default:
			return 0, 0, false
		}
	}
	return start, at, true
}

// yamlValues notes the tokens of values with their keys.
func yamlValues(n ast.Node, keys map[*token.Token]string, depth int) {
	if depth > 100 {
		return
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			yamlValues(v, keys, depth+1)
		}
	case *ast.MappingValueNode:
		if n.Value != nil {
			yamlValues(n.Value, keys, depth+1)
		}
	case *ast.SequenceNode:
		for _, v := range n.Values {
			yamlValues(v, keys, depth+1)
		}
	case *ast.AnchorNode:
		if n.Value != nil {
			yamlValues(n.Value, keys, depth+1)
		}
	case *ast.TagNode:
		if n.Value != nil {
			yamlValues(n.Value, keys, depth+1)
		}
	case *ast.LiteralNode:
		if n.Value != nil {
			keys[n.Value.GetToken()] = yamlKey(n.GetPath())
		}
	case *ast.StringNode:
		keys[n.GetToken()] = yamlKey(n.GetPath())
	}
}

// yamlKey writes a path as a key: “$.menu.items[0]” as “menu.items.0”.
func yamlKey(path string) string {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "$"), ".")
	return strings.NewReplacer("[", ".", "]", "", "'", "").Replace(path)
}

// yamlScalar adds the text of a value and tells how it is written.
func yamlScalar(b *blockBuilder, t *token.Token, start, end int) Quoting {
	switch t.Type {
	case token.DoubleQuoteType:
		folded(b, start+1, end-1, quotedText)
		return QuotedYAMLDouble
	case token.SingleQuoteType:
		folded(b, start+1, end-1, func(b *blockBuilder, from, to int) {
			for at := from; at < to; {
				i := strings.Index(b.src[at:to], "''")
				if i < 0 {
					b.run(at, to)
					return
				}
				b.run(at, at+i)
				b.escape("'", at+i, at+i+2)
				at += i + 2
			}
		})
		return QuotedYAMLSingle
	}
	plain := func(b *blockBuilder, from, to int) { b.run(from, to) }
	switch prev := t.Prev; {
	case prev != nil && prev.Type == token.LiteralType:
		for i, l := range linesOf(b.src[start:end]) {
			if i > 0 {
				b.put("\n")
			}
			from, to := trimmed(b.src, start+l.start, start+l.end)
			b.run(from, to)
		}
		return Plain
	case prev != nil && prev.Type == token.FoldedType:
		folded(b, start, end, plain)
		return Plain
	}
	folded(b, start, end, plain)
	return QuotedYAMLPlain
}

// folded adds lines that are one text; an empty line breaks it.
func folded(b *blockBuilder, start, end int, add func(b *blockBuilder, from, to int)) {
	for i, l := range linesOf(b.src[start:end]) {
		from, to := trimmed(b.src, start+l.start, start+l.end)
		if i == 0 {
			from = start + l.start
		}
		if from == to && i > 0 {
			b.put("\n")
			continue
		}
		add(b, from, to)
		b.soft()
	}
	b.breaks = false
}

// trimmed leaves out white space round a stretch.
func trimmed(src string, start, end int) (int, int) {
	for start < end && (src[start] == ' ' || src[start] == '\t') {
		start++
	}
	for end > start && (src[end-1] == ' ' || src[end-1] == '\t') {
		end--
	}
	return start, end
}
