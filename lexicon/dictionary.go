package lexicon

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// A Dictionary is the segmentation dictionary: words with frequency, part of
// speech and readings, found by the text they begin. Words are in simplified
// script and known by an id that stays the same for one lexicon file: first
// the words of gse's list, then those that only CC-CEDICT has, each in
// alphabetical order, then a user's own.
//
// A Dictionary is immutable and safe for concurrent use. Its methods allocate
// no memory beyond what they append to their argument; With and String do.
type Dictionary struct {
	words *words
	found prefixes  // the words by their text
	own   *ownWords // nil without a user's words
}

// A Candidate is a word that begins at some rune of a text.
type Candidate struct {
	ID  uint32
	Len int // in runes
}

// words holds the words' figures, in place in the file.
type words struct {
	verify           func() error
	scripts          *scripts
	levels           file.Table
	listed, unlisted wordList
	aliases          file.Strings
	aliasIDs         file.Uint32s
	syllables        file.Strings
	readingAt        file.Uint32s // id → place in readings
	readings         string
	total, most      float64 // frequencies: of all words, of the most frequent
}

// A wordList is one of the two sorted lists of words.
type wordList struct {
	texts file.Strings
	freqs file.Uint32s
	tags  string
	names file.Strings
}

func readWords(f *file.File, s *scripts, levels file.Table) (*words, error) {
	r := &sections{file: f}
	list := func(name string) wordList {
		l := wordList{r.strings(name + ".text"), r.uint32s(name + ".freq"), r.bytes(name + ".tag"), r.strings(name + ".tagnames")}
		if r.err == nil && l.freqs.Len() != l.texts.Len() {
			r.err = fmt.Errorf("section %s.freq: %d frequencies for %d words", name, l.freqs.Len(), l.texts.Len())
		}
		if r.err == nil && len(l.tags) != l.texts.Len() {
			r.err = fmt.Errorf("section %s.tag: %d parts of speech for %d words", name, len(l.tags), l.texts.Len())
		}
		return l
	}
	w := &words{
		scripts:   s,
		levels:    levels,
		listed:    list("words"),
		unlisted:  list("cedict.words"),
		aliases:   r.strings("cedict.aliases"),
		aliasIDs:  r.uint32s("cedict.aliasids"),
		syllables: r.strings("cedict.syllables"),
		readingAt: r.uint32s("cedict.readingat"),
		readings:  r.bytes("cedict.readings"),
	}
	if r.err == nil && w.aliasIDs.Len() != w.aliases.Len() {
		r.err = fmt.Errorf("section cedict.aliasids: %d ids for %d aliases", w.aliasIDs.Len(), w.aliases.Len())
	}
	w.verify = func() error { return f.Verify(r.names...) }
	return w, r.err
}

func (w *words) len() int { return w.listed.texts.Len() + w.unlisted.texts.Len() }

// at returns the list that holds a word, and its place there.
func (w *words) at(id uint32) (*wordList, int) {
	if n := w.listed.texts.Len(); int(id) >= n {
		return &w.unlisted, int(id) - n
	}
	return &w.listed, int(id)
}

// load builds the table by which words are found.
func (w *words) load() (*Dictionary, error) {
	if err := w.verify(); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	d := &Dictionary{words: w}
	for _, list := range []*wordList{&w.listed, &w.unlisted} {
		for i := range list.texts.Len() {
			freq := float64(list.freqs.At(i))
			w.total += freq
			w.most = max(w.most, freq)
		}
	}
	n := w.len() + w.aliases.Len()
	d.found = newPrefixes(n * 3 / 2) // about three nodes to two words
	for id := range uint32(n) {
		word := id
		if alias := int(id) - w.len(); alias >= 0 {
			word = w.aliasIDs.At(alias)
		}
		if err := d.found.add(w.key(id), word); err != nil {
			return nil, fmt.Errorf("lexicon: segmentation words: %w", err)
		}
	}
	d.found.index(w.scripts)
	return d, nil
}

// key returns the text of a word, or, past the words, of an alias.
func (w *words) key(id uint32) string {
	if n := w.len(); int(id) >= n {
		return w.aliases.At(int(id) - n)
	}
	list, i := w.at(id)
	return list.texts.At(i)
}

// Lattice appends to out all words that begin at runes[from], shortest first.
// The text may be in either script and in capital or small letters. A word
// never ends or begins within a run of Latin letters or digits.
func (d *Dictionary) Lattice(runes []rune, from int, out []Candidate) []Candidate {
	if from < 0 || from >= len(runes) || from > 0 && isLatin(runes[from]) && isLatin(runes[from-1]) {
		return out
	}
	n := len(out)
	out = d.found.lattice(runes, from, d.words.scripts, out)
	if d.own != nil {
		out = d.own.found.lattice(runes, from, d.words.scripts, out)
		slices.SortStableFunc(out[n:], func(a, b Candidate) int { return a.Len - b.Len })
	}
	return out
}

func isLatin(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// fold is the form under which a rune of a text is looked up.
func (s *scripts) fold(r rune) rune { return s.simplifyRune(lower(r)) }

// lower is what gse makes of a letter.
func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// WordID returns the id of a word in either script.
func (d *Dictionary) WordID(text string) (id uint32, ok bool) {
	if id, ok := d.found.find(text, d.words.scripts); ok {
		return id, true
	}
	if d.own != nil {
		return d.own.found.find(text, d.words.scripts)
	}
	return 0, false
}

// Len is the number of words; ids are below it.
func (d *Dictionary) Len() int {
	if d.own != nil {
		return d.words.len() + len(d.own.texts)
	}
	return d.words.len()
}

// Words yields all words by id.
func (d *Dictionary) Words() iter.Seq2[uint32, string] {
	return func(yield func(uint32, string) bool) {
		for id := range uint32(d.Len()) {
			if !yield(id, d.Text(id)) {
				return
			}
		}
	}
}

// ownText returns a user's word.
func (d *Dictionary) ownText(id uint32) (string, bool) {
	i := int(id) - d.words.len()
	if i < 0 {
		return "", false
	}
	if d.own == nil || i >= len(d.own.texts) {
		return "", true
	}
	return d.own.texts[i], true
}

// Text returns a word in simplified script as CC-CEDICT writes it; "" for an
// id that no word has.
func (d *Dictionary) Text(id uint32) string {
	if text, own := d.ownText(id); own {
		return text
	}
	list, i := d.words.at(id)
	return list.texts.At(i)
}

// Freq returns a word's frequency: its count in the corpora behind gse's list,
// to be set against Total. A word that only CC-CEDICT has gets the list's
// usual frequency for additions, or, if it is in the HSK lists, the median of
// its level.
func (d *Dictionary) Freq(id uint32) float64 {
	if text, own := d.ownText(id); own {
		if text == "" {
			return 0
		}
		return d.own.freq
	}
	list, i := d.words.at(id)
	return float64(list.freqs.At(i))
}

// Total is the sum of all frequencies, a user's words not counted.
func (d *Dictionary) Total() float64 { return d.words.total }

// POS returns a word's part of speech, a tag of gse's list (jieba's set: "n",
// "v", "a", "nr" …), for words that only CC-CEDICT has a guess from their
// glosses and capitals, "n" for a user's words.
func (d *Dictionary) POS(id uint32) string {
	if text, own := d.ownText(id); own {
		if text == "" {
			return ""
		}
		return "n"
	}
	list, i := d.words.at(id)
	if i >= len(list.tags) {
		return ""
	}
	return list.names.At(int(list.tags[i]))
}

// HSK returns the HSK 2.0 level of a word, 1 to 6, or 0.
func (d *Dictionary) HSK(id uint32) int {
	level, _ := d.words.levels.Get(d.Text(id))
	return levelOf(level)
}

// A Reading is one way to read a word: a syllable for each rune.
type Reading struct {
	syllables file.Strings
	codes     string
	marks     byte
}

// Len is the number of runes of the word.
func (r Reading) Len() int { return len(r.codes) / 2 }

// Syllable returns the syllable of rune i, in small letters with its tone
// number, 5 for the neutral tone, ü written ü; "" for what has no reading.
func (r Reading) Syllable(i int) string {
	if i < 0 || i >= r.Len() {
		return ""
	}
	return r.syllables.At(int(r.codes[2*i]) | int(r.codes[2*i+1])<<8)
}

// Append appends all syllables to list.
func (r Reading) Append(list []string) []string {
	for i := range r.Len() {
		list = append(list, r.Syllable(i))
	}
	return list
}

// String joins the syllables by spaces.
func (r Reading) String() string { return strings.Join(r.Append(nil), " ") }

// IsProper reports whether the word is only a name in this reading.
func (r Reading) IsProper() bool { return r.marks&file.ReadingProper != 0 }

// IsDated reports whether the word is only old, archaic or a variant of
// another word in this reading.
func (r Reading) IsDated() bool { return r.marks&file.ReadingDated != 0 }

// Readings appends to out the distinct readings of a word in the dictionary's
// order, names after them, and last those that are old or of a variant. It
// appends none for words that CC-CEDICT does not have.
func (d *Dictionary) Readings(id uint32, out []Reading) []Reading {
	at := int(d.words.readingAt.At(int(id)))
	stream := d.words.readings
	if at == 0 || at >= len(stream) {
		return out
	}
	count := int(stream[at])
	stream = stream[at+1:]
	for range count {
		if len(stream) < 2 || len(stream) < 2+2*int(stream[1]) {
			break
		}
		end := 2 + 2*int(stream[1])
		out = append(out, Reading{d.words.syllables, stream[2:end], stream[0]})
		stream = stream[end:]
	}
	return out
}

// ownWords is a layer of a user's words over the dictionary.
type ownWords struct {
	found prefixes
	texts []string
	freq  float64
}

// With returns a dictionary that also has the given words, in either script;
// what the dictionary has already, and what is no word, is passed over. It
// shares everything with d, whose own words it replaces.
//
// The words are as frequent as any two words could be side by side by chance,
// so that a segmentation by frequency keeps them whole.
func (d *Dictionary) With(list []string) *Dictionary {
	base := &Dictionary{words: d.words, found: d.found}
	own := &ownWords{freq: d.words.most * d.words.most / max(d.words.total, 1)}
	size := 0
	for _, text := range list {
		size += utf8.RuneCountInString(text)
	}
	own.found = newPrefixes(size)
	for _, text := range list {
		text = strings.TrimSpace(text)
		if _, known := base.WordID(text); known || !isKey(text) {
			continue // a byte that is no character would become one below
		}
		key := strings.Map(d.words.scripts.fold, text)
		if own.found.add(key, uint32(d.words.len()+len(own.texts))) == nil {
			own.texts = append(own.texts, strings.Map(d.words.scripts.simplifyRune, text))
		}
	}
	if len(own.texts) > 0 {
		base.own = own
	}
	return base
}
