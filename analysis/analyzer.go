package analysis

import (
	"sync"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/trie"
	"github.com/yuti-lsp/yuti/lexicon"
)

// An Analyzer holds what is shared by all documents: the lexicon, the
// segmentation dictionary, the contrasts and the rules. It is immutable and
// safe for concurrent use.
type Analyzer struct {
	lex          *lexicon.Lexicon
	dict         *lexicon.Dictionary
	seg          *segmenter
	rules        []*rule
	classes      map[string]*wordClass
	clues        []*clue
	scan         *scanner
	model        *leaningModel
	contrast     map[string][]Contrast
	words        map[string]Register // of headwords
	polyphones   *polyphoneModel
	readingRules map[string][]*readingRule
	readingMemo  readingMemo
	scripts      scriptTable
	detected     map[string]*rule // the cases that detect.go finds, by detector
	places       *regions
	// characterMemo keeps each Character by its characterKey: words share them
	characterMemo sync.Map
	// useMemo keeps what usesOf works out of the examples, by word
	useMemo      sync.Map
	commonWords  func() []string // see listCommonWords; made when first asked for
	vocabularies vocabularies
	// mistakes are those in the pages; a section with one is left out
	mistakes error
}

// New makes an analyzer over an open lexicon. It loads the segmentation
// dictionary, which takes some tenths of a second.
func New(lex *lexicon.Lexicon) (*Analyzer, error) {
	dict, err := lex.Dictionary()
	if err != nil {
		return nil, err
	}
	a := &Analyzer{lex: lex, dict: dict}
	a.rules, a.classes, a.clues, a.mistakes = loadRules()
	for i, r := range a.rules {
		r.order = i
	}
	if a.model, err = readLeaning(leaningFigures); err != nil {
		return nil, err
	}
	var explained []uint32
	for _, r := range a.rules {
		if id, ok := dict.WordID(r.name); ok && len(r.forms) == 0 {
			explained = append(explained, id)
		}
	}
	if a.seg, err = newSegmenter(dict, explained); err != nil {
		return nil, err
	}
	if a.polyphones, err = readPolyphones(polyphoneFigures, a.dict); err != nil {
		return nil, err
	}
	if a.readingRules, err = loadReadings(a.classes); err != nil {
		return nil, err
	}
	a.scripts = newScriptTable(lex)
	a.detected = map[string]*rule{}
	for _, r := range a.rules {
		if r.detector != "" {
			a.detected[r.detector] = r
		}
	}
	if a.places, err = loadRegions(lex); err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, r := range a.rules {
		named[r.name] = true
	}
	for _, r := range a.rules {
		r.variants = a.variants(r, named)
	}
	if a.scan, err = newScanner(a.rules, a.clues, a.seg.often); err != nil {
		return nil, err
	}
	a.commonWords = sync.OnceValue(a.listCommonWords)
	a.contrast, a.words = contrasts(a.rules), registers(a.rules)
	return a, nil
}

// A scanner finds, in one walk over a text, every place where a rule's
// headword or a form's anchor stands, and every clue.
type scanner struct {
	literals trie.Trie
	// begins has a bit for each character, from firstHan on, that begins a literal
	begins [(lastHan-firstHan)/64 + 1]uint64
	// anchors holds, by the number of a literal, what it stands for.
	anchors [][]anchor
}

// An anchor is what a literal in the scanner stands for.
type anchor struct {
	rule *rule
	form *pattern // nil: the rule's heading itself
	clue *clue
	// before holds the form's elements before the one with the literal, in
	// reverse order.
	before []element
	size   int // of the literal, in bytes
}

// Often tells what share of the places of a text a literal stands at.
func newScanner(rules []*rule, clues []*clue, often func(text string) float64) (*scanner, error) {
	s := &scanner{}
	number := map[string]int{}
	nodes := 0
	add := func(text string, a anchor) {
		n, ok := number[text]
		if !ok {
			n = len(s.anchors)
			number[text] = n
			s.anchors = append(s.anchors, nil)
			nodes += utf8.RuneCountInString(text)
			if r, _ := utf8.DecodeRuneInString(text); r >= firstHan && r <= lastHan {
				s.begins[(r-firstHan)/64] |= 1 << ((r - firstHan) % 64)
			}
		}
		a.size = len(text)
		s.anchors[n] = append(s.anchors[n], a)
	}
	addForm := func(p *pattern, a anchor) {
		list, at := p.rareAnchors(often)
		a.form, a.before = p, reversed(p.elements[:at])
		for _, text := range list {
			add(text, a)
		}
	}
	for _, r := range rules {
		if r.detector != "" {
			continue
		}
		if len(r.forms) == 0 {
			add(r.name, anchor{rule: r})
		}
		for _, v := range r.variants {
			add(v, anchor{rule: r})
		}
		for _, f := range r.forms {
			addForm(f, anchor{rule: r})
		}
	}
	for _, c := range clues {
		if c.form != nil {
			addForm(c.form, anchor{clue: c})
		} else {
			add(c.word, anchor{clue: c})
		}
	}
	s.literals = trie.New(nodes)
	for text, n := range number {
		if err := s.literals.Add(text, uint32(n)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// at calls found for every literal that stands at a byte of the text.
func (s *scanner) at(text string, start int, found func(anchor)) {
	if first, _ := utf8.DecodeRuneInString(text[start:]); first >= firstHan && first <= lastHan && s.begins[(first-firstHan)/64]&(1<<((first-firstHan)%64)) == 0 {
		return // half of all characters
	}
	for node, slot := trie.Root, trie.Start; slot.More() && start < len(text); {
		r, size := utf8.DecodeRuneInString(text[start:])
		if node, slot = s.literals.Child(node, r); slot == 0 {
			return
		}
		if n, ok := slot.Word(); ok {
			for _, a := range s.anchors[n] {
				found(a)
			}
		}
		start += size
	}
}
