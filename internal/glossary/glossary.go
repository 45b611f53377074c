// Package glossary reads glossaries of terms: CSV, and TBX in its second and
// third versions. What is wrong in a file is a Problem with its place; the rest
// of the file still holds.
package glossary

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// A Term is one concept: what it is called in the source language, what it is
// to be called in Chinese, and what it is not to be called.
type Term struct {
	Sources   []string // none in a glossary of Chinese alone
	Preferred string   // never empty
	Forbidden []string
	Note      string
}

// A Problem is something in a glossary that does not hold.
type Problem struct {
	// Start and End are the bytes at fault, Line and Column their place counted
	// from 1, in lines and runes.
	Start, End, Line, Column int
	// Chinese and English each hold the message, one sentence.
	Chinese, English string
}

func (p Problem) Error() string { return fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.English) }

// Parse reads a glossary; its name tells TBX from CSV.
func Parse(name, text string) ([]Term, []Problem) {
	r := &reader{text: text, preferred: map[string]string{}}
	switch strings.ToLower(path.Ext(name)) {
	case ".tbx", ".xml":
		r.tbx()
	case ".tsv", ".tab":
		r.csv('\t')
	default:
		r.csv(separator(text))
	}
	return r.terms, r.problems
}

type reader struct {
	text     string
	terms    []Term
	problems []Problem
	// preferred holds what each forbidden word is to be replaced by.
	preferred map[string]string
}

func (r *reader) wrong(start, end int, chinese, english string) {
	start, end = max(0, min(start, len(r.text))), max(0, min(end, len(r.text)))
	line := strings.LastIndexByte(r.text[:start], '\n') + 1
	r.problems = append(r.problems, Problem{
		Start: start, End: end, Line: strings.Count(r.text[:start], "\n") + 1, Column: utf8.RuneCountInString(r.text[line:start]) + 1,
		Chinese: chinese, English: english,
	})
}

// separator guesses what stands between the columns, by the first line.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	for _, c := range []rune{'\t', ';'} {
		if strings.ContainsRune(first, c) && !strings.Contains(first, ",") {
			return c
		}
	}
	return ','
}

// headings are the names that columns may have in the first line.
var headings = map[string]int{
	"source": 0, "en": 0, "english": 0, "src": 0, "英文": 0, "原文": 0, "源语": 0,
	"term": 1, "target": 1, "preferred": 1, "zh": 1, "zh-cn": 1, "zh-tw": 1, "chinese": 1, "中文": 1, "译文": 1, "译名": 1, "术语": 1, "译文术语": 1,
	"forbidden": 2, "avoid": 2, "not": 2, "禁用": 2, "不用": 2, "禁用词": 2,
	"note": 3, "notes": 3, "comment": 3, "备注": 3, "说明": 3, "注": 3,
}

// csv reads “source,preferred,forbidden,note”. The columns may stand in another
// order under headings; several forms in one cell are separated by | or 、. A
// line that begins with # is a comment.
func (r *reader) csv(comma rune) {
	text := r.text
	shift := 0
	if rest, ok := strings.CutPrefix(text, "\ufeff"); ok {
		text, shift = rest, len("\ufeff")
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.Comment, reader.FieldsPerRecord, reader.TrimLeadingSpace = comma, '#', -1, comma != '\t'
	starts := lineStarts(text)
	at := func(line, column int) int { // both from 1, columns in bytes
		if line < 1 || line > len(starts) {
			return shift + len(text)
		}
		return shift + min(len(text), starts[line-1]+column-1)
	}
	order := []int{0, 1, 2, 3}
	for first := true; ; first = false {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			r.wrong(at(wrong.Line, wrong.Column), at(wrong.Line, wrong.Column)+1, "这一行的引号不成对。", "the quotes of this line do not match")
			continue
		}
		if err != nil {
			return
		}
		if first {
			if columns, ok := columnsOf(record); ok {
				order = columns
				continue
			}
		}
		var cells [4]string
		var place [4]int
		for i, cell := range record {
			if i >= len(order) || order[i] < 0 {
				continue
			}
			line, column := reader.FieldPos(i)
			cells[order[i]], place[order[i]] = strings.TrimSpace(cell), at(line, column)
		}
		line, _ := reader.FieldPos(0)
		start := at(line, 1)
		end := shift + len(text)
		if line < len(starts) {
			end = shift + starts[line]
		}
		end = start + len(strings.TrimRight(r.text[start:end], "\r\n"))
		if strings.Join(cells[:], "") == "" {
			continue
		}
		r.add(Term{Sources: forms(cells[0]), Preferred: cells[1], Forbidden: forms(cells[2]), Note: cells[3]}, start, end)
	}
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// columnsOf reads a line of headings: for each column, which it is, −1 for
// others.
func columnsOf(record []string) ([]int, bool) {
	columns := make([]int, len(record))
	known := 0
	for i, name := range record {
		columns[i] = -1
		if c, ok := headings[strings.ToLower(strings.TrimSpace(name))]; ok {
			columns[i] = c
			known++
		}
	}
	return columns, known > 0 && known*2 >= len(record)
}

// forms are the forms that one cell lists.
func forms(cell string) []string {
	var list []string
	for _, f := range strings.FieldsFunc(cell, func(c rune) bool { return c == '|' || c == '、' || c == '；' || c == '｜' }) {
		if f = strings.TrimSpace(f); f != "" {
			list = append(list, f)
		}
	}
	return list
}

// add takes over a term that stands at a place, unless it makes no sense.
func (r *reader) add(t Term, start, end int) {
	if t.Preferred == "" {
		r.wrong(start, end, "这一条没有首选的中文术语。", "this entry has no preferred Chinese term")
		return
	}
	kept := t.Forbidden[:0:0]
	for _, f := range t.Forbidden {
		switch other, known := r.preferred[f]; {
		case f == t.Preferred:
			r.wrong(start, end, fmt.Sprintf("「%s」既是首选又是禁用。", f), fmt.Sprintf("“%s” is both preferred and forbidden", f))
		case known && other != t.Preferred && len(t.Sources) == 0:
			r.wrong(start, end, fmt.Sprintf("「%s」前面已经要改成「%s」。", f, other), fmt.Sprintf("“%s” is already to become “%s”", f, other))
		default:
			r.preferred[f] = t.Preferred
			kept = append(kept, f)
		}
	}
	t.Forbidden = kept
	r.terms = append(r.terms, t)
}

// A tbxTerm is one term of an entry while it is read.
type tbxTerm struct{ language, text, status string }

// tbx reads the entries of TBX, whichever names its version has for them.
func (r *reader) tbx() {
	d := xml.NewDecoder(strings.NewReader(r.text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var terms []tbxTerm
	var current tbxTerm
	language, note, start, in, kind := "", "", 0, "", ""
	var body strings.Builder
	for {
		before := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.wrong(int(d.InputOffset()), int(d.InputOffset())+1, "不是合法的 XML："+err.Error()+"。", "not well-formed XML: "+err.Error())
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			switch name {
			case "termEntry", "conceptEntry":
				terms, note, start = nil, "", before
			case "langSet", "langSec":
				language = attribute(t, "lang")
			case "tig", "ntig", "termSec":
				current = tbxTerm{language: language}
			case "term", "termNote", "note", "descrip":
				in, kind = name, attribute(t, "type")
				body.Reset()
			}
		case xml.CharData:
			if in != "" {
				body.Write(t)
			}
		case xml.EndElement:
			text := strings.TrimSpace(body.String())
			switch t.Name.Local {
			case in:
				switch {
				case in == "term":
					current.text = text
				case in == "termNote" && (kind == "administrativeStatus" || kind == "normativeAuthorization"):
					current.status = text
				case in == "note", in == "descrip" && kind == "definition" && note == "":
					note = text
				}
				in = ""
			case "tig", "ntig", "termSec":
				if current.text != "" {
					terms = append(terms, current)
				}
			case "termEntry", "conceptEntry":
				r.entry(terms, note, start, int(d.InputOffset()))
			}
		}
	}
}

func (r *reader) entry(terms []tbxTerm, note string, start, end int) {
	term := Term{Note: note}
	spare := ""
	for _, t := range terms {
		chinese := strings.HasPrefix(strings.ToLower(t.language), "zh")
		bad := strings.Contains(t.status, "deprecated") || strings.Contains(t.status, "superseded") || strings.Contains(t.status, "notRecommended")
		switch {
		case !chinese && !bad:
			term.Sources = append(term.Sources, t.text)
		case !chinese:
		case bad:
			term.Forbidden = append(term.Forbidden, t.text)
		case strings.Contains(t.status, "preferred") && term.Preferred == "":
			term.Preferred = t.text
		case spare == "":
			spare = t.text
		}
	}
	if term.Preferred == "" {
		term.Preferred = spare
	}
	r.add(term, start, end)
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
