package main

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// leastFreq is the frequency from which a word of gse's list is taken when the
// dictionary does not have it. Nearly half of the list stands at 3, mostly
// chance neighbours and names from a corpus ("上摸", "一捺"): they cost memory
// and join what should stay apart.
const leastFreq = 4

// unlistedFreq is the frequency of a dictionary word that gse's list lacks:
// that of the list's own additions, so that such a word wins over rare parts
// and loses to a pair of very frequent words.
const unlistedFreq = 3

// A word of the segmentation dictionary.
type word struct {
	text string
	freq int
	pos  string
}

// words is the segmentation dictionary. Ids count listed first, then unlisted.
type words struct {
	listed   []word // in gse's list, with its figures
	unlisted []word // only in CC-CEDICT, with figures made here
	// aliases are further spellings under which a text reaches a word once its
	// characters have been simplified one by one: 乾坤 is met as 干坤, and 看着
	// as 看著 where it is written so.
	aliases  map[string]uint32
	readings map[uint32][]reading
	// Counts for the report.
	unaligned int
}

type reading struct {
	syllables []string // one a rune, "" for what has no reading
	flags     byte
}

func compileWords(dictionary *cedict, levels hsk, tokens []token, opencc openCC) *words {
	entries := map[string][]entry{} // by folded simplified headword
	for _, e := range dictionary.entries {
		if isWord(e.simplified) {
			key := fold(e.simplified)
			entries[key] = append(entries[key], e)
		}
	}

	ws := &words{aliases: map[string]uint32{}, readings: map[uint32][]reading{}}
	seen := map[string]bool{}
	byLevel := map[int][]int{}
	for _, t := range tokens {
		key := fold(t.text)
		known := entries[key]
		if seen[key] || !isWord(t.text) || known == nil && (t.freq < leastFreq || !allHan(t.text)) {
			continue
		}
		seen[key] = true
		text := t.text
		if known != nil {
			text = known[0].simplified
		}
		if level := levels[text]; level > 0 {
			byLevel[level] = append(byLevel[level], t.freq)
		}
		ws.listed = append(ws.listed, word{text, t.freq, t.pos})
	}
	add := func(text, pos string) {
		seen[fold(text)] = true
		ws.unlisted = append(ws.unlisted, word{text, unlistedFrequency(levels[text], byLevel), pos})
	}
	for key, known := range entries {
		if !seen[key] {
			add(known[0].simplified, partOfSpeech(known))
		}
	}
	for text := range levels {
		if !seen[fold(text)] && isWord(text) {
			add(text, "l") // phrases such as 打篮球 that no dictionary lists
		}
	}
	for _, list := range [][]word{ws.listed, ws.unlisted} {
		sort.Slice(list, func(i, j int) bool { return fold(list[i].text) < fold(list[j].text) })
	}

	ids := map[string]uint32{}
	for id, w := range slices.Concat(ws.listed, ws.unlisted) {
		ids[fold(w.text)] = uint32(id)
	}
	regional := opencc.regionalCharacters()
	for _, w := range slices.Concat(ws.listed, ws.unlisted) {
		key := fold(w.text)
		ws.alias(opencc.simplifyText(key), ids[key], ids)
		ws.alias(strings.Map(func(r rune) rune {
			if other, ok := regional[r]; ok {
				return other
			}
			return r
		}, key), ids[key], ids)
		for _, e := range entries[key] {
			ws.alias(fold(opencc.simplifyText(e.traditional)), ids[key], ids)
		}
		if list := ws.compileReadings(w.text, entries[key]); list != nil {
			ws.readings[ids[key]] = list
		}
	}
	return ws
}

func (ws *words) alias(key string, id uint32, ids map[string]uint32) {
	if _, word := ids[key]; word || !isWord(key) {
		return
	}
	if _, taken := ws.aliases[key]; !taken {
		ws.aliases[key] = id
	}
}

// fold is the form under which gse keeps a word: Latin letters are small.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

func allHan(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// isWord reports whether a headword is one word of running text: at least one
// Han character, and beside them only letters, digits and the dot of foreign
// names. Sayings with a comma inside are sentences of several words.
func isWord(text string) bool {
	han := false
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han = true
		case r == '·', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		default:
			return false
		}
	}
	return han
}

// unlistedFrequency estimates the frequency of a word that gse's list lacks. A
// word of the HSK lists is as frequent as the middle one of its level.
func unlistedFrequency(level int, byLevel map[int][]int) int {
	known := byLevel[level]
	if len(known) == 0 {
		return unlistedFreq
	}
	slices.Sort(known)
	return known[len(known)/2]
}

var (
	headTags   = regexp.MustCompile(`^(\([^)]*\) ?)+`)
	place      = regexp.MustCompile(`(?i)\b(county|city|province|district|prefecture|town|township|village|islands?|river|mountains?|mount|lake|sea|ocean|capital|country|state|kingdom|peninsula|region|municipality|strait|bay|port|desert|continent|located)\b`)
	person     = regexp.MustCompile(`\((c\. )?(born )?\d{2,4}( BC)?(-|–|\))|\bsurname\b|\bgiven name\b|^\(name\)|\b(emperor|king|writer|poet|politician|philosopher|actor|actress|singer|novelist|president)\b`)
	group      = regexp.MustCompile(`(?i)\b(company|university|party|organization|association|bureau|ministry|committee|institute|corporation|bank|newspaper|agency)\b`)
	variant    = regexp.MustCompile(`^(\w+ ){0,2}variant of `)
	oldTags    = regexp.MustCompile(`^\((old|archaic)\)`)
	noMeaning  = regexp.MustCompile(`^(CL:|(Taiwan|also) pr\. )`)
	adverb     = regexp.MustCompile(`^[a-z]+(ally|edly|ingly|ously|ively|antly|ently|ably|ibly|tely|fully|ectly|ughly)(;|,|$)`)
	adjective  = regexp.MustCompile(`^((very|extremely|not) )?[a-z-]+(ful|ous|able|ible|less|ish)(;|,|$| and )`)
	classifier = regexp.MustCompile(`^classifier for`)
)

// partOfSpeech guesses a word's part of speech, in gse's tags, from the first
// sense that tells: names from the capital of their pinyin, verbs from "to",
// some adjectives and adverbs from the ending of the English word.
func partOfSpeech(entries []entry) string {
	entries = slices.Clone(entries)
	sort.SliceStable(entries, func(i, j int) bool { // what is also a name is first a word
		return !entries[i].isProper() && entries[j].isProper()
	})
	for _, e := range entries {
		all := strings.Join(e.senses, "/")
		if e.isProper() {
			switch {
			case person.MatchString(all):
				return "nr"
			case place.MatchString(all):
				return "ns"
			case group.MatchString(all):
				return "nt"
			}
			return "nz"
		}
		if strings.Contains(all, "(idiom)") || strings.Contains(all, "(proverb)") || strings.Contains(all, "(saying)") {
			if len(e.pinyin) == 4 {
				return "i"
			}
			return "l"
		}
		if strings.Contains(all, "(onom.)") {
			return "o"
		}
		if strings.Contains(all, "(interj.)") {
			return "e"
		}
		for _, sense := range e.senses {
			if noMeaning.MatchString(sense) || variant.MatchString(sense) {
				continue
			}
			gloss := headTags.ReplaceAllString(sense, "")
			switch {
			case strings.HasPrefix(gloss, "to "):
				return "v"
			case adjective.MatchString(gloss):
				return "a"
			case classifier.MatchString(gloss):
				return "q"
			case adverb.MatchString(gloss):
				return "d"
			case gloss != "":
				return "n"
			}
		}
	}
	return "n"
}

var syllable = regexp.MustCompile(`^[a-zü]+[1-5]$`)

// isProper reports whether the dictionary writes the pinyin with a capital.
func (e entry) isProper() bool {
	return len(e.pinyin) > 0 && !isLatin(e.pinyin[0]) && e.pinyin[0] != strings.ToLower(e.pinyin[0])
}

func isLatin(item string) bool { return !syllable.MatchString(strings.ToLower(item)) }

// compileReadings lists the distinct readings of a word in the dictionary's
// order, names after words, and after them what is only old or a variant.
func (ws *words) compileReadings(text string, entries []entry) []reading {
	var list []reading
	for _, e := range entries {
		syllables := align([]rune(text), e.pinyin)
		if syllables == nil {
			ws.unaligned++
			continue
		}
		var flags byte
		if e.isProper() {
			flags |= file.ReadingProper
		}
		if dated(e.senses) {
			flags |= file.ReadingDated
		}
		same := slices.IndexFunc(list, func(r reading) bool { return slices.Equal(r.syllables, syllables) })
		if same >= 0 {
			list[same].flags &= flags // a word as soon as one entry is
		} else {
			list = append(list, reading{syllables, flags})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].flags < list[j].flags })
	return list
}

// dated reports whether every sense is an old one or points to the usual form.
func dated(senses []string) bool {
	for _, sense := range senses {
		if !noMeaning.MatchString(sense) && !variant.MatchString(headTags.ReplaceAllString(sense, "")) && !oldTags.MatchString(sense) {
			return false
		}
	}
	return true
}

// align gives each rune of a word its syllable, small letters throughout, or
// nil when pinyin and word do not go together.
func align(text []rune, pinyin []string) []string {
	var out []string
	for _, item := range pinyin {
		item = strings.ToLower(item)
		if len(out) < len(text) && text[len(out)] == '·' && item != "·" {
			out = append(out, "") // some lines leave the dot out of the pinyin
		}
		switch {
		case len(out) == len(text):
			return nil
		case syllable.MatchString(item) && unicode.Is(unicode.Han, text[len(out)]):
			if item == "xx5" { // the dictionary's mark for an unknown reading
				item = ""
			}
			out = append(out, item)
		case strings.HasPrefix(strings.ToLower(string(text[len(out):])), item):
			for range []rune(item) {
				out = append(out, "")
			}
		case syllable.MatchString(item): // a digit or letter that is read out: san1 in 3C
			out = append(out, item)
		default:
			return nil
		}
	}
	if len(out) != len(text) {
		return nil
	}
	return out
}

func (ws *words) add(w *file.Writer) {
	// gse's part and the dictionary's part lie in sections of their own, since
	// their licences differ.
	addWords(w, "words", ws.listed)
	addWords(w, "cedict.words", ws.unlisted)

	keys := make([]string, 0, len(ws.aliases))
	for key := range ws.aliases {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	ids := make([]uint32, len(keys))
	for i, key := range keys {
		ids[i] = ws.aliases[key]
	}
	w.Add("cedict.aliases", file.AppendStrings(nil, keys))
	w.Add("cedict.aliasids", file.AppendUint32s(nil, ids))

	codes := map[string]uint16{}
	syllables := []string{""}
	codes[""] = 0
	offsets := make([]uint32, len(ws.listed)+len(ws.unlisted))
	stream := []byte{0} // offset 0 is a word without readings
	for id := range offsets {
		list := ws.readings[uint32(id)]
		if len(list) == 0 {
			continue
		}
		offsets[id] = uint32(len(stream))
		stream = append(stream, byte(len(list)))
		for _, r := range list {
			stream = append(stream, r.flags, byte(len(r.syllables)))
			for _, s := range r.syllables {
				code, ok := codes[s]
				if !ok {
					code = uint16(len(syllables))
					codes[s] = code
					syllables = append(syllables, s)
				}
				stream = binary.LittleEndian.AppendUint16(stream, code)
			}
		}
	}
	w.Add("cedict.syllables", file.AppendStrings(nil, syllables))
	w.Add("cedict.readingat", file.AppendUint32s(nil, offsets))
	w.Add("cedict.readings", stream)
}

func addWords(w *file.Writer, name string, list []word) {
	texts := make([]string, len(list))
	freqs := make([]uint32, len(list))
	tags := make([]byte, len(list))
	var names []string
	for i, word := range list {
		texts[i], freqs[i] = word.text, uint32(word.freq)
		tag := slices.Index(names, word.pos)
		if tag < 0 {
			tag = len(names)
			names = append(names, word.pos)
		}
		tags[i] = byte(tag)
	}
	w.Add(name+".text", file.AppendStrings(nil, texts))
	w.Add(name+".freq", file.AppendUint32s(nil, freqs))
	w.Add(name+".tag", tags)
	w.Add(name+".tagnames", file.AppendStrings(nil, names))
}

func (ws *words) summary() string {
	return fmt.Sprintf("%d words of gse's list, %d only in CC-CEDICT, %d aliases, %d words with readings, %d entries whose pinyin does not fit",
		len(ws.listed), len(ws.unlisted), len(ws.aliases), len(ws.readings), ws.unaligned)
}
