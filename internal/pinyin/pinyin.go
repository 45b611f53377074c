// Package pinyin writes syllables: with tone marks, tone numbers or zhuyin,
// and joined to words as the orthography (GB/T 16159) has them.
//
// A syllable comes in as dictionaries store it: letters and a tone number,
// 5 for the neutral tone, ü as ü or u: ("lian2", "nü3", "r5"). A capital first
// letter marks a proper noun. What is not a syllable is passed through.
package pinyin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Style is a way of writing pinyin.
type Style string

// The styles, by the names that settings use.
const (
	Marks   Style = "marks"   // liánluò
	Numbers Style = "numbers" // lian2luo4
	Zhuyin  Style = "zhuyin"  // ㄌㄧㄢˊ ㄌㄨㄛˋ
)

// Syllable writes one syllable in the style.
func Syllable(syllable string, style Style) string {
	letters, tone, ok := split(syllable)
	if !ok {
		return syllable
	}
	return string(appendSyllable(nil, letters, tone, style))
}

func appendSyllable(out []byte, letters string, tone int, style Style) []byte {
	switch style {
	case Numbers:
		return append(append(out, letters...), byte('0'+tone))
	case Zhuyin:
		return append(out, zhuyin(letters, tone)...)
	default:
		return appendMarked(out, letters, tone)
	}
}

// Tone is the tone of a syllable, 1 to 5, or 0 for what is not a syllable.
func Tone(syllable string) int {
	if _, tone, ok := split(syllable); ok {
		return tone
	}
	return 0
}

// Split cuts pinyin as dictionaries note it, with blanks between syllables or
// without: "zhao1 ji2", "zhao1ji2".
func Split(text string) []string {
	var list []string
	for _, item := range strings.Fields(text) {
		start := 0
		for i := range len(item) {
			if item[i] >= '1' && item[i] <= '5' && i > start && i+1 < len(item) {
				list = append(list, item[start:i+1])
				start = i + 1
			}
		}
		list = append(list, item[start:])
	}
	return list
}

// Word writes the syllables of one word, joined: "xī'ān", "nǚ'ér", "wánr".
// A proper noun gets a capital; a capital inside a word starts a new part, as
// in "Zhōnghuá Rénmín Gònghéguó". Items that are "" are left out.
func Word(syllables []string, style Style, proper bool) string {
	return string(AppendWord(nil, syllables, style, proper))
}

// AppendWord appends what Word writes.
func AppendWord(out []byte, syllables []string, style Style, proper bool) []byte {
	previous := nothing
	for _, item := range syllables {
		if item == "" {
			continue
		}
		letters, tone, ok := split(item)
		kind := sounded
		if !ok {
			kind = kindOfOther(item)
		}
		out = append(out, joint(previous, kind, item, style)...)
		begin := len(out)
		if ok {
			out = appendSyllable(out, letters, tone, style)
		} else {
			out = append(out, item...)
		}
		if proper && previous == nothing && style != Zhuyin {
			out = append(out[:begin], capital(string(out[begin:]))...)
		}
		previous = kind
	}
	return out
}

// The kinds of items that a dictionary's pinyin is made of.
type kind uint8

const (
	nothing  kind = iota
	sounded       // a syllable
	letters       // Latin letters and digits, as in 卡拉OK
	comma         // between the halves of a saying
	middot        // between the parts of a foreign name
	anything      // whatever else
)

// kindOfOther is the kind of an item that is not a syllable.
func kindOfOther(item string) kind {
	switch item {
	case ",", "，":
		return comma
	case "·", "・":
		return middot
	}
	for _, r := range item {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return anything
		}
	}
	return letters
}

// joint is what stands between the previous item and this one.
func joint(previous, this kind, item string, style Style) string {
	switch {
	case previous == nothing, this == comma, this == middot, previous == middot:
		return ""
	case previous == letters && this == letters:
		return ""
	case previous != sounded || this != sounded:
		return " "
	case style == Zhuyin:
		return " "
	case style == Numbers:
		if isCapital(item) {
			return " "
		}
		return ""
	case isCapital(item):
		return " "
	case strings.ContainsRune("aoeāáǎàōóǒòēéěèê", firstRune(item)):
		// A vowel at the start of a later syllable would be read with the one
		// before it.
		return "'"
	default:
		return ""
	}
}

// split takes a syllable apart; ok is false for what is not one.
func split(syllable string) (letters string, tone int, ok bool) {
	n := len(syllable) - 1
	if n < 1 || syllable[n] < '1' || syllable[n] > '5' {
		return "", 0, false
	}
	letters = syllable[:n]
	if strings.Contains(letters, "u:") {
		letters = strings.ReplaceAll(letters, "u:", "ü")
	}
	if !known(letters) {
		return "", 0, false
	}
	return letters, int(syllable[n] - '0'), true
}

var toneMarks = map[rune][4]string{
	'a': {"ā", "á", "ǎ", "à"}, 'e': {"ē", "é", "ě", "è"}, 'i': {"ī", "í", "ǐ", "ì"},
	'o': {"ō", "ó", "ǒ", "ò"}, 'u': {"ū", "ú", "ǔ", "ù"}, 'ü': {"ǖ", "ǘ", "ǚ", "ǜ"},
	'A': {"Ā", "Á", "Ǎ", "À"}, 'E': {"Ē", "É", "Ě", "È"}, 'O': {"Ō", "Ó", "Ǒ", "Ò"},
	'ê': {"ê̄", "ế", "ê̌", "ề"}, 'Ê': {"Ê̄", "Ế", "Ê̌", "Ề"},
	'm': {"m̄", "ḿ", "m̌", "m̀"}, 'n': {"n̄", "ń", "ň", "ǹ"},
	'M': {"M̄", "Ḿ", "M̌", "M̀"}, 'N': {"N̄", "Ń", "Ň", "Ǹ"},
}

// appendMarked puts the tone mark on the letter that carries it: a, e or ê if
// there is one, the o of ou, else the last vowel (iu, ui); syllables without a
// vowel (m, n, ng, hm, hng) carry it on their nasal.
func appendMarked(out []byte, letters string, tone int) []byte {
	if tone == 5 {
		return append(out, letters...)
	}
	at := strings.IndexAny(letters, "aAeEêÊ")
	if at < 0 {
		at = strings.IndexAny(letters, "oO")
	}
	if at < 0 {
		at = strings.LastIndexAny(letters, "iuü")
	}
	if at < 0 {
		at = strings.IndexAny(letters, "mMnN")
	}
	if at < 0 {
		return append(out, letters...) // r: erhua carries no tone
	}
	r, size := utf8.DecodeRuneInString(letters[at:])
	return append(append(append(out, letters[:at]...), toneMarks[r][tone-1]...), letters[at+size:]...)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func isCapital(s string) bool { return unicode.IsUpper(firstRune(s)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Numbered reads syllables that are written with tone marks and apart, "jīng
// shen", as dictionaries store them: "jing1", "shen5".
func Numbered(marked string) []string {
	var list []string
	for word := range strings.FieldsSeq(strings.ToLower(marked)) {
		var b strings.Builder
		tone := 5
		for _, r := range word {
			base := r
			for plain, marks := range toneMarks {
				for i, mark := range marks {
					if mark == string(r) {
						base, tone = plain, i+1
					}
				}
			}
			b.WriteRune(base)
		}
		if b.String() == "r" {
			tone = 5
		}
		list = append(list, b.String()+string(rune('0'+tone)))
	}
	return list
}
