package analysis

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lexicon/figures"
)

// logUnit is what costs are counted in; a word that is ten times rarer costs one
// logUnit more.
const logUnit = figures.Unit

// wordFigures are what the choice of a path asks of a word.
type wordFigures struct {
	cost    int32  // -log10 of its probability
	key     uint32 // by which the language model knows it
	backoff int16  // added to the cost of a word that makes no known pair with it
	first   bool   // it begins some pair
	second  bool   // it ends some pair
	surname uint8  // for a name that is written in two: runes of the surname
	entry   bool   // a dictionary or a contrast explains it: it comes out whole
	common  bool   // it has an entry and is no name
}

// asFirst is the key of a word as the first of a pair, 0 when it begins none.
func (f *wordFigures) asFirst() uint32 {
	if f.first {
		return f.key
	}
	return 0
}

// packedFigures are a word's figures but for its tag in eight bytes, so that
// many lie together: those of every word that a text could be cut into are
// looked at. From the low bits up: cost and backoff (13 each), first, second,
// entry, common, surname (2), key (32).
type packedFigures uint64

const (
	packedMost = 1<<13 - 1
	entryAt    = 28
	entryBit   = packedFigures(1) << entryAt
)

func (f *wordFigures) pack() (packedFigures, error) {
	if f.cost < 0 || f.cost > packedMost || f.backoff < 0 || f.backoff > packedMost || f.surname > 3 {
		return 0, fmt.Errorf("the figures of a word do not fit: %+v", *f)
	}
	bit := func(set bool, n int) packedFigures {
		if set {
			return 1 << n
		}
		return 0
	}
	return packedFigures(f.cost) | packedFigures(f.backoff)<<13 | bit(f.first, 26) | bit(f.second, 27) | bit(f.entry, entryAt) | bit(f.common, 29) |
		packedFigures(f.surname)<<30 | packedFigures(f.key)<<32, nil
}

func (p packedFigures) cost() int32    { return int32(p & packedMost) }
func (p packedFigures) backoff() int32 { return int32(p >> 13 & packedMost) }
func (p packedFigures) key() uint32    { return uint32(p >> 32) }
func (p packedFigures) first() bool    { return p&(1<<26) != 0 }
func (p packedFigures) second() bool   { return p&(1<<27) != 0 }
func (p packedFigures) entry() bool    { return p&entryBit != 0 }
func (p packedFigures) common() bool   { return p&(1<<29) != 0 }
func (p packedFigures) surname() int   { return int(p >> 30 & 3) }

// asFirst is wordFigures.asFirst.
func (p packedFigures) asFirst() uint32 {
	if p.first() {
		return p.key()
	}
	return 0
}

// unpack gives all but the tag.
func (p packedFigures) unpack() wordFigures {
	return wordFigures{
		cost: p.cost(), backoff: int16(p.backoff()), key: p.key(),
		first: p.first(), second: p.second(), entry: p.entry(), common: p.common(), surname: uint8(p.surname()),
	}
}

// A segmenter knows how likely words are, alone, after each other, and by
// their shape. It is immutable.
type segmenter struct {
	pairs *figures.Bigrams
	words []packedFigures // by id in the dictionary
	tags  []tag           // by id
	// Words that stand for others: sentence marks, numbers, Latin words, the
	// user's own words, characters that no word has.
	begin, end      wordFigures
	number, letters wordFigures
	unknown, name   wordFigures
	own             packedFigures
	perWord         int32                        // taken off for each word: favours more, shorter words
	ifSo            uint32                       // 的话, which is a word only at the end of a clause
	chars           []charFigures                // by rune from firstHan on
	noChar          charFigures                  // of all other runes
	bare            [lastHan - firstHan + 1]bool // see listBare
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
	// taken off words that the model's corpus has in two, see segmenter.gather
	bonusGathered = 1.3
)

func costOf(x float64) int32 { return int32(math.Round(x * logUnit)) }

// newSegmenter makes a segmenter over a dictionary. Explained are words that
// come out whole as those of the dictionary do.
func newSegmenter(dict *lexicon.Dictionary) (*segmenter, error) {
	model, err := figures.OpenBigrams()
	if err != nil {
		return nil, err
	}
	s := &segmenter{pairs: model, words: make([]packedFigures, dict.Len()), tags: make([]tag, dict.Len()), perWord: costOf(bonusPerWord)}
	total := math.Log10(dict.Total())
	names := newNameCounts()
	all := make([]wordFigures, dict.Len())
	var readings []lexicon.Reading
	for id, text := range dict.Words() {
		f := &all[id]
		if w, ok := model.Word(text); ok {
			*f = figuresOf(w)
		} else {
			f.cost = costOf(max(costUnlisted, total-math.Log10(dict.Freq(id))+costRarer))
		}
		pos, ok := tagNumbers[dict.POS(id)]
		if !ok {
			return nil, fmt.Errorf("the segmentation dictionary has a part of speech %q that is not known", dict.POS(id))
		}
		s.tags[id] = pos
		readings = dict.Readings(id, readings[:0])
		f.entry = len(readings) > 0
		f.common = f.entry && !readings[0].IsProper()
		if pos.is("nr") {
			f.surname = names.add(text, pos, f.entry || startsWithWord(dict, text))
		}
	}
	names.finish(s)
	s.ifSo = noWord
	if id, ok := dict.WordID("的话"); ok {
		s.ifSo = id
	}
	s.gather(dict, all)
	for id := range all {
		if s.words[id], err = all[id].pack(); err != nil {
			return nil, err
		}
	}
	begin, _ := model.Word(figures.Begin)
	end, _ := model.Word(figures.End)
	s.begin, s.end = figuresOf(begin), figuresOf(end)
	// numbers behave as 三 does
	three, _ := model.Word("三")
	s.number = figuresOf(three)
	s.number.cost = costOf(costNumber)
	s.letters.cost = costOf(costLetters)
	s.own = packedFigures(costOf(costOwn))
	s.unknown.cost = costOf(costUnknown)
	return s, nil
}

// explain notes that a word is one that there is something to say of, as a word
// with an entry is. It is for one that has just been made.
func (s *segmenter) explain(id uint32) { s.words[id] |= entryBit }

// The parts of speech of the words that gather looks at: those of two
// characters, and longer ones that have an entry. Nouns are left as they are:
// long ones are mostly made of words that stand for themselves, 国际|机场; and of
// short ones and verbs it is often the two that are meant, 才|能.
const (
	gathered     = " ad d r b s f z c p "
	gatheredBare = " a s d r "
	gatheredLong = " i l nr v a ns "
	maxGathered  = 12 // runes
	usualFreq    = 200
)

var gatheredWords = wordSet("合为一词")

// gather gives words that the model's own corpus often has in pieces, 尚未,
// 首次, 自相残杀, the probability of the pieces beside their own, and more: a
// reader looks them up as one.
func (s *segmenter) gather(dict *lexicon.Dictionary, all []wordFigures) {
	type state struct {
		cost, backoff int32
		first         uint32
	}
	var best [maxGathered + 1]state
	const unreached = 1 << 30
	var found []lexicon.Candidate
	var runes []rune
	usual := func(text string) bool {
		id, ok := dict.WordID(text)
		return ok && dict.Freq(id) >= usualFreq
	}
	for id, text := range dict.Words() {
		f := &all[id]
		pos := " " + dict.POS(id) + " "
		switch {
		case len(text) == 6 && f.entry && (strings.Contains(gathered, pos) || gatheredWords[text]):
		case len(text) == 6 && !f.entry && strings.Contains(gatheredBare, pos):
			if first, _ := utf8.DecodeRuneInString(text); pos == " r " && !strings.ContainsRune("各每本某此该", first) && text != "这次" {
				continue // 我行 and 这块 are no words
			}
		case len(text) == 12 && (pos == " l " || pos == " v ") && usual(text[:6]) && usual(text[6:]):
			continue // 强烈|反对 is two words to a reader
		case len(text) >= 12 && (f.entry || pos == " ns ") && strings.Contains(gatheredLong, pos) && !strings.HasPrefix(text, "有"):
			// 有两下子 is 有 with what one has
		default:
			continue
		}
		bonus := bonusGathered
		switch {
		case gatheredWords[text]:
			bonus += 0.3
		case len(text) >= 12:
			bonus *= 2 // idioms have no second meaning
		case !f.entry:
			bonus /= 2
		}
		runes = runes[:0]
		for _, r := range text {
			runes = append(runes, r)
		}
		n := len(runes)
		if n > maxGathered {
			continue
		}
		best[0] = state{}
		for i := range n {
			best[i+1].cost = unreached
		}
		for i := range n {
			if best[i].cost == unreached {
				continue
			}
			found = dict.Lattice(runes, i, found[:0])
			for _, c := range found {
				g := &all[c.ID]
				cost := best[i].cost + s.follow(best[i].first, best[i].backoff, g, g.cost)
				if to := &best[i+c.Len]; c.Len < n && cost < to.cost {
					*to = state{cost, int32(g.backoff), g.asFirst()}
				}
			}
		}
		if apart := best[n].cost; apart < unreached {
			together := math.Pow(10, -float64(f.cost)/logUnit) + math.Pow(10, -float64(apart)/logUnit)
			f.cost = costOf(-math.Log10(together) - bonus)
		}
	}
}

// tag is the part of speech of a word of the dictionary. The user's own words
// are nouns.
func (s *segmenter) tag(id uint32) tag {
	if int(id) < len(s.tags) {
		return s.tags[id]
	}
	return nounTag
}

// often is what share of the places of a text a literal can be expected at: as
// a word, and by chance within others.
func (s *segmenter) often(text string) float64 {
	if strings.ContainsAny(text, "，。") {
		return 0.1 // the language model has no punctuation
	}
	share := 1e-6
	switch utf8.RuneCountInString(text) {
	case 1:
		share = 5e-4
	case 2:
		share = 2e-5
	}
	if w, ok := s.pairs.Word(text); ok {
		share += math.Pow(10, -float64(w.Cost)/logUnit)
	}
	return share
}

// startsWithWord tells a word that gse's list takes for a person's name and
// that is a word with a suffix, 严肃性, 陈列馆.
func startsWithWord(dict *lexicon.Dictionary, text string) bool {
	if len(text) != 9 {
		return false
	}
	id, ok := dict.WordID(text[:6])
	if !ok || len(dict.Readings(id, nil)) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return dict.POS(id)[0] != 'n' || strings.ContainsRune("人馆性军县村镇庙寺氏族庄街型式会团队", last)
}

func figuresOf(w figures.Word) wordFigures {
	return wordFigures{cost: w.Cost, backoff: int16(w.Backoff), key: w.Key, first: w.First, second: w.Second}
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
