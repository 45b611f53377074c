package analysis

import (
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
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
	pieces   sequence

	// unsilenced tells that the text's own instructions silence nothing
	unsilenced bool

	overview sync.Once
	setting  setting
	facts    facts
	ruling   *ruling
	// newestRuling is the ruling, or before it is known that of the document of
	// which this one was made by an edit
	newestRuling atomic.Pointer[ruling]
	switches     []switchAt
	problems     []Problem
	rendered     map[string][]string // the translations of a source that has several
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

	// former is a piece of which this one was made by an edit: its blocks that
	// are still there need not be read again. nil once that is done.
	former atomic.Pointer[piece]
	known  atomic.Bool // it has been read

	read      sync.Once
	passages  []*passage
	found     [][]candidate
	leanings  [][]leaning
	observed  []observation
	lean      int // sum of the leanings of its sentences, each from -2 to 2, in leanUnits
	sentences int

	// verdicts are the newest findings, which may be those of an older ruling
	verdicts atomic.Pointer[rulingOn]
}

// Open makes a document of text. Invalid UTF-8 is kept as it is.
func (a *Analyzer) Open(text string, format Format, settings *Settings) *Document {
	if settings == nil {
		settings = &Settings{}
	}
	d := &Document{analyzer: a, format: format, settings: settings, words: a.vocabulary(settings)}
	var pieces []*piece
	for pos := 0; pos < len(text); {
		end := prose.Next(format, text, pos)
		pieces = append(pieces, newPiece(text[pos:end], pos == 0))
		pos = end
	}
	d.pieces = newSequence(nil, pieces, nil)
	return d
}

func newPiece(text string, first bool) *piece {
	p := &piece{text: text, first: first}
	for at := 0; ; {
		i := prose.LineEnd(text, at)
		if i == at || text[i-1] != '\n' && text[i-1] != '\r' {
			return p
		}
		p.breaks = append(p.breaks, int32(i))
		at = i
	}
}

// Edit returns the document with the bytes of span replaced by text. Its
// results are those of opening the new text afresh.
func (d *Document) Edit(span Span, text string) *Document {
	span.Start = max(0, min(span.Start, d.Len()))
	span.End = max(span.Start, min(span.End, d.Len()))
	if d.Len() == 0 {
		return d.analyzer.Open(text, d.format, d.settings)
	}
	edited := &Document{analyzer: d.analyzer, format: d.format, settings: d.settings, words: d.words}
	edited.newestRuling.Store(d.newestRuling.Load())
	// the pieces before the one that is touched may end elsewhere now: a piece
	// has looked at the line after it
	from := d.pieces.previous(d.pieces.previous(d.pieces.at(span.Start)))
	base := from.offset
	ahead := d.pieces.next(d.pieces.at(span.End)) // the first piece whose text is not in the window
	window := d.pieces.slice(Span{base, span.Start}) + text + d.pieces.slice(Span{span.End, ahead.offset})
	shift := len(text) - span.Len()
	var pieces []*piece
	for pos, reach := 0, 2; ; reach *= 2 {
		for pos < len(window) {
			end := d.next(window, pos, base)
			if end == len(window) && d.pieces.piece(ahead) != nil {
				break // what comes next could belong to this piece: read more
			}
			pieces = append(pieces, newPiece(strings.Clone(window[pos:end]), base+pos == 0))
			pos = end
			// go on with the old pieces from where one of them begins
			if old := base + pos - shift; old > span.End && old <= ahead.offset && base+pos > 0 {
				if at := d.pieces.at(old); at.offset == old {
					edited.pieces = d.pieces.replace(from, at, pieces)
					return edited
				}
			}
		}
		if d.pieces.piece(ahead) == nil {
			break
		}
		start := ahead.offset
		for range reach {
			if d.pieces.piece(ahead) != nil {
				ahead = d.pieces.next(ahead)
			}
		}
		window += d.pieces.slice(Span{start, ahead.offset})
	}
	if old := d.pieces.piece(from); len(pieces) == 1 && base == 0 && d.pieces.piece(ahead) == nil {
		if !old.known.Load() {
			old = old.former.Load()
		}
		pieces[0].former.Store(old)
	}
	edited.pieces = d.pieces.replace(from, ahead, pieces)
	return edited
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

// WithSettings returns the same text under other settings.
func (d *Document) WithSettings(settings *Settings) *Document {
	return d.analyzer.Open(d.Text(), d.format, settings)
}

// Len is the length of the text in bytes.
func (d *Document) Len() int { return d.pieces.bytes() }

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
	return d.pieces.slice(span)
}

// Lines is the number of lines: one more than there are line breaks. A line
// ends at "\n", "\r\n" or "\r".
func (d *Document) Lines() int { return d.pieces.breaks() + 1 }

// LineStart returns the offset at which line n (from 0) begins; the end of the
// text for a line past the last.
func (d *Document) LineStart(n int) int {
	switch {
	case n <= 0:
		return 0
	case n >= d.Lines():
		return d.Len()
	}
	at := d.pieces.atLine(n)
	return at.offset + int(d.pieces.piece(at).breaks[n-at.line-1])
}

// LineAt returns the line (from 0) that holds the offset.
func (d *Document) LineAt(offset int) int {
	at := d.pieces.at(offset)
	p := d.pieces.piece(at)
	if p == nil {
		return 0
	}
	within := int32(offset - at.offset)
	return at.line + sort.Search(len(p.breaks), func(j int) bool { return p.breaks[j] > within })
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
		same := p.kept()
		for i := range parsed.Blocks {
			if !d.settings.reads(parsed.Blocks[i].Key) {
				continue
			}
			if old, k := same(&parsed.Blocks[i]); old != nil {
				again := *old.passages[k]
				again.block = &parsed.Blocks[i]
				p.keep(&again, old.found[k], old.leanings[k], old.observed[k])
				continue
			}
			passage := d.analyzer.read(&parsed.Blocks[i], d.words)
			candidates, leanings := d.analyzer.examine(passage)
			p.keep(passage, candidates, leanings, d.analyzer.observe(passage, leanings, candidates))
		}
		p.known.Store(true)
		p.former.Store(nil)
	})
}

func (p *piece) keep(passage *passage, candidates []candidate, leanings []leaning, observed observation) {
	p.passages = append(p.passages, passage)
	p.found = append(p.found, candidates)
	p.leanings = append(p.leanings, leanings)
	p.observed = append(p.observed, observed)
	for j := range leanings {
		if passage.units[j].kind == narration {
			p.lean += int(math.Round(float64(clamp(leanings[j].whole(), 2)) / leanUnit))
			p.sentences++
		}
	}
}

// kept returns a function that finds the reading of a block in the piece that
// this one was made of: in formats in which a file is one piece, a keystroke
// costs one block too.
func (p *piece) kept() func(*prose.Block) (*piece, int) {
	old := p.former.Load()
	if old == nil || !old.known.Load() {
		return func(*prose.Block) (*piece, int) { return nil, 0 }
	}
	at := make(map[string]int, len(old.passages))
	for k, passage := range old.passages {
		at[passage.original] = k
	}
	return func(b *prose.Block) (*piece, int) {
		k, ok := at[b.Text]
		if !ok || !b.Pair.Equal(old.passages[k].block.Pair) {
			return nil, 0
		}
		return old, k
	}
}

// look works out what holds for the document as a whole: its target, its
// leaning, and where it is switched off.
func (d *Document) look() {
	d.overview.Do(func() {
		d.setting = setting{settings: d.settings, target: d.settings.Target, explicit: d.settings.Explicit}
		for i, l := range d.pieces.leaves {
			d.sum(l)
			d.setting.lean += l.lean
			d.setting.sentences += l.count
			d.facts.merge(&l.facts)
			for _, k := range l.directing {
				at := d.pieces.offsets[i]
				for _, p := range l.pieces[:k] {
					at += len(p.text)
				}
				d.directives(l.pieces[k], at)
			}
		}
		d.setting.script = d.facts.script()
		d.rendered = renderings(d.facts.pairs)
		d.setting.kind = d.kind()
		d.setting.computing = d.facts.subject.isComputing()
		d.setting.tale, d.setting.court = d.facts.subject.tale(), d.facts.subject.ofCourt()
		d.setting.around = surroundingsOf(d.setting.lean, d.setting.sentences)
		d.setting.plainly = d.facts.subject.plainly() && d.setting.document(0, 0) >= leansFormal
		d.ruling = &ruling{
			around: d.setting.around, settings: d.settings, target: d.setting.target, explicit: d.setting.explicit,
			kind: d.setting.kind, computing: d.setting.computing, tale: d.setting.tale, plainly: d.setting.plainly, court: d.setting.court, script: d.setting.script, address: d.facts.address.balance(), rendered: written(d.rendered),
		}
		d.ruling.home, d.ruling.atHome = d.analyzer.places.home(&d.facts)
		if former := d.newestRuling.Load(); former != nil && *former == *d.ruling {
			d.ruling = former // equal ones are soon told to be so
		}
		d.newestRuling.Store(d.ruling)
	})
}

// kind is the register that the document shows by its shape.
func (d *Document) kind() Register {
	subtitles := d.format == prose.SRT || d.format == prose.WebVTT
	if d.facts.voices.talk() || subtitles && d.setting.mean() < spokenBelow {
		return Casual
	}
	if leaves := d.pieces.leaves; len(leaves) > 0 && len(leaves[0].pieces) > 0 {
		if first := leaves[0].pieces[0].passages; len(first) > 0 && first[0].block.Pair == nil && first[0].block.Key == "" {
			return titled(first[0].text)
		}
	}
	return Neutral
}

// sum reads the pieces of a leaf and adds up what they say, once.
func (d *Document) sum(l *leaf) {
	l.overview.Do(func() {
		for i, p := range l.pieces {
			d.analyse(p)
			l.lean += p.lean
			l.count += p.sentences
			speaks := false
			for k := range p.passages {
				l.facts.add(&p.observed[k])
				speaks = speaks || len(p.found[k]) > 0 || p.observed[k].speaks()
			}
			if speaks {
				l.speaking = append(l.speaking, i)
			}
			if p.parsed.FrontMatter != "" || len(p.parsed.Comments) > 0 {
				l.directing = append(l.directing, i)
			}
		}
	})
}

// finding makes the finding of a decision, with its fixes. Its spans are places
// in the text of the piece.
func (d *Document) finding(p *passage, c *decision, text string) (Finding, bool) {
	from, to, exact := p.block.Source(c.span.Start, c.span.End)
	if from == to {
		return Finding{}, false
	}
	r := c.rule
	f := Finding{
		Span: Span{from, to}, Code: r.code, Severity: c.severity, Word: r.name,
		Chinese: c.message(p, r.chinese), English: c.message(p, r.english),
	}
	if d.settings.ignores(p.original[c.span.Start:c.span.End], p.text[c.span.Start:c.span.End]) {
		return f, false
	}
	if !exact {
		return f, true // markup stands inside the word: no edit is safe
	}
	subs := d.analyzer.ranked(p, c)
	kind := Safe
	if len(subs) > 1 || c.choice {
		kind = Choice
	}
	if len(subs) > 0 && !subs[0].advice && subs[0].text != "" {
		// what is offered first need not be what the reason names
		c.rename(p, &f, c.expand(p, subs[0].text))
	}
	traditional := !c.written && d.setting.scriptOf(p) == lexicon.OnlyTraditional
	for _, s := range subs {
		if s.advice {
			continue
		}
		instead := d.analyzer.joined(p, c.span, c.expand(p, s.text))
		if p.negatesTwice(c.span, instead) {
			continue
		}
		if traditional {
			instead = d.analyzer.writeTraditional(instead, p)
		}
		if slices.ContainsFunc(f.Fixes, func(x Fix) bool { return x.Text == instead }) {
			continue // 看 and 看看 before 一下
		}
		edited := f.Span
		if place := p.place(c, instead); place != c.span {
			if from, to, exact := p.block.Source(place.Start, place.End); exact {
				edited = Span{from, to}
			}
		}
		written, ok := p.written(text[edited.Start:edited.End], instead)
		if !ok {
			continue // it can't be written here without harm to the file
		}
		f.Fixes = append(f.Fixes, Fix{Kind: kind, Text: instead, Edits: []Edit{{edited, written}}})
	}
	return f, true
}

// message is a reason as it is given of the words found: ～ stands for them.
func (c *decision) message(p *passage, reason string) string {
	return strings.ReplaceAll(c.expand(p, reason), "～", p.text[c.span.Start:c.span.End])
}

// rename puts what is offered first in the place of the substitution that the reason
// names, where that is another one.
func (c *decision) rename(p *passage, f *Finding, offered string) {
	if strings.Contains(f.Chinese, "「"+offered+"」") {
		return
	}
	for _, s := range c.subs {
		usual := c.expand(p, s.text)
		if usual != "" && strings.Contains(f.Chinese, "「"+usual+"」") {
			f.Chinese = strings.Replace(f.Chinese, "「"+usual+"」", "「"+offered+"」", 1)
			f.English = replaceWord(f.English, usual, offered)
			return
		}
	}
}

// replaceWord puts another Chinese word in the place of one in an English
// sentence, where it first stands by itself and not inside a longer one.
func replaceWord(text, word, instead string) string {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return text
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		rest := text[at+len(word):]
		if !unicode.Is(unicode.Han, before) && !followedByHan(rest) {
			return text[:at] + instead + rest
		}
		at += len(word)
	}
}

// expand puts the captures of a form into a substitution or a message.
func (c *decision) expand(p *passage, text string) string {
	var b strings.Builder
	written := 0 // bytes of the text that are in b
	for at := 0; ; {
		i := strings.IndexByte(text[at:], "①"[0]) // as ❶ begins too
		if i < 0 {
			break
		}
		at += i
		sign := at
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		instead := ""
		if n := int(r - '①' + 1); n >= 1 && n < maxCaptures {
			switch s := c.capture(n); {
			case n <= len(c.words):
				instead = c.words[n-1]
			default:
				instead = p.text[s.Start:s.End]
			}
		} else if n := int(r - '❶' + 1); n >= 1 && n < maxCaptures {
			if list := c.counterparts(p, n); len(list) > 0 {
				instead = list[0].text
			}
		} else {
			continue
		}
		b.WriteString(text[written:sign])
		b.WriteString(instead)
		written = at
	}
	if written == 0 {
		return text
	}
	b.WriteString(text[written:])
	return b.String()
}

// Tokens yields the words of the prose that overlap span, in text order;
// markup is passed over.
func (d *Document) Tokens(span Span) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for base, piece := range d.pieces.overlapping(span) {
			d.analyse(piece)
			for _, p := range piece.passages {
				for _, t := range d.analyzer.regionalReadings(d.analyzer.tokens(p), d.settings) {
					from, to, _ := p.block.Source(t.Span.Start, t.Span.End)
					t.Span = Span{base + from, base + to}
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
	}
	return Target{d.Judged(), "text"}
}

// leansFormal is how far a document leans that is formal, its opposite that of one
// that is casual: see setting.document.
const leansFormal = 0.9

// Judged is the register that the text itself speaks in, whatever it is aimed
// at.
func (d *Document) Judged() Register {
	d.look()
	if kind := d.setting.kind; kind != Neutral {
		return kind
	}
	switch lean := d.setting.document(0, 0); {
	case lean >= leansFormal:
		return Formal
	case lean <= -leansFormal:
		return Casual
	}
	return Neutral
}

// A Target is the register a text is aimed at.
type Target struct {
	Register Register // Casual, Neutral or Formal
	Source   string   // "document" (comment or front matter), "settings" or "text"
}
