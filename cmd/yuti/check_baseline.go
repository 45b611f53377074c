package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
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
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	b := &baseline{name: name}
	if b.left, err = parseBaseline(data); err != nil {
		return nil, fmt.Errorf("--baseline: %s: %w", name, err)
	}
	return b, nil
}

// parseBaseline counts what a baseline records; nothing is an empty one.
func parseBaseline(data []byte) (map[baselineEntry]int, error) {
	entries := map[baselineEntry]int{}
	if data == nil {
		return entries, nil
	}
	var file baselineFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	if file.Yuti != 1 {
		return nil, errors.New("not a baseline that this version of yuti can read")
	}
	for _, item := range file.Findings {
		entries[item.baselineEntry] += item.Count
	}
	return entries, nil
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

// write records the findings of the files that were looked at, by their names
// in the baseline. What it records of others stays, as long as they are there.
func (b *baseline) write(found map[baselineEntry]int, looked map[string]bool) error {
	err := safefile.Update(b.name, "", func(before []byte) ([]byte, error) {
		entries, err := parseBaseline(before)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", b.name, err)
		}
		folder := filepath.Dir(b.name)
		maps.DeleteFunc(entries, func(entry baselineEntry, _ int) bool {
			name := filepath.FromSlash(entry.File)
			if !filepath.IsAbs(name) {
				name = filepath.Join(folder, name)
			}
			_, err := os.Stat(name)
			return looked[entry.File] || errors.Is(err, fs.ErrNotExist)
		})
		maps.Copy(entries, found)
		file := baselineFile{Yuti: 1, Findings: []baselineItem{}}
		for entry, count := range entries {
			file.Findings = append(file.Findings, baselineItem{entry, count})
		}
		sort.Slice(file.Findings, func(i, j int) bool {
			a, b := file.Findings[i].baselineEntry, file.Findings[j].baselineEntry
			return fmt.Sprint(a) < fmt.Sprint(b)
		})
		data, err := json.MarshalIndent(file, "", "  ")
		return append(data, '\n'), err
	})
	if err != nil {
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
