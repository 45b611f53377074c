package analysis

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A candidate is a place where a rule's word stands and none of its exceptions
// hold. Whether it is a finding depends on the target register there.
type candidate struct {
	rule    *rule
	form    *pattern
	span    Span // in the passage's text
	unit    int
	settled bool // a context (当) settles that the word is out of place
	// captures of the form, for substitutions
	captures [maxCaptures]Span
}

// A leaning is how far a stretch of text leans towards formal and towards
// casual register.
type leaning struct {
	sum   float32 // of the clues: towards formal above 0
	clues []placedClue
	// casual and formal are what the model makes of the whole sentence
	casual, formal float32
}

// clueWeight is what a point of the clues counts beside a point of the model's
// score.
const clueWeight = 0.3

// whole is the leaning of the sentence as it stands: above 0 when it is formal,
// below 0 when it is casual, from -2 to 2.
func (l *leaning) whole() float32 {
	formal, casual := l.sides(l.sum)
	return clamp(max(0, formal)-max(0, casual), 2)
}

// sides adds clues to what the model says.
func (l *leaning) sides(clues float32) (formal, casual float32) {
	return l.formal + clueWeight*clues, l.casual - clueWeight*clues
}

type placedClue struct {
	clue *clue
	span Span
}

// decided is the leaning from which a sentence is taken to be casual, or
// formal, when this word is judged. How much is asked for depends on the word:
// slang or a classical word stands out sooner than a merely formal one, and a
// function word of one character, of which written Chinese is full, later. The
// figures were set on the tuning half of register-bench and the native texts of
// ../shared/eval.
func (r *rule) decided() float32 {
	switch {
	case r.register == Slang || r.register == Internet || r.register == Dialect:
		return -0.4
	case r.register == Literary || r.register == Official:
		return 0.2
	case utf8.RuneCountInString(r.name) == 1 && r.register == Formal:
		return 1.5
	default:
		return 0.6
	}
}

// wordWeights is what a word of a contrast says of the sentence it stands in,
// when another word is judged.
var wordWeights = [...]float32{
	Formal: 0.5, Official: 1, Literary: 0.5, Honorific: 0.5,
	Colloquial: -0.7, Slang: -1, Internet: -1, Dialect: -1,
}

// examine finds the candidates of a passage and the leaning of its units.
func (a *Analyzer) examine(p *passage) (candidates []candidate, leanings []leaning) {
	leanings = make([]leaning, len(p.units))
	m := &matcher{passage: p}
	for i := range p.words {
		w := &p.words[i]
		if w.kind == spaceWord {
			continue
		}
		for start := w.start; start < w.end; {
			from := start
			a.scan.at(p.text, from, func(hit anchor) {
				u := p.unitOf(from)
				if u < 0 {
					return
				}
				a.consider(m, hit, from, u, &candidates, &leanings[u])
			})
			start++
			for start < w.end && p.text[start]&0xC0 == 0x80 {
				start++
			}
		}
	}
	for i := range p.units {
		leanings[i].sum += symbolClues(p, &p.units[i])
		if u := &p.units[i]; u.kind != mention {
			leanings[i].casual, leanings[i].formal = a.model.score(p.text, u.spans, Span{})
		}
	}
	return longest(candidates), leanings
}

// unitOf returns the index of the unit that holds a byte, or -1.
func (p *passage) unitOf(at int) int {
	for i := range p.units {
		if p.units[i].has(at) {
			return i
		}
	}
	return -1
}

func (a *Analyzer) consider(m *matcher, hit anchor, at, u int, candidates *[]candidate, lean *leaning) {
	p := m.passage
	un := &p.units[u]
	m.sentence = un.whole()
	span := Span{at, at + hit.size}
	if hit.form == nil {
		if !p.boundary(span.Start) || !p.boundary(span.End) {
			return
		}
	} else {
		var ok bool
		if span, ok = m.form(hit.form, hit.element, at); !ok {
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
	c := candidate{rule: r, form: hit.form, span: span, unit: u, captures: m.captures}
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
		text := p.text[s.Start:s.End]
		for _, r := range text {
			if unicode.Is(unicode.So, r) && r >= 0x1F300 {
				weight = min(weight, -2)
			}
		}
		for _, mark := range []string{"～", "~", "！！", "!!", "？？", "??", "？！", "^_^", "T_T", ":)", "……？"} {
			if strings.Contains(text, mark) {
				weight = min(weight, -1)
			}
		}
	}
	return weight
}

// longest keeps, of candidates that overlap, the longest, and of those the
// first in the order of the pages.
func longest(list []candidate) []candidate {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.span.Start != b.span.Start {
			return a.span.Start < b.span.Start
		}
		return a.span.Len() > b.span.Len()
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
	// -2 to 2.
	lean      float32
	sentences int
	settings  *Settings
}

// document is how far the document leans, from -1.9 to 1.9, when one of its
// sentences is left out: never enough to decide by itself.
func (s *setting) document(leftOut float32, n int) float32 {
	if s.sentences <= n {
		return 0
	}
	return clamp((s.lean-clamp(leftOut, 2))/float32(s.sentences-n)*1.5, 1.9)
}

// decide turns the candidates of a passage into findings, spans still in the
// passage's text. Exact maps a span to the document's bytes.
func (a *Analyzer) decide(p *passage, candidates []candidate, leanings []leaning, s *setting) []decision {
	var list []decision
	block := float32(0)
	for i := range p.units {
		if p.units[i].kind == narration {
			block += leanings[i].whole()
		}
	}
	for i := range candidates {
		c := &candidates[i]
		if n := len(list); n > 0 && list[n-1].span.Overlaps(c.span) && list[n-1].span.Len() >= c.span.Len() {
			continue
		}
		target, sure := a.target(c, p, leanings, block, s)
		subs, ok := c.rule.instead[target]
		if !ok {
			continue
		}
		severity := a.severity(c, target, sure, s)
		if severity == Off {
			continue
		}
		for n := len(list); n > 0 && list[n-1].span.Overlaps(c.span); n = len(list) {
			list = list[:n-1]
		}
		list = append(list, decision{candidate: c, span: c.span, target: target, severity: severity, subs: subs})
	}
	return list
}

type decision struct {
	*candidate
	span     Span
	target   Register
	severity Severity
	subs     []substitution
}

func clamp(x, limit float32) float32 { return max(-limit, min(limit, x)) }

// target works out the register that the sentence round a candidate is in or
// aimed at, and how sure that is.
func (a *Analyzer) target(c *candidate, p *passage, leanings []leaning, block float32, s *setting) (Register, Severity) {
	u := &p.units[c.unit]
	if s.explicit && u.kind == narration {
		return s.target, Warning
	}
	if c.settled {
		switch c.rule.register {
		case Colloquial, Slang, Internet, Dialect:
			return Formal, Warning
		default:
			return Casual, Warning
		}
	}
	own := &leanings[c.unit]
	alone := leaning{}
	alone.casual, alone.formal = a.model.score(p.text, u.spans, c.span)
	formal, casual := alone.sides(own.without(c.span))
	decided := c.rule.decided()
	sure := Warning
	if u.kind == narration && formal < decided && casual < decided {
		// the sentence itself does not tell: its paragraph and the text may
		around := clamp(block-own.whole(), 2)*0.4 + s.document(own.whole(), 1)*0.4
		formal += around
		casual -= around
		sure = Information
	}
	switch {
	case formal >= decided && formal >= casual:
		return Formal, sure
	case casual >= decided:
		return Casual, sure
	}
	return Neutral, Information
}

// severity is what the settings ask of the rule, else what the page says, else
// how sure the target is.
func (a *Analyzer) severity(c *candidate, target Register, sure Severity, s *setting) Severity {
	family, _, _ := strings.Cut(c.rule.code, "/")
	for _, key := range []string{c.rule.code, family} {
		if v, ok := s.settings.Rules[key]; ok {
			return v
		}
	}
	if c.rule.quiet && !(s.explicit && target != Formal) {
		return Off
	}
	if c.rule.severity != Off {
		return c.rule.severity
	}
	return sure
}
