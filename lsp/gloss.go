package lsp

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Glosses come as the dictionary writes them. Here they become what a reader
// wants to see: words inside them with tone marks, literal and figurative sense
// apart, and no sense that only sends one elsewhere.

// quoted is how the dictionary writes a Chinese word inside a gloss.
var quoted = regexp.MustCompile(`([^\s|\[\](),;/]+)(?:\|([^\s|\[\](),;/]+))?\[([A-Za-z0-9:üÜ·, -]+)\]`)

// reading is a reading by itself: "Taiwan pr. [bi4]".
var reading = regexp.MustCompile(` \[([a-zü:]+[1-5](?: [a-zü:]+[1-5])*)\]`)

// bothScripts is one without its reading.
var bothScripts = regexp.MustCompile(`\p{Han}+\|(\p{Han}+)`)

// readable writes the words inside a gloss in simplified characters with their
// reading: "聯繫|联系[lian2 xi4]" becomes "联系 liánxì".
func readable(gloss string) string {
	if strings.IndexByte(gloss, '[') >= 0 {
		gloss = quoted.ReplaceAllStringFunc(gloss, func(match string) string {
			parts := quoted.FindStringSubmatch(match)
			word := parts[2]
			if word == "" {
				word = parts[1]
			}
			return word + " " + pinyin.Word(pinyin.Split(parts[3]), pinyin.Marks, false)
		})
		gloss = reading.ReplaceAllStringFunc(gloss, func(match string) string {
			return " " + pinyin.Word(pinyin.Split(reading.FindStringSubmatch(match)[1]), pinyin.Marks, false)
		})
	}
	if strings.IndexByte(gloss, '|') >= 0 {
		gloss = bothScripts.ReplaceAllString(gloss, "$1")
	}
	return gloss
}

// brief is the core of a gloss: its first meaning, without remarks.
func brief(gloss string, most int) string {
	gloss = readable(gloss)
	gloss, _, _ = strings.Cut(gloss, "; ")
	for strings.HasPrefix(gloss, "(") {
		_, rest, ok := strings.Cut(gloss, ") ")
		if !ok {
			break
		}
		gloss = rest
	}
	if before, _, ok := strings.Cut(gloss, " ("); ok && before != "" {
		gloss = before
	}
	for len(gloss) > most {
		i := strings.LastIndexAny(gloss[:most], ",")
		if i <= 0 {
			i = strings.LastIndexByte(gloss[:most], ' ')
			if i <= 0 {
				return gloss
			}
			return strings.TrimRight(gloss[:i], " ,") + "…"
		}
		gloss = gloss[:i]
	}
	return gloss
}

// literal parts "lit. to draw legs on a snake; fig. to overdo it" into its two
// halves; ok is false for a gloss that has but one.
func literal(gloss string) (literal, figurative string, ok bool) {
	rest, ok := strings.CutPrefix(gloss, "lit. ")
	if !ok {
		return "", "", false
	}
	for _, joint := range []string{"; fig. ", " / fig. ", ", fig. ", ". Fig. ", " fig. ", "; (fig.) "} {
		if literal, figurative, ok := strings.Cut(rest, joint); ok {
			return strings.TrimRight(literal, " ;,"), figurative, true
		}
	}
	return rest, "", true
}

// sameReading compares without regard to capitals, which tell a name from a
// word that sounds like it.
func sameReading(a, b *lexicon.Entry) bool {
	if len(a.Pinyin) != len(b.Pinyin) {
		return false
	}
	for i := range a.Pinyin {
		if !strings.EqualFold(a.Pinyin[i], b.Pinyin[i]) {
			return false
		}
	}
	return true
}

func firstOwnGloss(e *lexicon.Entry) string {
	for i := range e.Senses {
		if e.Senses[i].Gloss != "" {
			return e.Senses[i].Gloss
		}
	}
	return ""
}

// isMarginal tells whether all that an entry means is old, dialect, or to be
// found in another word.
func isMarginal(e *lexicon.Entry) bool {
	return !slices.ContainsFunc(e.Senses, func(s lexicon.Sense) bool {
		return s.Gloss != "" && !slices.ContainsFunc(s.Tags, func(tag string) bool {
			r := lexicon.RegisterOf(tag)
			return r == lexicon.Dated || r == lexicon.Dialect
		})
	})
}

// isSelf tells whether a sense only says that the entry is another spelling of
// its own headword, in traditional characters that few use.
func isSelf(e *lexicon.Entry, sense *lexicon.Sense) bool {
	return sense.Gloss == "" && sense.Reference != nil && sense.Reference.Simplified == e.Simplified &&
		(strings.HasSuffix(sense.Reference.Kind, "variant") || sense.Reference.Kind == "also written")
}

// entriesOf are the entries that a reference names: of several readings, those
// with the one it gives.
func entriesOf(lex *lexicon.Lexicon, r *lexicon.Reference) []lexicon.Entry {
	entries := lex.Entries(r.Simplified)
	var same []lexicon.Entry
	for i := range entries {
		if r.Pinyin == nil || strings.EqualFold(strings.Join(entries[i].Pinyin, " "), strings.Join(r.Pinyin, " ")) {
			if entries[i].Traditional == r.Traditional {
				same = append([]lexicon.Entry{entries[i]}, same...)
			} else {
				same = append(same, entries[i])
			}
		}
	}
	if same == nil {
		return entries
	}
	return same
}

// maxHops is how far references are followed: a variant of a short form of a
// name is two away from its meaning.
const maxHops = 4

// meanings collects up to most glosses of entries, following references where
// an entry has nothing of its own.
func meanings(lex *lexicon.Lexicon, entries []lexicon.Entry, most int) []string {
	return follow(lex, entries, most, maxHops)
}

func follow(lex *lexicon.Lexicon, entries []lexicon.Entry, most, hops int) []string {
	var list []string
	for i := range entries {
		for j := range entries[i].Senses {
			if gloss := entries[i].Senses[j].Gloss; gloss != "" && len(list) < most {
				list = append(list, readable(gloss))
			}
		}
		if len(list) > 0 && i+1 < len(entries) && !sameReading(&entries[i], &entries[i+1]) {
			break
		}
	}
	if len(list) > 0 || hops == 0 {
		return list
	}
	for i := range entries {
		for j := range entries[i].Senses {
			sense := &entries[i].Senses[j]
			if sense.Reference == nil {
				continue
			}
			if list = follow(lex, entriesOf(lex, sense.Reference), most, hops-1); len(list) > 0 {
				return list
			}
		}
	}
	return nil
}

// firstGloss is the first meaning that is more than a pointer.
func firstGloss(lex *lexicon.Lexicon, entries []lexicon.Entry) string {
	if list := meanings(lex, entries, 1); len(list) > 0 {
		return list[0]
	}
	return ""
}
