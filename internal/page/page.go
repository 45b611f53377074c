// Package page reads the Markdown pages in which contrasts, rules and guides
// are written: a heading, fields ("key：value" or "key: value"), prose, list
// items, tables, and sections of the same. docs/notation.md is their description.
package page

import (
	"fmt"
	"strings"
)

// A Page is one file. Line numbers begin at 1.
type Page struct {
	Name  string
	Title string
	Body
	Sections []Section
}

// A Section is a part of a page under a second-level heading; its Parts are
// those under third-level headings.
type Section struct {
	Title string
	Line  int
	Body
	Parts []Section
}

// A Body is what stands under a heading.
type Body struct {
	Fields []Field
	Items  []Item
	Prose  []string // lines that are neither, empty ones included between others
	Rows   []Row    // of its tables, which are prose too
}

// A Row is a line of a table, its cells trimmed. The line under a table's
// head, of dashes, is none.
type Row struct {
	Cells []string
	Line  int
}

// A Field is a line "key：value".
type Field struct {
	Key, Value string
	Line       int
}

// An Item is a list item: its first line, and the indented lines below it.
type Item struct {
	Text string
	More []string
	Line int
}

// Values returns the values of all fields with the key.
func (b *Body) Values(key string) []string {
	var list []string
	for _, f := range b.Fields {
		if f.Key == key {
			list = append(list, f.Value)
		}
	}
	return list
}

// Value returns the value of the first field with the key, or "".
func (b *Body) Value(key string) string {
	if v := b.Values(key); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Text is the prose of the body as one string, trimmed.
func (b *Body) Text() string { return strings.TrimSpace(strings.Join(b.Prose, "\n")) }

// Section returns the section with the title, or nil.
func (p *Page) Section(title string) *Section {
	for i := range p.Sections {
		if p.Sections[i].Title == title {
			return &p.Sections[i]
		}
	}
	return nil
}

// Parse reads a page. Keys are the names that make a line a field; other lines
// with a colon are prose. Errors name the page and the line.
func Parse(name, text string, keys map[string]bool) (*Page, error) {
	p := &Page{Name: name}
	body := &p.Body
	var item *Item
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		n := i + 1
		switch {
		case strings.HasPrefix(line, "### "):
			if len(p.Sections) == 0 {
				return nil, fmt.Errorf("%s:%d: a ### heading before any ## heading", name, n)
			}
			s := &p.Sections[len(p.Sections)-1]
			s.Parts = append(s.Parts, Section{Title: strings.TrimSpace(line[4:]), Line: n})
			body, item = &s.Parts[len(s.Parts)-1].Body, nil
		case strings.HasPrefix(line, "## "):
			p.Sections = append(p.Sections, Section{Title: strings.TrimSpace(line[3:]), Line: n})
			body, item = &p.Sections[len(p.Sections)-1].Body, nil
		case strings.HasPrefix(line, "# "):
			if p.Title != "" {
				return nil, fmt.Errorf("%s:%d: a second title", name, n)
			}
			p.Title = strings.TrimSpace(line[2:])
		case strings.HasPrefix(line, "- "):
			body.Items = append(body.Items, Item{Text: strings.TrimSpace(line[2:]), Line: n})
			item = &body.Items[len(body.Items)-1]
		case item != nil && strings.HasPrefix(line, "  ") && strings.TrimSpace(line) != "":
			item.More = append(item.More, strings.TrimSpace(line))
		default:
			if strings.TrimSpace(line) != "" {
				item = nil
			}
			if row, ok := cells(line); ok {
				body.Rows = append(body.Rows, Row{row, n})
			}
			if key, value, ok := field(line); ok && keys[key] {
				body.Fields = append(body.Fields, Field{key, value, n})
			} else if line != "" || len(body.Prose) > 0 {
				body.Prose = append(body.Prose, line)
			}
		}
	}
	if p.Title == "" {
		return nil, fmt.Errorf("%s:1: no title (a line that begins with “# ”)", name)
	}
	return p, nil
}

// cells reads “| a | b |”; ok is false for other lines and for lines of dashes.
func cells(line string) (list []string, ok bool) {
	line, ok = strings.CutPrefix(strings.TrimSpace(line), "|")
	if !ok || strings.Trim(line, "-: |") == "" {
		return nil, false
	}
	for _, cell := range strings.Split(strings.TrimSuffix(line, "|"), "|") {
		list = append(list, strings.TrimSpace(cell))
	}
	return list, true
}

func field(line string) (key, value string, ok bool) {
	i := strings.IndexAny(line, "：:")
	if i <= 0 {
		return "", "", false
	}
	key = line[:i]
	value = strings.TrimPrefix(strings.TrimPrefix(line[i:], "："), ":")
	return strings.TrimSpace(key), strings.TrimSpace(value), true
}
