package analysis

import (
	"sync"

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
	a := &Analyzer{lex: lex}
	// the pages and the dictionary take longest, and neither needs the other
	var reading sync.WaitGroup
	reading.Go(a.readPages)
	err := a.readDictionary()
	reading.Wait()
	if err != nil {
		return nil, err
	}
	for _, r := range a.rules {
		if id, ok := a.dict.WordID(r.name); ok && len(r.forms) == 0 {
			a.seg.explain(id)
		}
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
	return a, nil
}

// readPages reads the contrasts, the rules and the evidence. Their mistakes are
// told beside what could be read.
func (a *Analyzer) readPages() {
	a.rules, a.classes, a.clues, a.mistakes = loadRules()
	for i, r := range a.rules {
		r.order = i
	}
	a.contrast, a.words = contrasts(a.rules), registers(a.rules)
}

// readDictionary reads what says how words are cut, read and leant.
func (a *Analyzer) readDictionary() (err error) {
	if a.dict, err = a.lex.Dictionary(); err != nil {
		return err
	}
	if a.model, err = readLeaning(leaningFigures); err != nil {
		return err
	}
	if a.seg, err = newSegmenter(a.dict); err != nil {
		return err
	}
	a.polyphones, err = readPolyphones(polyphoneFigures, a.dict)
	return err
}
