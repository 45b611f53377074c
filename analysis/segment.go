package analysis

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// userWords is the segmentation dictionary with a user's own words in it.
type userWords struct {
	dict *lexicon.Dictionary
}

// userWords layers a user's words over the shared dictionary.
func (a *Analyzer) userWords(words []string) *userWords {
	if len(words) == 0 {
		return &userWords{a.dict}
	}
	simplified := make([]string, len(words))
	for i, w := range words {
		simplified[i] = a.simplify(w)
	}
	return &userWords{a.dict.With(simplified)}
}

// segment cuts text in simplified characters into words that tile it.
func (a *Analyzer) segment(text string, words *userWords) []word {
	list := make([]word, 0, len(text)/4+4)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.Is(unicode.Han, r):
			end := i + size
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if !unicode.Is(unicode.Han, r) {
					break
				}
				end += size
			}
			list = segmentHan(list, text, i, end, words.dict)
			i = end
		case r == '\n':
			list = append(list, word{start: i, end: i + 1, id: noWord, kind: spaceWord, pos: "x"})
			i++
		case unicode.IsSpace(r):
			end := i + size
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsSpace(r) || r == '\n' {
					break
				}
				end += size
			}
			list = append(list, word{start: i, end: end, id: noWord, kind: spaceWord, pos: "x"})
			i = end
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			digits := unicode.IsDigit(r)
			end := i + size
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if unicode.Is(unicode.Han, r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
					if !(digits && (r == '.' || r == ',') && end+size < len(text) && text[end+size] >= '0' && text[end+size] <= '9') {
						break
					}
				}
				digits = digits && !unicode.IsLetter(r)
				end += size
			}
			pos := "eng"
			if digits {
				pos = "m"
			}
			list = append(list, word{start: i, end: end, id: noWord, kind: otherWord, pos: pos})
			i = end
		default:
			list = append(list, word{start: i, end: i + size, id: noWord, kind: punctuationWord, pos: "x"})
			i += size
		}
	}
	return list
}

// segmentHan finds the likeliest path through the lattice of a run of Han
// characters.
func segmentHan(list []word, text string, from, to int, dict *lexicon.Dictionary) []word {
	runes := []rune(text[from:to])
	n := len(runes)
	best := make([]float64, n+1)
	back := make([]lexicon.Candidate, n+1)
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(-1)
	}
	total := math.Log(dict.Total())
	var buffer []lexicon.Candidate
	for i := 0; i < n; i++ {
		buffer = dict.Lattice(runes, i, buffer[:0])
		single := false
		for _, c := range buffer {
			if c.Len == 1 {
				single = true
			}
			if s := best[i] + math.Log(float64(dict.Freq(c.ID))+0.5) - total; s > best[i+c.Len] {
				best[i+c.Len], back[i+c.Len] = s, c
			}
		}
		if !single {
			if s := best[i] - total; s > best[i+1] {
				best[i+1], back[i+1] = s, lexicon.Candidate{ID: noWord, Len: 1}
			}
		}
	}
	first := len(list)
	for i, end := n, to; i > 0; {
		c := back[i]
		start := end
		for k := i - c.Len; k < i; k++ {
			start -= utf8.RuneLen(runes[k])
		}
		w := word{start: start, end: end, id: c.ID, kind: hanWord}
		if c.ID != noWord {
			w.pos = dict.POS(c.ID)
		}
		list = append(list, w)
		end = start
		i -= c.Len
	}
	for i, j := first, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}
