package config

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// An Edit puts Text in the place of the bytes from Start to End of a settings
// file; everything else in the file, comments too, stays as it is.
type Edit struct {
	Start, End int
	Text       string
}

// Apply returns the text after the edit.
func (e Edit) Apply(data []byte) []byte {
	return slices.Concat(data[:e.Start], []byte(e.Text), data[e.End:])
}

// AddItem is the edit that adds an item to a list at the top of a settings
// file, such as ignore. It returns false when the item is there already, or
// the file is not TOML.
func AddItem(data []byte, key, item string) (Edit, bool) {
	if layer, problems := FromTOML(data); layer == nil && len(problems) > 0 || contains(layer[key], item) {
		return Edit{}, false
	}
	if at, ok := valueOf(data, []string{key}); ok {
		if data[at] != '[' {
			return Edit{}, false // a wrong value: not ours to mend
		}
		text := quote(item)
		if rest := bytes.TrimSpace(data[at+1:]); !bytes.HasPrefix(rest, []byte("]")) {
			text += ", "
		}
		return Edit{at + 1, at + 1, text}, true
	}
	return insertAtTop(data, key+" = ["+quote(item)+"]"), true
}

// SetValue is the edit that gives a key, such as target, a string at the top of
// a settings file. It returns false when the file is not TOML.
func SetValue(data []byte, key, value string) (Edit, bool) {
	if layer, problems := FromTOML(data); layer == nil && len(problems) > 0 {
		return Edit{}, false
	}
	if at, ok := valueOf(data, []string{key}); ok {
		return Edit{at, at + valueLength(data[at:]), quote(value)}, true
	}
	return insertAtTop(data, key+" = "+quote(value)), true
}

// SetRule is the edit that gives a rule or a family a severity. It returns
// false when the file is not TOML.
func SetRule(data []byte, code, severity string) (Edit, bool) {
	if layer, problems := FromTOML(data); layer == nil && len(problems) > 0 {
		return Edit{}, false
	}
	if at, ok := valueOf(data, []string{"rules", code}); ok {
		return Edit{at, at + valueLength(data[at:]), quote(severity)}, true
	}
	line := quote(code) + " = " + quote(severity)
	if at, ok := valueOf(data, []string{"rules"}); ok { // rules = { … }
		if data[at] != '{' {
			return Edit{}, false
		}
		text := " " + line
		if rest := bytes.TrimSpace(data[at+1:]); !bytes.HasPrefix(rest, []byte("}")) {
			text += ","
		} else {
			text += " "
		}
		return Edit{at + 1, at + 1, text}, true
	}
	if at, ok := tableAt(data, "rules"); ok {
		return Edit{at, at, line + newline(data)}, true
	}
	text := "[rules]" + newline(data) + line + newline(data)
	if len(data) > 0 {
		text = newline(data) + text
		if !endsLine(data) {
			text = newline(data) + text
		}
	}
	return Edit{len(data), len(data), text}, true
}

func contains(value any, item string) bool {
	list, _ := value.([]string)
	return slices.Contains(list, item)
}

// quote writes a TOML string.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			b.WriteString(`\u` + strings.Repeat("0", 4-len(strconv.FormatInt(int64(r), 16))) + strconv.FormatInt(int64(r), 16))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// newline is how the file ends its lines.
func newline(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

func endsLine(data []byte) bool { return bytes.HasSuffix(data, []byte("\n")) }

// insertAtTop writes a line before the first table, where alone a key of the
// top can stand.
func insertAtTop(data []byte, line string) Edit {
	at := len(data)
	parser := &unstable.Parser{}
	parser.Reset(data)
	for parser.NextExpression() {
		if node := parser.Expression(); node.Kind == unstable.Table || node.Kind == unstable.ArrayTable {
			at = lineOf(data, firstKey(node))
			break
		}
	}
	text := line + newline(data)
	if at == len(data) && at > 0 && !endsLine(data) {
		text = newline(data) + text
	}
	return Edit{at, at, text}
}

func firstKey(node *unstable.Node) int {
	keys := node.Key()
	keys.Next()
	return int(keys.Node().Raw.Offset)
}

// lineOf is where the line of an offset begins.
func lineOf(data []byte, offset int) int { return 1 + bytes.LastIndexByte(data[:offset], '\n') }

// tableAt is where the first line of a table's content begins.
func tableAt(data []byte, name string) (int, bool) {
	parser := &unstable.Parser{}
	parser.Reset(data)
	for parser.NextExpression() {
		node := parser.Expression()
		if node.Kind != unstable.Table || !slices.Equal(keysOf(node), []string{name}) {
			continue
		}
		at := firstKey(node)
		if end := bytes.IndexByte(data[at:], '\n'); end >= 0 {
			return at + end + 1, true
		}
	}
	return 0, false
}

// valueOf is where the value of a key begins, whether the file writes
// rules."a/b" = …, or "a/b" = … below [rules], or rules = { "a/b" = … }.
func valueOf(data []byte, keys []string) (int, bool) {
	parser := &unstable.Parser{}
	parser.Reset(data)
	var table []string
	for parser.NextExpression() {
		node := parser.Expression()
		switch node.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = keysOf(node)
		case unstable.KeyValue:
			if at, ok := valueIn(data, node, table, keys); ok {
				return at, true
			}
		}
	}
	return 0, false
}

func valueIn(data []byte, node *unstable.Node, prefix, keys []string) (int, bool) {
	path := slices.Concat(prefix, keysOf(node))
	if slices.Equal(path, keys) {
		return afterEquals(data, node), true
	}
	if value := node.Value(); value.Kind == unstable.InlineTable && len(path) < len(keys) && slices.Equal(path, keys[:len(path)]) {
		for children := value.Children(); children.Next(); {
			if at, ok := valueIn(data, children.Node(), path, keys); ok {
				return at, true
			}
		}
	}
	return 0, false
}

func keysOf(node *unstable.Node) []string {
	var keys []string
	for it := node.Key(); it.Next(); {
		keys = append(keys, string(it.Node().Data))
	}
	return keys
}

// afterEquals is where the value of a key begins: not every value knows.
func afterEquals(data []byte, node *unstable.Node) int {
	at := 0
	for it := node.Key(); it.Next(); {
		raw := it.Node().Raw
		at = int(raw.Offset + raw.Length)
	}
	at += bytes.IndexByte(data[at:], '=') + 1
	for data[at] == ' ' || data[at] == '\t' {
		at++
	}
	return at
}

// valueLength is the length of the value that begins a text: a string, or a
// word such as true.
func valueLength(data []byte) int {
	for _, quotes := range []string{`"""`, `'''`, `"`, `'`} {
		if !bytes.HasPrefix(data, []byte(quotes)) {
			continue
		}
		for i := len(quotes); i < len(data); i++ {
			if data[i] == '\\' && quotes[0] == '"' {
				i++
			} else if bytes.HasPrefix(data[i:], []byte(quotes)) {
				return i + len(quotes)
			}
		}
	}
	if end := bytes.IndexAny(data, " \t\r\n,}#"); end >= 0 {
		return end
	}
	return len(data)
}
