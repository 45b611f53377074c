// Package readings trains the model by which polyphones are read: multinomial
// logistic regression for each character, with weights for what the dictionary
// says that all characters share.
package readings

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A Sentence has one character whose reading is known.
type Sentence struct {
	Text    string
	At      int    // byte of the character
	Reading string // as analysis.Token has it
}

// CPP reads a part of the benchmark: NAME.sent has sentences with the character
// between ▁ and ▁, NAME.lb its readings, line by line.
func CPP(folder, name string) ([]Sentence, error) {
	text, err := os.ReadFile(filepath.Join(folder, name+".sent"))
	if err != nil {
		return nil, err
	}
	labels, err := os.ReadFile(filepath.Join(folder, name+".lb"))
	if err != nil {
		return nil, err
	}
	gold := strings.Fields(string(labels))
	var list []Sentence
	for line := range strings.Lines(string(text)) {
		before, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "▁")
		char, after, ok := strings.Cut(rest, "▁")
		if !ok || len(list) == len(gold) {
			return nil, fmt.Errorf("%s.sent:%d: no marked character with a label", name, len(list)+1)
		}
		list = append(list, Sentence{before + char + after, len(before), strings.ReplaceAll(gold[len(list)], "u:", "ü")})
	}
	return list, nil
}

// A Lesson is a character in its context with the reading it has there.
type Lesson struct {
	analysis.PolyphoneLesson
	Reading string
	word    bool // from the dictionary, not from a sentence
}

// Lessons are those of sentences, one each.
func Lessons(a *analysis.Analyzer, sentences []Sentence) []Lesson {
	list := make([]Lesson, 0, len(sentences))
	for _, s := range sentences {
		list = append(list, Lesson{PolyphoneLesson: a.PolyphoneLesson(s.Text, s.At), Reading: s.Reading})
	}
	return list
}

// Words are lessons from the dictionary's own words about the characters that
// the given lessons are about: what stands beside a polyphone in a word stands
// there, often enough, in names and compounds that no dictionary has. They say
// nothing of words and parts of speech.
func Words(a *analysis.Analyzer, lex *lexicon.Lexicon, about []Lesson) ([]Lesson, error) {
	wanted := map[rune]bool{}
	for _, l := range about {
		wanted[l.Char] = true
	}
	dict, err := lex.Dictionary()
	if err != nil {
		return nil, err
	}
	var list []Lesson
	for id, text := range dict.Words() {
		n := utf8.RuneCountInString(text)
		if n < 2 {
			continue
		}
		readings := dict.Readings(id, nil)
		if len(readings) == 0 || readings[0].Len() != n || readings[0].IsDated() {
			continue
		}
		k := -1
		for at, char := range text {
			k++
			if !wanted[char] || !agree(readings, k) {
				continue
			}
			l := Lesson{PolyphoneLesson: a.PolyphoneLesson(text, at), Reading: strings.ToLower(readings[0].Syllable(k)), word: true}
			l.Votes = nil
			inside := l.Features[:0]
			for _, f := range l.Features {
				if strings.ContainsRune("pnPNbqm", rune(f[0])) && !strings.ContainsRune(f, '＾') {
					inside = append(inside, f)
				}
			}
			l.Features = inside
			list = append(list, l)
		}
	}
	return list, nil
}

func agree(readings []lexicon.Reading, k int) bool {
	for _, r := range readings[1:] {
		if r.Syllable(k) != readings[0].Syllable(k) {
			return false
		}
	}
	return true
}

// Usual are the usual readings of the characters that CPP says nothing about
// and that the dictionary lists with several: the one that most of its words
// have, frequent words counting more. It is what a character is read by where
// no word tells.
func Usual(lex *lexicon.Lexicon, about []Lesson) (map[rune]string, error) {
	dict, err := lex.Dictionary()
	if err != nil {
		return nil, err
	}
	counts := map[rune]map[string]float64{}
	for id, text := range dict.Words() {
		if utf8.RuneCountInString(text) != 1 {
			continue
		}
		char, _ := utf8.DecodeRuneInString(text)
		for _, r := range dict.Readings(id, nil) {
			if r.Len() == 1 && !r.IsDated() && !r.IsProper() {
				if counts[char] == nil {
					counts[char] = map[string]float64{}
				}
				counts[char][strings.ToLower(r.Syllable(0))] = 0
			}
		}
	}
	for _, l := range about {
		delete(counts, l.Char)
	}
	for id, text := range dict.Words() {
		n := utf8.RuneCountInString(text)
		readings := dict.Readings(id, nil)
		if n < 2 || len(readings) == 0 || readings[0].Len() != n {
			continue
		}
		k := -1
		for _, char := range text {
			k++
			reading := strings.ToLower(readings[0].Syllable(k))
			if _, ok := counts[char][reading]; ok {
				counts[char][reading] += math.Log(2 + dict.Freq(id))
			}
		}
	}
	usual := map[rune]string{}
	for char, readings := range counts {
		if len(readings) < 2 || char < 0x4E00 || char > 0x9FFF {
			continue
		}
		best := ""
		for r, n := range readings {
			if best == "" || n > readings[best] || n == readings[best] && r < best {
				best = r
			}
		}
		if readings[best] > 0 {
			usual[char] = best
		}
	}
	return usual, nil
}
