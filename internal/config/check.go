package config

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A Problem is a value or key that does not hold.
type Problem struct {
	// Key is the dotted key at fault, "" for a file that is not TOML.
	Key string
	// Start and End are the bytes at fault, Line and Column their place
	// counted from 1, in lines and runes. All are 0 for editor settings.
	Start, End, Line, Column int
	// Chinese and English each hold the message, one sentence.
	Chinese, English string
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.English
	}
	return fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.English)
}

// A checker goes through one source's tree of values.
type checker struct {
	layer    Layer
	problems []Problem
	// foreign are the keys at the top that belong to the client, not to us.
	foreign []string
}

// a path names a value: the keys that lead to it, and for an item of a list
// its number.
type path struct {
	keys []string
	item int // −1 for the value itself
}

func (c *checker) tree(tree map[string]any, prefix []string) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		value, keys := tree[name], append(slices.Clone(prefix), name)
		dotted := strings.Join(keys, ".")
		setting, known := byKey[dotted]
		switch {
		case value == nil: // JSON's null: not set
		case isEmptyList(value) && (isGroup(dotted) || known && setting.Kind == Severity):
		case known:
			c.value(setting, value, keys)
		case len(prefix) == 0 && slices.Contains(c.foreign, name):
		case isGroup(dotted):
			group, ok := value.(map[string]any)
			if !ok {
				c.wrong(path{keys, -1}, "应为一组设置", "expected a table of settings")
				continue
			}
			c.tree(group, keys)
		default:
			c.unknown(keys)
		}
	}
}

func (c *checker) value(setting *Setting, value any, keys []string) {
	at := path{keys, -1}
	switch setting.Kind {
	case Choice:
		if text, ok := value.(string); ok && slices.Contains(setting.Values, text) {
			c.layer[setting.Key] = text
			return
		}
		c.notOneOf(at, value, setting.Values)
	case Number:
		if number, ok := whole(value); ok && setting.Min <= number && number <= setting.Max {
			c.layer[setting.Key] = number
			return
		}
		c.wrong(at, fmt.Sprintf("应为 %d 到 %d 的整数，而不是 %v", setting.Min, setting.Max, shown(value)),
			fmt.Sprintf("expected a whole number from %d to %d, not %v", setting.Min, setting.Max, shown(value)))
	case Flag:
		if flag, ok := value.(bool); ok {
			c.layer[setting.Key] = flag
			return
		}
		c.wrong(at, "应为 true 或 false，而不是 "+shown(value), "expected true or false, not "+shown(value))
	case Path:
		if text, ok := value.(string); ok {
			c.layer[setting.Key] = text
			return
		}
		c.wrong(at, "应为文件路径，而不是 "+shown(value), "expected the path of a file, not "+shown(value))
	case List, Globs:
		c.list(setting, value, keys)
	case Severity:
		c.severities(setting, value, keys)
	}
}

func (c *checker) list(setting *Setting, value any, keys []string) {
	items, ok := value.([]any)
	if !ok {
		c.wrong(path{keys, -1}, "应为字符串列表，而不是 "+shown(value), "expected a list of strings, not "+shown(value))
		return
	}
	list := make([]string, 0, len(items))
	for i, item := range items {
		text, ok := item.(string)
		switch {
		case !ok || text == "":
			c.wrong(path{keys, i}, "应为非空字符串，而不是 "+shown(item), "expected a string that is not empty, not "+shown(item))
		case setting.Kind == Globs && !doublestar.ValidatePattern(text):
			c.wrong(path{keys, i}, "不是有效的 glob："+text, "not a valid glob pattern: "+text)
		default:
			list = append(list, text)
		}
	}
	c.layer[setting.Key] = list
}

var ruleCode = regexp.MustCompile(`^[a-z][a-z-]*(/[a-z][a-z0-9-]*)?$`)

func (c *checker) severities(setting *Setting, value any, keys []string) {
	table, ok := value.(map[string]any)
	if !ok {
		c.wrong(path{keys, -1}, "应为规则与级别的表，而不是 "+shown(value), "expected a table of rules and severities, not "+shown(value))
		return
	}
	rules := make(map[string]string, len(table))
	for _, code := range slices.Sorted(maps.Keys(table)) {
		at := path{append(slices.Clone(keys), code), -1}
		severity, ok := table[code].(string)
		switch {
		case table[code] == nil:
		case !ruleCode.MatchString(code):
			c.wrong(at, "不是规则名（如 register/stiff）："+code, "not the name of a rule such as register/stiff: "+code)
		case !ok || !slices.Contains(setting.Values, severity):
			c.notOneOf(at, table[code], setting.Values)
		default:
			rules[code] = severity
		}
	}
	c.layer[setting.Key] = rules
}

func (c *checker) notOneOf(at path, value any, values []string) {
	suggestion, hint := "", ""
	if text, ok := value.(string); ok {
		if near, ok := nearest(text, values); ok {
			suggestion, hint = "，是否想写 "+near+"？", "; did you mean "+near+"?"
		}
	}
	c.wrong(at, "应为 "+strings.Join(values, "、")+" 之一，而不是 "+shown(value)+suggestion,
		"expected one of "+strings.Join(values, ", ")+", not "+shown(value)+hint)
}

func (c *checker) unknown(keys []string) {
	dotted := strings.Join(keys, ".")
	suggestion, hint := "", ""
	if near, ok := nearest(dotted, slices.Collect(maps.Keys(byKey))); ok {
		suggestion, hint = "，是否想写 "+near+"？", "; did you mean "+near+"?"
	}
	c.wrong(path{keys, -2}, "没有这个设置"+suggestion, "there is no such setting"+hint)
}

// wrong notes a problem; where it is is filled in by the source's reader.
func (c *checker) wrong(at path, chinese, english string) {
	key := strings.Join(at.keys, ".")
	c.problems = append(c.problems, Problem{
		Key: key, Start: at.item, Chinese: key + "：" + chinese + "。", English: key + ": " + english,
	})
}

// isEmptyList finds empty tables of editors whose language, Lua, can't tell
// them from empty lists.
func isEmptyList(value any) bool {
	list, ok := value.([]any)
	return ok && len(list) == 0
}

func isGroup(dotted string) bool {
	for key := range byKey {
		if strings.HasPrefix(key, dotted+".") {
			return true
		}
	}
	return false
}

func whole(value any) (int, bool) {
	switch n := value.(type) {
	case int64:
		return int(n), true
	case float64:
		return int(n), n == math.Trunc(n) && math.Abs(n) < 1<<31
	}
	return 0, false
}

func shown(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case map[string]any:
		return "{…}"
	case []any:
		return "[…]"
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

// nearest finds the name that a misspelt one was meant to be.
func nearest(name string, names []string) (string, bool) {
	best, distance := "", max(1, len(name)/3)+1
	for _, candidate := range slices.SortedFunc(slices.Values(names), cmp.Compare[string]) {
		if d := editDistance(name, candidate); d < distance {
			best, distance = candidate, d
		}
	}
	return best, best != ""
}

// editDistance counts insertions, deletions and replacements of bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
