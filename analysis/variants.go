package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Variants of a spoken headword are what else the same words are said as, without
// a contrast of their own: 掉了链子 and 掉过链子 beside 掉链子, 搞断 beside 弄断. What
// the contrast says to write fits them as well, for written Chinese can do without
// the 了 and 过 of talk.

// within are the words that stand between the verb and the object of a phrase.
var within = wordList("动宾之间")

// doers are verbs that stand for one another before a result, as 整 of dialect
// stands for them: 弄坏, 搞坏, 整坏. Alone are words with 整 of another meaning.
var (
	doers = []string{"弄", "搞"}
	alone = map[string]bool{"整平": true}
)

// variants lists the variants of a rule's headword that no other rule has for
// its own and that the dictionary doesn't know as words of another meaning.
func (a *Analyzer) variants(r *rule, named map[string]bool) (list []string) {
	if len(r.forms) > 0 || !r.register.spoken() {
		return nil
	}
	add := func(text string) {
		if !named[text] && !a.lex.Has(text) {
			list = append(list, text)
		}
	}
	first, size := utf8.DecodeRuneInString(r.name)
	verb, rest := string(first), r.name[size:]
	if rest == "" {
		return nil
	}
	if a.isObject(verb, rest) {
		for _, between := range within {
			add(verb + between + rest)
		}
	}
	if slices.Contains(doers, verb) {
		for _, other := range slices.Concat(doers, []string{"整"}) {
			if !alone[other+rest] {
				add(other + rest)
			}
		}
	}
	return list
}

// notSplit are verbs that make no phrase with their object that could be split,
// and what is no object.
var notSplit = map[string]bool{
	"有": true, "到": true, "回": true, "见": true, "可": true, "值": true, "想": true, "看": true, "死": true, "烂": true,
	"明白": true, "亮堂": true, "冰箱": true,
}

// isObject tells whether a phrase is a verb of one character with its object:
// 碰钉子, 走过场, and verbs that are often said apart, 扯皮.
func (a *Analyzer) isObject(verb, object string) bool {
	switch {
	case notSplit[verb] || notSplit[object]:
		return false
	case isSeparable(verb + object):
		return true
	}
	v, known := a.dict.WordID(verb)
	o, noun := a.dict.WordID(object)
	return utf8.RuneCountInString(object) >= 2 && known && noun && a.dict.Freq(o) > 3 &&
		strings.HasPrefix(a.dict.POS(v), "v") && strings.HasPrefix(a.dict.POS(o), "n")
}
