package analysis

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A wordKind tells Chinese words from what stands between them.
type wordKind uint8

const (
	hanWord         wordKind = iota // Han characters, perhaps with digits or letters
	otherWord                       // Latin words, numbers in digits, other scripts
	punctuationWord                 // punctuation, symbols, emoji
	spaceWord                       // white space
)

// A word is one word of a passage: a range of bytes of the passage's text.
//
// A novel is kept as words, and this is 16 bytes.
type word struct {
	start, end int32
	id         uint32 // in the segmentation dictionary, or noWord
	pos        tag
	kind       wordKind
	// inner tells that the word and the one before it make a compound that gse
	// lists and no dictionary explains: to rules, it is one word.
	inner bool
}

const noWord = ^uint32(0)

func (w *word) span() Span { return Span{int(w.start), int(w.end)} }

// A passage is the text of a block with what is known of it. Text is in
// simplified characters, rune by rune and byte by byte in the place of the
// original, so that one set of rules serves both scripts.
type passage struct {
	block    *prose.Block
	text     string
	original string
	words    []word
	starts   []uint64 // bit i: a word, or compound, begins (or the text ends) at byte i
	units    []unit
	terms    []termHit // words of the glossary
	owners   []owner   // the spans of the units, in order
	// script its characters show; BothScripts when they don't
	script   lexicon.Script
	narrated scriptCount // of what nobody says
}

// boundary tells whether a word begins or the text ends at a byte.
func (p *passage) boundary(at int) bool {
	return at >= 0 && at <= len(p.text) && p.starts[at>>6]&(1<<(at&63)) != 0
}

// wordAt returns the index of the word that holds the byte; the number of
// words for the end of the text.
func (p *passage) wordAt(at int) int {
	low, high := 0, len(p.words)
	for low < high {
		if middle := int(uint(low+high) / 2); int(p.words[middle].end) > at {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// wordsIn are the words that begin in a span, and the one that holds its first byte.
func (p *passage) wordsIn(span Span) []word {
	from, to := p.wordAt(span.Start), p.wordAt(span.End)
	if to < len(p.words) && int(p.words[to].start) < span.End {
		to++ // it reaches beyond
	}
	return p.words[from:max(from, to)]
}

func (p *passage) mark() {
	p.starts = make([]uint64, len(p.text)>>6+1)
	for _, w := range p.words {
		if !w.inner {
			p.starts[w.start>>6] |= 1 << (w.start & 63)
		}
	}
	n := len(p.text)
	p.starts[n>>6] |= 1 << (n & 63)
}

// simplify returns text with every traditional character replaced by its
// simplified form where that has as many bytes, so that offsets stay, and with
// 著 as 着 where it is the particle.
func (a *Analyzer) simplify(text string) string {
	for i, r := range text {
		if s := a.lex.Simplify(r); s != r && utf8.RuneLen(s) == utf8.RuneLen(r) || r == '著' && isParticleZhe(text, i) && followedByHan(text[i+len("著"):]) {
			var b strings.Builder
			b.Grow(len(text))
			b.WriteString(text[:i])
			for j := i; j < len(text); {
				r, size := utf8.DecodeRuneInString(text[j:])
				if s := a.lex.Simplify(r); r == '著' && isParticleZhe(text, j) {
					b.WriteRune('着')
				} else if r != utf8.RuneError && utf8.RuneLen(s) == size {
					b.WriteRune(s)
				} else {
					b.WriteString(text[j : j+size])
				}
				j += size
			}
			return b.String()
		}
	}
	return text
}

// isParticleZhe tells whether the 著 at a byte is the 着 of traditional text, and
// not that of 著作 and 名著.
func isParticleZhe(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	rest := text[at+len("著"):]
	after, size := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[size:])
	switch {
	case at == 0, strings.ContainsRune("名原显顯土卓专專编編论論巨译譯遗遺合所昭拙", before), after == '《':
		return false
	case after == '名', after == '文':
		return next == '字'
	case after == '作':
		return next == '业' || next == '業' || next == '文'
	case after == '书', after == '書':
		return next != '立'
	}
	return !strings.ContainsRune("述称稱录錄者有于於", after)
}

// followedByHan tells whether a text begins with a Chinese character.
func followedByHan(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.Is(unicode.Han, r)
}

// cut segments a block.
func (a *Analyzer) cut(block *prose.Block, words *userWords) *passage {
	p := &passage{block: block, original: block.Text}
	p.text = a.simplify(block.Text)
	p.words = a.segment(p.text, words)
	p.mark()
	return p
}

// read segments a block and cuts it into sentences and speech.
func (a *Analyzer) read(block *prose.Block, words *userWords) *passage {
	p := a.cut(block, words)
	p.units = units(p)
	p.terms = words.terms.hits(p)
	for i := range p.units {
		for _, s := range p.units[i].spans {
			if s.Len() > 0 { // a quotation of nothing owns nothing
				p.owners = append(p.owners, owner{s, i})
			}
		}
	}
	slices.SortFunc(p.owners, func(a, b owner) int { return a.span.Start - b.span.Start })
	var all scriptCount
	for _, o := range p.owners {
		count := a.scripts.count(p.original[o.span.Start:o.span.End])
		all.add(count)
		if p.units[o.unit].kind == narration {
			p.narrated.add(count)
		}
	}
	p.script = all.script()
	return p
}

// A unitKind tells who speaks.
type unitKind uint8

const (
	narration unitKind = iota // a sentence of the text itself
	speech                    // quoted speech: judged on its own
	mention                   // a word or title that is quoted: never judged
)

// A unit is what one register is worked out for: a sentence, or the part of
// one that is quoted. Its spans leave out what is quoted inside it.
type unit struct {
	kind  unitKind
	spans []Span
}

// An owner is a unit's number with one of its spans. Spans are disjoint.
type owner struct {
	span Span
	unit int
}

// unitOf returns the index of the unit that holds a byte, or -1.
func (p *passage) unitOf(at int) int {
	i := sort.Search(len(p.owners), func(i int) bool { return p.owners[i].span.End > at })
	if i == len(p.owners) || p.owners[i].span.Start > at {
		return -1
	}
	return p.owners[i].unit
}

// whole is the smallest span that holds the unit.
func (u *unit) whole() Span {
	return Span{u.spans[0].Start, u.spans[len(u.spans)-1].End}
}

// closingMark is the mark that closes what a mark opens, "" for one that opens
// nothing.
func closingMark(open string) string {
	switch open {
	case "“":
		return "”"
	case "「":
		return "」"
	case "『":
		return "』"
	case "‘":
		return "’"
	case "《":
		return "》"
	case "〈":
		return "〉"
	case "＂", "\"":
		return open
	}
	return ""
}

// longSentence is where a sentence is ended that does not end by itself, in
// bytes: at the next mark, or at twice the length. The time to judge a word
// grows with its sentence.
const longSentence = 1200

// maxQuoting is how deep quotations are looked for in quotations.
const maxQuoting = 12

// closingOf is the mark that closes what a word opens, "" for a word that opens
// nothing.
func closingOf(w word, text string) string {
	if w.kind != punctuationWord {
		return ""
	}
	return closingMark(text)
}

// units cuts a passage into sentences, with quoted speech apart.
func units(p *passage) []unit {
	var list []unit
	var closes map[int]int // see closings; made when a quotation is met
	depth := 0
	var walk func(from, to int, kind unitKind)
	walk = func(from, to int, kind unitKind) {
		depth++
		defer func() { depth-- }()
		current := unit{kind: kind}
		start := from // byte at which the open stretch of the sentence begins
		add := func(end int) {
			if start < end {
				current.spans = append(current.spans, Span{start, end})
			}
		}
		finish := func() {
			if len(current.spans) > 0 {
				list = append(list, current)
			}
			current = unit{kind: kind}
		}
		for i := p.wordAt(from); i < len(p.words) && int(p.words[i].start) < to; i++ {
			w := p.words[i]
			text := p.text[w.start:w.end]
			if closingOf(w, text) != "" {
				if closes == nil {
					closes = p.closings()
				}
				if j, ok := closes[i]; ok && int(p.words[j].start) < to {
					add(int(w.start))
					inner := Span{int(w.end), int(p.words[j].start)}
					quoted := mention
					if depth < maxQuoting {
						quoted = p.quoteKind(text, inner, int(w.start))
					}
					if quoted == mention {
						list = append(list, unit{kind: mention, spans: []Span{inner}})
					} else if inner.Len() > 0 {
						walk(inner.Start, inner.End, quoted)
					}
					i = j
					start = int(p.words[j].start)
					// a sentence mark inside the closing quote ends the sentence around it too
					if quoted == speech && endsWithStop(p.text[inner.Start:inner.End]) && p.newSentenceAfter(j, to) {
						add(int(p.words[j].end))
						finish()
						start = int(p.words[j].end)
					}
					continue
				}
			}
			if p.endsUnit(i, from) || int(w.end)-start > longSentence && (w.kind == punctuationWord || int(w.end)-start > 2*longSentence) {
				// marks that belong to the end: closing quotes, more marks
				for i+1 < len(p.words) && int(p.words[i+1].start) < to && p.words[i+1].kind == punctuationWord && strings.ContainsAny(p.text[p.words[i+1].start:p.words[i+1].end], "。！？!?…”’」』)）～~") {
					i++
				}
				add(int(p.words[i].end))
				finish()
				start = int(p.words[i].end)
			}
		}
		add(to)
		finish()
	}
	walk(0, len(p.text), narration)
	return list
}

// closings finds, for each word that opens a quotation, the word that closes
// it, in one walk: by number of word.
func (p *passage) closings() map[int]int {
	closes := map[int]int{}
	open := map[string][]int{} // by the mark that would close them
	for i := range p.words {
		w := &p.words[i]
		if w.kind != punctuationWord {
			continue
		}
		text := p.text[w.start:w.end]
		if list := open[text]; len(list) > 0 {
			closes[list[len(list)-1]] = i
			open[text] = list[:len(list)-1]
		}
		if close := closingMark(text); close != "" {
			open[close] = append(open[close], i)
		}
	}
	return closes
}

// quoteKind tells speech from a title or a word that is only mentioned.
func (p *passage) quoteKind(open string, inner Span, at int) unitKind {
	if open == "《" || open == "〈" {
		return mention
	}
	text := p.text[inner.Start:inner.End]
	if endsWithStop(text) || strings.ContainsAny(text, "。！？!?") {
		return speech
	}
	before := strings.TrimRight(p.text[:at], " \n")
	if strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "，") && inner.Len() > 24 {
		return speech
	}
	if before == "" && utf8.RuneCountInString(text) > 6 {
		return speech
	}
	return mention
}

func endsWithStop(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \n”’』」"))
	return strings.ContainsRune("。！？!?…，,—", r)
}

// newSentenceAfter tells whether what follows a closing quote begins anew:
// nothing, a line break or another quotation.
func (p *passage) newSentenceAfter(j, to int) bool {
	for k := j + 1; k < len(p.words) && int(p.words[k].start) < to; k++ {
		text := p.text[p.words[k].start:p.words[k].end]
		if text == "\n" {
			return true
		}
		if p.words[k].kind == spaceWord {
			continue
		}
		return closingMark(text) != ""
	}
	return true
}

// endsUnit tells whether a sentence ends with word i.
func (p *passage) endsUnit(i, from int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	switch {
	case w.kind == punctuationWord:
		switch r, _ := utf8.DecodeRuneInString(text); r { // a mark, perhaps said several times
		case '。', '！', '？', '!', '?':
			return true
		}
	case w.kind == spaceWord && strings.ContainsAny(text, "\n\r"):
		// a line that is short, or ends with a mark, stands for itself;
		// others were broken by the width of a page
		begin := strings.LastIndexAny(p.text[from:w.start], "\n\r") + 1 + from
		line := strings.TrimSpace(p.text[begin:w.start])
		last, _ := utf8.DecodeLastRuneInString(line)
		return utf8.RuneCountInString(line) < 28 || unicode.IsPunct(last) && last != '，' && last != '、'
	}
	return false
}
