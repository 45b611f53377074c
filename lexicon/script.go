package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// scripts holds OpenCC's tables.
type scripts struct {
	simplify                 file.Uint32s
	toSimplified             [2]file.Table // phrases, characters
	toTraditional            [2]file.Table
	taiwan, hongkong         region
	fromTaiwan, fromHongkong file.Table
}

// A region holds the words of a region by the mainland word, both in
// traditional characters, and its forms of single characters.
type region struct{ phrases, variants, variantPhrases, plainPhrases file.Table }

func readScripts(r *sections) scripts {
	table := func(name string) file.Table { return r.table("opencc." + name) }
	return scripts{
		simplify:      r.uint32s("opencc.simplify"),
		toSimplified:  [2]file.Table{table("TSPhrases"), table("TSCharacters")},
		toTraditional: [2]file.Table{table("STPhrases"), table("STCharacters")},
		taiwan:        region{table("TWPhrases"), table("TWVariants"), table("TWVariantsPhrases"), table("TWVariantsRevPhrases")},
		hongkong:      region{table("HKPhrases"), table("HKVariants"), table("HKVariantsPhrases"), table("HKVariantsRevPhrases")},
		fromTaiwan:    table("TWPhrasesRev"),
		fromHongkong:  table("HKPhrasesRev"),
	}
}

// Simplify maps a rune of traditional Chinese to its simplified form, one to
// one, and every other rune to itself. It knows no context: 乾 is 干 although
// 乾坤 keeps it; ToSimplified knows better, and Dictionary finds such words
// all the same.
func (l *Lexicon) Simplify(r rune) rune { return l.scripts.simplifyRune(r) }

func (s *scripts) simplifyRune(r rune) rune {
	const dense = file.SimplifyEnd - file.SimplifyStart
	switch {
	case r < file.SimplifyStart:
		return r
	case r < file.SimplifyEnd:
		if to := s.simplify.At(int(r - file.SimplifyStart)); to != 0 && to <= utf8.MaxRune {
			return rune(to)
		}
		return r
	}
	low, high := 0, (s.simplify.Len()-dense)/2
	for low < high {
		middle := (low + high) / 2
		switch from := rune(s.simplify.At(dense + 2*middle)); {
		case from == r:
			if to := s.simplify.At(dense + 2*middle + 1); to <= utf8.MaxRune {
				return rune(to)
			}
			return r
		case from < r:
			low = middle + 1
		default:
			high = middle
		}
	}
	return r
}

// ToSimplified and ToTraditional convert text by OpenCC's phrase and character
// tables (longest phrase first). Traditional text is in OpenCC's standard, not
// that of a region. Bytes that are not UTF-8 stay as they are.
func (l *Lexicon) ToSimplified(text string) string {
	return convert(text, l.scripts.toSimplified[:])
}

// ToTraditional converts simplified text; see ToSimplified.
func (l *Lexicon) ToTraditional(text string) string {
	return convert(text, l.scripts.toTraditional[:])
}

// ToTaiwan converts simplified text to the characters that Taiwan writes (裡,
// 為, 著); ToHongkong to those of Hong Kong (裏, 為, 着). Words stay.
func (l *Lexicon) ToTaiwan(text string) string { return l.scripts.taiwan.write(l.ToTraditional(text)) }

// ToHongkong converts simplified text; see ToTaiwan.
func (l *Lexicon) ToHongkong(text string) string {
	return l.scripts.hongkong.write(l.ToTraditional(text))
}

func (r region) write(text string) string {
	return convert(text, []file.Table{r.variantPhrases, r.variants})
}

// convert replaces the longest key of the first table that has one, at each
// place from left to right. What no table has stays.
func convert(text string, tables []file.Table) string {
	var b strings.Builder
	kept := 0 // text[kept:i] is not yet written
	for i := 0; i < len(text); {
		size := 1
		if text[i] >= utf8.RuneSelf {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		for _, table := range tables {
			key, values, ok := table.LongestPrefix(text[i:])
			if !ok {
				continue
			}
			size = len(key)
			if value, _, _ := strings.Cut(values, " "); value != key {
				b.WriteString(text[kept:i])
				b.WriteString(value)
				kept = i + size
			}
			break
		}
		i += size
	}
	if kept == 0 {
		return text
	}
	b.WriteString(text[kept:])
	return b.String()
}

// A Script tells in which kind of text a character is at home.
type Script uint8

// The scripts; most characters belong to both.
const (
	BothScripts Script = iota
	OnlySimplified
	OnlyTraditional
)

// bothScripts lists characters that OpenCC simplifies although simplified texts
// keep them: those of the Table of General Standard Chinese Characters (2013)
// that names and technical terms use, and some that are used for effect.
const bothScripts = "乾藉瞭徵麽於夥昇陞甯喆堃濬祕妳祂牠阪氾睪剋噁菸姪彷摺拚榘麴捱醣晒霉虱肴并"

// TellingRunes gives the characters that show which script a text is written
// in. A character that is good in both, like 后 or 乾, is not among them, nor
// is a form that Taiwan or Hong Kong prefers to OpenCC's own, like 床.
func (l *Lexicon) TellingRunes() map[rune]Script {
	telling := map[rune]Script{}
	s := &l.scripts
	collect := func(table file.Table, script Script) {
		for i := range table.Len() {
			key, values := table.At(i)
			if r, size := utf8.DecodeRuneInString(key); size == len(key) && !slices.Contains(strings.Fields(values), key) {
				telling[r] = script
			}
		}
	}
	collect(s.toTraditional[1], OnlySimplified)
	collect(s.toSimplified[1], OnlyTraditional)
	for _, variants := range []file.Table{s.taiwan.variants, s.hongkong.variants} {
		for i := range variants.Len() {
			_, values := variants.At(i)
			for _, r := range values {
				if telling[r] == OnlySimplified {
					delete(telling, r)
				}
			}
		}
	}
	for _, r := range bothScripts {
		delete(telling, r)
	}
	return telling
}

// Regional gives the mainland form of a Taiwan or Hong Kong word ("軟體" or
// "软体" → "软件"), and which region it belongs to ("Tw", "HK"); ok is false
// for any other word. RegionalForms goes the other way. A word can be regional
// in one sense and good mainland Chinese in another; the tables do not tell.
func (l *Lexicon) Regional(word string) (mainland, region string, ok bool) {
	for _, form := range []string{word, l.ToTraditional(word)} {
		for _, r := range []struct {
			name  string
			table file.Table
			plain []file.Table
		}{
			{"Tw", l.scripts.fromTaiwan, []file.Table{l.scripts.taiwan.plainPhrases}},
			{"HK", l.scripts.fromHongkong, []file.Table{l.scripts.hongkong.plainPhrases}},
		} {
			values, found := r.table.Get(form)
			if !found {
				values, found = r.table.Get(convert(form, r.plain))
			}
			if found {
				value, _, _ := strings.Cut(values, " ")
				mainland = l.ToSimplified(value)
				return mainland, r.name, mainland != l.ToSimplified(word)
			}
		}
	}
	return "", "", false
}

// RegionalForms lists the Taiwan and Hong Kong words for a mainland word in
// either script, in the traditional characters of the region, the usual one
// first; nil where the region says the same.
func (l *Lexicon) RegionalForms(word string) (taiwan, hongkong []string) {
	for _, standard := range []string{word, l.ToTraditional(word)} {
		taiwan, hongkong = l.scripts.taiwan.forms(standard), l.scripts.hongkong.forms(standard)
		if taiwan != nil || hongkong != nil {
			break
		}
	}
	return taiwan, hongkong
}

func (r region) forms(word string) []string {
	values, ok := r.phrases.Get(word)
	if !ok {
		return nil
	}
	var forms []string
	for _, value := range strings.Fields(values) {
		if value != word {
			forms = append(forms, r.write(value))
		}
	}
	return forms
}
