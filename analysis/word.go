package analysis

import (
	"slices"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

// tokens gives a passage's words their readings. Spans are in its text.
func (a *Analyzer) tokens(p *passage) []Token {
	readings := a.readings(p)
	list := make([]Token, 0, len(p.words))
	at := 0
	for _, w := range p.words {
		n := utf8.RuneCountInString(p.text[w.start:w.end])
		list = append(list, Token{
			Span: Span{w.start, w.end}, Text: p.original[w.start:w.end], POS: w.pos,
			Pinyin: readings[at : at+n : at+n], Han: w.kind == hanWord,
			Proper: isProper(w.pos),
		})
		at += n
	}
	return list
}

func isProper(pos string) bool {
	return pos == "nr" || pos == "ns" || pos == "nt" || pos == "nrt" || pos == "nrfg"
}

// Analyze segments a line of text: its tokens tile it.
func (a *Analyzer) Analyze(text string, settings *Settings) []Token {
	if settings == nil {
		settings = &Settings{}
	}
	block := prose.Whole(text)
	p := a.read(&block, a.userWords(settings.Words))
	return a.tokens(p)
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
		k := p.wordAt(at)
		if k >= len(p.words) || p.words[k].kind != hanWord {
			// the end of a word counts as the word
			if k == 0 || p.words[k-1].kind != hanWord || p.words[k-1].end != at {
				return Word{}, false
			}
			k--
		}
		token := d.analyzer.tokens(p)[k]
		from, to, _ := p.block.Source(token.Span.Start, token.Span.End)
		token.Span = Span{here.offset + from, here.offset + to}
		w := d.analyzer.describe(token, d.settings)
		for f := range d.Findings(token.Span) {
			w.Findings = append(w.Findings, f)
		}
		return w, true
	}
	return Word{}, false
}

// Word returns what is known of a headword outside any sentence.
func (a *Analyzer) Word(text string) Word {
	token := Token{Text: text, Span: Span{0, len(text)}, Han: true}
	if entries := a.lex.Entries(text); len(entries) > 0 && len(entries[0].Pinyin) == utf8.RuneCountInString(text) {
		token.Pinyin = entries[0].Pinyin
	}
	return a.describe(token, &Settings{})
}

// describe gathers what the lexicon and the contrasts know of a word.
func (a *Analyzer) describe(token Token, settings *Settings) Word {
	simplified := a.simplify(token.Text)
	w := Word{Token: token, HSK: a.lex.HSK(simplified), Level: settings.Levels[simplified]}
	w.Entries = slices.Clone(a.lex.Entries(token.Text))
	slices.SortStableFunc(w.Entries, func(x, y lexicon.Entry) int {
		return fit(y, token) - fit(x, token)
	})
	w.Contrasts = a.contrast[simplified]
	w.Register, w.Why = a.register(simplified, w.Entries)
	return w
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
func (a *Analyzer) register(simplified string, entries []lexicon.Entry) (Register, string) {
	if r, ok := a.words[simplified]; ok {
		return r, "contrast"
	}
	if r := tagged(entries); r != Neutral {
		return r, "dictionary"
	}
	return Neutral, ""
}

// tagRegisters are the registers that the dictionary's labels speak of.
var tagRegisters = map[lexicon.Register]Register{
	lexicon.Literary: Literary, lexicon.Dated: Literary, lexicon.Formal: Formal, lexicon.Colloquial: Colloquial,
	lexicon.Slang: Slang, lexicon.Vulgar: Slang, lexicon.Dialect: Dialect, lexicon.Honorific: Honorific,
}

// tagged is the register that every sense of every entry is labelled with.
func tagged(entries []lexicon.Entry) Register {
	found := Neutral
	for _, e := range entries {
		for _, s := range e.Senses {
			r := Neutral
			for _, tag := range s.Tags {
				if t, ok := tagRegisters[lexicon.RegisterOf(tag)]; ok {
					r = t
				}
			}
			if r == Neutral || found != Neutral && r != found {
				return Neutral
			}
			found = r
		}
	}
	return found
}

// Register tells what a word sounds like; Neutral for any word that nothing is
// known of.
func (a *Analyzer) Register(word string) Register {
	r, _ := a.register(a.simplify(word), a.lex.Entries(word))
	return r
}

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
				back[s.text] = append(back[s.text], Contrast{To: r.name, Register: r.register, When: r.chinese, WhenEn: r.english})
			}
		}
	}
	for word, list := range back {
		all[word] = append(all[word], list...)
	}
	for word, list := range back {
		all[word] = append(all[word], list...)
	}
	return all
}
