// Package file is the layout of the compiled lexicon: named sections in one
// file, written by lexicon/gen and read in place by lexicon.
//
// All numbers are little-endian. The file is
//
//	magic "yutilex\n", format version (4 bytes), number of sections (4 bytes),
//	date of the dictionary (16 bytes, padded with NUL),
//	one row for each section: name (32 bytes, padded with NUL), offset from the
//	start of the file (4), length (4), CRC-32C of its bytes (4),
//	CRC-32C of everything before it (4),
//	the sections, in the order of the rows, each beginning where the one before
//	it ends.
//
// Readers check the rows when they open a file, and the checksums of sections
// when they are asked to. What is inside a section is read through Strings, Uint32s and Table, whose methods check every bound and
// answer with nothing where bytes make no sense, so that a crafted file gives
// wrong words at worst and never a panic.
package file

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sort"
	"strings"
	"unsafe"
)

// Version is the format's number. It grows with every change to the layout of
// the file or of a section, so that an old file is refused and built anew.
const Version = 1

const (
	magic      = "yutilex\n"
	nameSize   = 32
	dateSize   = 16
	headerSize = len(magic) + 4 + 4 + dateSize
	rowSize    = nameSize + 3*4
	sumSize    = 4
	// A file has some thirty sections; the bound keeps a crafted count from
	// costing memory.
	maxSections = 256
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A Writer collects sections and lays them out.
type Writer struct {
	// Date is the date of the dictionary, YYYY-MM-DD.
	Date  string
	names []string
	bytes [][]byte
}

// Add appends a section. Names are distinct and at most 32 bytes long.
func (w *Writer) Add(name string, section []byte) {
	w.names = append(w.names, name)
	w.bytes = append(w.bytes, section)
}

// Bytes returns the whole file.
func (w *Writer) Bytes() ([]byte, error) {
	if len(w.Date) > dateSize || len(w.names) > maxSections {
		return nil, errors.New("date too long or too many sections")
	}
	out := append([]byte(magic), make([]byte, headerSize-len(magic)+len(w.names)*rowSize)...)
	binary.LittleEndian.PutUint32(out[len(magic):], Version)
	binary.LittleEndian.PutUint32(out[len(magic)+4:], uint32(len(w.names)))
	copy(out[len(magic)+8:], w.Date)
	offset := len(out) + sumSize
	for i, name := range w.names {
		if len(name) > nameSize {
			return nil, fmt.Errorf("section name %q is too long", name)
		}
		row := out[headerSize+i*rowSize:]
		copy(row[:nameSize], name)
		binary.LittleEndian.PutUint32(row[nameSize:], uint32(offset))
		binary.LittleEndian.PutUint32(row[nameSize+4:], uint32(len(w.bytes[i])))
		binary.LittleEndian.PutUint32(row[nameSize+8:], crc32.Checksum(w.bytes[i], castagnoli))
		offset += len(w.bytes[i])
	}
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
	for _, section := range w.bytes {
		out = append(out, section...)
	}
	return out, nil
}

// A File is a lexicon file whose frame is sound. Sections alias its bytes.
type File struct {
	Date     string
	sections map[string]section
}

type section struct {
	bytes string
	sum   uint32
}

// Open checks the header, the rows, and that each section is there in full,
// which costs no more than a look at the first page of data. The error names
// the section at fault.
func Open(data string) (*File, error) {
	if len(data) < headerSize+sumSize {
		return nil, fmt.Errorf("header: truncated, %d bytes", len(data))
	}
	if data[:len(magic)] != magic {
		return nil, errors.New("header: not a yuti lexicon")
	}
	if v := Uint32(data, len(magic)); v != Version {
		return nil, fmt.Errorf("header: format %d, this program reads format %d", v, Version)
	}
	count := int(Uint32(data, len(magic)+4))
	if count > maxSections {
		return nil, fmt.Errorf("header: %d sections", count)
	}
	end := headerSize + count*rowSize
	if len(data) < end+sumSize {
		return nil, errors.New("section table: truncated")
	}
	if sum(data[:end]) != Uint32(data, end) {
		return nil, errors.New("section table: checksum differs, the file is corrupt")
	}
	f := &File{
		Date:     strings.TrimRight(data[len(magic)+8:headerSize], "\x00"),
		sections: make(map[string]section, count),
	}
	next := end + sumSize
	for i := range count {
		row := data[headerSize+i*rowSize:]
		name := strings.TrimRight(row[:nameSize], "\x00")
		offset, length := int(Uint32(row, nameSize)), int(Uint32(row, nameSize+4))
		if offset != next {
			return nil, fmt.Errorf("section %s: begins at %d, not at %d", name, offset, next)
		}
		if length > len(data)-offset {
			return nil, fmt.Errorf("section %s: truncated, %d of %d bytes are there", name, max(0, len(data)-offset), length)
		}
		if _, twice := f.sections[name]; twice {
			return nil, fmt.Errorf("section %s: there twice", name)
		}
		f.sections[name] = section{data[offset : offset+length], Uint32(row, nameSize+8)}
		next = offset + length
	}
	if next != len(data) {
		return nil, fmt.Errorf("%d bytes after the last section", len(data)-next)
	}
	return f, nil
}

// Section returns the bytes of a section.
func (f *File) Section(name string) (string, error) {
	section, ok := f.sections[name]
	if !ok {
		return "", fmt.Errorf("section %s: missing", name)
	}
	return section.bytes, nil
}

// Verify compares the checksums of the named sections, of all when none is
// named.
func (f *File) Verify(names ...string) error {
	if len(names) == 0 {
		names = f.Names()
	}
	for _, name := range names {
		section, ok := f.sections[name]
		if !ok {
			return fmt.Errorf("section %s: missing", name)
		}
		if sum(section.bytes) != section.sum {
			return fmt.Errorf("section %s: checksum differs, the file is corrupt", name)
		}
	}
	return nil
}

// Names lists the sections in alphabetical order.
func (f *File) Names() []string {
	names := make([]string, 0, len(f.sections))
	for name := range f.sections {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func sum(data string) uint32 {
	return crc32.Checksum(unsafe.Slice(unsafe.StringData(data), len(data)), castagnoli)
}

// Uint32 reads the four bytes at offset; 0 when they are not all there.
func Uint32(data string, offset int) uint32 {
	if offset < 0 || offset > len(data)-4 {
		return 0
	}
	b := data[offset : offset+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// Uint32s is a section that is an array of 32-bit numbers.
type Uint32s string

// AppendUint32s writes the section that Uint32s reads.
func AppendUint32s(section []byte, values []uint32) []byte {
	for _, v := range values {
		section = binary.LittleEndian.AppendUint32(section, v)
	}
	return section
}

func (u Uint32s) Len() int { return len(u) / 4 }

// At returns the number at index i; 0 when there is none.
func (u Uint32s) At(i int) uint32 { return Uint32(string(u), i*4) }

// Strings is a section that is an array of strings: their number, the end of
// each in the text, and the text.
type Strings struct {
	ends Uint32s
	text string
}

// AppendStrings writes the section that Strings reads.
func AppendStrings(section []byte, values []string) []byte {
	section = binary.LittleEndian.AppendUint32(section, uint32(len(values)))
	end := 0
	for _, v := range values {
		end += len(v)
		section = binary.LittleEndian.AppendUint32(section, uint32(end))
	}
	for _, v := range values {
		section = append(section, v...)
	}
	return section
}

// NewStrings checks the frame of a section that AppendStrings wrote.
func NewStrings(section string) (Strings, error) {
	count := int(Uint32(section, 0))
	if len(section) < 4 || count > (len(section)-4)/4 {
		return Strings{}, fmt.Errorf("%d bytes cannot hold %d strings", len(section), count)
	}
	s := Strings{ends: Uint32s(section[4 : 4+4*count]), text: section[4+4*count:]}
	if count > 0 && int(s.ends.At(count-1)) != len(s.text) {
		return Strings{}, fmt.Errorf("text is %d bytes long, not %d", len(s.text), s.ends.At(count-1))
	}
	return s, nil
}

func (s Strings) Len() int { return s.ends.Len() }

// At returns string i, "" when there is none.
func (s Strings) At(i int) string {
	if i < 0 || i >= s.Len() {
		return ""
	}
	start := 0
	if i > 0 {
		start = int(s.ends.At(i - 1))
	}
	end := int(s.ends.At(i))
	if start > end || end > len(s.text) {
		return ""
	}
	return s.text[start:end]
}

// Table is a section that maps strings to strings: Strings of key, TAB and
// value, sorted by key.
type Table struct{ rows Strings }

// AppendTable writes the section that Table reads. Keys and values hold no TAB.
func AppendTable(section []byte, table map[string]string) []byte {
	keys := make([]string, 0, len(table))
	for key := range table {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	rows := keys
	for i, key := range keys {
		rows[i] = key + "\t" + table[key]
	}
	return AppendStrings(section, rows)
}

// NewTable checks the frame of a section that AppendTable wrote.
func NewTable(section string) (Table, error) {
	rows, err := NewStrings(section)
	return Table{rows}, err
}

func (t Table) Len() int { return t.rows.Len() }

// At returns row i.
func (t Table) At(i int) (key, value string) {
	key, value, _ = strings.Cut(t.rows.At(i), "\t")
	return key, value
}

// Get returns the value of key.
func (t Table) Get(key string) (value string, ok bool) {
	low, high := 0, t.Len()
	for low < high {
		middle := int(uint(low+high) / 2)
		k, v := t.At(middle)
		switch {
		case k == key:
			return v, true
		case k < key:
			low = middle + 1
		default:
			high = middle
		}
	}
	return "", false
}

// LongestPrefix returns the longest key that text begins with, and its value.
// It narrows the rows to those that begin with one byte of text, two, and so
// on, and stops as soon as none is left, which for most text is at once.
func (t Table) LongestPrefix(text string) (key, value string, ok bool) {
	low, high := 0, t.Len()
	for n := 0; n < len(text); {
		c := text[n]
		low += sort.Search(high-low, func(i int) bool { return keyByte(t.rows.At(low+i), n) >= int(c) })
		first := low
		high = low + sort.Search(high-low, func(i int) bool { return keyByte(t.rows.At(first+i), n) > int(c) })
		n++
		if low >= high {
			break
		}
		// Keys sort before those they begin, so a key that ends here is first.
		if k, v := t.At(low); len(k) == n && k == text[:n] {
			key, value, ok = k, v, true
		}
	}
	return key, value, ok
}

// keyByte returns byte n of a row's key; TAB, below every byte of a key, when
// the key ends there, and -1 past the row.
func keyByte(row string, n int) int {
	if n >= len(row) {
		return -1
	}
	return int(row[n])
}

// The section opencc.simplify is an array of code points for the characters
// from SimplifyStart up to SimplifyEnd, the bulk of Chinese, and after it
// pairs of code points, sorted, for the few changed characters elsewhere.
const (
	SimplifyStart = 0x3400
	SimplifyEnd   = 0xa000
)

// Marks of a reading in the section cedict.readings, where a word has the
// number of its readings (1 byte) and for each its marks (1), the number of
// syllables (1) and their places in cedict.syllables (2 each). A reading is
// marked when all entries with it are.
const (
	ReadingProper = 1 << iota // a name: the dictionary writes a capital
	ReadingDated              // old or archaic, or only a variant of another word
)
