package analysis

import (
	"iter"
	"sort"
	"strings"
	"sync"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// A Format is the kind of file a document is.
type Format = prose.Format

// The formats whose prose can be told from their markup.
const (
	PlainText = prose.Text
	Markdown  = prose.Markdown
)

// A Document is an immutable text with its analysis. Edit returns a new
// document that shares the untouched pieces and what is known of them.
// Analysis is done when it is asked for, for what is asked for, and kept. A
// Document is safe for concurrent use.
type Document struct {
	analyzer *Analyzer
	format   Format
	settings *Settings
	words    *userWords
	pieces   []*piece
	offsets  []int // where each piece begins, and where the last one ends
	lines    []int // line breaks before each piece, and in all

	overview sync.Once
	setting  setting
	facts    facts
	switches []switchAt
	problems []Problem
}

// A piece is a stretch of the file that is parsed by itself, with its analysis.
// Its offsets count from its own beginning.
type piece struct {
	text  string
	first bool // it begins the file
	// breaks holds the offsets just after each line break.
	breaks []int32
	// afterCR tells that the piece ends in "\r", which "\n" would go with
	parse  sync.Once
	parsed prose.Piece

	read      sync.Once
	passages  []*passage
	found     [][]candidate
	leanings  [][]leaning
	observed  []observation
	lean      float32 // sum of the leanings of its sentences, each from -2 to 2
	sentences int
}

// Open makes a document of text. Invalid UTF-8 is kept as it is.
func (a *Analyzer) Open(text string, format Format, settings *Settings) *Document {
	if settings == nil {
		settings = &Settings{}
	}
	d := &Document{analyzer: a, format: format, settings: settings, words: a.userWords(settings.Words)}
	for pos := 0; pos < len(text); {
		end := prose.Next(format, text, pos)
		d.pieces = append(d.pieces, newPiece(text[pos:end], pos == 0))
		pos = end
	}
	d.index()
	return d
}

func newPiece(text string, first bool) *piece {
	p := &piece{text: text, first: first}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			p.breaks = append(p.breaks, int32(i+1))
		case '\n':
			p.breaks = append(p.breaks, int32(i+1))
		}
	}
	return p
}

// index works out where the pieces begin.
func (d *Document) index() {
	d.offsets = make([]int, 1, len(d.pieces)+1)
	d.lines = make([]int, 1, len(d.pieces)+1)
	offset, lines := 0, 0
	for _, p := range d.pieces {
		offset += len(p.text)
		lines += len(p.breaks)
		d.offsets = append(d.offsets, offset)
		d.lines = append(d.lines, lines)
	}
}

// Edit returns the document with the bytes of span replaced by text. Its
// results are those of opening the new text afresh.
func (d *Document) Edit(span Span, text string) *Document {
	span.Start = max(0, min(span.Start, d.Len()))
	span.End = max(span.Start, min(span.End, d.Len()))
	next := &Document{analyzer: d.analyzer, format: d.format, settings: d.settings, words: d.words}
	// the piece before the one that is touched may end elsewhere now: it has
	// looked at the line after it
	from := max(0, d.pieceAt(span.Start)-2)
	if len(d.pieces) == 0 {
		return d.analyzer.Open(text, d.format, d.settings)
	}
	next.pieces = append(make([]*piece, 0, len(d.pieces)+4), d.pieces[:from]...)
	base := d.offsets[from]
	last := d.pieceAt(span.End) // the last piece that is touched
	// read on from there until a piece ends where an old one did
	taken := min(last+1, len(d.pieces))
	var b strings.Builder
	b.WriteString(d.Slice(Span{base, span.Start}))
	b.WriteString(text)
	b.WriteString(d.Slice(Span{span.End, d.offsets[taken]}))
	window := b.String()
	delta := len(text) - span.Len()
	pos := 0
	for {
		for pos < len(window) {
			end := d.next(window, pos, base)
			if end == len(window) && taken < len(d.pieces) {
				// what comes next could belong to this piece: read more
				break
			}
			next.pieces = append(next.pieces, d.reuse(window[pos:end], base+pos == 0))
			pos = end
			if at := base + pos - delta; at > span.End && base+pos >= span.Start+len(text) {
				if i := sort.SearchInts(d.offsets, at); i < len(d.offsets) && d.offsets[i] == at && i <= taken {
					next.pieces = append(next.pieces, d.pieces[i:]...)
					next.index()
					return next
				}
			}
		}
		if taken >= len(d.pieces) {
			break
		}
		more := min(len(d.pieces), taken+max(2, (taken-from)))
		window += d.Slice(Span{d.offsets[taken], d.offsets[more]})
		taken = more
	}
	next.index()
	return next
}

// next is prose.Next for a window of the text that begins at base.
func (d *Document) next(window string, pos, base int) int {
	if pos == 0 && base > 0 {
		// front matter stands at the beginning of the file only: a piece that
		// begins elsewhere must not be read as the first
		return prose.Next(d.format, "\x00"+window, 1) - 1
	}
	return prose.Next(d.format, window, pos)
}

func (d *Document) reuse(text string, first bool) *piece { return newPiece(strings.Clone(text), first) }

// WithSettings returns the same text under other settings.
func (d *Document) WithSettings(settings *Settings) *Document {
	return d.analyzer.Open(d.Text(), d.format, settings)
}

// pieceAt returns the index of the piece that holds an offset; the last one
// for the end of the text.
func (d *Document) pieceAt(offset int) int {
	i := sort.SearchInts(d.offsets, offset+1) - 1
	return max(0, min(i, len(d.pieces)-1))
}

// Len is the length of the text in bytes.
func (d *Document) Len() int { return d.offsets[len(d.offsets)-1] }

// Format is the kind of file the document is.
func (d *Document) Format() Format { return d.format }

// Settings are those the document is read under.
func (d *Document) Settings() *Settings { return d.settings }

// Text returns the whole text.
func (d *Document) Text() string { return d.Slice(Span{0, d.Len()}) }

// Slice returns a part of the text; the span is cut to fit.
func (d *Document) Slice(span Span) string {
	span.Start, span.End = max(0, span.Start), min(span.End, d.Len())
	if span.Start >= span.End {
		return ""
	}
	i := d.pieceAt(span.Start)
	if span.End <= d.offsets[i+1] {
		return d.pieces[i].text[span.Start-d.offsets[i] : span.End-d.offsets[i]]
	}
	var b strings.Builder
	b.Grow(span.Len())
	for ; i < len(d.pieces) && d.offsets[i] < span.End; i++ {
		from, to := max(0, span.Start-d.offsets[i]), min(len(d.pieces[i].text), span.End-d.offsets[i])
		b.WriteString(d.pieces[i].text[from:to])
	}
	return b.String()
}

// Lines is the number of lines: one more than there are line breaks. A line
// ends at "\n", "\r\n" or "\r".
func (d *Document) Lines() int { return d.lines[len(d.lines)-1] + 1 }

// LineStart returns the offset at which line n (from 0) begins; the end of the
// text for a line past the last.
func (d *Document) LineStart(n int) int {
	switch {
	case n <= 0:
		return 0
	case n >= d.Lines():
		return d.Len()
	}
	i := sort.SearchInts(d.lines, n) - 1 // lines[i] < n <= lines[i+1]
	return d.offsets[i] + int(d.pieces[i].breaks[n-d.lines[i]-1])
}

// LineAt returns the line (from 0) that holds the offset.
func (d *Document) LineAt(offset int) int {
	if len(d.pieces) == 0 {
		return 0
	}
	i := d.pieceAt(offset)
	breaks := d.pieces[i].breaks
	within := int32(offset - d.offsets[i])
	return d.lines[i] + sort.Search(len(breaks), func(j int) bool { return breaks[j] > within })
}

// prose parses the piece once.
func (d *Document) prose(p *piece) *prose.Piece {
	p.parse.Do(func() { p.parsed = prose.Parse(d.format, p.text, p.first) })
	return &p.parsed
}

// analyse reads the piece once: words, sentences, candidates.
func (d *Document) analyse(p *piece) {
	p.read.Do(func() {
		parsed := d.prose(p)
		for i := range parsed.Blocks {
			passage := d.analyzer.read(&parsed.Blocks[i], d.words)
			candidates, leanings := d.analyzer.examine(passage)
			p.passages = append(p.passages, passage)
			p.found = append(p.found, candidates)
			p.leanings = append(p.leanings, leanings)
			p.observed = append(p.observed, d.analyzer.observe(passage, leanings))
			for j := range leanings {
				if passage.units[j].kind == narration {
					p.lean += clamp(leanings[j].whole(), 2)
					p.sentences++
				}
			}
		}
	})
}

// look works out what holds for the document as a whole: its target, its
// leaning, and where it is switched off.
func (d *Document) look() {
	d.overview.Do(func() {
		d.setting = setting{settings: d.settings, target: d.settings.Target, explicit: d.settings.Explicit}
		for i, p := range d.pieces {
			d.analyse(p)
			d.setting.lean += p.lean
			d.setting.sentences += p.sentences
			for k := range p.observed {
				d.facts.add(&p.observed[k])
			}
			if p.parsed.FrontMatter != "" || len(p.parsed.Comments) > 0 {
				d.directives(p, d.offsets[i])
			}
		}
	})
}

// Findings yields the findings that overlap span, in text order. It is lazy:
// stop ranging to stop the work. The first call reads the whole document, on
// which each finding's target may depend.
func (d *Document) Findings(span Span) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		d.look()
		for i := d.pieceAt(span.Start); i < len(d.pieces) && d.offsets[i] < span.End; i++ {
			for f := range d.findingsOf(i) {
				if f.Span.Overlaps(span) && !yield(f) {
					return
				}
			}
		}
	}
}

func (d *Document) findingsOf(i int) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		p := d.pieces[i]
		for k, passage := range p.passages {
			decisions := d.analyzer.decide(passage, p.found[k], p.leanings[k], &d.setting)
			decisions = append(decisions, d.detect(passage, &p.observed[k])...)
			sort.SliceStable(decisions, func(i, j int) bool { return decisions[i].span.Start < decisions[j].span.Start })
			for _, c := range decisions {
				f, ok := d.finding(passage, &c, d.offsets[i])
				if ok && !d.silenced(&f) && !yield(f) {
					return
				}
			}
		}
	}
}

// finding makes the finding of a decision, with its fixes.
func (d *Document) finding(p *passage, c *decision, base int) (Finding, bool) {
	from, to, exact := p.block.Source(c.span.Start, c.span.End)
	if from == to {
		return Finding{}, false
	}
	r := c.rule
	f := Finding{
		Span: Span{base + from, base + to}, Code: r.code, Severity: c.severity, Word: r.name,
		Chinese: r.chinese, English: r.english,
	}
	if d.settings.ignores(p.original[c.span.Start:c.span.End], p.text[c.span.Start:c.span.End]) {
		return f, false
	}
	if !exact {
		return f, true // markup stands inside the word: no edit is safe
	}
	kind := Safe
	if len(c.subs) > 1 {
		kind = Choice
	}
	traditional := d.analyzer.traditional(p)
	for _, s := range c.subs {
		if s.advice {
			continue
		}
		text := c.expand(p, s.text)
		if traditional {
			text = d.analyzer.lex.ToTraditional(text)
		}
		f.Fixes = append(f.Fixes, Fix{Kind: kind, Text: text, Edits: []Edit{{f.Span, text}}})
	}
	return f, true
}

// expand puts the captures of a form into a substitution.
func (c *decision) expand(p *passage, text string) string {
	if !strings.ContainsAny(text, "①②③④⑤⑥⑦⑧⑨") {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if n := int(r - '①' + 1); n >= 1 && n < maxCaptures {
			s := c.captures[n]
			b.WriteString(p.text[s.Start:s.End])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// traditional tells whether a passage is written in traditional characters.
func (a *Analyzer) traditional(p *passage) bool {
	if p.text == p.original {
		return false
	}
	different := 0
	rest := p.original
	for i, r := range p.text {
		if o := []rune(rest[i:min(len(rest), i+4)]); len(o) > 0 && o[0] != r {
			if different++; different >= 2 {
				return true
			}
		}
	}
	return different > 0 && len(p.text) < 60
}

// Tokens yields the words of the prose that overlap span, in text order;
// markup is passed over.
func (d *Document) Tokens(span Span) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i := d.pieceAt(span.Start); i < len(d.pieces) && d.offsets[i] < span.End; i++ {
			d.analyse(d.pieces[i])
			for _, p := range d.pieces[i].passages {
				for _, t := range d.analyzer.tokens(p) {
					from, to, _ := p.block.Source(t.Span.Start, t.Span.End)
					t.Span = Span{d.offsets[i] + from, d.offsets[i] + to}
					if t.Span.Overlaps(span) && !yield(t) {
						return
					}
				}
			}
		}
	}
}

// Target tells the register the text is aimed at, and where that comes from.
func (d *Document) Target() Target {
	d.look()
	s := &d.setting
	switch {
	case s.explicit && d.settings.Explicit && d.settings.Target == s.target:
		return Target{s.target, "settings"}
	case s.explicit:
		return Target{s.target, "document"}
	case s.document(0, 0) >= 0.9:
		return Target{Formal, "text"}
	case s.document(0, 0) <= -0.9:
		return Target{Casual, "text"}
	}
	return Target{Neutral, "text"}
}

// A Target is the register a text is aimed at.
type Target struct {
	Register Register // Casual, Neutral or Formal
	Source   string   // "document" (comment or front matter), "settings" or "text"
}
