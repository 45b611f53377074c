// Package component knows the parts that carry the meaning of characters. The
// page components.md lists them.
package component

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed components.md
var page string

// A Component is a part that can carry a character's meaning.
type Component struct {
	Whole            rune // the character that the part is a form of: 水 of 氵
	Chinese, English string
}

// Of returns what is known of a part; ok is false for one that the page lacks.
func Of(part rune) (c Component, ok bool) {
	c, ok = all()[part]
	return c, ok
}

// Unclear lists the characters whose parts look like sound and meaning, and are
// not.
func Unclear(char rune) bool { return listed("不论：", char) }

// Whole lists the characters that are not taken apart, though they look like
// others put together.
func Whole(char rune) bool { return listed("不拆：", char) }

func listed(label string, char rune) bool {
	_, list, _ := strings.Cut(page, label)
	list, _, _ = strings.Cut(list, "。")
	return char != '、' && strings.ContainsRune(list, char)
}

var all = sync.OnceValue(func() map[rune]Component { return parse(page) })

// parse reads the rows of the page's table; other lines are for people.
func parse(page string) map[rune]Component {
	list := map[rune]Component{}
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		part, size := utf8.DecodeRuneInString(cells[0])
		whole, _ := utf8.DecodeRuneInString(cells[1])
		if size == len(cells[0]) && part >= 0x2E80 {
			list[part] = Component{whole, cells[2], cells[3]}
		}
	}
	return list
}
