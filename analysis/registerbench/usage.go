package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/yuti-lsp/yuti/analysis"
)

// A Passage is one line of usage-bench; see its README.md.
type Passage struct {
	Text  string
	Marks []analysis.Span // what is awkward in Text; none in a clean passage
	Held  bool            // belongs to the half that is only measured on
}

// usageFiles are the files of usage-bench, without their ending, and the rules
// each of them measures: a family, or one rule.
var usageFiles = []struct{ name, rules string }{
	{"translationese", "translationese"}, {"usage", "usage"}, {"mixed", "register/mixed"},
}

// LoadPassages reads one file of usage-bench.
func LoadPassages(file string) ([]Passage, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []Passage
	for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		var p Passage
		for rest := line; ; {
			before, after, ok := strings.Cut(rest, "【")
			p.Text += before
			if !ok {
				break
			}
			marked, after, ok := strings.Cut(after, "】")
			if !ok || marked == "" {
				return nil, fmt.Errorf("%s:%d: 【 without 】, or round nothing", file, n+1)
			}
			p.Marks = append(p.Marks, analysis.Span{Start: len(p.Text), End: len(p.Text) + len(marked)})
			p.Text += marked
			rest = after
		}
		p.Held = held(p.Text)
		list = append(list, p)
	}
	return list, nil
}

// A UsageScore adds up what was found in passages.
type UsageScore struct {
	Awkward, Seen, Clean int // passages; Seen are the awkward ones in which a mark is found
	Right, Wrong         int // findings that overlap a mark, and the others
}

// Recall and Precision are shares from 0 to 1; 0 of nothing is 0.
func (s UsageScore) Recall() float64    { return share(s.Seen, s.Awkward) }
func (s UsageScore) Precision() float64 { return share(s.Right, s.Right+s.Wrong) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Add tries one passage, with the rules on that its file measures, and tells
// what went wrong, or "".
func (s *UsageScore) Add(a *analysis.Analyzer, p Passage, rules string) string {
	d := a.Open(p.Text, analysis.PlainText, &analysis.Settings{Rules: map[string]analysis.Severity{rules: analysis.Hint}})
	var notes []string
	seen := false
	for f := range d.Findings(analysis.Span{End: d.Len()}) {
		if f.Code != rules && !strings.HasPrefix(f.Code, rules+"/") {
			continue
		}
		right := false
		for _, m := range p.Marks {
			right = right || f.Span.Overlaps(m)
		}
		if right {
			s.Right++
			seen = true
			continue
		}
		s.Wrong++
		notes = append(notes, fmt.Sprintf("FALSE %s %s", f.Code, d.Slice(f.Span)))
	}
	switch {
	case len(p.Marks) == 0:
		s.Clean++
	case seen:
		s.Awkward++
		s.Seen++
	default:
		s.Awkward++
		notes = append(notes, "MISS")
	}
	if notes == nil {
		return ""
	}
	return strings.Join(notes, "; ") + " | " + p.Text
}

// runUsage prints recall and precision on usage-bench, the held-back half, or
// with tune the other one and what went wrong in it.
func runUsage(a *analysis.Analyzer, dir string, tune bool) error {
	fmt.Printf("usage-bench, %s half\n\n", halfName(!tune))
	w := table("rules\tawkward\trecall\tclean\twrong findings\tprecision\t")
	var notes []string
	for _, file := range usageFiles {
		list, err := LoadPassages(filepath.Join(dir, file.name+".txt"))
		if err != nil {
			return err
		}
		var s UsageScore
		for _, p := range list {
			if p.Held == tune {
				continue
			}
			if note := s.Add(a, p, file.rules); note != "" {
				notes = append(notes, note)
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%d\t%s\t\n", file.rules, s.Awkward, percent(s.Seen, s.Awkward), s.Clean, s.Wrong, percent(s.Right, s.Right+s.Wrong))
	}
	w.Flush()
	if tune {
		printLines(notes)
	}
	return nil
}
