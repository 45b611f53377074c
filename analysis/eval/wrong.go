package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// wrong prints by kind where yuti cuts a corpus in other places than its gold
// words: how often, and the commonest of each kind.
func wrong(lex *lexicon.Lexicon, a *analysis.Analyzer, shared string) error {
	gold, err := readGold(lex, filepath.Join(shared, "ud-gsdsimp-dev.conllu"))
	if err != nil {
		return err
	}
	dict, err := lex.Dictionary()
	if err != nil {
		return err
	}
	kinds := map[string]map[string]int{}
	for i, text := range gold.texts {
		runes := []rune(text)
		for _, d := range differences(gold.spans[i], a.Segment(text, nil), text) {
			kind := d.kind(dict, lex, runes)
			if kinds[kind] == nil {
				kinds[kind] = map[string]int{}
			}
			kinds[kind][draw(runes, d.gold)+" → "+draw(runes, d.found)]++
		}
	}
	total := func(kind string) (n int) {
		for _, count := range kinds[kind] {
			n += count
		}
		return n
	}
	for _, kind := range slices.SortedFunc(maps.Keys(kinds), func(x, y string) int { return cmp.Compare(total(y), total(x)) }) {
		fmt.Printf("%5d  %s\n", total(kind), kind)
		list := slices.SortedFunc(maps.Keys(kinds[kind]), func(x, y string) int {
			return cmp.Or(cmp.Compare(kinds[kind][y], kinds[kind][x]), cmp.Compare(x, y))
		})
		for _, item := range list[:min(len(list), 8)] {
			fmt.Printf("%12d  %s\n", kinds[kind][item], item)
		}
	}
	return nil
}

// A difference is a stretch that gold and yuti cut into different words, which
// begin and end together. Words are ranges of runes.
type difference struct{ gold, found [][2]int }

func differences(spans map[[2]int]bool, cut []analysis.Span, text string) []difference {
	gold := slices.SortedFunc(maps.Keys(spans), func(x, y [2]int) int { return x[0] - y[0] })
	var list []difference
	var d difference
	at := 0
	for _, s := range cut {
		n := utf8.RuneCountInString(text[s.Start:s.End])
		word := [2]int{at, at + n}
		at += n
		if strings.TrimSpace(text[s.Start:s.End]) == "" && len(d.found) == 0 {
			continue // white space is no word of the gold
		}
		d.found = append(d.found, word)
		for len(gold) > 0 && gold[0][1] <= at {
			d.gold = append(d.gold, gold[0])
			gold = gold[1:]
		}
		if len(d.gold) > 0 && d.gold[len(d.gold)-1][1] == at {
			if len(d.gold) > 1 || len(d.found) > 1 {
				list = append(list, d)
			}
			d = difference{}
		}
	}
	return list
}

// kind names what is different, by what a reader could look up.
func (d difference) kind(dict *lexicon.Dictionary, lex *lexicon.Lexicon, runes []rune) string {
	text := func(w [2]int) string { return string(runes[w[0]:w[1]]) }
	switch {
	case len(d.found) == 1:
		word := text(d.found[0])
		last := text(d.gold[len(d.gold)-1])
		switch id, known := dict.WordID(word); {
		case known && len(dict.Readings(id, nil)) > 0 && len(d.gold) == 2 && utf8.RuneCountInString(last) == 1:
			return "a headword is whole, gold cuts off its last character"
		case known && len(dict.Readings(id, nil)) > 0:
			return "a headword is whole, gold cuts it"
		case known:
			return "a word of gse's list is whole, gold cuts it"
		}
		return "a word made by its shape is too long"
	case len(d.gold) == 1:
		word := text(d.gold[0])
		id, known := dict.WordID(word)
		switch {
		case known && len(dict.Readings(id, nil)) > 0:
			return "a headword is cut"
		case known:
			return "a word of gse's list is cut"
		}
		return "a word that is in no list is cut"
	}
	return "cut in other places"
}

// draw writes words with the cuts between them.
func draw(runes []rune, words [][2]int) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(runes[w[0]:w[1]])
	}
	return strings.Join(list, "|")
}
