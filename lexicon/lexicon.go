// Package lexicon knows words, never documents: entries with readings and
// senses, levels, scripts, the segmentation dictionary, and the word guides.
//
// All of it lies in one compiled file (see lexicon/gen) that is read in place:
// opening it costs next to nothing, and strings alias its bytes. Only the
// segmentation dictionary is built in memory, once, when it is first asked for.
//
// Architecture invariant: nothing here knows about documents, positions in
// them, protocols or settings. Open is cheap, and what it gives is immutable
// and safe for concurrent use.
package lexicon

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"
	"unsafe"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// embedded is the compiled lexicon. The file embedded.go, which gen writes
// beside it, fills it in; without that file the package still compiles.
var embedded string

// A Lexicon is an opened lexicon file. It is immutable and safe for concurrent
// use; strings it returns alias the file's bytes.
type Lexicon struct {
	file        *file.File
	date        string
	licenses    []License
	entries     file.Strings // lines of CC-CEDICT in its order
	simplified  file.Uint32s // entry numbers sorted by simplified headword
	traditional file.Uint32s
	levels      file.Table
	visible     file.Table // parts of characters
	sounds      file.Table // of those, the one that gives the sound
	scripts     scripts
	dictionary  func() (*Dictionary, error)
}

// Open opens the lexicon that is embedded in the binary. It fails when the
// binary was built without one (`make build` makes it) or when its frame is
// damaged. It leaves the bulk of the bytes alone, which would cost 13 ms and
// 19 MB of resident memory to look at; Verify does so.
func Open() (*Lexicon, error) {
	if embedded == "" {
		return nil, errors.New("this binary was built without its lexicon: run make build")
	}
	return read(embedded)
}

// Read opens a compiled lexicon held in data, which must not change
// afterwards, and verifies it. Truncated or corrupt data gives an error that
// names the section at fault; it never panics.
func Read(data []byte) (*Lexicon, error) {
	l, err := read(unsafe.String(unsafe.SliceData(data), len(data)))
	if err != nil {
		return nil, err
	}
	return l, l.Verify()
}

// Verify compares the checksums of all sections. The error names the one at
// fault.
func (l *Lexicon) Verify() error {
	if err := l.file.Verify(); err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	return nil
}

func read(data string) (*Lexicon, error) {
	f, err := file.Open(data)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	r := sections{file: f}
	l := &Lexicon{
		file:        f,
		date:        f.Date,
		licenses:    readLicenses(r.strings("licenses")),
		entries:     r.strings("cedict.entries"),
		simplified:  r.uint32s("cedict.simplified"),
		traditional: r.uint32s("cedict.traditional"),
		levels:      r.table("hsk.levels"),
		visible:     r.table("decomp.visible"),
		sounds:      r.table("cedict.sounds"),
		scripts:     readScripts(&r),
	}
	words, err := readWords(f, &l.scripts, l.levels)
	if err := errors.Join(r.err, err); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l.dictionary = sync.OnceValues(words.load)
	return l, nil
}

// sections reads sections by name and keeps their names and the first error.
type sections struct {
	file  *file.File
	names []string
	err   error
}

func (r *sections) bytes(name string) string {
	r.names = append(r.names, name)
	section, err := r.file.Section(name)
	if err != nil && r.err == nil {
		r.err = err
	}
	return section
}

func (r *sections) strings(name string) file.Strings {
	list, err := file.NewStrings(r.bytes(name))
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("section %s: %w", name, err)
	}
	return list
}

func (r *sections) table(name string) file.Table {
	table, err := file.NewTable(r.bytes(name))
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("section %s: %w", name, err)
	}
	return table
}

func (r *sections) uint32s(name string) file.Uint32s {
	section := r.bytes(name)
	if len(section)%4 != 0 && r.err == nil {
		r.err = fmt.Errorf("section %s: %d bytes are no whole numbers", name, len(section))
	}
	return file.Uint32s(section)
}

// Entries returns the dictionary entries whose simplified or traditional
// headword is word, in the dictionary's order; nil when there are none.
func (l *Lexicon) Entries(word string) []Entry {
	numbers := l.lookup(word)
	if len(numbers) == 0 {
		return nil
	}
	entries := make([]Entry, 0, len(numbers))
	for _, number := range numbers {
		if e, ok := parseEntry(l.entries.At(int(number))); ok {
			entries = append(entries, e)
		}
	}
	return entries
}

// Has reports whether word is a headword in either script. It is cheaper than
// asking for the entries.
func (l *Lexicon) Has(word string) bool { return len(l.lookup(word)) > 0 }

// AllEntries yields every entry in the dictionary's order.
func (l *Lexicon) AllEntries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range l.entries.Len() {
			if e, ok := parseEntry(l.entries.At(i)); ok && !yield(e) {
				return
			}
		}
	}
}

// lookup returns the numbers of the entries whose headword is word, ascending.
func (l *Lexicon) lookup(word string) []uint32 {
	var numbers []uint32
	for _, script := range []struct {
		index    file.Uint32s
		headword func(line string) string
	}{{l.simplified, simplifiedOf}, {l.traditional, traditionalOf}} {
		first := sort.Search(script.index.Len(), func(i int) bool {
			return script.headword(l.entries.At(int(script.index.At(i)))) >= word
		})
		for i := first; i < script.index.Len(); i++ {
			number := script.index.At(i)
			if script.headword(l.entries.At(int(number))) != word {
				break
			}
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// Begins tells whether longer words in traditional characters begin with this
// one: 麵 begins 麵包, and the old 秊 nothing.
func (l *Lexicon) Begins(traditional string) bool {
	headword := func(i int) string { return traditionalOf(l.entries.At(int(l.traditional.At(i)))) }
	first := sort.Search(l.traditional.Len(), func(i int) bool { return headword(i) > traditional })
	return first < l.traditional.Len() && strings.HasPrefix(headword(first), traditional)
}

func traditionalOf(line string) string {
	headword, _, _ := strings.Cut(line, " ")
	return headword
}

func simplifiedOf(line string) string {
	_, rest, _ := strings.Cut(line, " ")
	headword, _, _ := strings.Cut(rest, " ")
	return headword
}

// Headwords yields every headword of the dictionary, simplified and
// traditional, each once.
func (l *Lexicon) Headwords() iter.Seq[string] {
	return func(yield func(string) bool) {
		last := ""
		for i := range l.simplified.Len() {
			word := simplifiedOf(l.entries.At(int(l.simplified.At(i))))
			if word != last && !yield(word) {
				return
			}
			last = word
		}
		last = ""
		for i := range l.traditional.Len() {
			word := traditionalOf(l.entries.At(int(l.traditional.At(i))))
			if word == last {
				continue
			}
			last = word
			if !l.isSimplified(word) && !yield(word) {
				return
			}
		}
	}
}

func (l *Lexicon) isSimplified(word string) bool {
	_, found := sort.Find(l.simplified.Len(), func(i int) int {
		return strings.Compare(word, simplifiedOf(l.entries.At(int(l.simplified.At(i)))))
	})
	return found
}

// HSK returns the HSK 2.0 level of a word in either script, 1 to 6, or 0.
// The lists are in simplified script; a traditional word has the level of the
// word that CC-CEDICT pairs it with, the lowest when there are several. For the
// words of a text, Dictionary.HSK is quicker.
func (l *Lexicon) HSK(word string) int {
	if level, ok := l.levels.Get(word); ok {
		return levelOf(level)
	}
	lowest := 0
	for _, number := range l.lookup(word) {
		line := l.entries.At(int(number))
		if traditionalOf(line) != word {
			continue
		}
		if level, ok := l.levels.Get(simplifiedOf(line)); ok {
			if n := levelOf(level); lowest == 0 || n < lowest {
				lowest = n
			}
		}
	}
	return lowest
}

func levelOf(digit string) int {
	if len(digit) != 1 || digit[0] < '1' || digit[0] > '6' {
		return 0
	}
	return int(digit[0] - '0')
}

// A License is the notice of one embedded source.
type License struct {
	Source  string // name, version and date of the source
	Name    string // SPDX identifier
	Notice  string // whose it is, that and how it was modified
	Text    string // the licence's text or, for CC licences, its address
	Section string // the sections of the lexicon file that it covers
}

// Licenses lists the notices of all embedded data.
func (l *Lexicon) Licenses() []License { return slices.Clone(l.licenses) }

func readLicenses(fields file.Strings) []License {
	var list []License
	for i := 0; i+5 <= fields.Len(); i += 5 {
		list = append(list, License{fields.At(i), fields.At(i + 1), fields.At(i + 2), fields.At(i + 3), fields.At(i + 4)})
	}
	return list
}

// Date is the date of the dictionary data, YYYY-MM-DD.
func (l *Lexicon) Date() string { return l.date }

// Dictionary returns the segmentation dictionary. The first call builds it,
// which takes some 0.15 s on two cores and leaves 17 MB in memory; others wait
// for it. It fails when the sections it reads are corrupt.
func (l *Lexicon) Dictionary() (*Dictionary, error) { return l.dictionary() }
