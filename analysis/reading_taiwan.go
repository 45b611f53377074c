package analysis

import (
	"slices"
	"strings"

	"github.com/yuti-lsp/yuti/lexicon"
)

// regionalReadings gives tokens the readings of Taiwan's standard, where the
// dictionary notes one ("Taiwan pr.") for the word in the reading it has here:
// 垃圾 lèsè, 星期 xīngqí. Settings ask for them.
func (a *Analyzer) regionalReadings(tokens []Token, settings *Settings) []Token {
	if settings == nil || !settings.Taiwan {
		return tokens
	}
	for i := range tokens {
		if t := &tokens[i]; t.Han {
			if reading := taiwanReading(a.lex.Entries(t.Text), t.Pinyin); reading != nil {
				t.Pinyin = reading
			} else {
				a.regionalParts(t)
			}
		}
	}
	return tokens
}

// regionalParts looks for what is noted of the words inside a longer one, and
// of its characters: 期 qí in 星期天.
func (a *Analyzer) regionalParts(t *Token) {
	runes := []rune(t.Text)
	for n := len(runes) - 1; n > 0; n-- {
		for at := 0; at+n <= len(runes); at++ {
			if t.Pinyin[at] == "" {
				continue
			}
			if reading := taiwanReading(a.lex.Entries(string(runes[at:at+n])), t.Pinyin[at:at+n]); reading != nil {
				t.Pinyin = slices.Concat(t.Pinyin[:at], reading, t.Pinyin[at+n:])
			}
		}
	}
}

func taiwanReading(entries []lexicon.Entry, here []string) []string {
	for _, e := range entries {
		if len(e.TaiwanPinyin) != len(here) || !sameReading(e.Pinyin, here) {
			continue
		}
		reading := make([]string, len(here))
		for i, syllable := range e.TaiwanPinyin {
			reading[i] = strings.ToLower(syllable)
			if e.Pinyin[i] == e.TaiwanPinyin[i] {
				reading[i] = here[i] // with the sandhi that it has
			}
		}
		return reading
	}
	return nil
}

// sameReading tells whether a dictionary's syllables are those of a token,
// capitals, neutral tones and the sandhi of 一 and 不 aside.
func sameReading(dictionary, here []string) bool {
	if len(dictionary) != len(here) {
		return false
	}
	for i, d := range dictionary {
		d, h := strings.ToLower(d), here[i]
		letters := strings.TrimRight(d, "12345")
		if d != h && !(letters == strings.TrimRight(h, "12345") && (letters == "yi" || letters == "bu" || strings.HasSuffix(h, "5") || strings.HasSuffix(d, "5"))) {
			return false
		}
	}
	return true
}
