package analysis

import (
	"sync"
	"unicode/utf8"

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
	scripts      scriptTable
	detected     map[string]*rule // the cases that detect.go finds, by detector
	places       *regions
	// characterMemo keeps each Character by its characterKey: words share them
	characterMemo sync.Map
	commonWords   func() []string // see listCommonWords; made when first asked for
	vocabularies  vocabularies
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
	if a.model, err = readLeaning(leaningFigures); err != nil {
		return nil, err
	}
	if a.seg, err = newSegmenter(dict); err != nil {
		return nil, err
	}
	for _, r := range a.rules {
		if id, ok := dict.WordID(r.name); ok && len(r.forms) == 0 {
			a.seg.words[id].entry = true
		}
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
	a.scan = newScanner(a.rules, a.clues)
	a.commonWords = sync.OnceValue(a.listCommonWords)
	a.contrast, a.words = contrasts(a.rules), registers(a.rules)
	return a, nil
}

// A scanner finds, in one walk over a text, every place where a rule's
// headword or a form's anchor stands, and every clue.
type scanner struct {
	nodes []scanNode
	first map[rune]int32
}

type scanNode struct {
	next map[rune]int32
	out  []anchor
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

func newScanner(rules []*rule, clues []*clue) *scanner {
	s := &scanner{nodes: make([]scanNode, 1), first: map[rune]int32{}}
	addForm := func(p *pattern, a anchor) {
		list, at, _ := p.anchors()
		a.form, a.before = p, reversed(p.elements[:at])
		for _, text := range list {
			a.size = len(text)
			s.add(text, a)
		}
	}
	for _, r := range rules {
		if r.detector != "" {
			continue
		}
		if len(r.forms) == 0 {
			s.add(r.name, anchor{rule: r, size: len(r.name)})
		}
		for _, f := range r.forms {
			addForm(f, anchor{rule: r})
		}
	}
	for _, c := range clues {
		if c.form != nil {
			addForm(c.form, anchor{clue: c})
		} else {
			s.add(c.word, anchor{clue: c, size: len(c.word)})
		}
	}
	return s
}

func (s *scanner) add(text string, a anchor) {
	at := int32(0)
	for _, r := range text {
		var next int32
		var ok bool
		if at == 0 {
			next, ok = s.first[r]
		} else {
			next, ok = s.nodes[at].next[r]
		}
		if !ok {
			next = int32(len(s.nodes))
			s.nodes = append(s.nodes, scanNode{})
			if at == 0 {
				s.first[r] = next
			} else {
				if s.nodes[at].next == nil {
					s.nodes[at].next = map[rune]int32{}
				}
				s.nodes[at].next[r] = next
			}
		}
		at = next
	}
	s.nodes[at].out = append(s.nodes[at].out, a)
}

// at calls found for every literal that stands at a byte of the text.
func (s *scanner) at(text string, start int, found func(anchor)) {
	r, size := utf8.DecodeRuneInString(text[start:])
	node, ok := s.first[r]
	for end := start + size; ok; end += size {
		for _, a := range s.nodes[node].out {
			found(a)
		}
		if end >= len(text) || s.nodes[node].next == nil {
			return
		}
		r, size = utf8.DecodeRuneInString(text[end:])
		node, ok = s.nodes[node].next[r]
	}
}
