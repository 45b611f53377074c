package analysis

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// A Commonness is how often a word is met.
type Commonness uint8

// The bands, by the probability that the language model of lexicon/figures
// gives a word: its thousand most frequent words are very common, the first
// 3,500 common, the first 10,000 fairly common, the first 30,000 uncommon. Of a
// word that the model lacks nothing is known.
const (
	UnknownCommonness Commonness = iota
	Rare
	Uncommon
	FairlyCommon
	Common
	VeryCommon
)

func (a *Analyzer) commonness(simplified string) Commonness {
	w, ok := a.seg.pairs.Word(simplified)
	switch {
	case !ok:
		return UnknownCommonness
	case w.Cost < costOf(4.1):
		return VeryCommon
	case w.Cost < costOf(4.6):
		return Common
	case w.Cost < costOf(5.0):
		return FairlyCommon
	case w.Cost < costOf(5.5):
		return Uncommon
	}
	return Rare
}

// pieces takes a word that the dictionary lacks apart: the longest words in it
// that the dictionary has, of equally long ones the most common; the longest first. A character that it lacks too is
// an entry without senses.
func (a *Analyzer) pieces(token Token) []lexicon.Entry {
	type piece struct {
		at    int
		entry lexicon.Entry
	}
	runes := []rune(token.Text)
	var found []piece
	var cut func(from, to int)
	cut = func(from, to int) {
		for n := min(to-from, maxPiece); n > 0; n-- {
			best, common := piece{at: -1}, UnknownCommonness
			for at := from; at+n <= to && n < len(runes); at++ {
				part := token.slice(at, at+n)
				c := a.commonness(a.simplify(part.Text))
				if best.at >= 0 && c <= common {
					continue
				}
				if entries := a.lex.Entries(part.Text); len(entries) > 0 {
					best, common = piece{at, a.arrange(entries, part, role{})[0]}, c
				}
			}
			if best.at >= 0 {
				found = append(found, best)
				cut(from, best.at)
				cut(best.at+n, to)
				return
			}
		}
		for at := from; at < to; at++ {
			if text := string(runes[at]); kindOfRune(runes[at]) == hanRune {
				found = append(found, piece{at, lexicon.Entry{Simplified: text, Traditional: text}})
			}
		}
	}
	cut(0, len(runes))
	slices.SortStableFunc(found, func(x, y piece) int { return x.at - y.at })
	slices.SortStableFunc(found, func(x, y piece) int {
		return cmp.Compare(utf8.RuneCountInString(y.entry.Simplified), utf8.RuneCountInString(x.entry.Simplified))
	})
	list := make([]lexicon.Entry, len(found))
	for i, p := range found {
		list[i] = p.entry
	}
	return list
}

// maxPiece is the length in runes of the longest piece that is looked for.
const maxPiece = 8

// slice is the part of a token between two of its runes.
func (t Token) slice(from, to int) Token {
	runes := []rune(t.Text)
	start := len(string(runes[:from]))
	part := Token{Text: string(runes[from:to]), Han: true}
	part.Span = Span{t.Span.Start + start, t.Span.Start + start + len(part.Text)}
	if len(t.Pinyin) == len(runes) {
		part.Pinyin = t.Pinyin[from:to]
	}
	return part
}

// nested lists the words of two characters or more inside a word that hold one
// of its runes, longest first; all of them when at is negative. Of words that
// overlap, only the longer or more common one is there: 出租车 holds 出租, not 租车.
func (a *Analyzer) nested(token Token, at int) []lexicon.Entry {
	type piece struct {
		from, to int
		common   Commonness
		entry    lexicon.Entry
	}
	n := utf8.RuneCountInString(token.Text)
	var found []piece
	for size := n - 1; size >= 2; size-- {
		for from := 0; from+size <= n; from++ {
			part := token.slice(from, from+size)
			if strings.HasPrefix(token.POS, "i") && from%2 == 1 || from > 0 && strings.HasPrefix(part.Text, "不") {
				continue // no 人头 in 出人头地, no 不了 in 受不了
			}
			entries := a.lex.Entries(part.Text)
			if len(entries) == 0 {
				continue
			}
			// 三明 is a city, and not in 三明治
			if e := a.arrange(entries, part, role{})[0]; token.Proper || !e.IsProper() {
				if len(part.Pinyin) == len(e.Pinyin) && !e.IsProper() {
					e.Pinyin = part.Pinyin // yíhuì, as in the word
				}
				found = append(found, piece{from, from + size, a.commonness(e.Simplified), e})
			}
		}
	}
	slices.SortStableFunc(found, func(x, y piece) int {
		return cmp.Or(cmp.Compare(y.to-y.from, x.to-x.from), cmp.Compare(y.common, x.common))
	})
	var kept []piece
	var list []lexicon.Entry
	for _, p := range found {
		crosses := slices.ContainsFunc(kept, func(k piece) bool {
			return p.from < k.to && k.from < p.to && !(k.from <= p.from && p.to <= k.to)
		})
		if crosses {
			continue
		}
		kept = append(kept, p)
		if at < 0 || p.from <= at && at < p.to {
			list = append(list, p.entry)
		}
	}
	return list
}

// within finds the longest headword that is made of word k of a passage and of
// words on either side of it.
func (a *Analyzer) within(p *passage, k int) *lexicon.Entry {
	first, last := k, k
	for first > 0 && k-first < maxJoined && p.words[first-1].kind == hanWord {
		first--
	}
	for last+1 < len(p.words) && last-k < maxJoined && p.words[last+1].kind == hanWord {
		last++
	}
	var found *lexicon.Entry
	longest := 0
	for from := first; from <= k; from++ {
		for to := last; to >= k && to > from; to-- {
			text := p.original[p.words[from].start:p.words[to].end]
			if n := utf8.RuneCountInString(text); n < 3 || n <= longest || n > maxWithin {
				continue
			}
			if entries := a.lex.Entries(text); len(entries) > 0 {
				longest, found = utf8.RuneCountInString(text), &a.arrange(entries, Token{Text: text}, role{})[0]
			}
		}
	}
	return found
}

const (
	maxJoined = 3  // words on either side
	maxWithin = 12 // runes of a headword
)

// A Character is one of a word's characters.
type Character struct {
	Char   rune
	Pinyin string // here, as in Token
	// Entry is the character's own entry under that reading; it has no senses
	// when the dictionary lacks the character.
	Entry lexicon.Entry
	// Gloss is its core meaning under that reading: of the page
	// lexicon/characters.md, or else as the dictionary writes it, of its senses
	// the first that is more than a suffix or a classifier. Core tells the former.
	Gloss string
	Core  bool
	Parts []lexicon.Part
}

// characters describes the characters of a word one by one. Traditional is the
// word in that script, "" where that is not known: it tells which of the
// characters a simplified one stands for.
func (a *Analyzer) characters(token Token, traditional string) []Character {
	runes, forms := []rune(token.Text), []rune(traditional)
	var list []Character
	for i, r := range runes {
		if kindOfRune(r) != hanRune {
			continue
		}
		here := role{}
		part := token.slice(i, i+1)
		if i == 0 && strings.HasPrefix(token.POS, "nr") && len(runes) > 1 {
			here.part, part.Proper = namePart, true
			list = append(list, a.character(r, r, part, here))
			continue
		}
		form := r
		if len(forms) == len(runes) {
			form = forms[i]
		}
		key := characterKey{r, form, strings.Join(part.Pinyin, " ")}
		known, ok := a.characterMemo.Load(key)
		if !ok {
			known, _ = a.characterMemo.LoadOrStore(key, a.character(r, form, part, here))
		}
		list = append(list, known.(Character))
	}
	return list
}

// A characterKey is what a Character follows from, but for names.
type characterKey struct {
	char, form rune
	pinyin     string
}

func (a *Analyzer) character(r, form rune, part Token, here role) Character {
	c := Character{Char: r, Parts: a.lex.Components(r), Entry: lexicon.Entry{Simplified: part.Text, Traditional: part.Text}}
	if len(part.Pinyin) == 1 {
		c.Pinyin = part.Pinyin[0]
	}
	entries := a.lex.Entries(part.Text)
	citation := part
	if r == '一' || r == '不' { // whose tone is that of the next syllable
		citation.Pinyin = []string{map[rune]string{'一': "yi1", '不': "bu4"}[r]}
	} else if letters, ok := strings.CutSuffix(c.Pinyin, "5"); ok && form != r { // the 发 of 頭髮 is fà
		for _, e := range entries {
			if e.Traditional == string(form) && strings.TrimRight(e.Pinyin[0], "12345") == letters {
				citation.Pinyin = e.Pinyin
			}
		}
	}
	if len(entries) > 0 {
		c.Entry = a.arrange(entries, citation, here)[0]
		if len(part.Pinyin) == 0 && len(c.Entry.Pinyin) == 1 {
			c.Pinyin, citation.Pinyin = c.Entry.Pinyin[0], c.Entry.Pinyin
		}
	}
	if len(citation.Pinyin) == 1 && here.part != namePart {
		c.Gloss = a.lex.CoreMeaning(part.Text, citation.Pinyin[0])
	}
	if c.Core = c.Gloss != ""; !c.Core {
		c.Gloss = coreGloss(&c.Entry)
	}
	return c
}

func coreGloss(e *lexicon.Entry) string {
	first := ""
	for i := range e.Senses {
		gloss := e.Senses[i].Gloss
		if gloss == "" {
			continue
		}
		if first == "" {
			first = gloss
		}
		if p := partOfSense(&e.Senses[i]); p != particlePart && p != classifierPart && !grammatical.MatchString(gloss) {
			return gloss
		}
	}
	return first
}

// grammatical is how the dictionary speaks of what a character does rather than
// means.
var grammatical = regexp.MustCompile(`\b(prefix|suffix|semantically light|indicating|used (in|before|after|to form))\b`)

// A Region says how a word goes in Taiwan, Hong Kong and the mainland, by the
// table of rules/script/region.md and, for words that it lacks, OpenCC's. All are empty for a word that is the same everywhere.
type Region struct {
	// Name is "Tw" or "HK" for a word of that region, Mainland then what the
	// mainland says.
	Name, Mainland string
	// Taiwan and HongKong are what is said there for a mainland word.
	Taiwan, HongKong []string
}

func (a *Analyzer) region(text string) Region {
	var r Region
	if utf8.RuneCountInString(text) < 2 {
		return r // characters are a matter of script
	}
	if r, ok := a.listedRegion(text); ok {
		return r
	}
	if mainland, name, ok := a.lex.Regional(text); ok {
		return Region{Name: name, Mainland: mainland}
	}
	r.Taiwan, r.HongKong = a.lex.RegionalForms(text)
	own := a.simplify(text)
	same := func(other string) bool { return a.lex.ToSimplified(other) == own }
	r.Taiwan, r.HongKong = slices.DeleteFunc(r.Taiwan, same), slices.DeleteFunc(r.HongKong, same)
	return r
}

func (a *Analyzer) listedRegion(text string) (found Region, ok bool) {
	simple := a.simplify(text)
	a.places.begin(simple, func(size int, rows []regionWord) {
		for _, w := range rows {
			pair := a.places.pairs[w.pair]
			switch {
			case ok || size < len(simple):
			case w.place == mainland:
				found, ok = Region{Taiwan: pair[taiwan], HongKong: pair[hongkong]}, true
			case len(pair[mainland]) > 0:
				found, ok = Region{Name: map[region]string{taiwan: "Tw", hongkong: "HK"}[w.place], Mainland: pair[mainland][0]}, true
			}
		}
	})
	return found, ok
}

// Related lists words that share a character with a word, the most common
// first, at most limit of them.
func (a *Analyzer) Related(word string, limit int) []string {
	word = a.simplify(word)
	var list []string
	for _, text := range a.commonWords() {
		if len(list) == limit {
			break
		}
		if text != word && strings.ContainsFunc(text, func(r rune) bool { return kindOfRune(r) == hanRune && strings.ContainsRune(word, r) }) {
			list = append(list, text)
		}
	}
	return list
}

// listCommonWords lists the words of two to four characters that are at least
// fairly common, the most common first.
func (a *Analyzer) listCommonWords() []string {
	type common struct {
		text string
		cost int32
	}
	var list []common
	for _, text := range a.dict.Words() {
		if n := utf8.RuneCountInString(text); n < 2 || n > 4 {
			continue
		}
		if w, ok := a.seg.pairs.Word(text); ok && w.Cost < costOf(5) && a.lex.Has(text) {
			list = append(list, common{text, w.Cost})
		}
	}
	slices.SortFunc(list, func(x, y common) int { return cmp.Or(cmp.Compare(x.cost, y.cost), strings.Compare(x.text, y.text)) })
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = w.text
	}
	return texts
}
