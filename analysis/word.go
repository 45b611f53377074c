package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

// tokens gives a passage's words their readings. Spans are in its text.
func (a *Analyzer) tokens(p *passage) []Token {
	r := a.readerOf(p)
	defer r.giveBack()
	r.read()
	list := make([]Token, len(p.words))
	for k := range p.words {
		w := &p.words[k]
		at, n := r.place(k)
		t := &list[k]
		t.Span, t.Text, t.POS, t.Pinyin = w.span(), p.original[w.start:w.end], w.pos.String(), r.list[at:at+n:at+n]
		t.inner = w.inner
		if w.kind == hanWord {
			t.Han, t.Proper = true, a.properAt(p, k, n, r.known[k].named)
		}
	}
	return list
}

// Analyze segments a line of text: its tokens tile it.
func (a *Analyzer) Analyze(text string, settings *Settings) []Token {
	if settings == nil {
		settings = &Settings{}
	}
	block := prose.Whole(text)
	p := a.cut(&block, a.vocabulary(settings))
	return a.regionalReadings(a.tokens(p), settings)
}

// WordAt returns what is known of the word at an offset; ok is false where
// there is no Chinese word.
func (d *Document) WordAt(offset int) (found Word, ok bool) {
	if offset < 0 || offset > d.Len() || d.Len() == 0 {
		return Word{}, false
	}
	here := d.pieces.at(offset)
	piece := d.pieces.piece(here)
	d.analyse(piece)
	for _, p := range piece.passages {
		at, inside := p.block.FromSource(offset - here.offset)
		if !inside {
			continue
		}
		if at < len(p.text) {
			if span, numeral, ok := numeralAt(p.text, at); ok {
				from, to, _ := p.block.Source(span.Start, span.End)
				token := Token{Span: Span{here.offset + from, here.offset + to}, Text: p.original[span.Start:span.End], POS: "m"}
				w := Word{Token: token, Numeral: &numeral, Entries: d.analyzer.lex.Entries(token.Text)}
				if unit, size := utf8.DecodeRuneInString(p.text[at:]); len(w.Entries) == 0 && kindOfRune(unit) == hanRune {
					part := Token{Text: p.original[at : at+size], Han: true}
					w.Entries = d.analyzer.arrange(d.analyzer.lex.Entries(part.Text), part, role{})
				}
				return w, true
			}
		}
		k := p.wordAt(at)
		if k >= len(p.words) || p.words[k].kind != hanWord {
			// the end of a word counts as the word
			if k == 0 || p.words[k-1].kind != hanWord || int(p.words[k-1].end) != at {
				return Word{}, false
			}
			k--
		}
		token := d.analyzer.regionalReadings(d.analyzer.tokens(p), d.settings)[k]
		cursor := utf8.RuneCountInString(p.text[token.Span.Start:max(min(at, token.Span.End-1), token.Span.Start)])
		from, to, _ := p.block.Source(token.Span.Start, token.Span.End)
		token.Span = Span{here.offset + from, here.offset + to}
		w := d.analyzer.describe(token, d.settings, d.analyzer.roleOf(p, k), cursor)
		w.Within = d.analyzer.within(p, k)
		w.Separable = d.analyzer.separableAt(p, k)
		for f := range d.Findings(token.Span) {
			w.Findings = append(w.Findings, f)
		}
		return w, true
	}
	return Word{}, false
}

// Word returns what is known of a headword outside any sentence. Settings may
// be nil.
func (a *Analyzer) Word(text string, settings *Settings) Word {
	if settings == nil {
		settings = &Settings{}
	}
	if span, numeral, ok := numeralAt(text, 0); text != "" && ok && span.Len() == len(text) {
		return Word{Token: Token{Span: span, Text: text, POS: "m"}, Numeral: &numeral, Entries: a.lex.Entries(text)}
	}
	token := Token{Text: text, Span: Span{0, len(text)}, Han: true}
	here := role{}
	if id, ok := a.dict.WordID(text); ok {
		token.POS = a.dict.POS(id)
		token.Proper = tagNumbers[token.POS].isProper() && !slices.ContainsFunc(a.lex.Entries(text), func(e lexicon.Entry) bool { return !e.IsProper() })
	}
	var read []string // as the engine reads it by itself
	if guide, ok := lexicon.GuideTo(text); ok {
		read = pinyin.Numbered(guide.Pinyin)
	}
	if len(read) != utf8.RuneCountInString(text) {
		read = nil
		for _, part := range a.Analyze(text, settings) {
			read = append(read, part.Pinyin...)
		}
	}
	token.Pinyin = read
	if entries := a.lex.Entries(text); len(entries) > 0 && (len(read) != utf8.RuneCountInString(text) || slices.Contains(read, "")) { // T恤
		token.Pinyin = a.arrange(entries, token, here)[0].Pinyin
	}
	return a.describe(token, settings, here, -1)
}

// describe gathers what the lexicon and the contrasts know of a word. Cursor is
// the rune of it that is asked about, negative for the whole.
func (a *Analyzer) describe(token Token, settings *Settings, here role, cursor int) Word {
	simplified := a.simplify(token.Text)
	entries := a.lex.Entries(token.Text)
	if one := utf8.RuneCountInString(token.Text) == 1; len(entries) > 0 && isName(token.POS) &&
		(one && slices.ContainsFunc(entries, isWord) || !slices.ContainsFunc(entries, lexicon.Entry.IsProper)) {
		// the segmentation dictionary tags many a character as the surname that
		// it also is, and some words as names
		token.Proper, token.POS = false, ""
		if here.part == namePart && !here.sure {
			here = role{}
		}
	}
	if tag := lexicon.PartOfSpeech(simplified); tag != "" && !here.sure {
		here.part = partOfTag[tag]
	}
	w := Word{Token: token, HSK: a.lex.HSK(simplified), Level: settings.Levels[simplified], Common: a.commonness(simplified)}
	if w.Level == "" {
		w.Level = settings.Levels[token.Text]
	}
	w.Entries = a.arrange(entries, token, here)
	if len(w.Entries) > 0 {
		w.Token.Proper = w.Entries[0].IsProper()
	}
	w.Token.POS = posHere(token, w.Entries, here)
	if len(w.Entries) == 0 {
		w.Parts = a.pieces(token)
	} else {
		w.Nested = a.nested(token, cursor)
	}
	traditional := ""
	if len(w.Entries) > 0 {
		traditional = w.Entries[0].Traditional
	}
	w.Characters = a.characters(token, traditional)
	w.Region = a.region(token.Text)
	w.Contrasts = a.contrastsOf(simplified, &w, cursor >= 0)
	if guide, ok := lexicon.GuideTo(simplified); ok {
		w.Guide = guide
		w.Gist = guide.Gist(pinyin.Word(w.Token.Pinyin, pinyin.Marks, false), w.Token.POS, severalReadings(w.Entries))
	}
	w.Register, w.Why, w.Label = a.register(simplified, w.Entries, &w)
	return w
}

// partOfTag are the parts of speech that senses are told by.
var partOfTag = map[string]part{
	"n": nounPart, "v": verbPart, "a": adjectivePart, "d": adverbPart, "q": classifierPart, "u": particlePart, "f": placePart, "p": prepositionPart,
}

func isWord(e lexicon.Entry) bool { return !e.IsProper() }

// isName tells the tags of names, those of things among them.
func isName(pos string) bool { return tagNumbers[pos].isProper() || pos == "nz" }

// posHere is a word's part of speech in its sentence, where its neighbours or
// its reading tell; else the segmentation dictionary's, which knows one a word.
func posHere(token Token, entries []lexicon.Entry, here role) string {
	if len(entries) == 0 || len(entries[0].Senses) == 0 {
		return token.POS
	}
	first := partOfSense(&entries[0].Senses[0])
	polyphone := false
	for i := range entries {
		polyphone = polyphone || !sameSyllable(strings.Join(entries[0].Pinyin, " "), strings.Join(entries[i].Pinyin, " "))
	}
	if tag := lexicon.PartOfSpeech(entries[0].Simplified); tag != "" {
		if token.POS = tag; !here.sure {
			return tag
		}
	}
	all := map[part]bool{}
	for i := range entries[0].Senses {
		if s := &entries[0].Senses[i]; s.Gloss != "" {
			all[partOfSense(s)] = true
		}
	}
	one := utf8.RuneCountInString(token.Text) == 1
	switch {
	case one && polyphone && len(all) == 1 && all[particlePart] && !strings.ContainsAny(token.POS, "uyec"):
		return "u"
	case len(all) == 1 && all[verbPart] && (token.POS == "n" || strings.HasPrefix(token.POS, "z")): // some tags are plainly wrong
		return "v"
	case token.POS == "q" && !here.sure && !all[classifierPart] && all[nounPart]:
		return "n" // the 天 of 天黑
	case one && polyphone && strings.HasPrefix(token.POS, "u") && !strings.HasSuffix(entries[0].Pinyin[0], "5"): // 地 dì is no particle, nor is 了 liǎo
		for _, of := range []part{verbPart, nounPart, adjectivePart} {
			if all[of] {
				return map[part]string{verbPart: "v", nounPart: "n", adjectivePart: "a"}[of]
			}
		}
	}
	tag := map[part]string{verbPart: "v", adjectivePart: "a", classifierPart: "q", nounPart: "n", adverbPart: "d", placePart: "f"}[first]
	if tag != "" && (here.sure && first == here.part || polyphone && one && first != nounPart && !strings.ContainsAny(token.POS, "pcr")) &&
		(token.POS == "" || token.POS[0] != tag[0]) {
		return tag
	}
	return token.POS
}

// fit counts how well an entry's reading fits the reading of the token here.
func fit(e lexicon.Entry, token Token) int {
	if len(e.Pinyin) != len(token.Pinyin) {
		return 0
	}
	score := 1
	for i, syllable := range token.Pinyin {
		if sameSyllable(e.Pinyin[i], syllable) {
			score += 2
		}
	}
	return score
}

// sameSyllable compares readings without regard to capitals.
func sameSyllable(a, b string) bool {
	return len(a) == len(b) && (a == b || len(a) > 0 && a[0]|0x20 == b[0]|0x20 && a[1:] == b[1:])
}

// register tells what a word sounds like, and where that is known from: a
// contrast, or its guide, or else a label that every sense of it carries in the
// dictionary. With a word in its place, only what speaks of it as it is read
// there counts; nil for any.
func (a *Analyzer) register(simplified string, entries []lexicon.Entry, w *Word) (r Register, why, label string) {
	contrasts, guided := true, true
	if w != nil && severalReadings(entries) {
		contrasts = slices.ContainsFunc(w.Contrasts, func(c Contrast) bool { return !c.Back && readAlike(c.Pinyin, w.Token.Pinyin) })
		guided = w.Guide != nil && w.Guide.Pinyin == pinyin.Word(w.Token.Pinyin, pinyin.Marks, false)
		entries = slices.DeleteFunc(slices.Clone(entries), func(e lexicon.Entry) bool { return !readAlike(e.Pinyin, entries[0].Pinyin) })
	}
	if r, ok := a.words[simplified]; ok && contrasts {
		return r, "contrast", ""
	}
	if guide, ok := lexicon.GuideTo(simplified); ok && guided {
		if r, ok := registersByName[guide.Register]; ok {
			return r, "guide", ""
		}
	}
	if r, label := tagged(entries); r != Neutral {
		return r, "dictionary", label
	}
	return Neutral, "", ""
}

// severalReadings tells whether a word is a polyphone; names don't count.
func severalReadings(entries []lexicon.Entry) bool {
	first := -1
	for i := range entries {
		switch {
		case entries[i].IsProper():
		case first < 0:
			first = i
		case !readAlike(entries[first].Pinyin, entries[i].Pinyin):
			return true
		}
	}
	return false
}

// readAlike compares without regard to capitals; nil stands for any reading.
func readAlike(a, b []string) bool {
	return a == nil || b == nil || slices.EqualFunc(a, b, sameSyllable)
}

// tagRegisters are the registers that the dictionary's labels speak of.
var tagRegisters = map[lexicon.Register]Register{
	lexicon.Literary: Literary, lexicon.Dated: Literary, lexicon.Formal: Formal, lexicon.Colloquial: Colloquial,
	lexicon.Slang: Slang, lexicon.Vulgar: Slang, lexicon.Dialect: Dialect, lexicon.Honorific: Honorific,
}

// tagged is the register that every sense of every entry is labelled with, and
// the label itself.
func tagged(entries []lexicon.Entry) (found Register, label string) {
	for _, e := range entries {
		for _, s := range e.Senses {
			r := Neutral
			for _, tag := range s.Tags {
				if t, ok := tagRegisters[lexicon.RegisterOf(tag)]; ok {
					r, label = t, tag
				}
			}
			if r == Neutral || found != Neutral && r != found {
				return Neutral, ""
			}
			found = r
		}
	}
	return found, label
}

// Register tells what a word sounds like; Neutral for any word that nothing is
// known of.
func (a *Analyzer) Register(word string) Register {
	r, _, _ := a.register(a.simplify(word), a.lex.Entries(word), nil)
	return r
}

// HSK is a word's HSK 2.0 level, 1 to 6, or 0.
func (a *Analyzer) HSK(word string) int { return a.lex.HSK(a.simplify(word)) }

// registers lists the headwords of contrasts by their register.
func registers(rules []*rule) map[string]Register {
	all := map[string]Register{}
	for _, r := range rules {
		if len(r.forms) == 0 && r.register != Neutral && r.only == anyText {
			all[r.name] = r.register
		}
	}
	return all
}

// contrasts gathers the substitutions of all contrasts, by word, in either
// direction.
func contrasts(rules []*rule) map[string][]Contrast {
	all, back := map[string][]Contrast{}, map[string][]Contrast{}
	for _, r := range rules {
		if len(r.forms) > 0 || r.register == Neutral || r.only != anyText {
			continue
		}
		seen := map[string]bool{}
		for _, target := range []Register{Casual, Neutral, Formal} {
			for _, s := range r.instead[target] {
				if s.advice || s.text == "" || seen[s.text] {
					continue
				}
				seen[s.text] = true
				all[r.name] = append(all[r.name], Contrast{To: s.text, Register: target, rule: r})
				back[s.text] = append(back[s.text], Contrast{To: r.name, Register: r.register, Back: true, rule: r})
			}
		}
	}
	for word, list := range back {
		for _, c := range list {
			if !slices.ContainsFunc(all[word], func(known Contrast) bool { return known.To == c.To }) {
				all[word] = append(all[word], c)
			}
		}
	}
	return all
}

// contrastsOf are a word's contrasts. Spelling does not make two words one: 患
// stands for 得 dé and not for 得 děi. Inside a sentence those are left out that
// speak of another reading, or of one that is not known, or of one character as
// another part of speech.
func (a *Analyzer) contrastsOf(simplified string, w *Word, inSentence bool) []Contrast {
	list := a.contrast[simplified]
	several, one := severalReadings(w.Entries), utf8.RuneCountInString(simplified) == 1
	if len(list) == 0 || !several && !one {
		return list
	}
	fitting := make([]Contrast, 0, len(list))
	for i, u := range a.usesOf(simplified, list) {
		c := list[i]
		c.Pinyin = u.pinyin
		fits := (!several || u.pinyin != nil) && readAlike(u.pinyin, w.Token.Pinyin) &&
			(!one || len(u.tags) == 0 || slices.ContainsFunc(u.tags, func(tag string) bool { return alike(tag, w.Token.POS) }))
		if one && c.Back && w.Token.POS != "" && strings.Contains("fuqm", w.Token.POS[:1]) {
			fits = false // 上 may stand for 升入, but not on a table
		}
		if fits || !inSentence {
			fitting = append(fitting, c)
		}
	}
	return fitting
}

// A use is how a word is read where a contrast speaks of it, nil where that is
// not known, and what part of speech it is in the contrast's examples.
type use struct {
	pinyin []string
	tags   []string
}

// alike tells whether two tags can be those of one word: what is not known can.
// Verbs and prepositions, and verbs and adjectives, shade into each other.
func alike(a, b string) bool {
	if a == "" || b == "" || a[0] == b[0] {
		return true
	}
	pair := min(a[:1], b[:1]) + max(a[:1], b[:1])
	return pair == "pv" || pair == "av"
}

// usesOf lists, for each contrast of a word, how it uses the word.
func (a *Analyzer) usesOf(word string, list []Contrast) []use {
	if known, ok := a.useMemo.Load(word); ok {
		return known.([]use)
	}
	var readings []lexicon.Entry // of each the first entry
	entries := a.lex.Entries(word)
	for _, e := range entries {
		if !e.IsProper() && e.HasGloss() && !slices.ContainsFunc(readings, func(r lexicon.Entry) bool { return readAlike(r.Pinyin, e.Pinyin) }) {
			readings = append(readings, e)
		}
	}
	all := make([]use, len(list))
	for i, c := range list {
		votes := make([]int, len(readings))
		for _, e := range c.rule.examples() {
			if !e.flagged || e.text[e.span.Start:e.span.End] != c.rule.name {
				continue
			}
			text := e.text
			if c.Back {
				text = e.text[:e.span.Start] + word + e.text[e.span.End:]
			}
			pinyin, tag, ok := a.useAt(text, Span{e.span.Start, e.span.Start + len(word)})
			if !ok || strings.HasPrefix(tag, "u") {
				continue // a particle has no partner, and 得 is one too often
			}
			all[i].tags = append(all[i].tags, tag)
			for k := range readings {
				if readAlike(readings[k].Pinyin, pinyin) {
					votes[k]++
				}
			}
		}
		if len(readings) > 1 {
			all[i].pinyin = a.readingAmong(readings, entries, c.To, votes)
		}
	}
	known, _ := a.useMemo.LoadOrStore(word, all)
	return known.([]use)
}

// readingAmong chooses the reading under which a word means what its partner
// does; nil where that is open. What counts is how the word is read in the
// partner's place, what the glosses have in common, and how a partner that the
// character is part of is read itself: of 还 and 归还, huán.
func (a *Analyzer) readingAmong(readings, entries []lexicon.Entry, partner string, votes []int) []string {
	others := a.lex.Entries(partner)
	var inPartner []string
	if at := strings.Index(partner, readings[0].Simplified); at >= 0 && len(readings[0].Pinyin) == 1 && len(others) > 0 {
		if n := utf8.RuneCountInString(partner[:at]); n < len(others[0].Pinyin) {
			inPartner = others[0].Pinyin[n : n+1]
		}
	}
	meant := glossWords(others, nil)
	best, most, open := 0, 1, true
	for k := range readings {
		score, shared := 2*votes[k], 0
		if inPartner != nil && readAlike(inPartner, readings[k].Pinyin) {
			score += 3
		}
		for word := range glossWords(entries, readings[k].Pinyin) {
			if meant[word] {
				shared++
			}
		}
		score += 2 * shared
		if score == 2 && shared == 0 {
			score = 1 // one reading in one example proves nothing
		}
		if score > most {
			best, most, open = k, score, false
		} else if score == most {
			open = true
		}
	}
	if open {
		return nil
	}
	return readings[best].Pinyin
}

// glossWords are the words that say something in the glosses of the entries
// that are read so; nil for all.
func glossWords(entries []lexicon.Entry, reading []string) map[string]bool {
	words := map[string]bool{}
	for i := range entries {
		if !readAlike(entries[i].Pinyin, reading) {
			continue
		}
		for j := range entries[i].Senses {
			for _, word := range strings.FieldsFunc(entries[i].Senses[j].Gloss, func(r rune) bool { return r < 'a' || r > 'z' }) {
				if len(word) > 2 && !emptyWords[word] {
					words[word] = true
				}
			}
		}
	}
	return words
}

var emptyWords = setOfWords("sth sb the and for with from one esp etc used usu that not fig lit into out off classifier")

// useAt tells how the word is read that is a span of a text, and which part of
// speech it is; ok is false where the span is none.
func (a *Analyzer) useAt(text string, span Span) (pinyin []string, tag string, ok bool) {
	block := prose.Whole(text)
	p := a.cut(&block, a.vocabulary(&Settings{}))
	k := p.wordAt(span.Start)
	if k >= len(p.words) || int(p.words[k].start) != span.Start || int(p.words[k].end) != span.End {
		return nil, "", false
	}
	token := a.tokens(p)[k]
	here := a.roleOf(p, k)
	return token.Pinyin, posHere(token, a.arrange(a.lex.Entries(token.Text), token, here), here), true
}
