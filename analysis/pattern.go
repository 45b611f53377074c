package analysis

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A pattern is a compiled piece of the notation of docs/notation.md §1. It is
// laid against a passage: a block's text with the words in it.
type pattern struct {
	source string
	// elements in reading order. In a pattern with a head (～) left holds what
	// stands before it, in reverse order, and right what stands after.
	elements    []element
	left, right []element
	hasHead     bool
	// before and after are the characters that can stand directly beside the head.
	before, after charSet
	// needs are, in a context without a head, what must stand in the sentence.
	needs  needs
	ofHead bool // it holds the text of its headword
	// In a form, mark is the range of elements inside 【】.
	markFrom, markTo int
	// loose: what is marked may begin and end inside a word
	loose bool
	// lists are, by the number of a capture, the lists of words with their
	// counterparts that it comes from; empty where there is none
	lists []*wordClass
	// to is what to write instead of this form; nil for what the rule says
	to []substitution
}

type elementKind uint8

const (
	literal    elementKind = iota
	gap                    // … inside the clause
	wideGap                // …… inside the sentence
	alternates             // （甲｜乙）, optional when ？ follows
	class                  // 〈动〉
	again                  // ①: what was captured, once more
	clauseStart
	clauseEnd
	markOpen
	markClose
)

type element struct {
	kind     elementKind
	single   bool // literal of one rune: a word of its own
	optional bool
	capture  int    // number of the capture from 1, 0 = none; for again, which one
	text     string // literal
	choices  [][]element
	sieve    *sieve // of the choices, nil where it can't tell
	class    *wordClass
}

// A wordClass decides whether one word belongs to it.
type wordClass struct {
	name  string
	words map[string]bool
	tags  []string // prefixes of part-of-speech tags
	any   bool
	// counterparts are what formal texts say instead of each word (修→维修), nil
	// for a class that tells none. The words of a list that does are laid against
	// the text whatever the segmentation makes of them: 修 in 修好, 记 in 记不住.
	counterparts map[string][]substitution
	longest      int // of the words, in bytes
}

func (c *wordClass) has(w *word, text string) bool {
	if c.any {
		return w.kind != spaceWord && w.kind != punctuationWord
	}
	if c.words[text] {
		return true
	}
	for _, tag := range c.tags {
		if w.pos.is(tag) {
			return true
		}
	}
	return false
}

// posClasses are the classes that go by part of speech, in jieba's tags.
var posClasses = map[string][]string{
	"动": {"v"}, "名": {"n", "vn", "an", "s", "l", "i", "j"}, "形": {"a", "z", "b"}, "副": {"d", "ad"}, "量": {"q"},
	"数": {"m"}, "代": {"r"}, "人名": {"nr"}, "地名": {"ns"}, "机构名": {"nt"}, "助": {"u"}, "介": {"p"}, "连": {"c"},
}

// A patternError says what is wrong with a pattern.
type patternError struct{ source, what string }

func (e *patternError) Error() string { return fmt.Sprintf("pattern %q: %s", e.source, e.what) }

// splitPatterns cuts a field's value into patterns: at ； and at ｜ outside
// groups.
func splitPatterns(value string) []string {
	var list []string
	depth, from := 0, 0
	add := func(to int) {
		if s := strings.TrimSpace(value[from:to]); s != "" {
			list = append(list, s)
		}
	}
	for i, r := range value {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		case '；', ';', '｜', '|':
			if depth > 0 && (r == '｜' || r == '|') {
				continue
			}
			add(i)
			from = i + utf8.RuneLen(r)
		}
	}
	add(len(value))
	return list
}

// A notation reads the contexts of rules. Most are said of many words alike: one
// that holds no text of its headword is compiled once and shared.
type notation struct {
	classes map[string]*wordClass
	shared  map[string]*pattern // by source
}

func newNotation(classes map[string]*wordClass) *notation {
	return &notation{classes, map[string]*pattern{}}
}

// context compiles a context of a headword, which nobody may change.
func (n *notation) context(source, head string) (*pattern, error) {
	if p := n.shared[source]; p != nil {
		return p, nil
	}
	p, err := compilePattern(source, head, n.classes)
	if err != nil {
		return nil, err
	}
	if texts, _, ok := p.anchors(); ok && !p.hasHead {
		p.needs = needsOf(texts)
	}
	if !p.ofHead {
		n.shared[source] = p
	}
	return p, nil
}

// form compiles a form, which is its rule's own.
func (n *notation) form(source, head string) (*pattern, error) {
	return compilePattern(source, head, n.classes)
}

// compilePattern reads one pattern of the notation. Head is the headword: the
// first ～ outside groups is where it stands, any other is its text.
func compilePattern(source, head string, classes map[string]*wordClass) (*pattern, error) {
	p := &pattern{source: source}
	c := patternCompiler{rest: source, headword: head, classes: classes}
	elements, err := c.sequence(false)
	if err != nil {
		return nil, &patternError{source, err.Error()}
	}
	var flat []element
	for _, e := range elements {
		switch e.kind {
		case markOpen:
			p.markFrom = len(flat)
			c.marks++
		case markClose:
			p.markTo = len(flat)
			c.marks++
		default:
			flat = append(flat, e)
		}
	}
	switch {
	case c.marks == 0:
		p.markTo = len(flat)
	case c.marks != 2 || p.markFrom >= p.markTo:
		return nil, &patternError{source, "【 and 】 must stand once each, in order, round something"}
	}
	// captures are counted inside the marks; what is outside is not kept
	number(flat[:p.markFrom], nil)
	number(flat[p.markTo:], nil)
	captures := 0
	number(flat[p.markFrom:p.markTo], &captures)
	if p.listed(flat[p.markFrom:p.markTo]); p.lists != nil {
		inWords(flat[p.markFrom:p.markTo])
	}
	for i := range flat {
		if e := &flat[i]; e.kind == again && (i < p.markFrom || i >= p.markTo || !holds(flat[p.markFrom:i], e.capture)) {
			return nil, &patternError{source, "① stands for what is caught before it inside 【】"}
		}
	}
	if captures >= maxCaptures && c.headSeen && c.marks == 0 {
		number(flat, nil) // a context: nothing of it is kept
	} else if captures >= maxCaptures {
		return nil, &patternError{source, "too many 〈〉 and （） inside the marks"}
	}
	p.elements, p.ofHead = flat, c.headSaid
	if c.headSeen {
		p.hasHead = true
		p.left = reversed(flat[:c.head])
		p.right = flat[c.head:]
		p.before, p.after = beginsWith(p.left, anyChar, true), beginsWith(p.right, anyChar, false)
	}
	return p, nil
}

// number gives every capture its number in reading order, or none at all.
func number(list []element, n *int) {
	for i := range list {
		e := &list[i]
		switch {
		case e.capture == 0 || e.kind == again:
		case n == nil:
			e.capture = 0
		default:
			*n++
			e.capture = *n
		}
		for _, choice := range e.choices {
			number(choice, n)
		}
	}
}

// list is the list that a capture comes from, nil for none.
func (p *pattern) list(capture int) *wordClass {
	if p.lists == nil {
		return nil
	}
	return p.lists[capture]
}

// listed notes which captures come from a list with counterparts.
func (p *pattern) listed(list []element) {
	for i := range list {
		e := &list[i]
		if e.kind == class && e.class.counterparts != nil && e.captures() {
			if p.lists == nil {
				p.lists = make([]*wordClass, maxCaptures)
			}
			p.lists[e.capture] = e.class
		}
		for _, choice := range e.choices {
			p.listed(choice)
		}
	}
}

// inWords lets every character stand inside a word, as those of the lists do.
func inWords(list []element) {
	for i := range list {
		list[i].single = false
		for _, choice := range list[i].choices {
			inWords(choice)
		}
	}
}

// holds tells whether a capture of this number is among the elements.
func holds(list []element, capture int) bool {
	return slices.ContainsFunc(list, func(e element) bool {
		return e.kind != again && e.capture == capture ||
			slices.ContainsFunc(e.choices, func(c []element) bool { return holds(c, capture) })
	})
}

func reversed(list []element) []element {
	out := make([]element, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		e := list[i]
		if e.kind == alternates {
			choices := make([][]element, len(e.choices))
			for j, c := range e.choices {
				choices[j] = reversed(c)
			}
			e.choices = choices
			e.sieve = sieveOf(choices)
		}
		out = append(out, e)
	}
	return out
}

// A sieve tells where none of several literals can stand, by the last byte of
// the first character of each, and of the last one: bits of its low six bits.
type sieve struct{ first, last uint64 }

// sieveOf is the sieve of choices that all begin with a literal, and with a
// character of three bytes; nil for others.
func sieveOf(choices [][]element) *sieve {
	s := &sieve{}
	for _, c := range choices {
		if len(c) == 0 || c[0].kind != literal || len(c[0].text) < 3 || c[0].text[0] < 0xE0 || c[0].text[0] > 0xEF {
			return nil
		}
		text := c[0].text
		s.first |= 1 << (text[2] & 63)
		s.last |= 1 << (text[len(text)-1] & 63)
	}
	return s
}

// lets tells whether one of the literals could stand at a position.
func (s *sieve) lets(text string, at int, back bool) bool {
	if back {
		return at > 0 && at <= len(text) && s.last&(1<<(text[at-1]&63)) != 0
	}
	return at >= 0 && at+2 < len(text) && s.first&(1<<(text[at+2]&63)) != 0
}

type patternCompiler struct {
	rest     string
	headword string
	classes  map[string]*wordClass
	marks    int
	head     int // index of the element after ～
	headSeen bool
	headSaid bool // its text went into the pattern
}

// sequence reads elements up to the end, or inside a group up to ｜ or ）.
func (c *patternCompiler) sequence(inGroup bool) ([]element, error) {
	if !inGroup {
		c.head = -1
	}
	var list []element
	for c.rest != "" {
		r, size := utf8.DecodeRuneInString(c.rest)
		switch r {
		case '｜', '|', '）', ')':
			if inGroup {
				return list, nil
			}
			return nil, fmt.Errorf("%c without （", r)
		}
		c.rest = c.rest[size:]
		switch r {
		case ' ', '　', '\t':
		case '～', '~':
			if inGroup || c.headSeen {
				if c.headword == "" {
					return nil, fmt.Errorf("～ has no headword to stand for")
				}
				list = append(list, newLiteral(c.headword))
				c.headSaid = true
				continue
			}
			c.headSeen = true
			c.head = len(list)
		case '…':
			kind := gap
			if strings.HasPrefix(c.rest, "…") {
				c.rest = strings.TrimPrefix(c.rest, "…")
				kind = wideGap
			}
			list = append(list, element{kind: kind})
		case '（', '(':
			var choices [][]element
			for {
				choice, err := c.sequence(true)
				if err != nil {
					return nil, err
				}
				choices = append(choices, choice)
				if c.rest == "" {
					return nil, fmt.Errorf("（ is not closed")
				}
				r, size := utf8.DecodeRuneInString(c.rest)
				c.rest = c.rest[size:]
				if r == '）' || r == ')' {
					break
				}
			}
			list = append(list, element{kind: alternates, choices: choices, sieve: sieveOf(choices), optional: c.optional(), capture: -1})
		case '〈', '<', '＜':
			i := strings.IndexAny(c.rest, "〉>＞")
			if i < 0 {
				return nil, fmt.Errorf("〈 is not closed")
			}
			name := strings.TrimSpace(c.rest[:i])
			_, size := utf8.DecodeRuneInString(c.rest[i:])
			c.rest = c.rest[i+size:]
			k, err := classNamed(name, c.classes)
			if err != nil {
				return nil, err
			}
			list = append(list, element{kind: class, class: k, optional: c.optional(), capture: -1})
		case '【':
			list = append(list, element{kind: markOpen})
		case '】':
			list = append(list, element{kind: markClose})
		case '＾', '^':
			list = append(list, element{kind: clauseStart})
		case '＄', '$':
			list = append(list, element{kind: clauseEnd})
		case '〉':
			return nil, fmt.Errorf("〉 without 〈")
		case '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨':
			list = append(list, element{kind: again, capture: int(r-'①') + 1})
		default:
			start := string(r) // a ？ with nothing before it stands for itself
			for c.rest != "" {
				r, size := utf8.DecodeRuneInString(c.rest)
				if strings.ContainsRune("｜|）)～~…（(〈<＜【】＾^＄$〉？? 　\t①②③④⑤⑥⑦⑧⑨", r) {
					break
				}
				start += string(r)
				c.rest = c.rest[size:]
			}
			if c.optional() {
				list = append(list, element{kind: alternates, choices: [][]element{{newLiteral(start)}}, optional: true})
				continue
			}
			list = append(list, newLiteral(start))
		}
	}
	if inGroup {
		return nil, fmt.Errorf("（ is not closed")
	}
	return list, nil
}

// classNamed is the class of that name; 〈甲｜乙〉 is of all words of both lists.
func classNamed(name string, classes map[string]*wordClass) (*wordClass, error) {
	names := strings.FieldsFunc(name, func(r rune) bool { return r == '｜' || r == '|' })
	if len(names) < 2 {
		if k, ok := classes[name]; ok {
			return k, nil
		}
		return nil, fmt.Errorf("there is no class 〈%s〉", name)
	}
	union := &wordClass{name: name}
	for _, n := range names {
		k, ok := classes[strings.TrimSpace(n)]
		switch {
		case !ok:
			return nil, fmt.Errorf("there is no class 〈%s〉", n)
		case k.counterparts == nil:
			return nil, fmt.Errorf("〈%s〉 of 〈%s〉 is not a list with arrows", n, name)
		}
		union.include(k)
	}
	return union, nil
}

// include adds the words of another list with arrows; one that is there stays.
func (c *wordClass) include(other *wordClass) {
	if c.counterparts == nil {
		c.words, c.counterparts = map[string]bool{}, map[string][]substitution{}
	}
	for word, subs := range other.counterparts {
		if !c.words[word] {
			c.words[word], c.counterparts[word] = true, subs
		}
	}
	c.longest = max(c.longest, other.longest)
}

func newLiteral(text string) element {
	return element{kind: literal, text: text, single: utf8.RuneCountInString(text) == 1}
}

// optional takes a ？ that follows.
func (c *patternCompiler) optional() bool {
	for _, q := range []string{"？", "?"} {
		if strings.HasPrefix(c.rest, q) {
			c.rest = c.rest[len(q):]
			return true
		}
	}
	return false
}

// A matcher lays patterns against one passage. Positions are bytes of the
// passage's text.
type matcher struct {
	*passage
	sentence Span // where … and …… stay
	// captures of the match under way, by number; only forward matches set them
	captures [maxCaptures]Span
	marked   Span // what a form marks
	whole    Span // all that a form matched
	onWords  bool // what is marked begins and ends with a word
	steps    int
	near     besideSpan // of the head that was asked for last
	word     int        // the number of the word that was asked for last
	chars    sentenceSet
}

// besideSpan are the characters directly before and after a span, otherChar
// where its sentence ends.
type besideSpan struct {
	span          Span
	before, after charSet
}

const (
	maxCaptures = 10
	// maxSteps bounds the work of one match; a pattern that needs more does
	// not match. It is far above what the longest sentence of prose needs.
	maxSteps = 20000
)

// A frame is what goes on where a list of elements ends: another list, from the
// place reached or from another, and something to note before it. Frames lie on
// the stack; nothing is allocated for a match.
type frame struct {
	list []element
	back bool
	note note
	// capture is the number for noteCapture, from where it began; for noteJump
	// from is the place to go on from.
	capture, from int
	next          *frame
}

type note uint8

const (
	noteNothing note = iota
	noteCapture      // the capture ends here
	noteJump         // go on from another place
	noteFrom         // what is marked begins here
	noteTo           // and ends here
	noteStart        // what the form matches begins here
	noteEnd          // and ends here
)

// around tells whether a pattern with a head holds with the head at span.
func (m *matcher) around(p *pattern, head Span) bool {
	if head != m.near.span {
		m.near = m.charsBeside(head)
	}
	if p.before&m.near.before == 0 || p.after&m.near.after == 0 {
		return false
	}
	m.steps = 0
	return m.match(p.left, head.Start, true, &frame{list: p.right, note: noteJump, from: head.End})
}

// couldHold tells whether the sentence could hold one of several literals.
func (m *matcher) couldHold(n needs) bool {
	if m.chars.of != m.sentence {
		m.chars.read(m.text, m.sentence)
	}
	return m.chars.has(n)
}

func (m *matcher) charsBeside(span Span) besideSpan {
	b := besideSpan{span, otherChar, otherChar}
	if span.Start > m.sentence.Start {
		r, _ := utf8.DecodeLastRuneInString(m.text[:span.Start])
		b.before = charOf(r)
	}
	if span.End < m.sentence.End {
		b.after = charAt(m.text[span.End:])
	}
	return b
}

// anywhere tells whether a pattern without a head matches in the sentence.
func (m *matcher) anywhere(p *pattern) bool {
	m.steps = 0
	if len(p.elements) == 0 || p.needs != nil && !m.couldHold(p.needs) {
		return false
	}
	if first := &p.elements[0]; first.kind == literal {
		text := m.text[m.sentence.Start:m.sentence.End]
		for from := 0; ; {
			i := strings.Index(text[from:], first.text)
			if i < 0 {
				return false
			}
			if m.match(p.elements, m.sentence.Start+from+i, false, nil) {
				return true
			}
			from += i + len(first.text)
		}
	}
	for i := m.wordAt(m.sentence.Start); i < len(m.words) && int(m.words[i].start) < m.sentence.End; i++ {
		if m.match(p.elements, int(m.words[i].start), false, nil) {
			return true
		}
	}
	return false
}

// match lays elements from a position forwards, or backwards, and then what the
// frames say; nil is the end, and success.
func (m *matcher) match(list []element, at int, back bool, then *frame) bool {
	if m.steps++; m.steps > maxSteps {
		return false
	}
	if len(list) == 0 {
		return then == nil || m.goOn(then, at)
	}
	e, rest := &list[0], list[1:]
	switch e.kind {
	case literal:
		to, ok := m.literal(e, at, back)
		return ok && m.match(rest, to, back, then)
	case gap, wideGap:
		for {
			if m.match(rest, at, back, then) {
				return true
			}
			w := m.beside(at, back)
			if w == nil || e.kind == gap && m.endsClause(w) {
				return false
			}
			at = m.past(w, back)
			if at < m.sentence.Start || at > m.sentence.End {
				return false
			}
		}
	case alternates:
		after := frame{list: rest, back: back, next: then}
		if e.captures() {
			after.note, after.capture, after.from = noteCapture, e.capture, at
		}
		if e.sieve != nil && !e.sieve.lets(m.text, at, back) {
			return e.optional && m.goOn(&after, at)
		}
		for _, choice := range e.choices {
			if len(choice) > 0 && choice[0].kind == literal {
				// most are; the step that match would take is taken here
				if m.steps++; m.steps > maxSteps {
					return false
				}
				if to, ok := m.literal(&choice[0], at, back); ok && m.match(choice[1:], to, back, &after) {
					return true
				}
			} else if m.match(choice, at, back, &after) {
				return true
			}
		}
		return e.optional && m.goOn(&after, at)
	case class:
		after := frame{list: rest, back: back, next: then}
		if e.captures() {
			after.note, after.capture, after.from = noteCapture, e.capture, at
		}
		if e.class.counterparts != nil {
			return m.listed(e, at, back, &after) || e.optional && m.goOn(&after, at)
		}
		if w := m.beside(at, back); w != nil && e.class.has(w, m.text[w.start:w.end]) {
			reached := int(w.end)
			if back {
				reached = int(w.start)
			}
			if reached >= m.sentence.Start && reached <= m.sentence.End && m.goOn(&after, reached) {
				return true
			}
		}
		return e.class.longest > 0 && m.several(e, at, back, &after) || e.optional && m.goOn(&after, at)
	case again:
		text := m.text[m.captures[e.capture].Start:m.captures[e.capture].End]
		if text == "" || back || !strings.HasPrefix(m.text[at:], text) || at+len(text) > m.sentence.End {
			return false
		}
		return m.match(rest, at+len(text), back, then)
	case clauseStart, clauseEnd:
		if !m.boundary(at) {
			return false
		}
		w := m.beside(at, e.kind == clauseStart)
		edge := m.sentence.End
		if e.kind == clauseStart {
			edge = m.sentence.Start
		}
		for w != nil && w.kind == spaceWord && at != edge && m.text[w.start:w.end] != "\n" {
			if e.kind == clauseStart {
				w = m.beside(int(w.start), true)
			} else {
				w = m.beside(int(w.end), false)
			}
		}
		return (at == edge || w == nil || m.endsClause(w)) && m.match(rest, at, back, then)
	}
	return false
}

// literal lays a literal at a position and returns the one after it, or before
// it. One of a single character stands as a word.
func (m *matcher) literal(e *element, at int, back bool) (to int, ok bool) {
	start, end := at, at+len(e.text)
	if to = end; back {
		start, end = at-len(e.text), at
		to = start
	}
	if start < m.sentence.Start || end > m.sentence.End || m.text[start:end] != e.text {
		return 0, false
	}
	return to, !e.single || m.boundary(start) && m.boundary(end)
}

// listed lays the words of a list with counterparts at a position, the longest
// first, and goes on from where each ends.
func (m *matcher) listed(e *element, at int, back bool, after *frame) bool {
	if back {
		for start := max(at-e.class.longest, m.sentence.Start); start < at; start++ {
			if e.class.words[m.text[start:at]] && m.goOn(after, start) {
				return true
			}
		}
		return false
	}
	for end := min(at+e.class.longest, m.sentence.End); end > at; end-- {
		if e.class.words[m.text[at:end]] && m.goOn(after, end) {
			return true
		}
	}
	return false
}

// several tries the words of a class that segmentation makes two or three of: 本品.
func (m *matcher) several(e *element, at int, back bool, after *frame) bool {
	reached := at
	for n := 1; n <= 3; n++ {
		w := m.beside(reached, back)
		if w == nil {
			return false
		}
		reached = m.past(w, back)
		text := m.text[min(at, reached):max(at, reached)]
		if len(text) > e.class.longest || reached < m.sentence.Start || reached > m.sentence.End {
			return false
		}
		if n > 1 && e.class.words[text] && m.goOn(after, reached) {
			return true
		}
	}
	return false
}

func (e *element) captures() bool { return e.capture > 0 && e.capture < maxCaptures }

// goOn notes what a frame asks for at the place reached and matches what it
// holds; on failure the note is taken back.
func (m *matcher) goOn(f *frame, at int) bool {
	switch f.note {
	case noteCapture:
		before := m.captures[f.capture]
		m.captures[f.capture] = Span{min(f.from, at), max(f.from, at)}
		if m.match(f.list, at, f.back, f.next) {
			return true
		}
		m.captures[f.capture] = before
		return false
	case noteJump:
		at = f.from
	case noteStart:
		m.whole.Start = at
	case noteEnd:
		m.whole.End = at
	case noteFrom:
		if m.onWords && !m.boundary(at) {
			return false
		}
		m.marked.Start = at
	case noteTo:
		if at <= m.marked.Start || m.onWords && !m.boundary(at) {
			return false
		}
		before := m.marked
		m.marked.End = at
		if m.match(f.list, at, f.back, f.next) {
			return true
		}
		m.marked = before
		return false
	}
	return m.match(f.list, at, f.back, f.next)
}

// beside returns the word that begins at (or, backwards, ends at) a position;
// nil when no word boundary is there.
func (p *passage) beside(at int, back bool) *word {
	if !p.boundary(at) {
		return nil
	}
	return p.from(p.wordAt(at), back)
}

// from is the word of a number, or backwards the one before it; nil for none.
func (p *passage) from(i int, back bool) *word {
	if back {
		i--
	}
	if i < 0 || i >= len(p.words) {
		return nil
	}
	return &p.words[i]
}

// beside is passage.beside, found from where the matcher was.
func (m *matcher) beside(at int, back bool) *word {
	if !m.boundary(at) {
		return nil
	}
	return m.from(m.wordAt(at), back)
}

// wordAt is passage.wordAt, found from where the matcher was: it goes from word
// to word.
func (m *matcher) wordAt(at int) int {
	i := min(m.word, len(m.words))
	for range 4 {
		switch {
		case i < len(m.words) && at >= int(m.words[i].end):
			i++
		case i > 0 && at < int(m.words[i-1].end):
			i--
		default:
			m.word = i
			return i
		}
	}
	m.word = m.passage.wordAt(at)
	return m.word
}

// past is where a word ends, or begins when going back; of a word that is part
// of a compound, where the compound does.
func (m *matcher) past(w *word, back bool) int {
	step := 1
	if back {
		step = -1
	}
	for i := m.wordAt(int(w.start)); ; i += step {
		at := int(m.words[i].end)
		if back {
			at = int(m.words[i].start)
		}
		if m.boundary(at) || i+step < 0 || i+step >= len(m.words) {
			return at
		}
	}
}

// textBeside is the text of such a word, "" where there is none.
func (p *passage) textBeside(at int, back bool) string {
	if w := p.beside(at, back); w != nil {
		return p.text[w.start:w.end]
	}
	return ""
}

// endsClause tells whether a word is a mark that … does not run across.
func (p *passage) endsClause(w *word) bool {
	switch text := p.text[w.start:w.end]; w.kind {
	case punctuationWord:
		switch r, _ := utf8.DecodeRuneInString(text); r { // a mark, perhaps said several times
		case '，', '。', '；', '：', '！', '？', ',', ';', '!', '?', ':', '…', '—':
			return true
		}
	case spaceWord:
		return strings.ContainsAny(text, "\n\r")
	}
	return false
}

// everywhere are the characters and marks that are in nearly every sentence:
// what is anchored there is tried often and in vain.
const everywhere = "，的了是在一不有"

// anchors returns the literals of which one must stand wherever the pattern
// matches, and the index of the element that holds them: the longest, and of
// those the fewest. ok is false for a pattern without one.
func (p *pattern) anchors() (list []string, at int, ok bool) {
	best := 0
	for i := range p.elements {
		if p.elements[i].kind == again {
			break // from behind it could not be told what it stands for
		}
		texts := p.elements[i].anchors()
		if len(texts) == 0 {
			continue
		}
		shortest := len(texts[0])
		for _, t := range texts {
			shortest = min(shortest, len(t))
			if strings.Contains(everywhere, t) {
				shortest = 1
			}
		}
		if shortest > best || shortest == best && len(texts) < len(list) {
			best, list, at, ok = shortest, texts, i, true
		}
	}
	return list, at, ok
}

// rareAnchors are anchors that a text has seldom, by how often it has each. A
// form is laid wherever one of them stands: 么 rather than 好, 是 or 来. Between
// them and those of anchors no … lies, which could be crossed in several ways.
func (p *pattern) rareAnchors(often func(text string) float64) (list []string, at int) {
	list, first, _ := p.anchors()
	sum := func(texts []string) (sum float64) {
		for _, t := range texts {
			sum += often(t)
		}
		return sum
	}
	at, best := first, sum(list)
	gaps := func(a, b int) bool {
		return slices.ContainsFunc(p.elements[min(a, b):max(a, b)], func(e element) bool { return e.kind == gap || e.kind == wideGap })
	}
	for i := range p.elements {
		if p.elements[i].kind == again {
			break
		}
		if texts := p.elements[i].anchors(); len(texts) > 0 && !gaps(first, i) {
			if s := sum(texts); s < best/2 {
				list, at, best = texts, i, s
			}
		}
	}
	return list, at
}

// anchors are the literals of which one must stand wherever the element
// matches; nil for an element without.
func (e *element) anchors() []string {
	switch {
	case e.kind == literal:
		return []string{e.text}
	case e.kind == class && !e.optional && e.class.counterparts != nil:
		return slices.Sorted(maps.Keys(e.class.words))
	case e.kind == alternates && !e.optional:
		var texts []string
		for _, c := range e.choices {
			if len(c) == 0 || c[0].kind != literal {
				return nil
			}
			texts = append(texts, c[0].text)
		}
		return texts
	}
	return nil
}

// form lays a form against the passage with its anchor element at a position,
// and returns the span to mark. Before holds the elements before the anchor, in
// reverse order.
func (m *matcher) form(p *pattern, before []element, at int) (Span, bool) {
	m.steps = 0
	m.captures = [maxCaptures]Span{}
	m.marked = Span{}
	m.onWords = !p.loose
	// back to the start, then forwards, so that the marks fall right
	last := frame{note: noteEnd}
	end := frame{list: p.elements[p.markTo:], note: noteTo, next: &last}
	inside := frame{list: p.elements[p.markFrom:p.markTo], note: noteFrom, next: &end}
	start := frame{list: p.elements[:p.markFrom], note: noteStart, next: &inside}
	ok := m.match(before, at, true, &start)
	m.onWords = false
	return m.marked, ok
}
