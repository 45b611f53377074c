package lexicon

import (
	"fmt"
	"iter"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/vcaesar/cedar"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// A Dictionary is the segmentation dictionary: words with frequency, part of
// speech and readings, found by the text they begin. Words are in simplified
// script and known by an id that stays the same for one lexicon file: first
// the words of gse's list, then those that only CC-CEDICT has, each in
// alphabetical order, then a user's own.
//
// A Dictionary is immutable and safe for concurrent use. No method but With
// and load allocates memory, except for what it appends to its argument.
type Dictionary struct {
	words *words
	trie  *trie
	own   *ownWords // nil without a user's words
}

// A Candidate is a word that begins at some rune of a text.
type Candidate struct {
	ID  uint32
	Len int // in runes
}

// words holds the words' figures, in place in the file.
type words struct {
	scripts          *scripts
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

func readWords(r *sections, s *scripts) *words {
	list := func(name string) wordList {
		l := wordList{r.strings(name + ".text"), r.uint32s(name + ".freq"), r.bytes(name + ".tag"), r.strings(name + ".tagnames")}
		if r.err == nil && (l.freqs.Len() != l.texts.Len() || len(l.tags) != l.texts.Len()) {
			r.err = fmt.Errorf("section %s.freq: %d frequencies and %d parts of speech for %d words", name, l.freqs.Len(), len(l.tags), l.texts.Len())
		}
		return l
	}
	w := &words{
		scripts:   s,
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
	return w
}

func (w *words) len() int { return w.listed.texts.Len() + w.unlisted.texts.Len() }

// at returns the list that holds a word, and its place there.
func (w *words) at(id uint32) (*wordList, int) {
	if n := w.listed.texts.Len(); int(id) >= n {
		return &w.unlisted, int(id) - n
	}
	return &w.listed, int(id)
}

// load builds the trie. The trie's values are the words' ids, and after them
// the aliases in their order.
func (w *words) load() (*Dictionary, error) {
	t := newTrie(w.len() + w.aliases.Len())
	for id := range w.len() {
		list, i := w.at(uint32(id))
		if err := t.add(list.texts.At(i)); err != nil {
			return nil, fmt.Errorf("lexicon: segmentation words: %w", err)
		}
		freq := float64(list.freqs.At(i))
		w.total += freq
		w.most = max(w.most, freq)
	}
	for i := range w.aliases.Len() {
		if err := t.add(w.aliases.At(i)); err != nil {
			return nil, fmt.Errorf("lexicon: section cedict.aliases: %w", err)
		}
	}
	t.dict.Tokens = nil
	return &Dictionary{words: w, trie: t}, nil
}

// A trie is a gse dictionary reduced to what segmentation asks of it: which
// words begin here. gse keeps each word's text once more, cut into runes, and
// its figures; those lie in the file already, so each is let go as soon as the
// trie holds the word, which leaves a third of the memory.
type trie struct {
	dict    *gse.Dictionary
	segment gse.Segmenter // only makes tokens
	longest int           // in runes
}

func newTrie(capacity int) *trie {
	t := &trie{dict: gse.NewDict()}
	t.dict.Tokens = make([]gse.Token, 0, capacity)
	return t
}

// add gives the next value to a word. It refuses what gse would skip without a
// word, since values have to stay in step.
func (t *trie) add(word string) error {
	if word == "" || strings.IndexByte(word, 0) >= 0 || !utf8.ValidString(word) {
		return fmt.Errorf("%q is no word", word)
	}
	value := t.dict.NumTokens()
	if err := t.dict.AddToken(t.segment.ToToken(word, 1)); err != nil {
		return fmt.Errorf("%q: %w", word, err)
	}
	if t.dict.NumTokens() == value {
		return fmt.Errorf("%q is there twice", word)
	}
	t.dict.Tokens[value] = gse.Token{}
	t.longest = max(t.longest, utf8.RuneCountInString(word))
	return nil
}

// find returns the value of a key, whether it has one, and whether longer keys
// may begin with it.
func (t *trie) find(key []byte) (value int, ok, more bool) {
	value, _, err := t.dict.Value(key)
	return value, err == nil, err == nil || err == cedar.ErrNoVal
}

// Lattice appends to out all words that begin at runes[from], shortest first.
// The text may be in either script and in capital or small letters. A word
// never ends or begins within a run of Latin letters or digits.
func (d *Dictionary) Lattice(runes []rune, from int, out []Candidate) []Candidate {
	if from < 0 || from >= len(runes) || from > 0 && isLatin(runes[from]) && isLatin(runes[from-1]) {
		return out
	}
	var room [64 * utf8.UTFMax]byte
	key := room[:0]
	longest := min(d.longest(), cap(key)/utf8.UTFMax, len(runes)-from)
	inBase, inOwn := true, d.own != nil
	for n := 1; n <= longest && (inBase || inOwn); n++ {
		r := runes[from+n-1]
		if r == 0 {
			break // the trie's mark for the end of a word
		}
		key = utf8.AppendRune(key, d.words.scripts.fold(r))
		inside := isLatin(r) && from+n < len(runes) && isLatin(runes[from+n])
		var value int
		var ok bool
		if inBase {
			value, ok, inBase = d.trie.find(key)
			if ok && !inside {
				out = append(out, Candidate{d.canonical(value), n})
			}
		}
		if inOwn {
			value, ok, inOwn = d.own.trie.find(key)
			if ok && !inside {
				out = append(out, Candidate{uint32(d.words.len() + value), n})
			}
		}
	}
	return out
}

func (d *Dictionary) longest() int {
	if d.own != nil {
		return max(d.trie.longest, d.own.trie.longest)
	}
	return d.trie.longest
}

// canonical turns a value of the trie into an id.
func (d *Dictionary) canonical(value int) uint32 {
	if n := d.words.len(); value >= n {
		return d.words.aliasIDs.At(value - n)
	}
	return uint32(value)
}

func isLatin(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// fold is the form under which the trie knows a rune.
func (s *scripts) fold(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return s.simplifyRune(r)
}

// WordID returns the id of a word in either script.
func (d *Dictionary) WordID(text string) (id uint32, ok bool) {
	var room [64 * utf8.UTFMax]byte
	key := room[:0]
	for _, r := range text {
		if r == 0 || len(key)+utf8.UTFMax > cap(key) {
			return 0, false
		}
		key = utf8.AppendRune(key, d.words.scripts.fold(r))
	}
	if len(key) == 0 {
		return 0, false
	}
	if value, ok, _ := d.trie.find(key); ok {
		return d.canonical(value), true
	}
	if d.own != nil {
		if value, ok, _ := d.own.trie.find(key); ok {
			return uint32(d.words.len() + value), true
		}
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
	trie  *trie
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
	base := &Dictionary{words: d.words, trie: d.trie}
	own := &ownWords{trie: newTrie(len(list)), freq: d.words.most * d.words.most / max(d.words.total, 1)}
	list = append([]string(nil), list...)
	sort.Strings(list)
	for _, text := range list {
		text = strings.TrimSpace(text)
		if _, known := base.WordID(text); known {
			continue
		}
		key := strings.Map(d.words.scripts.fold, text)
		if own.trie.add(key) == nil {
			own.texts = append(own.texts, strings.Map(d.words.scripts.simplifyRune, text))
		}
	}
	own.trie.dict.Tokens = nil
	if len(own.texts) > 0 {
		base.own = own
	}
	return base
}
