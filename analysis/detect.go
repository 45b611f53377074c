package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// Some rules look at more than a word in its sentence: 你 and 您 for one
// addressee, two scripts or two regions in one text, a passage that changes
// register. Each passage is observed once; what was seen is added up for the
// document; then each passage is asked again for its findings. The pages of
// these rules name in 查 which of the detectors below finds the case.
var detectors = map[string]bool{
	traditionalIn: true, simplifiedIn: true,
	taiwanIn: true, hongkongIn: true, mainlandInTaiwan: true, mainlandInHongkong: true,
	niForNin: true, ninForNi: true,
	turnsCasual: true, turnsFormal: true,
	stifferThanSource: true, looserThanSource: true, lostPlaceholder: true, lostTag: true, lostNumber: true, lostLink: true,
	severalRenderings: true, forbiddenTerm: true, missingTerm: true,
}

// The detectors, as pages name them.
const (
	traditionalIn      = "简体文里的繁体字"
	simplifiedIn       = "繁体文里的简体字"
	taiwanIn           = "大陆文里的台湾词"
	hongkongIn         = "大陆文里的香港词"
	mainlandInTaiwan   = "台湾文里的大陆词"
	mainlandInHongkong = "香港文里的大陆词"
	niForNin           = "该用您的你"
	ninForNi           = "该用你的您"
	turnsCasual        = "正式的段落里随便的一句"
	turnsFormal        = "随便的段落里正式的一句"
)

// An observation is what one passage shows of such things, speech and titles
// left out.
type observation struct {
	scripts scriptCount
	signs   regionSigns
	address address
	// odd is the unit that leaves the register of its passage, with the name of
	// its detector; "" when there is none.
	odd     int
	leaving string
	// pairs has the passage as a translation, if it is one; terms tells that it
	// holds words of the glossary.
	pairs []rendering
	terms bool
	// voices are the names that its lines begin with
	voices  voices
	subject subject
}

// facts are the observations of a whole document, added up: sums and unions,
// so that the parts of a document can be added in any order.
type facts struct {
	scripts scriptCount
	signs   regionSigns
	address address
	pairs   []rendering
	voices  voices
	subject subject
}

// A subject counts the passages, and among them those of software, those of court
// or swordsmen, and those that name things of our days; the runes of all, and of
// what is spoken; what shows that a story is told, and what reads as translated; the
// words of narration, and among them the small ones of plain prose.
type subject struct {
	passages, computing, court, modern int
	runes, spoken                      int
	told, bygone                       int
	foreign                            int
	narrated, small                    int
}

// isComputing tells whether a document is of software.
func (s subject) isComputing() bool {
	return s.computing >= computingLeast && s.computing*computingShares >= s.passages
}

// A formal text is written plainly where of a thousand words of narration plainRate at
// least are those of the list 平白, if it has plainLeast words, enough to tell. Contracts,
// judgments, minutes and notices of offices among the quiet texts have 0 to 11, plain
// formal ones 21 to 142, the government reports of docs/measurements.md 46 (go test
// ./analysis -run TestPlainly -v prints some). The odds of words of talk are lowered by
// plainCalm there, which leaves nine in ten of them: TestInsideATextOfItsKind.
const (
	plainLeast = 150
	plainRate  = 30
	plainCalm  = 1
)

// plainly tells whether a document is written plainly.
func (s subject) plainly() bool {
	return s.narrated >= plainLeast && s.small*1000 >= s.narrated*plainRate
}

// smallWords are those of the list 平白.
var smallWords = wordSet("平白")

// A taleKind tells whether a document is a story.
type taleKind uint8

const (
	noTale     taleKind = iota
	modernTale          // one of our days
	oldTale             // one of our grandparents': a novel of the 1930s, say
)

// Whoever tells a story chooses his words: in one, the odds of what he says
// himself are lowered by taleCalm, those of what is spoken by speechCalm, and by
// oldCalm where it is of our grandparents' days, for then people spoke otherwise. A text is a story where the clues of one sum to taleLeast and to
// taleRate in a thousand runes at least, and a part of it is spoken; not where it
// reads as translated: then it is a draft that wants a reader. The figures were
// set on two novels, in parts of 3,000 runes, and on our own texts that are none
// (docs/measurements.md).
const (
	taleLeast      = 6
	taleRate       = 2
	taleSpoken     = 0.06
	foreignRate    = 2 // in a thousand runes
	taleCalm       = 5
	oldCalm        = 8
	speechCalm     = 1.5
	formalTaleCalm = 3

	modernShares = 40 // of so many passages one names a thing of our days
	bygoneLeast  = 3
	bygoneRate   = 0.7 // in a thousand runes
	bygoneMany   = 20  // of so many it is one even if it is not told
	courtShares  = 4
)

// ofCourt tells whether a story is of court or swordsmen: there 大人 and 夫人 are no
// chance.
func (s subject) ofCourt() bool { return s.court*courtShares >= s.passages }

// tale tells whether a document is a story.
func (s subject) tale() taleKind {
	thousands := float64(s.runes) / 1000
	old := s.modern*modernShares < s.passages && s.bygone >= bygoneLeast && float64(s.bygone) >= bygoneRate*thousands
	switch {
	case old && s.bygone >= bygoneMany && s.passages >= bygoneMany:
		return oldTale // however it is told: the lines of a game
	case s.told < taleLeast, float64(s.told) < taleRate*thousands, float64(s.spoken) < taleSpoken*float64(s.runes):
		return noTale
	case float64(s.foreign) > foreignRate*thousands:
		return noTale
	case old:
		return oldTale
	}
	return modernTale
}

// add counts one passage, merge the passages of another part of the document.
func (f *facts) add(o *observation) {
	f.merge(&facts{o.scripts, o.signs, o.address, o.pairs, o.voices, o.subject})
}

func (f *facts) merge(g *facts) {
	f.scripts.simplified += g.scripts.simplified
	f.scripts.traditional += g.scripts.traditional
	f.signs.union(&g.signs)
	f.address.ni += g.address.ni
	f.address.nin += g.address.nin
	f.pairs = append(f.pairs, g.pairs...)
	f.voices.add(&g.voices)
	f.subject.passages += g.subject.passages
	f.subject.computing += g.subject.computing
	f.subject.court += g.subject.court
	f.subject.modern += g.subject.modern
	f.subject.runes += g.subject.runes
	f.subject.spoken += g.subject.spoken
	f.subject.told += g.subject.told
	f.subject.bygone += g.subject.bygone
	f.subject.foreign += g.subject.foreign
	f.subject.narrated += g.subject.narrated
	f.subject.small += g.subject.small
}

// speaks tells whether detect could find anything in a passage that was
// observed so: the others are never asked.
func (o *observation) speaks() bool {
	return o.scripts != scriptCount{} || o.address != address{} || o.signs != regionSigns{} || o.leaving != "" || o.pairs != nil || o.terms
}

// observe looks at a passage by itself.
func (a *Analyzer) observe(p *passage, leanings []leaning, candidates []candidate) observation {
	o := observation{scripts: p.narrated, voices: voicesOf(p.text)}
	a.places.signs(p, func(pair int, place region, _ Span) { o.signs[place].add(pair) })
	a.addressed(p, func(_ Span, polite bool) { o.address.add(polite) })
	o.odd, o.leaving = oddOne(p, leanings)
	o.terms = len(p.terms) > 0
	o.subject = subjectOf(p, leanings, candidates)
	if pair := p.block.Pair; pair != nil {
		o.pairs = []rendering{{}}
		if pair.Plural == "" && !pair.Fuzzy {
			o.pairs[0] = rendering{pair.Source, pair.Target}
		}
	}
	return o
}

// subjectOf counts one passage.
func subjectOf(p *passage, leanings []leaning, candidates []candidate) subject {
	s := subject{passages: 1, runes: utf8.RuneCountInString(p.text)}
	if isComputing(p, leanings) {
		s.computing = 1
	}
	if ofAnotherAge(leanings) {
		s.court = 1
	}
	for i := range p.units {
		if u := p.units[i].whole(); p.units[i].kind == speech {
			s.spoken += utf8.RuneCountInString(p.text[u.Start:u.End])
		} else if p.units[i].kind == narration {
			s.told += int(leanings[i].told)
			for _, span := range p.units[i].spans {
				for _, w := range p.wordsIn(span) {
					if w.kind == hanWord {
						s.narrated++
						if smallWords[p.text[w.start:w.end]] {
							s.small++
						}
					}
				}
			}
		}
		s.bygone += leanings[i].bygone
		if leanings[i].modern {
			s.modern = 1
		}
	}
	for i := range candidates {
		if strings.HasPrefix(candidates[i].rule.code, "translationese/") {
			s.foreign++
		}
	}
	return s
}

// detect adds to the decisions on a passage what only the whole document, or
// the whole passage, shows to be wrong in it.
func (d *Document) detect(p *passage, o *observation, found []candidate, decided []decision) []decision {
	report := func(detector string, span Span, choice bool, words ...string) {
		r := d.analyzer.detected[detector]
		if r == nil {
			return
		}
		c := &candidate{rule: r, span: span}
		severity := d.analyzer.severity(c, Neutral, Information, &d.setting)
		if severity == Off {
			return
		}
		dec := decision{candidate: c, span: span, target: Neutral, severity: severity, words: words, written: true, choice: choice}
		for _, s := range r.instead[Neutral] {
			// ② is what the detector would write, in each of its wordings
			if s.text == "②" {
				for _, text := range strings.Split(words[1], "、") {
					dec.subs = append(dec.subs, substitution{text: text})
				}
				continue
			}
			dec.subs = append(dec.subs, s)
		}
		decided = append(decided, dec)
	}
	d.mixedScripts(p, o, report)
	d.otherRegion(p, o, report)
	d.mixedAddress(p, o, report)
	d.mistermed(p, report)
	d.translated(p, found, decided, report)
	if o.leaving != "" && d.setting.tale == noTale {
		span := p.units[o.odd].whole()
		for _, c := range decided {
			if c.span.Overlaps(span) {
				return decided // a word in it is named already
			}
		}
		report(o.leaving, trimmed(p, span), true, "")
	}
	return decided
}

// A reporter takes what a detector found: the span, whether a person must
// choose, and the words that ① ② … of the page stand for.
type reporter func(detector string, span Span, choice bool, words ...string)

// trimmed is a span without the white space and stops at its ends.
func trimmed(p *passage, span Span) Span {
	const marks = " \t\r\n　。！？!?…"
	text := p.text[span.Start:span.End]
	left := len(text) - len(strings.TrimLeft(text, marks))
	return Span{span.Start + left, span.Start + max(left+1, len(strings.TrimRight(text, marks)))}
}

// says tells whether a stretch of text holds one of the words.
func says(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// A wordFinder tells whether a stretch of text holds one of its words.
type wordFinder struct {
	words []string
	first charSet // the characters that the words begin with
}

func newWordFinder(words []string) *wordFinder {
	f := &wordFinder{words: words}
	for _, w := range words {
		f.first |= charAt(w)
	}
	return f
}

func (f *wordFinder) in(text string) bool {
	for i, r := range text {
		if f.first&charOf(r) == 0 {
			continue
		}
		for _, w := range f.words {
			if strings.HasPrefix(text[i:], w) {
				return true
			}
		}
	}
	return false
}

// Two scripts.

// A scriptTable holds the script of each character that shows one, from
// firstScripted on.
type scriptTable []lexicon.Script

const firstScripted, lastScripted = 0x3400, 0x9FFF

func newScriptTable(lex *lexicon.Lexicon) scriptTable {
	t := make(scriptTable, lastScripted-firstScripted+1)
	for r, script := range lex.TellingRunes() {
		if r >= firstScripted && r <= lastScripted {
			t[r-firstScripted] = script
		}
	}
	return t
}

// A scriptCount counts the characters that show a script.
type scriptCount struct{ simplified, traditional int }

func (t scriptTable) count(text string) (c scriptCount) {
	for _, r := range text {
		if r < firstScripted || r > lastScripted {
			continue
		}
		switch t[r-firstScripted] {
		case lexicon.OnlySimplified:
			c.simplified++
		case lexicon.OnlyTraditional:
			c.traditional++
		}
	}
	return c
}

func (c *scriptCount) add(o scriptCount) {
	c.simplified += o.simplified
	c.traditional += o.traditional
}

// script is the clear majority.
func (c scriptCount) script() lexicon.Script {
	switch {
	case c.simplified >= 4*c.traditional && c.simplified > 0:
		return lexicon.OnlySimplified
	case c.traditional >= 4*c.simplified && c.traditional > 0:
		return lexicon.OnlyTraditional
	}
	return lexicon.BothScripts
}

// scriptOf is the script of a passage: its own, else that of the text.
func (s *setting) scriptOf(p *passage) lexicon.Script {
	if p.script != lexicon.BothScripts {
		return p.script
	}
	return s.script
}

func (f *facts) script() lexicon.Script { return f.scripts.script() }

// writeTraditional writes simplified text as the passage would: in the
// characters of Hong Kong where the passage shows those, else of Taiwan.
func (a *Analyzer) writeTraditional(text string, p *passage) string {
	if strings.ContainsAny(p.original, "裏着衞説綫") && !strings.ContainsAny(p.original, "裡著") {
		return a.lex.ToHongkong(text)
	}
	return a.lex.ToTaiwan(text)
}

var scriptTalk = newWordFinder(wordList("谈文字的词"))

// commonAlone are words of one character that are no names: 雲 by itself in a
// simplified text is most often a part of one.
const commonAlone = "这个没说们会为与来后时还对过让请将从当无问给吗么应该谁几两张条种点块见听写读买卖开关长门车书话钱饭"

// mixedScripts reports the words written in the script that is not the
// document's. A sentence that is wholly in the other script is a quotation.
func (d *Document) mixedScripts(p *passage, o *observation, report reporter) {
	own := d.setting.script
	detector := traditionalIn
	switch {
	case own == lexicon.OnlySimplified && o.scripts.traditional > 0:
	case own == lexicon.OnlyTraditional && o.scripts.simplified > 0:
		detector = simplifiedIn
	default:
		return
	}
	for i := range p.units {
		u := &p.units[i]
		if u.kind != narration {
			continue
		}
		var c scriptCount
		for _, s := range u.spans {
			c.add(d.analyzer.scripts.count(p.original[s.Start:s.End]))
		}
		other, same := c.traditional, c.simplified
		if own == lexicon.OnlyTraditional {
			other, same = same, other
		}
		if other == 0 || other > same && other >= 3 || scriptTalk.in(p.text[u.whole().Start:u.whole().End]) {
			continue
		}
		for _, s := range u.spans {
			for _, w := range p.wordsIn(s) {
				text := p.original[w.start:w.end]
				c := d.analyzer.scripts.count(text)
				switch {
				case w.kind != hanWord || w.pos.is("nr"):
				case utf8.RuneCountInString(text) == 1 && !strings.Contains(commonAlone, p.text[w.start:w.end]):
				case own == lexicon.OnlySimplified && c.traditional > 0:
					report(detector, w.span(), false, text, d.analyzer.lex.ToSimplified(text))
				case own == lexicon.OnlyTraditional && c.simplified > 0:
					report(detector, w.span(), false, text, d.analyzer.writeTraditional(p.text[w.start:w.end], p))
				}
			}
		}
	}
}

// 你 and 您.

// An address counts how one reader is spoken to.
type address struct{ ni, nin int }

func (a *address) add(polite bool) {
	if polite {
		a.nin++
	} else {
		a.ni++
	}
}

// An addressing is what the counts of a whole text say.
type addressing struct {
	mixed        bool // both are there
	clear        bool // one is at most half as frequent as the other
	politeIsRare bool
}

func (a address) balance() addressing {
	minority := min(a.ni, a.nin)
	return addressing{
		mixed: minority > 0, clear: a.ni+a.nin >= 3*minority, politeIsRare: a.nin < a.ni,
	}
}

// addressed visits every 你 and 您 by which the text itself speaks to one
// person. Speech, lines with the name of a speaker before them or that answer each
// other, what follows when someone is called by name, and 你 in 你追我赶 are left out.
func (a *Analyzer) addressed(p *passage, visit func(span Span, polite bool)) {
	if !strings.Contains(p.text, "你") && !strings.Contains(p.text, "您") {
		return
	}
	if answering(p.text) {
		return
	}
	colon := strings.Contains(p.text, "：") || strings.Contains(p.text, ":")
	called := Span{-1, -1}
	for i := range p.units {
		u := &p.units[i]
		if u.kind != narration {
			continue
		}
		if a.calls(p, u) {
			called = u.whole()
		}
		if called == u.whole() || colon && saidByName(p, u.spans[0].Start) {
			continue
		}
		for _, s := range u.spans {
			for _, w := range p.wordsIn(s) {
				text := p.text[w.start:w.end]
				if text != "你" && text != "您" {
					continue
				}
				after := p.text[w.end:]
				if says(prefix(after, 3), []string{"们", "我", "俩", "方", "校", "司", "局", "院", "单位", "公司"}) {
					continue
				}
				visit(w.span(), text == "您")
			}
		}
	}
}

// answering tells whether the lines of a passage are said in turn, as in a script
// without names: four of them at least, short, each a sentence or several, and some
// of them questions. What one line calls 您 the next may call 你.
func answering(text string) bool {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	whole, questions := 0, 0
	for _, line := range lines {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line))
		if strings.ContainsRune("。？！…～?!", last) {
			whole++
		}
		if last == '？' || last == '?' {
			questions++
		}
	}
	return len(lines) >= 4 && questions > 0 && whole*5 >= len(lines)*4 && utf8.RuneCountInString(text) <= 40*len(lines)
}

// prefix is the first n runes of a text.
func prefix(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// saidByName tells whether the line at a byte begins with a speaker's name and a
// colon, as in a script or a record of a talk. A salutation does not.
func saidByName(p *passage, at int) bool {
	begin := strings.LastIndexByte(p.text[:min(len(p.text), at+1)], '\n') + 1
	line, _, _ := strings.Cut(p.text[begin:], "\n")
	label := prefix(line, 10)
	i := strings.IndexFunc(label, func(r rune) bool { return r == '：' || r == ':' })
	if i <= 0 {
		return false
	}
	_, rest, _ := strings.Cut(strings.Replace(line, "：", ":", 1), ":")
	return strings.TrimSpace(rest) != "" && !says(label[:i], []string{"尊敬", "亲爱", "敬爱", "各位", "您好", "你好"})
}

// calls tells whether a sentence begins by calling someone, 小明，…, or thanks someone
// by name.
func (a *Analyzer) calls(p *passage, u *unit) bool {
	text := strings.TrimLeft(p.text[u.spans[0].Start:u.spans[0].End], " \n　")
	if _, whom, ok := strings.Cut(text, "谢谢"); ok && !strings.HasPrefix(whom, "你") && !strings.HasPrefix(whom, "您") {
		return true // 谢谢财务的芳姐，你……: each of them is spoken to in her own way
	}
	i := strings.Index(text, "，")
	if i < 0 || len([]rune(text[:i])) > 4 {
		return false
	}
	first := p.words[p.wordAt(u.spans[0].End-len(text))]
	return first.pos.is("nr") || a.classes["称呼"].words[text[:i]]
}

// mixedAddress reports the rarer of 你 and 您 where one person is spoken to.
func (d *Document) mixedAddress(p *passage, o *observation, report reporter) {
	all := d.ruling.address
	both := o.address.ni > 0 && o.address.nin > 0
	if !all.mixed || !both && !all.clear || d.setting.tale != noTale {
		return // in a story many people are spoken to
	}
	d.analyzer.addressed(p, func(span Span, polite bool) {
		switch {
		case polite && all.politeIsRare:
			report(ninForNi, span, true)
		case !polite && !all.politeIsRare:
			report(niForNin, span, true)
		}
	})
}

// A passage that changes register.

// How far a sentence must lean to be the odd one, and what clues it must show
// beside what the model makes of it; how far the sentences round it must lean,
// of which there must be so many.
const (
	oddLean    = 1.2
	oddClues   = 3
	aroundLean = 0.5
	aroundLeft = 3
)

// oddOne finds the one sentence of a passage that is clearly casual where all
// others are clearly formal, or the reverse.
func oddOne(p *passage, leanings []leaning) (unit int, detector string) {
	var formal, casual, others int
	oddFormal, oddCasual := -1, -1
	colon := strings.Contains(p.text, "：")
	for i := range p.units {
		if p.units[i].kind != narration || colon && givesWords(p, &p.units[i]) {
			continue
		}
		switch lean, clues := leanings[i].whole(), leanings[i].sum; {
		case lean >= oddLean && clues >= oddClues:
			if u := p.units[i].whole(); !strings.ContainsAny(p.text[u.Start:u.End], "呢吧呀啦嘛呗") {
				oddFormal = i // no office speaks with particles
			}
			formal++
		case lean >= aroundLean:
			formal++
		case lean <= -oddLean && clues <= -oddClues:
			oddCasual = i
			casual++
		case lean <= -aroundLean:
			casual++
		default:
			others++
		}
	}
	switch {
	case others > formal+casual:
	case casual == 1 && oddCasual >= 0 && formal >= aroundLeft:
		return oddCasual, turnsCasual
	case formal == 1 && oddFormal >= 0 && casual >= aroundLeft:
		return oddFormal, turnsFormal
	}
	return -1, ""
}

// givesWords tells whether a sentence says that what follows a colon in it is
// written elsewhere, on a note or a sign: its register is not the writer's.
func givesWords(p *passage, u *unit) bool {
	for _, s := range u.spans {
		for text := p.text[s.Start:s.End]; ; {
			before, after, ok := strings.Cut(text, "：")
			if !ok {
				break
			}
			for _, verb := range []string{"写着", "写道", "写的是", "印着", "刻着", "念道"} {
				if strings.HasSuffix(before, verb) {
					return true
				}
			}
			text = after
		}
	}
	return false
}
