package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuti-lsp/yuti/analysis"
)

// Genres are the files of a folder, without their ending, in order.
func Genres(dir string) (list []string, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err == nil && files == nil {
		err = fmt.Errorf("no .txt files in %s", dir)
	}
	for _, f := range files {
		list = append(list, strings.TrimSuffix(filepath.Base(f), ".txt"))
	}
	return list, err
}

// An Item is one line of the benchmark.
type Item struct {
	Genre  string
	Text   string
	Marked bool
	Span   analysis.Span // of the marked word, in Text
	Good   []string      // acceptable substitutions
	// Reread tells whether a second reader read the item; More are substitutions
	// that he accepts too.
	Reread bool
	More   []string
	Held   bool // belongs to the half that is only measured on
	// Verdicts are what a judge said of the text after a fix: yes, near or no.
	Verdicts map[string]string
}

// held tells whether a text belongs to the half that is only measured on. The
// text decides it, so that no item changes sides when others come.
func held(text string) bool {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32()%2 == 1
}

// Load reads the benchmark, its genres in order; see its README.md for the
// format and the split.
func Load(dir string) (genres []string, items []Item, err error) {
	if genres, err = Genres(dir); err != nil {
		return nil, nil, err
	}
	for _, genre := range genres {
		file := filepath.Join(dir, genre+".txt")
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
			marked, good, _ := strings.Cut(line, "\t")
			it := Item{Genre: genre, Text: marked}
			if before, rest, ok := strings.Cut(marked, "【"); ok {
				word, after, ok := strings.Cut(rest, "】")
				if !ok || good == "" {
					return nil, nil, fmt.Errorf("%s:%d: 【 without 】, or no substitution", file, n+1)
				}
				it.Text, it.Marked = before+word+after, true
				it.Span = analysis.Span{Start: len(before), End: len(before) + len(word)}
				it.Good = strings.Split(good, "、")
			}
			it.Held = held(it.Text)
			items = append(items, it)
		}
	}
	if err := readSecond(filepath.Join(dir, "second-reader.tsv"), items); err != nil {
		return nil, nil, err
	}
	return genres, items, readJudge(filepath.Join(dir, "judge.tsv"), items)
}

// readJudge adds the verdicts of a judge who read first fixes in their places
// without knowing whose they were, where a folder has them: in each line the
// text with what is replaced in 【】, what replaces it, and yes, near or no.
func readJudge(file string, items []Item) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	byText := map[string]*Item{}
	for i := range items {
		byText[items[i].Text] = &items[i]
	}
	for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] != "yes" && f[2] != "near" && f[2] != "no" {
			return fmt.Errorf("%s:%d: not a text, a substitution, and yes, near or no", file, n+1)
		}
		before, rest, _ := strings.Cut(f[0], "【")
		word, after, ok := strings.Cut(rest, "】")
		it := byText[before+word+after]
		if !ok || it == nil {
			return fmt.Errorf("%s:%d: no item has this text", file, n+1)
		}
		if f[1] == "（删）" {
			f[1] = ""
		}
		if it.Verdicts == nil {
			it.Verdicts = map[string]string{}
		}
		it.Verdicts[before+f[1]+after] = f[2]
	}
	return nil
}

// readSecond adds what a second reader said of marked items, where a folder has
// it: in each line the genre, the number of the item among the marked ones of
// its file, from 1, whether he agrees that the word is out of register, and what
// else he would accept.
func readSecond(file string, items []Item) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	number := map[string]*Item{}
	count := map[string]int{}
	for i := range items {
		if it := &items[i]; it.Marked {
			count[it.Genre]++
			number[fmt.Sprintf("%s\t%d", it.Genre, count[it.Genre])] = it
		}
	}
	for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[2] != "agrees" && f[2] != "unsure" {
			return fmt.Errorf("%s:%d: not a genre, a number, agrees or unsure, and substitutions", file, n+1)
		}
		it := number[f[0]+"\t"+f[1]]
		if it == nil {
			return fmt.Errorf("%s:%d: %s has no marked item %s", file, n+1, f[0], f[1])
		}
		it.Reread = f[2] == "agrees"
		if f[3] != "" {
			it.More = strings.Split(f[3], "、")
		}
	}
	return nil
}

// A Score adds up results.
type Score struct{ Marked, Found, Clean, False, FixesRight int }

// Verdicts counts what the judge said of first fixes, by verdict.
type Verdicts map[string]int

// Add counts one result.
func (v Verdicts) Add(r Result) {
	if r.Found {
		v[r.Verdict]++
	}
}

func (v Verdicts) String() string {
	judged := v["yes"] + v["near"] + v["no"]
	if judged == 0 {
		return ""
	}
	return fmt.Sprintf("first fixes as a judge read them who did not know whose they were: fits %s, nearly %s, not %s, of %d; not read %d\n",
		percent(v["yes"], judged), percent(v["near"], judged), percent(v["no"], judged), judged, v[""])
}

// Fixes counts first fixes of items that two readers read: what was found, and
// how many the first reader's list has, and how many either's.
type Fixes struct{ Found, First, Either int }

// Add counts one result.
func (f *Fixes) Add(it Item, r Result) {
	if !it.Reread || !r.Found {
		return
	}
	f.Found++
	if r.FixRight {
		f.First++
	}
	if r.FixEither {
		f.Either++
	}
}

// Add counts one result.
func (s *Score) Add(r Result) {
	if r.Marked {
		s.Marked++
	} else {
		s.Clean++
	}
	if r.Found {
		s.Found++
	}
	if r.FixRight {
		s.FixesRight++
	}
	s.False += r.False
}

// A Result is what was found in one item.
type Result struct {
	Marked, Found, FixRight bool
	FixEither               bool   // the first fix is in one of the two readers' lists
	Verdict                 string // the judge's on the first fix, "" for one he has not seen
	False                   int
	Direction               string // "too formal", "too colloquial", "not found"
	Note                    string // what went wrong
}

// Try checks one item as a document of its own.
func Try(a *analysis.Analyzer, it Item, settings *analysis.Settings) Result {
	r := Result{Marked: it.Marked, Direction: "not found"}
	d := a.Open(it.Text, analysis.PlainText, settings)
	var notes []string
	for f := range d.Findings(analysis.Span{End: d.Len()}) {
		if !strings.HasPrefix(f.Code, "register/") {
			continue
		}
		word := d.Slice(f.Span)
		marked := it.Text[it.Span.Start:it.Span.End]
		if it.Marked && f.Span.Overlaps(it.Span) && (strings.Contains(marked, word) || strings.Contains(word, marked)) {
			if r.Found {
				continue // a second finding inside the marked words
			}
			r.Found = true
			r.Direction = "too colloquial"
			if f.Code == "register/stiff" || f.Code == "register/literary" || f.Code == "register/honorific" {
				r.Direction = "too formal"
			}
			r.Verdict = it.Verdicts[afterFirst(it, f)]
			r.FixEither = acceptable(it, slices.Concat(it.Good, it.More), f)
			if r.FixRight = acceptable(it, it.Good, f); !r.FixRight {
				notes = append(notes, fmt.Sprintf("fix %s → %s, not %s", word, fixTexts(f), strings.Join(it.Good, "、")))
			}
			continue
		}
		r.False++
		notes = append(notes, fmt.Sprintf("FALSE %s %s → %s", f.Code, word, fixTexts(f)))
	}
	if it.Marked && !r.Found {
		notes = append(notes, "MISS "+it.Text[it.Span.Start:it.Span.End])
	}
	if notes != nil {
		r.Note = strings.Join(notes, "; ") + " | " + it.Text
	}
	return r
}

// afterFirst is the text after the first fix, "" where there is none.
func afterFirst(it Item, f analysis.Finding) string {
	if len(f.Fixes) == 0 {
		return ""
	}
	edit := f.Fixes[0].Edits[0] // of register/* there is one
	return it.Text[:edit.Span.Start] + edit.Text + it.Text[edit.Span.End:]
}

// acceptable tells whether the text after the first fix is one of the texts
// that the substitutions of a list give.
func acceptable(it Item, good []string, f analysis.Finding) bool {
	after := afterFirst(it, f)
	if after == "" {
		return false
	}
	for _, g := range good {
		if g == "（删）" {
			g = ""
		}
		if after == it.Text[:it.Span.Start]+g+it.Text[it.Span.End:] {
			return true
		}
	}
	return false
}
