package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon/internal/component"
	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// A shape is one line of the decomposition data: how parts are put together,
// and which. Parts that are not encoded are numbers.
type shape struct {
	kind  string
	parts []string
}

// visible returns the parts that a reader sees in each character: those that
// are characters themselves, two to four of them. A character that is made of
// strokes, or of parts laid over each other, has none, nor has one that is a
// meaning part itself, as 车 is: taking it apart would explain nothing.
func visible(shapes map[string]shape) map[string][]rune {
	all := map[string][]rune{}
	for char := range shapes {
		r, size := utf8.DecodeRuneInString(char)
		if size != len(char) || !isShown(r) || carriesMeaning(r) || component.Whole(r) {
			continue
		}
		if parts := partsOf(shapes, char, 3); len(parts) >= 2 && len(parts) <= 4 {
			all[char] = parts
		}
	}
	return all
}

// partsOf lists the encoded parts of a character or numbered shape, nil when it
// can't be taken apart into such.
func partsOf(shapes map[string]shape, name string, depth int) []rune {
	s, ok := shapes[name]
	if !ok || depth == 0 {
		return nil
	}
	parts := s.parts
	switch kind, _, _ := strings.Cut(s.kind, "/"); {
	case kind == "ra", kind == "rd":
		parts = slices.Repeat(parts, 2)
	case kind == "r3tr", kind == "r3a", kind == "r3d":
		parts = slices.Repeat(parts, 3)
	case slices.Contains([]string{"a", "d", "s", "st", "sl", "sb", "sr", "str", "stl", "sbl", "sbr"}, kind):
	default:
		return nil
	}
	var list []rune
	for _, part := range parts {
		r, size := utf8.DecodeRuneInString(part)
		switch {
		case part[0] >= '0' && part[0] <= '9':
			inner := partsOf(shapes, part, depth-1)
			if inner == nil {
				return nil
			}
			list = append(list, inner...)
		case size != len(part) || isStroke(r) || !isShown(r):
			return nil
		default:
			list = append(list, r)
		}
	}
	return list
}

func isStroke(r rune) bool {
	return r >= 0x31C0 && r <= 0x31EF || strings.ContainsRune("丶丿丨亅乛乚乙亠", r)
}

// isShown tells whether a common font has the part.
func isShown(r rune) bool { return r >= 0x2E80 && r <= 0x9FA5 || r == '𧾷' }

// sounds finds the part that gives each character its sound. It is the part
// that is read like the character, or nearly so, by the dictionary's readings
// of both; or one whose other characters are often read like this one: 各 gè
// gives 洛 骆 络 their luò; only simplified characters count there, lest one
// family be counted twice. Of more than two parts none is said to be it. Where two parts could be it, or where one that
// usually carries meaning stands beside one that never does, it is left open.
func sounds(parts map[string][]rune, readings map[string][]string, inUse map[string]bool) map[string]rune {
	family := map[rune]map[string]int{} // part → toneless syllable → characters
	size := map[rune]int{}
	for char, list := range parts {
		read := toneless(readings[char])
		if len(read) == 0 || !inUse[char] {
			continue
		}
		for _, part := range distinct(list) {
			if family[part] == nil {
				family[part] = map[string]int{}
			}
			size[part]++
			for _, syllable := range read {
				family[part][syllable]++
			}
		}
	}
	found := map[string]rune{}
	for char, list := range parts {
		read := toneless(readings[char])
		r, _ := utf8.DecodeRuneInString(char)
		if len(list) != 2 || len(distinct(list)) != 2 || len(read) == 0 || component.Unclear(r) {
			continue
		}
		var best rune
		most, open := 0, false
		for _, part := range distinct(list) {
			likeness := 0
			for _, mine := range read {
				if n := family[part][mine]; n >= 3 && n*100 >= size[part]*15 {
					likeness = max(likeness, 2)
				}
				for _, its := range toneless(readings[string(whole(part))]) {
					switch {
					case its == mine:
						likeness = max(likeness, 3)
					case near(its, mine):
						likeness = max(likeness, 2)
					}
				}
			}
			if carriesMeaning(part) {
				likeness-- // of two, the one that carries no meaning
			}
			switch {
			case likeness > most:
				best, most, open = part, likeness, false
			case likeness == most:
				open = true
			}
		}
		if most < 1 || open {
			continue
		}
		// 睦 mù is not read after 目 mù: 坴 must be there for something.
		if carriesMeaning(best) && slices.ContainsFunc(list, func(part rune) bool { return !carriesMeaning(part) }) {
			continue
		}
		found[char] = best
	}
	return found
}

func carriesMeaning(part rune) bool {
	_, ok := component.Of(part)
	return ok
}

// whole is the character that a part is a form of, whose readings are the
// part's: 金 of 钅.
func whole(part rune) rune {
	if c, ok := component.Of(part); ok && c.Whole != '玉' {
		return c.Whole
	}
	return part
}

func distinct(parts []rune) []rune {
	list := slices.Clone(parts)
	slices.Sort(list)
	return slices.Compact(list)
}

// characterReadings lists the readings of single characters in either script,
// those that are only old or of another spelling left out where there are
// others.
func (d *cedict) characterReadings() map[string][]string {
	readings := map[string][]string{}
	for _, wanted := range []bool{false, true} {
		more := map[string][]string{}
		for _, e := range d.entries {
			if len(e.pinyin) != 1 || !syllable.MatchString(strings.ToLower(e.pinyin[0])) || (dated(e.senses) || e.isProper()) != wanted {
				continue
			}
			for _, char := range []string{e.simplified, e.traditional} {
				if len(readings[char]) == 0 {
					more[char] = append(more[char], strings.ToLower(e.pinyin[0]))
				}
			}
		}
		for char, list := range more {
			slices.Sort(list)
			readings[char] = slices.Compact(list)
		}
	}
	return readings
}

// charactersInUse are the simplified characters that are more than an old form
// or another spelling.
func (d *cedict) charactersInUse() map[string]bool {
	all := map[string]bool{}
	for _, e := range d.entries {
		if len(e.pinyin) == 1 && !dated(e.senses) && !e.isProper() {
			all[e.simplified] = true
		}
	}
	return all
}

func toneless(syllables []string) []string {
	var list []string
	for _, s := range syllables {
		list = append(list, strings.TrimRight(s, "12345"))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// near tells whether two toneless syllables rhyme and begin in the same place
// of the mouth: 勾 gou and 寇 kou, 且 qie and 姐 jie.
func near(a, b string) bool {
	ia, fa := halves(a)
	ib, fb := halves(b)
	return fa == fb && places[ia] == places[ib] && places[ia] != ""
}

var places = map[string]string{
	"b": "lips", "p": "lips", "d": "teeth", "t": "teeth", "g": "back", "k": "back", "h": "back",
	"j": "front", "q": "front", "x": "front", "zh": "curled", "ch": "curled", "sh": "curled", "z": "flat", "c": "flat", "s": "flat",
}

// halves cuts a toneless syllable into initial and final. The i of zhi and zi is
// not that of ji.
func halves(s string) (initial, final string) {
	n := 0
	for n < len(s) && !strings.ContainsRune("aeiouü", rune(s[n])) && s[n] < 0x80 {
		n++
	}
	initial, final = s[:n], s[n:]
	switch initial {
	case "zh", "ch", "sh", "r", "z", "c", "s":
		if final == "i" {
			final = "-"
		}
	case "j", "q", "x":
		if rest, ok := strings.CutPrefix(final, "u"); ok {
			final = "ü" + rest
		}
	}
	return initial, final
}

// addCharacters writes the parts of characters, and in a section of its own,
// since it comes of the dictionary's readings, which of them gives the sound.
func addCharacters(w *file.Writer, shapes map[string]shape, dictionary *cedict) (summary string) {
	parts := visible(shapes)
	found := sounds(parts, dictionary.characterReadings(), dictionary.charactersInUse())
	table := make(map[string]string, len(parts))
	for char, list := range parts {
		table[char] = string(list)
	}
	w.Add("decomp.visible", file.AppendTable(nil, table))
	sounds := make(map[string]string, len(found))
	for char, part := range found {
		sounds[char] = string(part)
	}
	w.Add("cedict.sounds", file.AppendTable(nil, sounds))
	return fmt.Sprintf("%d characters with parts, the sound known in %d", len(table), len(sounds))
}
