package lexicon

import "github.com/yuti-lsp/yuti/lexicon/internal/component"

// A Part is a part of a character, with what it does there.
type Part struct {
	Char rune
	Role PartRole
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
		p := Part{Char: r}
		if c, ok := component.Of(r); ok {
			p.Chinese, p.English = c.Chinese, c.English
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
