// Package review writes the page by which a person reads a draft: one HTML file
// that holds the text, its findings and figures, and all that it needs to show
// them. It asks nothing of any network.
package review

import (
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"io/fs"
)

// A Page is what is shown. Offsets in it are UTF-16 code units of a file's
// text, as scripts in a browser count.
type Page struct {
	Title   string `json:"title"`
	Locale  string `json:"locale"` // "zh" or "en"
	Version string `json:"version"`
	Files   []File `json:"files"`
}

// A File is a draft with what was found in it.
type File struct {
	Name string `json:"name"`
	// Text is the whole file as it was read, without a byte order mark.
	Text string `json:"text"`
	// Target is the register aimed at, Source where that comes from, Judged
	// what the text itself speaks in: "casual", "neutral", "formal".
	Target string `json:"target"`
	Source string `json:"source"` // "document", "settings" or "text"
	Judged string `json:"judged"`
	// Passages are the stretches of the file that are read in one go, in
	// order.
	Passages []Passage `json:"passages"`
	Findings []Finding `json:"findings"`
	Figures  Figures   `json:"figures"`
}

// A Passage is a paragraph, or another stretch that is read in one go.
type Passage struct {
	Start int `json:"start"`
	End   int `json:"end"`
	// Lean is the register of its sentences: from -2, casual, to 2, formal.
	Lean float64 `json:"lean"`
	// Sentences is how many sentences that goes by; 0 for none.
	Sentences int `json:"sentences"`
	// Original is the text that it is a translation of, "" where none is known.
	Original string `json:"original,omitempty"`
	// Words tile the prose of the passage from Start to End; see Word.
	Words []Word `json:"words"`
}

// A Word is a word, or a stretch between words, written as an array: its length
// in UTF-16 code units, its reading ("" for none), and its level from 1 to 6 of
// HSK, 0 for a word of none, -1 for what is no Chinese word.
type Word struct {
	Length  int
	Reading string
	Level   int
}

// MarshalJSON writes the array.
func (w Word) MarshalJSON() ([]byte, error) { return json.Marshal([]any{w.Length, w.Reading, w.Level}) }

// A Finding is one place of a file that a rule speaks of.
type Finding struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Code     string `json:"code"`     // family/rule
	Severity string `json:"severity"` // "hint", "information", "warning" or "error"
	Chinese  string `json:"zh"`
	English  string `json:"en"`
	Fixes    []Fix  `json:"fixes"` // best first
}

// A Fix is a substitution. Text is what it reads as, Edits what it changes.
type Fix struct {
	Text  string `json:"text"`
	Safe  bool   `json:"safe"`
	Edits []Edit `json:"edits"`
}

// An Edit replaces a stretch of the file's text.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Figures are counts that help a decision.
type Figures struct {
	Characters int `json:"characters"` // Chinese ones
	Words      int `json:"words"`
	// Levels counts words by HSK level; at 0 those of none.
	Levels [7]int `json:"levels"`
	Ni     int    `json:"ni"`  // 你
	Nin    int    `json:"nin"` // 您
	De     int    `json:"de"`  // 的
}

//go:embed page.html page.css page.js
var own embed.FS

// libraries are set when gen has fetched them.
var libraries fs.FS

// ErrNoLibraries tells that the program was built without the libraries of the
// page.
var ErrNoLibraries = errors.New("this yuti was built without the review page's libraries: run `go run ./internal/review/gen` (which `make build` does) and build it again")

// Write writes the page as one HTML file.
func Write(w io.Writer, page *Page) error {
	if libraries == nil {
		return ErrNoLibraries
	}
	text, err := own.ReadFile("page.html")
	if err != nil {
		return err
	}
	t, err := template.New("page").Parse(string(text))
	if err != nil {
		return err
	}
	values := struct {
		*Page
		Style               template.CSS
		Charts, Diff, Own   template.JS
		Content             template.JS
		Notices             string
		Language, Generator string
	}{Page: page, Language: map[string]string{"zh": "zh-Hans", "en": "en"}[page.Locale], Generator: "yuti " + page.Version}
	read := func(from fs.FS, name string) string {
		data, e := fs.ReadFile(from, name)
		err = errors.Join(err, e)
		return string(data)
	}
	values.Style = template.CSS(read(libraries, "libraries/uplot.css") + read(own, "page.css"))
	values.Charts = template.JS(read(libraries, "libraries/uplot.js"))
	values.Diff = template.JS(read(libraries, "libraries/diff.js"))
	values.Own = template.JS(read(own, "page.js"))
	values.Notices = "uPlot\n\n" + read(libraries, "libraries/uplot.license") + "\n\njsdiff\n\n" + read(libraries, "libraries/diff.license")
	if err != nil {
		return err
	}
	// < and & are written as escapes, so that no text can end the element
	data, err := json.Marshal(page)
	if err != nil {
		return err
	}
	values.Content = template.JS(data)
	return t.Execute(w, values)
}

// Notices are those of the libraries that pages contain, "" when there are
// none.
func Notices() string {
	if libraries == nil {
		return ""
	}
	text := ""
	for _, l := range [][2]string{{"uPlot 1.6.32 (npm uplot), MIT", "uplot"}, {"jsdiff 8.0.4 (npm diff), BSD-3-Clause", "diff"}} {
		data, err := fs.ReadFile(libraries, "libraries/"+l[1]+".license")
		if err == nil {
			text += l[0] + "\n\n" + string(data) + "\n"
		}
	}
	return text
}
