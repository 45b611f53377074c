package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/safefile"
)

// A baseline holds the findings that an old project has when it adopts yuti:
// they are not reported until their line changes. A finding is known by its
// file, code, text and line, not by the line's number, so that it is still
// known when text is added above it.
type baseline struct {
	name string
	mu   sync.Mutex
	// left counts how often each finding may still occur.
	left map[baselineEntry]int
	// known is how many findings were recognized.
	known int
}

// A baselineEntry is one kind of finding in one file; File is the path from the
// baseline's folder, with slashes, and Line a digest of the line's text.
type baselineEntry struct {
	File string `json:"file"`
	Code string `json:"code"`
	Text string `json:"text"`
	Line string `json:"line"`
}

// baselineFile is the form of the file.
type baselineFile struct {
	Yuti     int            `json:"yuti-baseline"` // version of the form, 1
	Findings []baselineItem `json:"findings"`
}

type baselineItem struct {
	baselineEntry
	Count int `json:"count"`
}

// readBaseline reads a baseline; a file that is not there is an empty one.
func readBaseline(name string) (*baseline, error) {
	b := &baseline{name: name, left: map[baselineEntry]int{}}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	var file baselineFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("--baseline: %s: %w", name, err)
	}
	if file.Yuti != 1 {
		return nil, fmt.Errorf("--baseline: %s: not a baseline that this version of yuti can read", name)
	}
	for _, item := range file.Findings {
		b.left[item.baselineEntry] += item.Count
	}
	return b, nil
}

// has tells whether a finding is in the baseline, once for each time that it
// was recorded.
func (b *baseline) has(f *finding) bool {
	entry := b.entry(f)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left[entry] == 0 {
		return false
	}
	b.left[entry]--
	b.known++
	return true
}

// gone counts the recorded findings that were not met in the files checked.
func (b *baseline) gone(checked map[string]bool) int {
	n := 0
	for entry, count := range b.left {
		if checked[entry.File] {
			n += count
		}
	}
	return n
}

func (b *baseline) entry(f *finding) baselineEntry {
	return baselineEntry{File: b.path(f.file.name), Code: f.Code, Text: f.text, Line: digest(f.lineText())}
}

// path is a file's name as seen from the baseline.
func (b *baseline) path(name string) string {
	folder, err := filepath.Abs(filepath.Dir(b.name))
	if err != nil {
		return filepath.ToSlash(name)
	}
	at, err := filepath.Abs(name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	inside, err := filepath.Rel(folder, at)
	if err != nil {
		return filepath.ToSlash(at)
	}
	return filepath.ToSlash(inside)
}

// write replaces the file by findings.
func (b *baseline) write(entries map[baselineEntry]int) error {
	file := baselineFile{Yuti: 1, Findings: []baselineItem{}}
	for entry, count := range entries {
		file.Findings = append(file.Findings, baselineItem{entry, count})
	}
	sort.Slice(file.Findings, func(i, j int) bool {
		a, b := file.Findings[i].baselineEntry, file.Findings[j].baselineEntry
		return fmt.Sprint(a) < fmt.Sprint(b)
	})
	data, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return err
	}
	if err := safefile.Write(b.name, "", append(data, '\n')); err != nil {
		return fmt.Errorf("--write-baseline: %w", err)
	}
	return nil
}

// digest is a short name of a text in which blanks do not count.
func digest(text string) string {
	sum := sha256.Sum256([]byte(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)))
	return fmt.Sprintf("%x", sum[:6])
}

// lineText is the text of the line in which a finding begins.
func (f *finding) lineText() string {
	d := f.file.document
	return d.Slice(analysis.Span{Start: d.LineStart(f.line - 1), End: d.LineStart(f.line)})
}
