package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	syllables "github.com/yuti-lsp/yuti/internal/pinyin"
)

// An Entry is one dictionary entry: one headword with one reading.
type Entry struct {
	Simplified  string
	Traditional string
	// Pinyin has one item per syllable as the dictionary writes it, with tone
	// numbers, 5 for the neutral tone and ü written ü ("lian2", "lüe4",
	// "r5"). Proper nouns keep their capital ("Bei3"). Items that are not
	// pinyin (letters, "·", ",") are kept as they are.
	Pinyin []string
	// Senses are in the dictionary's order. Its notes on other readings are no
	// senses and are in TaiwanPinyin and AlsoPinyin instead.
	Senses []Sense
	// TaiwanPinyin is the reading in Taiwan ("Taiwan pr."), nil when none is
	// noted. AlsoPinyin is a second reading ("also pr.").
	TaiwanPinyin []string
	AlsoPinyin   []string
}

// A Sense is one meaning of an entry.
type Sense struct {
	// Gloss is the English text with tags, classifiers and references taken
	// out; it may be empty when the sense is only a reference or only lists
	// classifiers. Words inside keep the dictionary's form 繁體|简体[pin1 yin1].
	Gloss string
	// Tags are the labels of the sense in the dictionary's own short form,
	// normalised: "literary", "coll.", "dialect", "Tw", "bound form", "idiom" …
	// See RegisterOf for those that tell register.
	Tags []string
	// Reference points at another entry when the sense is "see X", "variant
	// of X", "abbr. for X", "used in X", "erhua variant of X" …
	Reference *Reference
	// Also lists further entries that the same reference names.
	Also []Reference
	// Classifiers lists the measure words (CL:) given with the sense. A sense
	// that has nothing else speaks for the whole entry.
	Classifiers []Classifier
	// TaiwanPinyin is a reading in Taiwan that is noted for this one of several
	// senses.
	TaiwanPinyin []string
}

// A Reference is a pointer from one entry to another.
type Reference struct {
	// Kind says how the two are related: "see", "see also", "variant", "old
	// variant", "erhua variant" and other variants, "abbr", "used in", "also
	// written", "also called", "same as", "cf" …
	Kind        string
	Simplified  string
	Traditional string
	Pinyin      []string // nil when the dictionary gives none
}

// A Classifier is a measure word with its reading.
type Classifier struct {
	Simplified  string
	Traditional string
	Pinyin      []string
}

// Classifiers returns the measure words of all senses.
func (e Entry) Classifiers() []Classifier {
	var all []Classifier
	for _, s := range e.Senses {
		all = append(all, s.Classifiers...)
	}
	return all
}

// HasGloss tells whether an entry has a meaning of its own, beyond references to
// other entries.
func (e Entry) HasGloss() bool {
	for i := range e.Senses {
		if e.Senses[i].Gloss != "" {
			return true
		}
	}
	return false
}

// IsProper reports whether the entry is a name: its pinyin has a capital. The
// letter of T恤 is none.
func (e Entry) IsProper() bool {
	for _, item := range e.Pinyin {
		if strings.HasSuffix(strings.TrimRight(item, "12345"), item) {
			continue // no syllable
		}
		r, _ := utf8.DecodeRuneInString(item)
		return unicode.IsUpper(r)
	}
	return false
}

// parseEntry reads a line "繁體 简体 [pin1 yin1] /sense/sense/".
func parseEntry(line string) (Entry, bool) {
	traditional, rest, ok1 := strings.Cut(line, " ")
	simplified, rest, ok2 := strings.Cut(rest, " [")
	pinyin, rest, ok3 := strings.Cut(rest, "] /")
	rest, ok4 := strings.CutSuffix(rest, "/")
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return Entry{}, false
	}
	e := Entry{
		Simplified:  simplified,
		Traditional: traditional,
		Pinyin:      strings.Fields(pinyin),
		Senses:      make([]Sense, 0, 1+strings.Count(rest, "/")),
	}
	for text := range strings.SplitSeq(rest, "/") {
		text, taiwan := e.takePronunciation(text)
		if text != "" {
			e.Senses = append(e.Senses, parseSense(text))
			e.Senses[len(e.Senses)-1].TaiwanPinyin = taiwan
		}
	}
	if len(e.Senses) == 1 && e.TaiwanPinyin == nil {
		e.TaiwanPinyin, e.Senses[0].TaiwanPinyin = e.Senses[0].TaiwanPinyin, nil
	}
	return e, true
}

// takePronunciation takes notes on other readings from a sense and returns the
// rest, "" when the sense is only such a note. A reading in Taiwan that is
// noted in parentheses, and so of this sense, is returned beside it.
func (e *Entry) takePronunciation(text string) (rest string, taiwan []string) {
	for strings.Contains(text, "pr. [") {
		note, ok := pronunciation(text, "Taiwan pr. [")
		pinyin := &e.TaiwanPinyin
		if !ok {
			note, ok = pronunciation(text, "also pr. [")
			pinyin = &e.AlsoPinyin
		}
		if !ok {
			break
		}
		inside := strings.HasSuffix(note.before, "(") && strings.HasPrefix(note.after, ")")
		if inside && pinyin == &e.TaiwanPinyin {
			taiwan = note.pinyin
		} else if *pinyin == nil {
			*pinyin = note.pinyin
		}
		if !inside {
			if note.before == "" && note.after == "" {
				return "", nil
			}
			break // it runs on in words, and stays where they can be read
		}
		text = strings.TrimSpace(strings.TrimSuffix(note.before, "(")) + note.after[1:]
	}
	return text, taiwan
}

// A note is a remark on a reading with the text around it.
type note struct {
	before, after string
	pinyin        []string
}

func pronunciation(text, begins string) (note, bool) {
	before, after, ok := strings.Cut(text, begins)
	pinyin, after, closed := strings.Cut(after, "]")
	before = strings.TrimSuffix(strings.TrimSuffix(before, " "), "also")
	return note{before, after, syllables.Split(pinyin)}, ok && closed
}

// parseSense takes a sense apart. What it does not recognise stays in the
// gloss.
func parseSense(text string) Sense {
	if list, ok := strings.CutPrefix(text, "CL:"); ok {
		if classifiers, rest := parseClassifiers(list); rest == "" {
			return Sense{Classifiers: classifiers}
		}
	}
	var s Sense
	text = s.takeHeadTags(text)
	text = s.takeTailTags(text)
	text = s.takeGroups(text)
	s.Gloss = s.takeReference(text)
	return s
}

// takeHeadTags takes labels in parentheses from the head of a sense, "(coll.)
// (Tw) …" and "(literary or dialect) …" alike. Parentheses that say more than
// the label stay.
func (s *Sense) takeHeadTags(text string) string {
	kept := ""
	for strings.HasPrefix(text, "(") {
		end := closing(text)
		if end < 0 {
			break
		}
		tags, whole := parseTags(text[1:end])
		if len(tags) == 0 {
			break
		}
		s.addTags(tags)
		if !whole {
			kept += text[:end+1] + " "
		}
		text = strings.TrimLeft(text[end+1:], " ")
	}
	return strings.TrimSuffix(kept+text, " ")
}

// takeTailTags takes labels from the end. Where the gloss has several parts, a
// label at its end may belong to the last part only and stays, unless it tells
// what kind of phrase the whole is.
func (s *Sense) takeTailTags(text string) string {
	for strings.HasSuffix(text, ")") {
		start := strings.LastIndexByte(text, '(')
		if start <= 0 {
			break
		}
		tags, whole := parseTags(text[start+1 : len(text)-1])
		if len(tags) == 0 || strings.Contains(text[:start], ";") && !isPhraseTag(tags[0]) {
			break
		}
		s.addTags(tags)
		if !whole {
			break
		}
		text = strings.TrimRight(text[:start], " ")
	}
	// "lit. … (idiom); fig. …"
	for _, tag := range phraseTags {
		if before, after, ok := strings.Cut(text, " ("+tag+")"); ok && (after == "" || after[0] == ';' || after[0] == ',') {
			s.addTags([]string{tag})
			text = before + after
		}
	}
	return text
}

func (s *Sense) addTags(tags []string) {
	for _, tag := range tags {
		if !s.HasTag(tag) {
			s.Tags = append(s.Tags, tag)
		}
	}
}

// HasTag reports whether the sense carries the label.
func (s Sense) HasTag(tag string) bool {
	for _, t := range s.Tags {
		if t == tag {
			return true
		}
	}
	return false
}

// takeGroups takes classifiers and references in parentheses from within the
// text: "house (CL:座[zuo4])", "Canada (abbr. for 加拿大[Jia1 na2 da4])".
func (s *Sense) takeGroups(text string) string {
	for from := 0; from < len(text); {
		start := strings.IndexByte(text[from:], '(')
		if start < 0 {
			break
		}
		start += from
		end := closing(text[start:])
		if end < 0 {
			break
		}
		inside := text[start+1 : start+end]
		taken := false
		if list, ok := strings.CutPrefix(inside, "CL:"); ok {
			if classifiers, rest := parseClassifiers(list); rest == "" {
				s.Classifiers = append(s.Classifiers, classifiers...)
				taken = true
			}
		} else if s.Reference == nil {
			if list, rest := parseReferences(inside); len(list) > 0 && rest == "" {
				s.Reference, s.Also = &list[0], list[1:]
				taken = true
			}
		}
		if !taken {
			from = start + 1
			continue
		}
		before, after := strings.TrimRight(text[:start], " "), text[start+end+1:]
		if before == "" {
			after = strings.TrimLeft(after, " ")
		}
		text, from = before+after, len(before)
	}
	return text
}

// takeReference takes a reference from the head of a sense, behind what stands
// there in parentheses, and returns the gloss without it. A reference that runs
// on in words stays readable: the gloss then is the whole text.
func (s *Sense) takeReference(text string) string {
	if s.Reference != nil {
		return text
	}
	head := 0
	for strings.HasPrefix(text[head:], "(") {
		end := closing(text[head:])
		if end < 0 {
			break
		}
		head += end + 1
		head += len(text[head:]) - len(strings.TrimLeft(text[head:], " "))
	}
	list, rest := parseReferences(text[head:])
	if len(list) == 0 {
		return s.takeLastReference(text)
	}
	s.Reference, s.Also = &list[0], list[1:]
	switch {
	case rest == "":
		return strings.TrimRight(text[:head], " ")
	case rest[0] == ';' || rest[0] == ',':
		return text[:head] + strings.TrimLeft(rest[1:], " ")
	case rest[0] == '(':
		return text[:head] + rest
	}
	return text
}

// takeLastReference takes a reference from the end of a sense: "quality
// control, abbr. for 品質控制|品质控制".
func (s *Sense) takeLastReference(text string) string {
	comma := strings.LastIndex(text, ", ")
	if comma < 0 {
		return text
	}
	list, rest := parseReferences(text[comma+2:])
	if len(list) == 0 || rest != "" {
		return text
	}
	s.Reference, s.Also = &list[0], list[1:]
	return text[:comma]
}

// referenceKinds pairs the words that begin a reference with its kind.
var referenceKinds = []struct{ begins, kind string }{
	{"see also ", "see also"},
	{"see ", "see"},
	{"erhua form of ", "erhua variant"},
	{"abbr. for ", "abbr"},
	{"abbr. of ", "abbr"},
	{"abbr. to ", "abbr to"},
	{"short for ", "abbr"},
	{"used in ", "used in"},
	{"also written ", "also written"},
	{"also called ", "also called"},
	{"also known as ", "also called"},
	{"same as ", "same as"},
	{"equivalent to ", "same as"},
	{"cf. ", "cf"},
	{"compare ", "cf"},
	{"contrasted with ", "opposite"},
	{"opposite of ", "opposite"},
}

// referenceKind recognises the words that begin a reference.
func referenceKind(text string) (kind, rest string) {
	for _, k := range referenceKinds {
		if rest, ok := strings.CutPrefix(text, k.begins); ok {
			return k.kind, rest
		}
	}
	// "variant of", "old variant of", "nonstandard simplified variant of" …
	before, rest, ok := strings.Cut(text, "variant of ")
	if !ok || strings.Count(before, " ") > 2 || before != "" && !strings.HasSuffix(before, " ") || strings.ContainsAny(before, "([;,") {
		return "", ""
	}
	return before + "variant", rest
}

// parseReferences reads "see 甲[jia3]", also with several headwords: "see
// 甲[jia3] or 乙[yi3]". It returns what follows them.
func parseReferences(text string) (list []Reference, rest string) {
	kind, rest := referenceKind(text)
	for kind != "" {
		traditional, simplified, pinyin, after, ok := parseHeadword(rest)
		if !ok {
			break
		}
		list = append(list, Reference{kind, simplified, traditional, pinyin})
		text = after
		next := false
		for _, joint := range []string{", and ", ", or ", " and ", " or ", ", ", "; "} {
			if rest, next = strings.CutPrefix(after, joint); next {
				break
			}
		}
		if !next {
			break
		}
	}
	return list, strings.TrimLeft(text, " ")
}

// parseHeadword reads 繁體|简体[pin1 yin1], of which the second form and the
// pinyin may be missing; a headword has a Han character or pinyin.
func parseHeadword(text string) (traditional, simplified string, pinyin []string, rest string, ok bool) {
	end := strings.IndexAny(text, " ,;()[]\"")
	if end < 0 {
		end = len(text)
	}
	word := text[:end]
	rest = text[end:]
	if strings.HasPrefix(rest, " [") { // as some entries have it
		rest = rest[1:]
	}
	if bracket, found := strings.CutPrefix(rest, "["); found {
		inside, after, closed := strings.Cut(bracket, "]")
		if !closed {
			return "", "", nil, "", false
		}
		pinyin, rest = strings.Fields(inside), after
	}
	traditional, simplified, found := strings.Cut(word, "|")
	if !found {
		simplified = traditional
	}
	if word == "" || pinyin == nil && !strings.ContainsFunc(word, isHan) {
		return "", "", nil, "", false
	}
	return traditional, simplified, pinyin, rest, true
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func parseClassifiers(text string) (list []Classifier, rest string) {
	for rest = text; ; {
		traditional, simplified, pinyin, after, ok := parseHeadword(rest)
		if !ok {
			return list, rest
		}
		list = append(list, Classifier{simplified, traditional, pinyin})
		if rest, ok = strings.CutPrefix(after, ","); !ok {
			return list, after
		}
		rest = strings.TrimLeft(rest, " ")
	}
}

// closing returns the place of the parenthesis that closes the one at the head
// of text; -1 when none does.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
