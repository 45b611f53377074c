package analysis

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/page"
	"github.com/yuti-lsp/yuti/internal/trie"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A region is where a word is at home.
type region uint8

const (
	mainland region = iota
	taiwan
	hongkong
	regionCount
)

var regionColumns = [regionCount]string{"大陆", "台湾", "香港"}

// regions holds the table of rules/script/region.md: what one thing is called
// in each region.
type regions struct {
	pairs []regionPair
	// found holds the words by their text, words, by the number there, every
	// row that has one.
	found trie.Trie
	words [][]regionWord
	// begins has a bit for each character, from firstHan on, that begins a word
	begins [(lastHan-firstHan)/64 + 1]uint64
	// shared holds, for two regions, the rows in which they have a word in common
	shared [regionCount][regionCount]regionSet
}

// A regionPair is one row: the words of each region, usual one first, as they
// are written there; none where the region has no word of its own.
type regionPair [regionCount][]string

// A regionWord is a word that shows its region, in simplified characters.
type regionWord struct {
	pair  int
	place region
}

const regionPage = "rules/script/region.md"

// loadRegions reads the table. A word with ＊ is offered, but is said
// elsewhere too: it shows nothing and is never found.
func loadRegions(lex *lexicon.Lexicon) (*regions, error) {
	t := &regions{}
	numbers := map[string]int{}
	nodes := 0
	text, err := pages.ReadFile(regionPage)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(regionPage, string(text), ruleKeys)
	if err != nil {
		return nil, err
	}
	section := p.Section("词表 · The words")
	if section == nil {
		return nil, fmt.Errorf("%s: no section 词表 · The words", regionPage)
	}
	for n, line := range section.Prose {
		cells := strings.Split(strings.Trim(line, "| "), "|")
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|-") || strings.TrimSpace(cells[0]) == regionColumns[0] {
			continue
		}
		if len(cells) != int(regionCount) {
			return nil, fmt.Errorf("%s:%d: a row has three columns: %s", regionPage, section.Line+n+1, line)
		}
		var pair regionPair
		for place, cell := range cells {
			for _, w := range strings.Split(cell, "、") {
				w, shared := strings.CutSuffix(strings.TrimSpace(w), "＊")
				if w == "" {
					continue
				}
				pair[place] = append(pair[place], w)
				if shared {
					continue
				}
				simple := strings.Map(lex.Simplify, w)
				n, ok := numbers[simple]
				if !ok {
					n = len(t.words)
					numbers[simple] = n
					t.words = append(t.words, nil)
					nodes += utf8.RuneCountInString(simple)
				}
				t.words[n] = append(t.words[n], regionWord{len(t.pairs), region(place)})
			}
		}
		for place := range pair {
			for other := range pair {
				for _, w := range pair[place] {
					if slices.ContainsFunc(pair[other], func(o string) bool { return sameWord(lex, w, o) }) && len(t.pairs) < maxRegionPairs {
						t.shared[place][other].add(len(t.pairs))
					}
				}
			}
		}
		t.pairs = append(t.pairs, pair)
	}
	if len(t.pairs) > maxRegionPairs {
		return nil, fmt.Errorf("%s: more than %d rows", regionPage, maxRegionPairs)
	}
	t.found = trie.New(nodes)
	for text, n := range numbers {
		if err := t.found.Add(text, uint32(n)); err != nil {
			return nil, fmt.Errorf("%s: %w", regionPage, err)
		}
		if r, _ := utf8.DecodeRuneInString(text); isCommonHan(r) {
			t.begins[(r-firstHan)/64] |= 1 << ((r - firstHan) % 64)
		}
	}
	return t, nil
}

const maxRegionPairs = 256

// sameWord tells whether two words are one, whatever their script.
func sameWord(lex *lexicon.Lexicon, a, b string) bool {
	return strings.Map(lex.Simplify, a) == strings.Map(lex.Simplify, b)
}

// A regionSet is a set of rows.
type regionSet [maxRegionPairs / 64]uint64

func (s *regionSet) add(pair int) { s[pair/64] |= 1 << (pair % 64) }

// regionSigns are the rows of which a text uses the word of each region.
type regionSigns [regionCount]regionSet

func (s *regionSigns) union(t *regionSigns) {
	for place := range s {
		for i := range s[place] {
			s[place][i] |= t[place][i]
		}
	}
}

// without counts the rows of which the text uses the word of a region, save
// those of a set.
func (s *regionSigns) without(place region, set *regionSet) (n int) {
	for i, b := range s[place] {
		n += bits.OnesCount64(b &^ set[i])
	}
	return n
}

// signs visits every word of a passage that shows its region: of the text
// itself, not of speech or titles.
func (t *regions) signs(p *passage, visit func(pair int, place region, span Span)) {
	for i := range p.words {
		w := &p.words[i]
		if w.kind != hanWord {
			continue
		}
		t.begin(p.text[w.start:], func(size int, rows []regionWord) {
			if !p.boundary(int(w.start) + size) {
				return
			}
			if u := p.unitOf(int(w.start)); u < 0 || p.units[u].kind != narration {
				return
			}
			for _, row := range rows {
				visit(row.pair, row.place, Span{int(w.start), int(w.start) + size})
			}
		})
	}
}

// begin visits every word of the table that a simplified text begins with, by
// its bytes, with the rows that have it.
func (t *regions) begin(text string, visit func(size int, rows []regionWord)) {
	if r, _ := utf8.DecodeRuneInString(text); isCommonHan(r) && t.begins[(r-firstHan)/64]&(1<<((r-firstHan)%64)) == 0 {
		return // most characters
	}
	for at, node, slot := 0, trie.Root, trie.Start; slot.More() && at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if node, slot = t.found.Child(node, r); slot == 0 {
			return
		}
		at += size
		if n, ok := slot.Word(); ok {
			visit(at, t.words[n])
		}
	}
}

// home tells which region a text belongs to: one of which it uses at least two
// words, and at least twice as many as each other region has that are not its
// own. What the mainland shares with Hong Kong tells nothing in a traditional
// text, which is not from the mainland; a simplified text must show more to be
// taken for one from elsewhere.
func (t *regions) home(f *facts) (region, bool) {
	for place := range regionCount {
		if place == mainland && f.script() == lexicon.OnlyTraditional {
			continue
		}
		enough := 2
		if place != mainland && f.script() == lexicon.OnlySimplified {
			enough = 4 // not how people write there
		}
		n := f.signs.without(place, &regionSet{})
		ok := n >= enough
		for other := range regionCount {
			ok = ok && (other == place || n >= enough*f.signs.without(other, &t.shared[place][other]))
		}
		if ok {
			return place, true
		}
	}
	return 0, false
}

// regionTalk are words of a sentence that speaks of what things are called
// elsewhere.
var regionTalk = newWordFinder([]string{"台湾", "台北", "香港", "澳门", "港", "大陆", "内地", "两岸", "叫做", "叫作", "称为", "称作", "俗称", "又称", "译作", "译为"})

// otherRegion reports words of another region than the text's own.
func (d *Document) otherRegion(p *passage, o *observation, report reporter) {
	if o.signs == (regionSigns{}) {
		return
	}
	home := d.ruling.home
	if !d.ruling.atHome {
		return
	}
	d.analyzer.places.signs(p, func(pair int, place region, span Span) {
		u := p.units[p.unitOf(span.Start)].whole()
		row := d.analyzer.places.pairs[pair]
		if place == home || len(row[home]) == 0 || regionTalk.in(p.text[u.Start:u.End]) {
			return
		}
		same := func(w string) bool { return sameWord(d.analyzer.lex, w, p.text[span.Start:span.End]) }
		if place == hongkong && slices.ContainsFunc(row[taiwan], same) {
			return // reported as Taiwan's
		}
		if slices.ContainsFunc(row[home], same) {
			return // said at home too
		}
		var detector string
		switch {
		case home == mainland && place == taiwan:
			detector = taiwanIn
		case home == mainland:
			detector = hongkongIn
		case place != mainland:
			return
		case home == taiwan:
			detector = mainlandInTaiwan
		default:
			detector = mainlandInHongkong
		}
		// the text may write another script than its region does
		var words []string
		for _, w := range row[home] {
			switch d.setting.scriptOf(p) {
			case lexicon.OnlySimplified:
				w = d.analyzer.lex.ToSimplified(w)
			case lexicon.OnlyTraditional:
				w = d.analyzer.writeTraditional(d.analyzer.lex.ToSimplified(w), p)
			}
			words = append(words, w)
		}
		report(detector, span, true, p.original[span.Start:span.End], strings.Join(words, "、"))
	})
}
