package config

import (
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
