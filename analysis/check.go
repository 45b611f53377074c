package analysis

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// A candidate is a place where a rule's word stands and none of its exceptions
// hold. Whether it is a finding depends on the target register there.
type candidate struct {
	rule    *rule
	form    *pattern
	span    Span // in the passage's text
	unit    int
	reach   int  // bytes of the text that its form asks for
	settled bool // a context (当) settles that the word is out of place
	odds    odds // by its own sentence
	// captures of the form, for substitutions; nil where there are none
	captures *[maxCaptures]Span
}

// A leaning is how far a stretch of text leans towards formal and towards
// casual register.
type leaning struct {
	sum   float32 // of the clues: towards formal above 0
	clues []placedClue
	// told is how much shows that a story is told
	told     float32
	toldWith []*clue
	// computing is how much shows that software is written of
	computing     float32
	computingWith []*clue
	modern        bool // it names a thing of our days
	bygone        int  // how many of our grandparents'
	// casual and formal are what the model makes of the whole sentence
	casual, formal float32
}

// A document of fewer sentences than calmFrom shows no register of its own; the
// odds are lowered by calmMost at the most.
const (
	calmFrom = 6
	calmMost = 1.4
)

// clueWeight is what a point of the clues counts beside a point of the model's
// scores.
const clueWeight = 0.3

// whole is the leaning of the sentence as it stands, from -2, as chat is, over
// 0, as plain narration is, to 2, as a law is.
func (l *leaning) whole() float32 {
	return clamp(max(l.formal, 0)/2-max(l.casual, 0)/2+clueWeight*l.sum, 2)
}

type placedClue struct {
	clue *clue
	span Span
}

// The odds (natural logarithms) that a word is out of place in its sentence,
// because the sentence is casual or because it is formal. They rise with the
// model's scores and the clues, and with the rarity of the word: a word that
// everyone meets everywhere jars only where all else is of one piece. The
// figures were fitted by logistic regression to the candidates of the tuning
// half of register-bench, of the native texts of ../shared/eval, and of the
// contrasts' own examples, each example judged by a model that had not seen its
// page. What is a candidate in a native text counts as in its place.
type odds struct{ casual, formal float32 }

// From these odds on a finding is made, and from there on it is sure.
const (
	casualFrom, formalFrom = 1.3, 0.6
	likely, certain        = 1.2, 2.5
	doubt                  = 3
)

// plainProse is the model's formal score from which on a sentence is plain prose: how
// far below it says little more of how casual it is.
const plainProse = -3

// perCost is what the odds of a word of talk rise by with its cost.
const perCost = 1.6

// oddsOf judges a word by the rest of its sentence. Cost is -log10 of the
// word's probability.
// Runes is the length of the rest: a few words prove less.
func oddsOf(casual, formal, clues, cost float32, runes int, r *rule, spoken bool) odds {
	casual, formal, clues, cost = clamp(casual, 6), clamp(formal, 7), clamp(clues, 5), min(cost, 6)-4.5
	o := odds{
		casual: -3.9 + 0.9*casual - 0.72*max(formal, plainProse) - 0.3*min(0, formal-plainProse) - 0.58*clues + 1.1*cost,
		formal: -3.6 - 0.34*casual + 0.71*formal + 0.6*clues + perCost*cost,
	}
	short := max(0, 12-float32(runes))
	o.formal -= 0.2 * short
	o.casual -= 0.1 * short
	// particles of speech, or the formulas of offices, are unmistakable
	switch {
	case clues <= -1.4:
		o.casual += 1.8
	case clues >= 2.9:
		o.formal += 0.8
	}
	if spoken {
		o.casual += 2.5 // what is said aloud is talk, unless it shows otherwise
	}
	switch r.register {
	case Slang, Internet:
		o.formal += 0.5
	case Dialect:
		o.formal++
	case Literary:
		o.casual += 0.5
	}
	if _, size := utf8.DecodeRuneInString(r.name); size == len(r.name) {
		o.formal++ // its one character is common in other words too
	}
	return o
}

// wordWeights is what a word of a contrast says of the sentence it stands in,
// when another word is judged.
var wordWeights = [...]float32{
	Formal: 0.5, Official: 1, Literary: 0.5, Honorific: 0.5,
	Colloquial: -0.7, Slang: -1, Internet: -1, Dialect: -1,
}

// examine finds the candidates of a passage and the leaning of its units.
func (a *Analyzer) examine(p *passage) ([]candidate, []leaning) {
	room := candidateLists.Get().(*[]candidate)
	candidates := (*room)[:0]
	defer func() {
		clear(candidates)
		*room = candidates
		candidateLists.Put(room)
	}()
	leanings := make([]leaning, len(p.units))
	m := &matcher{passage: p}
	a.scan.all(p, func(hit *anchor, at, u int) {
		a.consider(m, hit, at, u, &candidates, &leanings[u])
	})
	scores := scorers.Get().(*scorer)
	defer scorers.Put(scores)
	scores.begin(a.model, len(p.units))
	for i := range p.units {
		leanings[i].sum += symbolClues(p, &p.units[i])
		if u := &p.units[i]; u.kind != mention {
			scores.read(i, p.text, u.spans)
			leanings[i].casual, leanings[i].formal = scores.whole(i)
		}
	}
	var casual, formal float32
	old, told := ofAnotherAge(leanings), isTold(p, leanings)
	candidates = slices.DeleteFunc(candidates, func(c candidate) bool {
		switch c.rule.only {
		case anotherAge:
			return !old
		case tale:
			return !told || p.units[c.unit].kind != narration
		}
		return false
	})
	for i := range candidates {
		c := &candidates[i]
		u := &p.units[c.unit]
		if i == 0 || candidates[i-1].span != c.span { // several rules can have one word
			casual, formal = scores.without(c.unit, c.span)
		}
		word := p.text[c.span.Start:c.span.End]
		runes := scores.sentences[c.unit].runes - utf8.RuneCountInString(word)
		c.odds = oddsOf(casual, formal, leanings[c.unit].without(c.span), a.cost(word), runes, c.rule, u.kind == speech && !old)
		if old {
			// however freely they talk, written words are theirs
			c.odds.casual -= 5
		}
	}
	return append([]candidate(nil), inOrder(candidates)...), leanings
}

// candidateLists are to be used again: what is kept of one is as long as it has
// to be.
var candidateLists = sync.Pool{New: func() any { return new([]candidate) }}

// capture is the span of a capture, by its number.
func (c *candidate) capture(n int) Span {
	if c.captures == nil {
		return Span{}
	}
	return c.captures[n]
}

// ofAnotherAge tells whether a passage is of court or swordsmen, by two
// different words, as one (夫人, 大人) may stand in a text of today, or by one that
// may not, where nothing shows that it is said for fun.
func ofAnotherAge(leanings []leaning) bool {
	var first *clue
	for i := range leanings {
		for _, c := range leanings[i].clues {
			switch {
			case c.clue.story != anotherAge || c.clue == first:
			case first != nil:
				return true
			case c.clue.strong && leanings[i].whole() > -1.6:
				return true
			default:
				first = c.clue
			}
		}
	}
	return false
}

// toldFrom is what the clues of a passage must sum to, for it to be told as
// novels tell.
const toldFrom = 3

// isTold tells whether the sentences of a passage that nobody speaks tell a story.
func isTold(p *passage, leanings []leaning) bool { return toldOf(p, leanings) >= toldFrom }

// toldOf is what the clues of a story in these sentences sum to.
func toldOf(p *passage, leanings []leaning) (sum float32) {
	for i := range p.units {
		if p.units[i].kind == narration {
			sum += leanings[i].told
		}
	}
	return sum
}

// Manuals of software sound formal by their terms and are written in plain
// words. What the clues of a passage must sum to, to be of software, is
// computingFrom; a document is if a third of its passages are, and three at
// least. Plain words are left alone there, and the odds of all others are lowered
// by computingCalm: such a text is no talk either if it says 你. The figures were
// set on the Chinese manuals of Debian (docs/measurements.md).
const (
	computingFrom   = 2
	computingCalm   = 3
	computingLeast  = 3
	computingShares = 3
)

// isComputing tells whether a passage is of software.
func isComputing(p *passage, leanings []leaning) bool {
	var sum float32
	for i := range p.units {
		if p.units[i].kind == narration {
			sum += leanings[i].computing
		}
	}
	return sum >= computingFrom
}

// cost is -log10 of a word's probability; that of a rare word for words that
// the language model does not know.
func (a *Analyzer) cost(text string) float32 {
	if w, ok := a.seg.pairs.Word(text); ok {
		return float32(w.Cost) / logUnit
	}
	return 6
}

// ordinary is how much less the rarest of the words in a span costs than the span
// as one word: 换下来 is no word that the language model knows, but what it is made
// of is met everywhere.
func (a *Analyzer) ordinary(p *passage, span Span) float32 {
	rarest := float32(0)
	for _, w := range p.wordsIn(span) {
		rarest = max(rarest, a.cost(p.text[w.start:w.end]))
	}
	return max(0, min(a.cost(p.text[span.Start:span.End]), 6)-min(rarest, 6))
}

func (a *Analyzer) consider(m *matcher, hit *anchor, at, u int, candidates *[]candidate, lean *leaning) {
	p := m.passage
	un := &p.units[u]
	m.sentence = un.whole()
	span := Span{at, at + int(hit.size)}
	if hit.form == nil {
		if strings.HasPrefix(p.text[span.End:], "儿") && p.textBeside(span.End, false) == "儿" {
			span.End += len("儿") // 没劲 in 没劲儿: it would be left behind
		}
	} else {
		if hit.needs != nil && !m.couldHold(hit.needs) {
			return
		}
		var ok bool
		if span, ok = m.form(hit.form, hit.before, at); !ok {
			return
		}
	}
	if hit.clue != nil {
		lean.clue(hit.clue, span)
		return
	}
	if un.kind == mention {
		return
	}
	r := hit.rule
	if r.clue != nil {
		lean.clue(r.clue, span)
	}
	if hit.form == nil && p.doubled(span) {
		return // what is put in the place of one half would not fit the other
	}
	if (hit.form == nil || len(hit.form.elements) == 1) && a.inName(p, span) {
		return
	}
	c := candidate{rule: r, form: hit.form, span: span, reach: int(hit.size), unit: u}
	if hit.form != nil {
		c.reach = m.whole.Len()
		if m.captures != [maxCaptures]Span{} {
			captures := m.captures
			c.captures = &captures
		}
	}
	for _, e := range r.except {
		if m.holds(e, span) {
			return
		}
	}
	if len(r.must) > 0 && !m.any(r.must, span) {
		return
	}
	c.settled = m.any(r.when, span)
	*candidates = append(*candidates, c)
}

// doubled tells whether a word is one half of a doubled verb: 聊了聊, 看一看.
func (p *passage) doubled(span Span) bool {
	word := p.text[span.Start:span.End]
	for _, between := range []string{"了", "一"} {
		after, ok := strings.CutPrefix(p.text[span.End:], between)
		before, ok2 := strings.CutSuffix(p.text[:span.Start], between)
		if ok && strings.HasPrefix(after, word) || ok2 && strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// inName tells whether a word begins inside a name: the given name in 徐晃, 男的
// in 刁亦男的. A word of one character is part of a name that the segmentation
// did not put together where a piece of one stands before it, or beside it a
// character that is hardly a word: 咱 in 革布什咱, 塞 in 塞琉古. So is one of a
// list of such words, as of the ways of cooking in 烧、扒、炒.
func (a *Analyzer) inName(p *passage, span Span) bool {
	i := p.wordAt(span.Start)
	before, after := p.word(i-1), p.word(i+1)
	if before != nil && before.pos.isProper() && p.words[i].id == noWord && p.words[i].pos.isProper() {
		return true
	}
	if utf8.RuneCountInString(p.text[span.Start:span.End]) != 1 {
		return false
	}
	if p.single(before) && before.pos.isProper() {
		r, _ := utf8.DecodeRuneInString(p.text[before.start:])
		if before.pos != personTag || isSurname(r) {
			return true
		}
	}
	for _, w := range []*word{before, after} {
		if p.single(w) && a.cost(p.text[w.start:w.end]) >= hardlyWord {
			return true
		}
	}
	comma := func(w *word) bool { return w != nil && p.text[w.start:w.end] == "、" }
	return comma(before) && comma(after) && p.single(p.word(i-2)) && p.single(p.word(i+2))
}

// hardlyWord is the cost of a character that is next to never a word by itself,
// as 琉 is; that of 痰 and of 杆 is below it.
const hardlyWord = 5.5

// word is a word by its index, nil where there is none.
func (p *passage) word(i int) *word {
	if i < 0 || i >= len(p.words) {
		return nil
	}
	return &p.words[i]
}

// single tells whether a word is one Chinese character.
func (p *passage) single(w *word) bool {
	return w != nil && w.kind == hanWord && utf8.RuneCountInString(p.text[w.start:w.end]) == 1
}

func (m *matcher) any(list []*pattern, span Span) bool {
	for _, p := range list {
		if m.holds(p, span) {
			return true
		}
	}
	return false
}

// holds tells whether a context pattern holds for the word at span.
func (m *matcher) holds(p *pattern, span Span) bool {
	if p.hasHead {
		return m.around(p, span)
	}
	return m.anywhere(p)
}

// clue adds a clue; the same words count once.
func (l *leaning) clue(c *clue, span Span) {
	switch {
	case c.story == tale:
		if !slices.Contains(l.toldWith, c) {
			l.toldWith = append(l.toldWith, c)
			l.told += c.weight
		}
		return
	case c.modern:
		l.modern = true
		return
	case c.bygone:
		l.bygone++
		return
	case c.computing:
		if !slices.Contains(l.computingWith, c) {
			l.computingWith = append(l.computingWith, c)
			l.computing += c.weight
		}
		return
	}
	for i, o := range l.clues {
		if o.clue == c && c.word != "" {
			return
		}
		if o.span.Overlaps(span) {
			// of two clues at one place the longer one holds, then the heavier
			if o.span.Len() > span.Len() || o.span.Len() == span.Len() && abs(o.clue.weight) >= abs(c.weight) {
				return
			}
			l.sum += c.weight - o.clue.weight
			l.clues[i] = placedClue{c, span}
			return
		}
	}
	l.clues = append(l.clues, placedClue{c, span})
	l.sum += c.weight
}

// without is the leaning when the clues inside a span are left out: a word is
// no evidence in its own case.
func (l *leaning) without(span Span) float32 {
	sum := l.sum
	for _, c := range l.clues {
		if c.span.Overlaps(span) {
			sum -= c.clue.weight
		}
	}
	return sum
}

// symbolClues weighs emoji, tildes and repeated marks, which no list can hold.
func symbolClues(p *passage, u *unit) float32 {
	var weight float32
	for _, s := range u.spans {
		var last, before rune // the two runes before, 0 for those of Chinese words
		for _, w := range p.wordsIn(s) {
			if w.kind == hanWord {
				last, before = 0, 0
				continue
			}
			for _, r := range p.text[w.start:w.end] {
				weight = min(weight, symbolWeight(r, last, before))
				before, last = last, r
			}
		}
	}
	return weight
}

// symbolWeight is what a rune shows behind two others.
func symbolWeight(r, last, before rune) float32 {
	switch r {
	case '～', '~':
		return -1
	case '！', '!', '？', '?':
		// ！！ !! ？？ ?? ？！ ……？
		if last == r || last == '？' && r == '！' || before == '…' && last == '…' && r == '？' {
			return -1
		}
	case '^', 'T', ')':
		// ^_^ T_T :)
		if r == before && last == '_' && r != ')' || r == ')' && last == ':' {
			return -1
		}
	default:
		if r >= 0x1F300 && unicode.Is(unicode.So, r) {
			return -2
		}
	}
	return 0
}

// formed is 0 for a headword and 1 for a form.
func (c *candidate) formed() int {
	if c.form != nil {
		return 1
	}
	return 0
}

// listed is 1 for a form for the words of a list, 0 for any other.
func (c *candidate) listed() int {
	if c.form != nil && c.form.lists != nil {
		return 1
	}
	return 0
}

// inOrder sorts candidates by where they begin; of those that begin at one
// place the longest comes first, then what is said of one word before what is
// said of a list, then the one whose form asks for more of the text, then a headword before a form, then the first in the order of the pages. Of those that overlap, decide
// takes the first that is a finding.
func inOrder(list []candidate) []candidate {
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(a.span.Start-b.span.Start, b.span.Len()-a.span.Len(), a.listed()-b.listed(), b.reach-a.reach, a.formed()-b.formed(),
			a.rule.order-b.rule.order, slices.Index(a.rule.forms, a.form)-slices.Index(b.rule.forms, b.form))
	})
	return list
}

func abs(x float32) float32 { return max(x, -x) }

// A setting is what the target of a passage is worked out from, beside the
// passage itself.
type setting struct {
	target   Register
	explicit bool
	// lean is the sum of the leanings of the document's sentences, each from
	// -2 to 2, in leanUnits.
	lean      int
	sentences int
	around    surroundings
	kind      Register // that the document shows by its shape; Neutral for none
	computing bool     // the document is of software
	tale      taleKind // whether it is a story
	plainly   bool     // the document is formal and written plainly
	court     bool     // a story of court or swordsmen
	// script of the whole text; BothScripts when it shows none.
	script   lexicon.Script
	settings *Settings
}

// document is how far the document leans, from -1.9 to 1.9, when one of its
// sentences is left out: never enough to decide by itself.
func (s *setting) document(leftOut float32, n int) float32 {
	if s.around.sentences <= n {
		return 0
	}
	return clamp((float32(s.around.lean)*leanUnit-clamp(leftOut, 2))/float32(s.around.sentences-n)*1.5, 1.9)
}

// calm is what the odds are lowered by in a document that leans neither way, as
// essays, features and popular science do: there one sentence that sounds like
// talk, or like an office, is most often mistaken for it.
func (s *setting) calm(leftOut float32) float32 {
	if s.around.sentences < calmFrom {
		return 0
	}
	mean := (float32(s.around.lean)*leanUnit - clamp(leftOut, 2)) / float32(s.around.sentences-1)
	return calmMost * max(0, 1-max(mean, -mean))
}

// decide turns the candidates of a passage into findings, spans still in the
// passage's text. They are appended to an empty list.
func (a *Analyzer) decide(list []decision, p *passage, candidates []candidate, leanings []leaning, s *setting) []decision {
	if len(candidates) == 0 {
		return list
	}
	block := float32(0)
	for i := range p.units {
		if p.units[i].kind == narration {
			block += leanings[i].whole()
		}
	}
	script := s.scriptOf(p)
	computing := s.computing || isComputing(p, leanings)
	classical := !s.explicit && isClassical(p, candidates)
	for i := range candidates {
		c := &candidates[i]
		if c.rule.plain() && (s.plainly || computing && !c.settled) {
			continue
		}
		if s.tale == oldTale && !s.explicit && c.rule.code == "register/stiff" {
			continue // what is stiff today was not then
		}
		if c.rule.only == anotherAge && s.tale != noTale && !s.court {
			continue
		}
		if c.rule.script != lexicon.BothScripts && c.rule.script != script {
			continue
		}
		if n := len(list); n > 0 && list[n-1].span.Overlaps(c.span) && list[n-1].span.Len() >= c.span.Len() {
			continue
		}
		target, sure := a.target(c, p, leanings, block, computing, s)
		if classical && target != Casual && c.rule.register == Literary {
			continue
		}
		subs := c.rule.instead[target]
		if subs == nil {
			continue
		}
		var words []string
		if c.form != nil && c.form.to != nil {
			subs = c.form.to
			words = []string{p.text[c.span.Start:c.span.End], subs[0].text}
		}
		severity := a.severity(c, target, sure, s)
		if severity == Off {
			continue
		}
		for n := len(list); n > 0 && list[n-1].span.Overlaps(c.span); n = len(list) {
			list = list[:n-1]
		}
		list = append(list, decision{candidate: c, span: c.span, target: target, severity: severity, subs: subs, words: words})
	}
	return list
}

// isClassical tells whether a passage is in classical Chinese: three different
// words of it are no slip, and one is none where nearly all words have one
// character.
func isClassical(p *passage, candidates []candidate) bool {
	var first, second *rule
	for i := range candidates {
		switch r := candidates[i].rule; {
		case r.register != Literary || r == first || r == second:
		case first == nil:
			first = r
		case second == nil:
			second = r
		default:
			return true
		}
	}
	if first == nil {
		return false
	}
	short, all := 0, 0
	for i := range p.words {
		if w := &p.words[i]; w.kind == hanWord {
			all++
			if p.single(w) {
				short++
			}
		}
	}
	return all >= classicalLeast && float64(short) >= classicalShare*float64(all)
}

// What share of the words of a passage have one character, in classical Chinese,
// and of how many words at least that says anything.
const (
	classicalLeast = 12
	classicalShare = 0.7
)

type decision struct {
	*candidate
	span     Span
	target   Register
	severity Severity
	subs     []substitution
	// words are what ① ② … stand for, where it is not the captures of the form
	words []string
	// written: the substitutions are in the script of the text already
	written bool
	// choice: a person has to choose, even if there is one substitution
	choice bool
}

func clamp(x, limit float32) float32 { return max(-limit, min(limit, x)) }

// target works out the register that the sentence round a candidate is in or
// aimed at, and how sure that is.
func (a *Analyzer) target(c *candidate, p *passage, leanings []leaning, block float32, computing bool, s *setting) (Register, Severity) {
	u := &p.units[c.unit]
	plain := c.rule.plain()
	from := float32(formalFrom)
	if plain {
		from = likely
	}
	// A plain word is out of place in some sentences of a formal text, not in all.
	if s.explicit && u.kind == narration && !plain {
		return s.target, Warning
	}
	if c.rule.only != anyText {
		return Neutral, Information // in such a story it is
	}
	o := c.odds
	if computing {
		o.formal -= computingCalm
		o.casual -= computingCalm
	}
	switch {
	case s.tale == noTale:
	case u.kind == narration:
		o.casual -= taleCalm
		if toldOf(p, leanings) > 0 { // a note in it may be as formal as any
			o.formal -= formalTaleCalm
		}
	case s.tale == oldTale:
		o.casual -= oldCalm
	default:
		o.casual -= speechCalm
	}
	if s.plainly && u.kind == narration && c.rule.register.spoken() {
		o.formal -= plainCalm + perCost*a.ordinary(p, c.span)
	}
	if c.settled {
		// by its context, unless all the rest of the sentence speaks against it
		if plain || c.rule.register.spoken() {
			if o.casual < likely {
				return Formal, Warning
			}
		} else if o.formal < certain {
			return Casual, Warning
		}
	}
	switch u.kind {
	case speech:
		// how a story is told says something of how people talk in it
		o.formal += clamp(block, 2) * 0.4
		o.casual -= clamp(block, 2) * 0.4
	case narration:
		// what stands round the sentence counts too, but never decides alone
		own := leanings[c.unit].whole()
		around := (clamp(block-own, 2) + s.document(own, 1)) * 0.4
		if plain {
			around = min(around, 0)
		}
		o.formal += around
		o.casual -= around
		switch calm := s.calm(own); s.kind {
		case Formal:
			if !plain {
				o.formal += kindWeight
			}
			o.casual -= kindWeight
		case Casual:
			o.formal -= kindWeight
			o.casual += kindWeight
		default:
			o.formal -= calm
			o.casual -= calm
		}
	}
	switch {
	case o.formal >= from && o.formal >= o.casual:
		return Formal, sureness(o.formal)
	case o.casual >= casualFrom:
		return Casual, sureness(o.casual)
	}
	// Between two registers the writer has the benefit of the doubt: a word of
	// talk in a text that may be talk, a stiff word in one that may be formal.
	if plain || c.rule.register.spoken() {
		if o.formal < formalFrom-doubt {
			return Casual, Hint
		}
	} else if o.casual < casualFrom-2*doubt {
		return Formal, Hint
	}
	return Neutral, Information
}

// sureness is the severity that odds are worth.
func sureness(odds float32) Severity {
	switch {
	case odds >= certain:
		return Warning
	case odds >= likely:
		return Information
	}
	return Hint
}

// severity is what the settings ask of the rule, else what the page says, else
// how sure the target is.
func (a *Analyzer) severity(c *candidate, target Register, sure Severity, s *setting) Severity {
	if len(s.settings.Rules) > 0 {
		family, _, _ := strings.Cut(c.rule.code, "/")
		for _, key := range []string{c.rule.code, family} {
			if v, ok := s.settings.Rules[key]; ok {
				return v
			}
		}
	}
	if c.rule.quiet && !(s.explicit && target != Formal) {
		return Off
	}
	if c.rule.severity != Off {
		return c.rule.severity
	}
	if c.rule.plain() {
		return Hint // good formal texts print it too
	}
	return sure
}
