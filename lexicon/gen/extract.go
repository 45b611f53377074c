package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// template returns the text of the one template literal that a JavaScript file
// consists of.
func template(script string) (string, error) {
	_, rest, ok := strings.Cut(script, "`")
	if !ok {
		return "", errors.New("no template literal")
	}
	var text strings.Builder
	text.Grow(len(rest))
	for {
		i := strings.IndexAny(rest, "`\\$\r")
		if i < 0 {
			return "", errors.New("template literal does not end")
		}
		text.WriteString(rest[:i])
		c := rest[i]
		rest = rest[i+1:]
		switch c {
		case '`':
			return text.String(), nil
		case '$':
			if strings.HasPrefix(rest, "{") {
				return "", errors.New("template literal holds a substitution")
			}
			text.WriteByte('$')
		case '\r': // JavaScript reads CR and CRLF as LF here.
			rest = strings.TrimPrefix(rest, "\n")
			text.WriteByte('\n')
		case '\\':
			var err error
			if rest, err = escape(&text, rest); err != nil {
				return "", err
			}
		}
	}
}

// escape writes what the escape sequence at the start of rest (after its
// backslash) stands for, and returns what follows it.
func escape(text *strings.Builder, rest string) (string, error) {
	if rest == "" {
		return "", errors.New("template literal ends in a backslash")
	}
	c, rest := rest[0], rest[1:]
	digits := func(n int) (string, error) {
		if len(rest) < n {
			return "", errors.New("escape sequence is cut off")
		}
		code, err := strconv.ParseUint(rest[:n], 16, 21)
		if err != nil {
			return "", fmt.Errorf("escape sequence: %w", err)
		}
		text.WriteRune(rune(code))
		return rest[n:], nil
	}
	switch c {
	case 'n':
		text.WriteByte('\n')
	case 't':
		text.WriteByte('\t')
	case 'r':
		text.WriteByte('\r')
	case '\n': // a continued line
	case 'x':
		return digits(2)
	case 'u':
		if !strings.HasPrefix(rest, "{") {
			return digits(4)
		}
		end := strings.IndexByte(rest, '}')
		if end < 0 {
			return "", errors.New("escape sequence is cut off")
		}
		rest = rest[1:]
		after, err := digits(end - 1)
		return strings.TrimPrefix(after, "}"), err
	case 'b', 'f', 'v', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return "", fmt.Errorf("unexpected escape sequence \\%c", c)
	default:
		text.WriteByte(c)
	}
	return rest, nil
}

// An entry is one line of CC-CEDICT.
type entry struct {
	traditional, simplified string
	pinyin                  []string
	senses                  []string
	line                    string
}

type cedict struct {
	date    string
	entries []entry
}

var (
	cedictLine = regexp.MustCompile(`^(\S+) (\S+) \[([^\]]*)\] /(.*)/$`)
	// Pinyin stands in brackets, in the head of a line and in its references.
	brackets = regexp.MustCompile(`\[[^\]]*\]`)
	umlaut   = strings.NewReplacer("u:", "ü", "U:", "Ü")
)

func readCedict(s source) (*cedict, error) {
	const path = "lib/data/cedict_ts.u8.js"
	script, err := s.Read(path)
	if err != nil {
		return nil, err
	}
	text, err := template(script)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	dictionary := &cedict{}
	promised := 0
	for i, line := range strings.Split(text, "\n") {
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			if date, ok := strings.CutPrefix(comment, "! date="); ok && len(date) >= len("2006-01-02") {
				dictionary.date = date[:len("2006-01-02")]
			}
			if count, ok := strings.CutPrefix(comment, "! entries="); ok {
				promised, _ = strconv.Atoi(count)
			}
			continue
		}
		if line == "" {
			continue
		}
		line = brackets.ReplaceAllStringFunc(line, umlaut.Replace)
		m := cedictLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("%s:%d: not a dictionary entry: %q", path, i+1, line)
		}
		dictionary.entries = append(dictionary.entries,
			entry{m[1], m[2], strings.Fields(m[3]), strings.Split(m[4], "/"), line})
	}
	if dictionary.date == "" || promised != len(dictionary.entries) {
		return nil, fmt.Errorf("%s: %d entries, its header promises %d on %q", path, len(dictionary.entries), promised, dictionary.date)
	}
	return dictionary, nil
}

// add writes the lines in the dictionary's order and the entries in the order
// of their headwords in either script.
func (d *cedict) add(w *file.Writer) {
	lines := make([]string, len(d.entries))
	for i, e := range d.entries {
		lines[i] = e.line
	}
	order := func(headword func(entry) string) []uint32 {
		index := make([]uint32, len(d.entries))
		for i := range index {
			index[i] = uint32(i)
		}
		sort.SliceStable(index, func(i, j int) bool {
			return headword(d.entries[index[i]]) < headword(d.entries[index[j]])
		})
		return index
	}
	w.Add("cedict.entries", file.AppendStrings(nil, lines))
	w.Add("cedict.simplified", file.AppendUint32s(nil, order(func(e entry) string { return e.simplified })))
	w.Add("cedict.traditional", file.AppendUint32s(nil, order(func(e entry) string { return e.traditional })))
}

// hsk gives the level of each word; a word in several levels has the lowest.
type hsk map[string]int

func readHSK(s source) (hsk, error) {
	const path = "statistics/hsk.js"
	script, err := s.Read(path)
	if err != nil {
		return nil, err
	}
	_, array, ok := strings.Cut(script, "=")
	array, _, ends := strings.Cut(array, ";")
	if !ok || !ends {
		return nil, fmt.Errorf("%s: does not begin with an array", path)
	}
	// JavaScript allows a comma after the last element, JSON does not.
	array = regexp.MustCompile(`,\s*\]`).ReplaceAllString(array, "]")
	var lists [][]string
	if err := json.Unmarshal([]byte(array), &lists); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	levels := hsk{}
	for i, words := range lists {
		for _, word := range words {
			if levels[word] == 0 {
				levels[word] = i + 1
			}
		}
	}
	if len(lists) != 6 {
		return nil, fmt.Errorf("%s: %d levels, not 6", path, len(lists))
	}
	return levels, nil
}

func (h hsk) add(w *file.Writer) {
	table := make(map[string]string, len(h))
	for word, level := range h {
		table[word] = strconv.Itoa(level)
	}
	w.Add("hsk.levels", file.AppendTable(nil, table))
}

// openCC holds OpenCC's tables by file name: a key and its values, the
// preferred one first.
type openCC map[string]map[string][]string

var openCCTables = []string{
	"STPhrases", "STCharacters", "TSPhrases", "TSCharacters",
	"TWPhrases", "TWPhrasesRev", "TWVariants", "TWVariantsPhrases", "TWVariantsRevPhrases",
	"HKPhrases", "HKPhrasesRev", "HKVariants", "HKVariantsPhrases", "HKVariantsRevPhrases",
}

func readOpenCC(s source) (openCC, error) {
	tables := openCC{}
	for _, name := range openCCTables {
		path := "data/dictionary/" + name + ".txt"
		text, err := s.Read(path)
		if err != nil {
			return nil, err
		}
		table := map[string][]string{}
		for i, line := range strings.Split(text, "\n") {
			line = strings.TrimSuffix(line, "\r")
			if line == "" || line[0] == '#' {
				continue
			}
			key, values, ok := strings.Cut(line, "\t")
			if !ok || key == "" || strings.TrimSpace(values) == "" {
				return nil, fmt.Errorf("%s:%d: not a key, a TAB and values: %q", path, i+1, line)
			}
			table[key] = strings.Fields(values)
		}
		tables[name] = table
	}
	return tables, nil
}

func (t openCC) add(w *file.Writer) {
	for _, name := range openCCTables {
		table := make(map[string]string, len(t[name]))
		for key, values := range t[name] {
			table[key] = strings.Join(values, " ")
		}
		w.Add("opencc."+name, file.AppendTable(nil, table))
	}
	// One to one, for the characters that change and whose first simplified
	// form is one character.
	dense := make([]uint32, file.SimplifyEnd-file.SimplifyStart)
	sparse := map[rune]rune{}
	for i := range dense {
		dense[i] = uint32(file.SimplifyStart + i)
	}
	for key := range t["TSCharacters"] {
		from, _ := utf8.DecodeRuneInString(key)
		to := t.simplify(from)
		switch {
		case to == from:
		case from >= file.SimplifyStart && from < file.SimplifyEnd:
			dense[from-file.SimplifyStart] = uint32(to)
		default:
			sparse[from] = to
		}
	}
	from := make([]rune, 0, len(sparse))
	for r := range sparse {
		from = append(from, r)
	}
	sort.Slice(from, func(i, j int) bool { return from[i] < from[j] })
	section := file.AppendUint32s(nil, dense)
	for _, r := range from {
		section = file.AppendUint32s(section, []uint32{uint32(r), uint32(sparse[r])})
	}
	w.Add("opencc.simplify", section)
}

// simplify maps a character to its first simplified form when that is one
// character, else to itself.
func (t openCC) simplify(r rune) rune {
	if values := t["TSCharacters"][string(r)]; len(values) > 0 {
		if to, size := utf8.DecodeRuneInString(values[0]); size == len(values[0]) {
			return to
		}
	}
	return r
}

func (t openCC) simplifyText(text string) string {
	return strings.Map(t.simplify, text)
}

// regionalCharacters maps a simplified character to what Taiwan or Hong Kong
// write for it, where simplifying that one by one does not lead back.
func (t openCC) regionalCharacters() map[rune]rune {
	regional := map[rune]rune{}
	for _, name := range []string{"HKVariants", "TWVariants"} {
		for standard, values := range t[name] {
			from, _ := utf8.DecodeRuneInString(standard)
			to, size := utf8.DecodeRuneInString(values[0])
			if from = t.simplify(from); size == len(values[0]) && t.simplify(to) != from {
				regional[from] = t.simplify(to)
			}
		}
	}
	return regional
}

var decompositionLine = regexp.MustCompile(`^([^:]+):([^(]*)\(([^)]*)\)`)

// readShapes returns the lines of the decomposition data. The data names shapes
// that are not encoded by numbers.
func readShapes(s source) (map[string]shape, error) {
	const path = "lib/data/cjk-decomp.txt.js"
	script, err := s.Read(path)
	if err != nil {
		return nil, err
	}
	text, err := template(script)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	shapes := map[string]shape{}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		m := decompositionLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("%s:%d: not a decomposition: %q", path, i+1, line)
		}
		if m[3] != "" {
			shapes[m[1]] = shape{m[2], strings.Split(m[3], ",")}
		}
	}
	return shapes, nil
}

// A token is a word of gse's list.
type token struct {
	text string
	freq int
	pos  string
}

func (m gseModule) readWords() ([]token, error) {
	f, err := os.Open(m.words())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var tokens []token
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s:%d: not a word, a frequency and a part of speech: %q", m.words(), n, lines.Text())
		}
		freq, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", m.words(), n, err)
		}
		tokens = append(tokens, token{fields[0], freq, fields[2]})
	}
	return tokens, lines.Err()
}
