package lexicon

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/yuti-lsp/yuti/internal/page"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon/internal/component"
)

// A Part is a part of a character, with what it does there.
type Part struct {
	Char rune
	// Whole is the character that it is a form of: 示 of 礻; itself otherwise.
	Whole rune
	Role  PartRole
	// Chinese and English say what the part means as a part of characters, ""
	// for one that is not known for a meaning.
	Chinese, English string
}

// A PartRole is what a part gives to its character.
type PartRole uint8

// The roles. PartUnknown is that of most parts: where the data does not settle
// it, nothing is claimed.
const (
	PartUnknown PartRole = iota
	PartMeaning
	PartSound
)

// Components returns the parts of a character as they are seen ("络" → "纟",
// "各"), two to four; nil for a character that is not made of other characters.
// Which one gives the sound is worked out when the lexicon is compiled, from
// readings; a part is said to carry the meaning only beside one that gives the
// sound.
func (l *Lexicon) Components(char rune) []Part {
	value, ok := l.visible.Get(string(char))
	if !ok {
		return nil
	}
	sound, hasSound := l.sounds.Get(string(char))
	var parts []Part
	for _, r := range value {
		p := Part{Char: r, Whole: r}
		if c, ok := component.Of(r); ok {
			p.Whole, p.Chinese, p.English = c.Whole, c.Chinese, c.English
		}
		if hasSound && string(r) == sound {
			p.Role = PartSound
		}
		parts = append(parts, p)
	}
	if hasSound && len(parts) == 2 {
		for i := range parts {
			if parts[i].Role == PartUnknown && parts[i].English != "" {
				parts[i].Role = PartMeaning
			}
		}
	}
	return parts
}

//go:embed characters.md
var charactersPage string

// A coreKey is a character with a reading, tone numbers.
type coreKey struct{ char, pinyin string }

var cores = sync.OnceValues(func() (map[coreKey]string, error) {
	p, err := page.Parse("characters.md", charactersPage, nil)
	if err != nil {
		return nil, err
	}
	all := make(map[coreKey]string, len(p.Rows))
	for _, row := range p.Rows {
		if len(row.Cells) != 3 {
			return nil, fmt.Errorf("characters.md:%d: a row has a character, a reading and what it means", row.Line)
		}
		if reading := pinyin.Numbered(row.Cells[1]); len(reading) == 1 && row.Cells[1] != "读音" {
			all[coreKey{row.Cells[0], reading[0]}] = row.Cells[2]
		}
	}
	return all, nil
})

// CoreMeaning is what a character means in words when it is read so, as the page
// characters.md has it: it lists simplified characters, and serves for traditional
// ones that are the only one of their simplified form under that reading; "" for
// what it lacks. Reading is a syllable with its tone number. A neutral tone is
// taken for the character's own, where that is only one.
func (l *Lexicon) CoreMeaning(char, reading string) string {
	all, _ := cores()
	reading = strings.ToLower(reading)
	simple := char
	if all[coreKey{char, reading}] == "" {
		simple = l.ToSimplified(char)
	}
	if letters, ok := strings.CutSuffix(reading, "5"); ok && all[coreKey{simple, reading}] == "" {
		for tone := '1'; tone < '5'; tone++ {
			if all[coreKey{simple, letters + string(tone)}] != "" {
				if !strings.HasSuffix(reading, "5") {
					return "" // 发 is fā and fà
				}
				reading = letters + string(tone)
			}
		}
	}
	meaning := all[coreKey{simple, reading}]
	if meaning == "" || simple == char {
		return meaning
	}
	for _, e := range l.Entries(simple) {
		if e.Traditional != char && !e.IsProper() && len(e.Pinyin) == 1 && e.Pinyin[0] == reading && e.Simplified == simple && e.HasGloss() {
			return "" // 面 is 麵 too, and 麵 no face
		}
	}
	return meaning
}

//go:embed speech.md
var speechPage string

var speech = sync.OnceValues(func() (map[string]string, error) {
	p, err := page.Parse("speech.md", speechPage, nil)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, s := range p.Sections {
		tag := tagsOfPOS[s.Title]
		if tag == "" {
			return nil, fmt.Errorf("speech.md:%d: unknown part of speech %q", s.Line, s.Title)
		}
		for word := range strings.FieldsSeq(s.Text()) {
			if all[word] != "" {
				return nil, fmt.Errorf("speech.md:%d: %s is listed twice", s.Line, word)
			}
			all[word] = tag
		}
	}
	return all, nil
})

// PartOfSpeech is the tag of a simplified word that the segmentation dictionary
// has wrong, "" for all others.
func PartOfSpeech(word string) string {
	all, _ := speech()
	return all[word]
}
