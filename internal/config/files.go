package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Excluded tells whether a file is left out. name is its path from the root,
// with slashes. A pattern without a slash holds at any depth, and one that
// names a folder holds for all that is in it.
func (s Settings) Excluded(name string) bool {
	for _, pattern := range s.Exclude {
		anchored := strings.Contains(strings.TrimSuffix(pattern, "/"), "/")
		pattern = strings.Trim(pattern, "/")
		if !anchored {
			pattern = "**/" + pattern
		}
		if match, _ := doublestar.Match(pattern, name); match {
			return true
		}
		if match, _ := doublestar.Match(pattern+"/**", name); match {
			return true
		}
	}
	return false
}

// ReadLevels reads the user's own level list: one word and its level a line,
// separated by a comma; a first line "word,level" is a heading.
func (s Settings) ReadLevels(root string) (map[string]string, error) {
	if s.Levels == "" {
		return nil, nil
	}
	name := s.Levels
	if !filepath.IsAbs(name) {
		name = filepath.Join(root, name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("levels: %w", err)
	}
	defer file.Close()
	levels := map[string]string{}
	for reader := csv.NewReader(file); ; {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return levels, nil
		}
		if err != nil {
			return nil, fmt.Errorf("levels: %s: %w", name, err)
		}
		if len(record) < 2 {
			line, _ := reader.FieldPos(0)
			return nil, fmt.Errorf("levels: %s:%d: expected a word and its level", name, line)
		}
		word := strings.TrimSpace(strings.TrimPrefix(record[0], "\ufeff"))
		if word != "" && word != "word" {
			levels[word] = strings.TrimSpace(record[1])
		}
	}
}
