package analysis

import "strings"

// Settings are the choices of a user that change what analysis says. The zero
// value is the default. A Settings value is immutable once it is in use.
type Settings struct {
	// Target is the register that texts are aimed at: Casual, Neutral or
	// Formal when Explicit, otherwise worked out from each text.
	Target   Register
	Explicit bool
	// Rules maps a code ("family/rule") or a family ("translationese") to the
	// severity asked for.
	Rules map[string]Severity
	// Words are words of the user's own: segmented whole, never flagged.
	Words []string
	// Ignore lists words that are never flagged.
	Ignore []string
	// Taiwan prefers the readings of Taiwan's standard.
	Taiwan bool
	// Levels maps words to levels of the user's own list (a CSV), beside HSK.
	Levels map[string]string
	// Glossary are the terms of the user's glossary.
	Glossary []Term
	// Keys are the keys of resource files whose values are prose, as patterns
	// in which * stands for one part of a key and ** for any number; without
	// any, all values are.
	Keys []string
}

// reads tells whether the value of a key is prose.
func (s *Settings) reads(key string) bool {
	if key == "" || len(s.Keys) == 0 {
		return true
	}
	parts := strings.Split(key, ".")
	for _, pattern := range s.Keys {
		if keyMatches(strings.Split(pattern, "."), parts) {
			return true
		}
	}
	return false
}

func keyMatches(pattern, key []string) bool {
	for i, part := range pattern {
		switch {
		case part == "**":
			for skip := range len(key) - i + 1 {
				if keyMatches(pattern[i+1:], key[i+skip:]) {
					return true
				}
			}
			return false
		case i == len(key) || part != "*" && part != key[i]:
			return false
		}
	}
	return len(key) == len(pattern)
}
