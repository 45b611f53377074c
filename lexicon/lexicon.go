// Package lexicon knows words, never documents: entries with readings and
// senses, levels, scripts, the segmentation dictionary, and the word guides.
//
// Architecture invariant: nothing here knows about documents, positions in
// them, protocols or settings. Open is cheap, and what it gives is immutable
// and safe for concurrent use.
package lexicon

import "iter"

// A Lexicon is an opened lexicon file. It is immutable and safe for concurrent
// use; strings it returns alias the file's bytes.
type Lexicon struct{}

// Open opens the lexicon that is embedded in the binary. It fails when the
// binary was built without one (`make build` makes it) or when the bytes are
// corrupt.
func Open() (*Lexicon, error) { return Read(nil) }

// Read opens a compiled lexicon held in data, which must not change
// afterwards. Truncated or corrupt data gives an error that names the section
// at fault; it never panics.
func Read(data []byte) (*Lexicon, error) { return &Lexicon{}, nil }

// An Entry is one dictionary entry: one headword with one reading.
type Entry struct {
	Simplified  string
	Traditional string
	// Pinyin has one item per syllable as the dictionary writes it, with tone
	// numbers, 5 for the neutral tone and ü written ü ("lian2", "lüe4",
	// "r5"). Proper nouns keep their capital ("Bei3"). Items that are not
	// pinyin (letters, "·", ",") are kept as they are.
	Pinyin []string
	Senses []Sense
}

// A Sense is one meaning of an entry.
type Sense struct {
	// Gloss is the English text with tags, classifiers and references taken
	// out; it may be empty when the sense is only a reference.
	Gloss string
	// Tags are the labels of the sense in the dictionary's own short form,
	// normalised: "literary", "coll.", "dialect", "Tw", "bound form", "idiom" …
	Tags []string
	// Reference points at another entry when the sense is "see X", "variant
	// of X", "abbr. for X", "used in X", "erhua variant of X" …
	Reference *Reference
	// Classifiers lists the measure words (CL:) given with the sense.
	Classifiers []Classifier
}

// A Reference is a pointer from one entry to another.
type Reference struct {
	Kind        string // "see", "variant", "old variant", "abbr", "used in", "erhua variant", "also written" …
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

// Entries returns the dictionary entries whose simplified or traditional
// headword is word, in the dictionary's order; nil when there are none.
func (l *Lexicon) Entries(word string) []Entry { return nil }

// HSK returns the HSK 2.0 level of a word in either script, 1 to 6, or 0.
func (l *Lexicon) HSK(word string) int { return 0 }

// Simplify maps a rune of traditional Chinese to its simplified form, one to
// one, and every other rune to itself.
func (l *Lexicon) Simplify(r rune) rune { return r }

// ToSimplified and ToTraditional convert text by OpenCC's phrase and character
// tables (longest phrase first).
func (l *Lexicon) ToSimplified(text string) string  { return text }
func (l *Lexicon) ToTraditional(text string) string { return text }

// Regional gives the mainland form of a Taiwan or Hong Kong word ("軟體" or
// "软体" → "软件"), and which region it belongs to ("Tw", "HK"); ok is false
// for any other word. RegionalForms goes the other way.
func (l *Lexicon) Regional(word string) (mainland, region string, ok bool) { return "", "", false }

// RegionalForms lists the Taiwan and Hong Kong words for a mainland word.
func (l *Lexicon) RegionalForms(word string) (taiwan, hongkong []string) { return nil, nil }

// Components returns the parts of a character as the decomposition data has
// them ("好" → "女", "子"); nil when it is not decomposed.
func (l *Lexicon) Components(char rune) []rune { return nil }

// Headwords yields every headword of the dictionary, simplified and
// traditional, each once.
func (l *Lexicon) Headwords() iter.Seq[string] { return func(func(string) bool) {} }

// A License is the notice of one embedded source.
type License struct {
	Source  string // name, version and date of the source
	Name    string // SPDX identifier
	Notice  string // whose it is, that and how it was modified
	Text    string // the licence's text or, for CC licences, its address
	Section string // the section of the lexicon file that it covers
}

// Licenses lists the notices of all embedded data.
func (l *Lexicon) Licenses() []License { return nil }

// Date is the date of the dictionary data, YYYY-MM-DD.
func (l *Lexicon) Date() string { return "" }
