package analysis

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// A shape is how a word that is not in the dictionary is made.
type shape uint8

const (
	plain          shape = iota
	numeral              // 三十五, 20万
	personName           // 吴三桂
	foreignName          // 普鲁申科
	verbTwice            // 看看, 联络联络
	adjectiveTwice       // 高高兴兴
)

// shapes adds the words at rune at that are known by their shape. Common tells
// that a word that is no name, and longer than a character, begins there.
func (w *walker) shapes(i, at, from, to int, common bool, s *segmenter, dict *lexicon.Dictionary) {
	r := w.runes[at]
	if r >= firstHan && r <= lastHan && s.bare[r-firstHan] && (at+1 == to || r != w.runes[at+1]) {
		return // most characters
	}
	switch {
	case r == '第':
		w.ordinal(i, at, from, to, s)
	case isNumeral(r), isVague(r) && at+1 < to && isMagnitude(w.runes[at+1]):
		end := w.numerals(at, to)
		w.number(i, from, end, to, s.number.cost+int32(end-at)*logUnit/4, s)
	}
	w.twice(i, at, from, to, s, dict)
	w.names(i, at, from, to, s)
	w.foreigners(i, at, from, to, common, s)
}

// numerals returns the end of the number in characters that begins at rune at.
func (w *walker) numerals(at, to int) int {
	for at++; at < to && isNumeral(w.runes[at]); at++ {
	}
	return at
}

// number adds the number that begins at place i and ends at rune end: three
// hundred, three hundred odd, and three hundredths. A single character is left
// to the dictionary.
func (w *walker) number(i, from, end, to int, cost int32, s *segmenter) {
	at := from + i
	if end-at > 1 || w.kinds[at] != hanRune {
		w.add(i, end-from, &s.number, cost, numeral, s)
	}
	if end >= to {
		return
	}
	last := w.runes[end-1]
	round := isMagnitude(last) || last == '十' || last == '0' || last == '０'
	if round && strings.ContainsRune("多余几", w.runes[end]) {
		w.add(i, end+1-from, &s.number, cost+logUnit/2, numeral, s)
	}
	if end+2 < to && w.runes[end] == '分' && w.runes[end+1] == '之' {
		below := end + 2
		switch {
		case isNumeral(w.runes[below]):
			w.add(i, w.numerals(below, to)-from, &s.number, cost+logUnit, numeral, s)
		case w.kinds[below] == digitRune:
			w.add(i, w.atom(below, to)-from, &s.number, cost+logUnit, numeral, s)
		}
	}
}

// ordinal adds 第 with the number after it.
func (w *walker) ordinal(i, at, from, to int, s *segmenter) {
	end := at + 1
	switch {
	case end >= to:
		return
	case w.kinds[end] == digitRune:
		end = w.atom(end, to)
	case isNumeral(w.runes[end]):
		end = w.numerals(end, to)
	default:
		return
	}
	w.add(i, end-from, &s.number, s.number.cost+logUnit/2, numeral, s)
}

// isVague tells whether a character stands for some number: 几十, 数百.
func isVague(r rune) bool { return r == '几' || r == '数' }

// twice adds verbs said twice, 聊聊, and pairs said twice, 说说笑笑.
func (w *walker) twice(i, at, from, to int, s *segmenter, dict *lexicon.Dictionary) {
	if at+1 >= to || w.runes[at] != w.runes[at+1] {
		return
	}
	if at+3 < to && w.runes[at+2] == w.runes[at+3] && w.runes[at+2] != w.runes[at] {
		pair := [2]rune{w.runes[at], w.runes[at+2]}
		w.found = dict.Lattice(pair[:], 0, w.found[:0])
		for _, c := range w.found {
			if first := s.tag(c.ID).letter(); c.Len == 2 && (first == 'a' || first == 'v') && int(c.ID) < len(s.words) {
				w.add(i, i+4, &s.name, s.words[c.ID].unpack().cost+logUnit, adjectiveTwice, s)
			}
		}
	}
	if strings.ContainsRune("是有会要能可没在到得给把被让过来去上下出成", w.runes[at]) {
		return // these seldom say “a little”
	}
	for _, c := range w.lattice.At(i) {
		if c.Len == 1 && s.tag(c.ID) == verbTag && int(c.ID) < len(s.words) {
			w.add(i, i+2, &s.name, s.words[c.ID].unpack().cost+logUnit, verbTwice, s)
		}
	}
}

func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '零', '〇', '两':
		return true
	}
	return false
}

// names adds surname and given name.
func (w *walker) names(i, at, from, to int, s *segmenter) {
	c := s.char(w.runes[at])
	if c.surname > 0 {
		w.given(i, at+1, from, to, int32(c.surname), s)
	}
	if c.compound && at+1 < to && isCompoundSurname(w.runes[at], w.runes[at+1]) {
		w.given(i, at+2, from, to, costOf(costCompound), s)
	}
}

// given adds the names that begin at place i and whose given name, of one
// character or two, begins at rune at.
func (w *walker) given(i, at, from, to int, surname int32, s *segmenter) {
	if at >= to {
		return
	}
	g := s.char(w.runes[at])
	if g.only > 0 {
		w.add(i, at+1-from, &s.name, surname+int32(g.only), personName, s)
	}
	if at+1 < to && g.first > 0 && !isTitle(w.runes[at], w.runes[at+1]) {
		if h := s.char(w.runes[at+1]); h.last > 0 {
			w.add(i, at+2-from, &s.name, surname+int32(g.first)+int32(h.last), personName, s)
		}
	}
}

// surnameLen is the number of runes of the surname in a name.
func (w *walker) surnameLen(begin, end int) int {
	if end-begin > 2 && isCompoundSurname(w.runes[begin], w.runes[begin+1]) {
		return 2
	}
	return 1
}

// foreigners adds foreign names spelled in characters. Beside the dot between
// the names of a person they are likelier.
func (w *walker) foreigners(i, at, from, to int, common bool, s *segmenter) {
	c := s.char(w.runes[at])
	if c.foreignFirst == 0 {
		return
	}
	cost := int32(c.foreignFirst) + costOf(costForeign)
	if common {
		cost += costOf(costCommon)
	}
	if i > 0 && w.runes[at-1] == '·' {
		cost -= costOf(bonusDot)
	}
	for end := at + 1; end < to && end-at < maxForeign; end++ {
		c := s.char(w.runes[end])
		if c.foreign == 0 {
			return
		}
		if c.foreignLast > 0 {
			total := cost + int32(c.foreignLast)
			if end+1 < to && w.runes[end+1] == '·' {
				total -= costOf(bonusDot)
			}
			if total > 0 && (end > at+1 || total < cost) {
				w.add(i, end+1-from, &s.name, total, foreignName, s)
			}
		}
		cost += int32(c.foreign)
	}
}

// Costs of names, set by hand.
const (
	costForeign  = 1.5 // that a word is a foreign name, beside its characters
	costGiven    = 1.2 // that a name follows a surname, beside its characters
	costCompound = 4.5 // a surname of two characters with a name after it
	costCommon   = 2.0 // that a foreign name begins with a word, as 道谢哈 would
	bonusDot     = 3.0 // taken off a foreign name for the dot beside it
	maxForeign   = 9   // runes of a foreign name
)

// charFigures are the costs of a character in names; 0 where it does not stand.
type charFigures struct {
	surname                            int16
	only, first, last                  int16 // a given name, or the first and last character of one
	foreignFirst, foreign, foreignLast int16 // a foreign name's first, middle, last character
	compound                           bool  // it begins a surname of two characters
}

var pairTitles = wordSet("不作名字的称呼")

func isTitle(a, b rune) bool {
	switch a {
	case '太', '先', '小', '女', '夫', '师', '大', '阿', '叔', '伯', '爷', '奶': // asked at every name
		return pairTitles[string(a)+string(b)]
	}
	return false
}

const firstHan, lastHan = 0x4E00, 0x9FFF

// char returns the costs of a character in names.
func (s *segmenter) char(r rune) *charFigures {
	if r < firstHan || r > lastHan {
		return &s.noChar
	}
	return &s.chars[r-firstHan]
}

// nameCounts counts the characters of the names in the dictionary.
type nameCounts struct {
	surname, only, first, last, foreignFirst, foreign, foreignLast map[rune]float64
}

func newNameCounts() *nameCounts {
	m := func() map[rune]float64 { return map[rune]float64{} }
	return &nameCounts{m(), m(), m(), m(), m(), m(), m()}
}

// add counts a name. It returns the length of the surname when the name is to
// be written in two words: names that no dictionary explains.
func (n *nameCounts) add(text string, pos tag, entry bool) uint8 {
	var room [8]rune
	runes := room[:0]
	for _, r := range text {
		if len(runes) == 8 {
			break
		}
		runes = append(runes, r)
	}
	last := len(runes) - 1
	if pos != personTag {
		if last >= 2 {
			n.foreignFirst[runes[0]]++
			n.foreignLast[runes[last]]++
			for _, r := range runes[1:last] {
				n.foreign[r]++
			}
		}
		return 0
	}
	surname := uint8(1)
	switch {
	case last >= 2 && last <= 3 && isCompoundSurname(runes[0], runes[1]):
		surname = 2
	case last < 1 || last > 2 || !isSurname(runes[0]):
		return 0
	default:
		n.surname[runes[0]]++
		if last == 1 {
			n.only[runes[1]]++
		} else {
			n.first[runes[1]]++
			n.last[runes[2]]++
		}
	}
	if entry {
		return 0
	}
	return surname
}

// finish gives the characters their costs: how rare they are in their place.
func (n *nameCounts) finish(s *segmenter) {
	s.chars = make([]charFigures, lastHan-firstHan+1)
	set := func(counts map[rune]float64, least, extra float64, field func(*charFigures) *int16) {
		all := 0.0
		for _, count := range counts {
			all += count
		}
		for r, count := range counts {
			if count >= least && r >= firstHan && r <= lastHan {
				*field(s.char(r)) = int16(costOf(extra - math.Log10(count/all)))
			}
		}
	}
	// names are about one word in a hundred of running text
	set(n.surname, 3, 2+costGiven, func(c *charFigures) *int16 { return &c.surname })
	set(n.only, 2, 0.7, func(c *charFigures) *int16 { return &c.only })
	set(n.first, 2, 0, func(c *charFigures) *int16 { return &c.first })
	set(n.last, 2, 0, func(c *charFigures) *int16 { return &c.last })
	n.smoothForeign()
	set(n.foreignFirst, 0, 0, func(c *charFigures) *int16 { return &c.foreignFirst })
	set(n.foreign, 0, 0, func(c *charFigures) *int16 { return &c.foreign })
	set(n.foreignLast, 0, 0, func(c *charFigures) *int16 { return &c.foreignLast })
	for surname := range compoundSurnames {
		r, _ := utf8.DecodeRuneInString(surname)
		s.char(r).compound = true
	}
	s.listBare()
}

// listBare finds the characters at which no word begins that is known by its
// shape alone.
func (s *segmenter) listBare() {
	for i := range s.bare {
		r, c := rune(firstHan+i), &s.chars[i]
		s.bare[i] = r != '第' && !isNumeral(r) && !isVague(r) && c.surname == 0 && !c.compound && c.foreignFirst == 0
	}
}

// smoothForeign counts a character that is used for foreign names in places
// where the names of the dictionary do not happen to have it.
func (n *nameCounts) smoothForeign() {
	all := map[rune]float64{}
	for _, counts := range []map[rune]float64{n.foreignFirst, n.foreign, n.foreignLast} {
		for r, count := range counts {
			all[r] += count
		}
	}
	for _, r := range foreignRunes {
		all[r]++
	}
	for _, r := range "人县河江湖海山州岛城市镇村成" {
		delete(all, r) // they follow a name oftener than they end it
	}
	for _, counts := range []map[rune]float64{n.foreignFirst, n.foreign, n.foreignLast} {
		for r := range counts {
			if all[r] < 3 { // or none at all
				delete(counts, r)
			}
		}
		for r, count := range all {
			if count >= 3 || strings.ContainsRune(foreignRunes, r) {
				counts[r] += 0.2 * count
			}
		}
	}
}

var foreignRunes = charList("译名用字")

var surnameSet = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range charList("单姓") {
		set[r] = true
	}
	return set
}()

func isSurname(r rune) bool { return surnameSet[r] }

var compoundSurnames = wordSet("复姓")

func isCompoundSurname(a, b rune) bool {
	return compoundSurnames[string(a)+string(b)]
}
