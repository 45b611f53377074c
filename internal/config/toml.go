package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

const byteOrderMark = "\ufeff"

// UserFile is the settings file of the user's own, which holds in all folders:
// that in the folder “yuti” of the user's configuration folder (~/.config on
// Linux). It is "" where the system names no such folder.
func UserFile() string {
	folder, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "yuti", FileName)
}

// ReadFile reads a settings file. A missing file is an empty layer; the error
// is that of reading, never of content.
func ReadFile(name string) (Layer, []Problem, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	layer, problems := FromTOML(data)
	return layer, problems, nil
}

// FromTOML reads the text of a settings file. A text that is not TOML gives one
// problem and a nil layer, so that the caller can keep the last good one.
func FromTOML(data []byte) (Layer, []Problem) {
	// Blanks in place of a byte order mark keep all offsets.
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		data = append([]byte("   "), data[len(byteOrderMark):]...)
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return nil, []Problem{notTOML(data, err)}
	}
	c := checker{layer: Layer{}}
	c.tree(tree, nil)
	places := locate(data)
	for i := range c.problems {
		p := &c.problems[i]
		at := places.find(p.Key, p.Start)
		p.Start, p.End = int(at.Offset), int(at.Offset+at.Length)
		p.Line, p.Column = lineColumn(data, p.Start)
	}
	return c.layer, c.problems
}

func notTOML(data []byte, err error) Problem {
	p := Problem{Line: 1, Column: 1, English: "not TOML: " + err.Error(), Chinese: "不是有效的 TOML：" + err.Error()}
	var decode *toml.DecodeError
	if !errors.As(err, &decode) {
		return p
	}
	row, column := decode.Position()
	lines := strings.SplitAfter(string(data), "\n")
	for _, line := range lines[:min(row-1, len(lines))] {
		p.Start += len(line)
	}
	p.Start = min(p.Start+max(column-1, 0), len(data))
	p.End = p.Start
	for p.End < len(data) && data[p.End] != '\n' && data[p.End] != '\r' {
		p.End++
	}
	p.Line, p.Column = lineColumn(data, p.Start)
	return p
}

// places are the bytes of keys, values and items of a TOML text, by dotted key.
type places struct {
	keys, values map[string]unstable.Range
	items        map[string][]unstable.Range
}

// find returns the place of an item of the key's list, of its value (−1) or of
// the key itself (−2).
func (p places) find(key string, item int) unstable.Range {
	if items := p.items[key]; 0 <= item && item < len(items) && items[item].Length > 0 {
		return items[item]
	}
	if value := p.values[key]; item != -2 && value.Length > 0 {
		return value
	}
	if at, ok := p.keys[key]; ok {
		return at
	}
	// An unknown table is only there as the prefix of its keys.
	for name, at := range p.keys {
		if strings.HasPrefix(name, key+".") {
			return at
		}
	}
	return unstable.Range{}
}

func locate(data []byte) places {
	found := places{map[string]unstable.Range{}, map[string]unstable.Range{}, map[string][]unstable.Range{}}
	parser := &unstable.Parser{}
	parser.Reset(data)
	var table []string
	for parser.NextExpression() {
		switch node := parser.Expression(); node.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = found.key(node.Key(), nil)
		case unstable.KeyValue:
			found.entry(parser, node, table)
		}
	}
	return found
}

func (p places) key(keys unstable.Iterator, prefix []string) []string {
	path := append([]string(nil), prefix...)
	for keys.Next() {
		path = append(path, string(keys.Node().Data))
		if dotted := strings.Join(path, "."); p.keys[dotted].Length == 0 {
			p.keys[dotted] = keys.Node().Raw
		}
	}
	return path
}

func (p places) entry(parser *unstable.Parser, node *unstable.Node, prefix []string) {
	path := p.key(node.Key(), prefix)
	dotted, value := strings.Join(path, "."), node.Value()
	p.values[dotted] = rangeOf(parser, value)
	switch value.Kind {
	case unstable.InlineTable:
		for children := value.Children(); children.Next(); {
			p.entry(parser, children.Node(), path)
		}
	case unstable.Array:
		for children := value.Children(); children.Next(); {
			p.items[dotted] = append(p.items[dotted], rangeOf(parser, children.Node()))
		}
	}
}

// rangeOf is the place of a value; not all kinds of nodes carry one.
func rangeOf(parser *unstable.Parser, node *unstable.Node) unstable.Range {
	switch node.Kind {
	case unstable.InlineTable, unstable.Array:
		return unstable.Range{}
	}
	if node.Raw.Length > 0 || len(node.Data) == 0 {
		return node.Raw
	}
	return parser.Range(node.Data)
}

func lineColumn(data []byte, offset int) (line, column int) {
	before := string(data[:min(offset, len(data))])
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
}
