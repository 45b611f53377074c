package analysis

import (
	"math"
	"strings"

	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lexicon/figures"
)

// logUnit is what costs are counted in; a word that is ten times rarer costs one
// logUnit more.
const logUnit = figures.Unit

// wordFigures are what the choice of a path asks of a word.
type wordFigures struct {
	cost    int32  // -log10 of its probability
	backoff int32  // added to the cost of a word that makes no known pair with it
	first   uint32 // its key as the first of a pair, 0 when it begins none
	key     uint32 // its key as the second of a pair
	second  bool   // it ends some pair
	surname uint8  // for a name that is written in two: runes of the surname
	entry   bool   // a dictionary or a contrast explains it: it comes out whole
}

// A segmenter knows how likely words are, alone, after each other, and by
// their shape. It is immutable.
type segmenter struct {
	pairs *figures.Bigrams
	words []wordFigures // by id in the dictionary
	// Words that stand for others: sentence marks, numbers, Latin words, the
	// user's own words, characters that no word has.
	begin                figures.Word
	end                  wordFigures
	number, letters, own wordFigures
	unknown, name        wordFigures
	perWord              int32 // taken off for each word: favours more, shorter words
	surnames             map[rune]int32
	given                map[rune]givenCosts
	foreign              map[rune]int32
}

// Costs that were set by hand, in units; the language model's own words lie
// between 1.3 (的) and 7.
const (
	costUnlisted = 6.2  // at least, for a dictionary word that the model lacks
	costRarer    = 0.7  // the dictionary's frequencies against the model's
	costUnknown  = 8    // a character that is no word
	costLetters  = 4    // a word in Latin letters
	costNumber   = 2.5  // a number in digits
	costOwn      = 1    // a user's word
	bonusPerWord = 0.25 // see segmenter.perWord
)

func costOf(x float64) int32 { return int32(math.Round(x * logUnit)) }

func newSegmenter(dict *lexicon.Dictionary) (*segmenter, error) {
	model, err := figures.OpenBigrams()
	if err != nil {
		return nil, err
	}
	s := &segmenter{pairs: model, words: make([]wordFigures, dict.Len()), perWord: costOf(bonusPerWord)}
	total := math.Log10(dict.Total())
	names := newNameCounts()
	for id, text := range dict.Words() {
		f := &s.words[id]
		if w, ok := model.Word(text); ok {
			*f = figuresOf(w)
		} else {
			f.cost = costOf(max(costUnlisted, total-math.Log10(dict.Freq(id))+costRarer))
		}
		f.entry = len(dict.Readings(id, nil)) > 0
		if dict.POS(id) != "" && dict.POS(id)[0] == 'n' && strings.HasPrefix(dict.POS(id), "nr") {
			f.surname = names.add(text, dict.POS(id), f.entry)
		}
	}
	names.finish(s)
	s.begin, _ = model.Word(figures.Begin)
	end, _ := model.Word(figures.End)
	s.end = figuresOf(end)
	// numbers behave as 三 does
	three, _ := model.Word("三")
	s.number = figuresOf(three)
	s.number.cost = costOf(costNumber)
	s.letters.cost = costOf(costLetters)
	s.own.cost = costOf(costOwn)
	s.unknown.cost = costOf(costUnknown)
	return s, nil
}

func figuresOf(w figures.Word) wordFigures {
	f := wordFigures{cost: w.Cost, backoff: w.Backoff, key: w.Key, second: w.Second}
	if w.First {
		f.first = w.Key
	}
	return f
}

// follow is the cost of a word after another. Cost is that of the word alone.
func (s *segmenter) follow(first uint32, backoff int32, f *wordFigures, cost int32) int32 {
	if first != 0 && f.second {
		if c, ok := s.pairs.Pair(first, f.key); ok {
			return c
		}
	}
	return backoff + cost
}
