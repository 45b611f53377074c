package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

// tokens gives a passage's words their readings. Spans are in its text.
func (a *Analyzer) tokens(p *passage) []Token {
	readings, named := a.readings(p)
	list := make([]Token, 0, len(p.words))
	at := 0
	for k, w := range p.words {
		n := utf8.RuneCountInString(p.text[w.start:w.end])
		list = append(list, Token{
			Span: w.span(), Text: p.original[w.start:w.end], POS: w.pos.String(),
			Pinyin: readings[at : at+n : at+n], Han: w.kind == hanWord,
			Proper: w.kind == hanWord && a.properAt(p, k, named[k]), inner: w.inner,
		})
		at += n
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
	if entries := a.lex.Entries(text); len(entries) > 0 {
		// of several readings, that of the entry that says most
		first := a.arrange(entries, token, here)[0]
		if len(first.Pinyin) == utf8.RuneCountInString(text) {
			token.Pinyin = first.Pinyin
		}
	} else {
		for _, part := range a.Analyze(text, settings) {
			token.Pinyin = append(token.Pinyin, part.Pinyin...)
		}
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
		if here.part == namePart {
			here = role{}
		}
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
	w.Characters = a.characters(token)
	w.Region = a.region(token.Text)
	w.Contrasts = a.contrast[simplified]
	if utf8.RuneCountInString(simplified) == 1 && w.Token.POS != "" && strings.Contains("fuqm", w.Token.POS[:1]) {
		// 上 may stand for 升入, but not on a table
		w.Contrasts = slices.DeleteFunc(slices.Clone(w.Contrasts), func(c Contrast) bool { return c.Back })
	}
	w.Register, w.Why, w.Label = a.register(simplified, w.Entries)
	return w
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
	if token.POS == "v" || token.POS == "n" { // some tags are plainly wrong: 行为 is no verb
		all := map[part]bool{}
		for i := range entries[0].Senses {
			all[partOfSense(&entries[0].Senses[i])] = true
		}
		if len(all) == 1 && all[map[string]part{"v": nounPart, "n": verbPart}[token.POS]] {
			return map[string]string{"v": "n", "n": "v"}[token.POS]
		}
	}
	tag := map[part]string{verbPart: "v", adjectivePart: "a", classifierPart: "q", nounPart: "n", adverbPart: "d", placePart: "f"}[first]
	if tag != "" && (here.sure && first == here.part || polyphone && utf8.RuneCountInString(token.Text) == 1 && first != nounPart && !strings.ContainsAny(token.POS, "pcr")) &&
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
// contrast, or else a label that every sense of it carries in the dictionary.
func (a *Analyzer) register(simplified string, entries []lexicon.Entry) (r Register, why, label string) {
	if r, ok := a.words[simplified]; ok {
		return r, "contrast", ""
	}
	if r, label := tagged(entries); r != Neutral {
		return r, "dictionary", label
	}
	return Neutral, "", ""
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
	r, _, _ := a.register(a.simplify(word), a.lex.Entries(word))
	return r
}

// HSK is a word's HSK 2.0 level, 1 to 6, or 0.
func (a *Analyzer) HSK(word string) int { return a.lex.HSK(a.simplify(word)) }

// registers lists the headwords of contrasts by their register.
func registers(rules []*rule) map[string]Register {
	all := map[string]Register{}
	for _, r := range rules {
		if len(r.forms) == 0 && r.register != Neutral {
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
		if len(r.forms) > 0 || r.register == Neutral {
			continue
		}
		seen := map[string]bool{}
		for _, target := range []Register{Casual, Neutral, Formal} {
			for _, s := range r.instead[target] {
				if s.advice || s.text == "" || seen[s.text] {
					continue
				}
				seen[s.text] = true
				all[r.name] = append(all[r.name], Contrast{To: s.text, Register: target, When: r.chinese, WhenEn: r.english})
				back[s.text] = append(back[s.text], Contrast{To: r.name, Register: r.register, When: r.chinese, WhenEn: r.english, Back: true})
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
