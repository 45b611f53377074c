package pinyin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Piece of a line is a word, or what stands between words.
type Piece struct {
	Text      string
	Syllables []string // none for what is not read
	Proper    bool
	// Hyphen is the syllable before which a hyphen stands, as in dì-yī; 0 for
	// none.
	Hyphen int
}

// Line writes a line in pinyin as the orthography has it: words apart, a
// capital where a sentence begins, and Western punctuation.
//
//	如果有任何问题，请随时联络我。
//	Rúguǒ yǒu rènhé wèntí, qǐng suíshí liánluò wǒ.
func Line(pieces []Piece, style Style) string {
	var b strings.Builder
	space := false // the next word wants a space before it
	begins := true // a sentence begins here
	for _, piece := range pieces {
		written := Word(piece.Syllables, style, piece.Proper)
		if k := piece.Hyphen; k > 0 && k < len(piece.Syllables) && style != Zhuyin {
			written = Word(piece.Syllables[:k], style, piece.Proper) + "-" + Word(piece.Syllables[k:], style, false)
		}
		if written != "" {
			if begins && style != Zhuyin {
				written = capital(written)
			}
			if space {
				b.WriteByte(' ')
			}
			b.WriteString(written)
			space, begins = true, false
			continue
		}
		var previous rune // of the same piece, written as it is
		for i, r := range piece.Text {
			sign, known := signs[r]
			if (r == '.' || r == ',' || r == ':') && previous < utf8.RuneSelf && isDigit(byte(previous)) && i+1 < len(piece.Text) && isDigit(piece.Text[i+1]) {
				known = false // 8.6
			}
			switch {
			case r == '·': // between the names of a foreigner
				b.WriteRune(r)
				space, previous = false, r
				continue
			case known:
				if sign.opens && space {
					b.WriteByte(' ')
				}
				b.WriteString(sign.text)
				space, begins = !sign.opens, begins || sign.ends
			case unicode.IsSpace(r):
				space = space || b.Len() > 0
			default:
				if space && previous == 0 {
					b.WriteByte(' ')
				}
				b.WriteRune(r)
				space, begins, previous = true, false, r
				continue
			}
			previous = 0
		}
	}
	return b.String()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

type sign struct {
	text        string
	opens, ends bool // like a bracket; like a full stop
}

var signs = map[rune]sign{
	'。': {".", false, true}, '．': {".", false, true}, '！': {"!", false, true}, '？': {"?", false, true}, '…': {"…", false, false},
	'，': {",", false, false}, '、': {",", false, false}, '；': {";", false, false}, '：': {":", false, false},
	'“': {"“", true, false}, '”': {"”", false, false}, '‘': {"‘", true, false}, '’': {"’", false, false},
	'「': {"“", true, false}, '」': {"”", false, false}, '『': {"‘", true, false}, '』': {"’", false, false},
	'（': {"(", true, false}, '）': {")", false, false}, '《': {"《", true, false}, '》': {"》", false, false},
	'〈': {"〈", true, false}, '〉': {"〉", false, false}, '【': {"[", true, false}, '】': {"]", false, false},
	'(': {"(", true, false}, ')': {")", false, false}, '[': {"[", true, false}, ']': {"]", false, false},
	',': {",", false, false}, '.': {".", false, true}, '!': {"!", false, true}, '?': {"?", false, true},
	';': {";", false, false}, ':': {":", false, false},
}
