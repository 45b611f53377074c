package pinyin

import "strings"

// zhuyinTones: the first tone is not written, the neutral tone's dot goes
// before the syllable.
var zhuyinTones = [...]string{2: "ˊ", 3: "ˇ", 4: "ˋ"}

// zhuyin spells letters, which must be known, in zhuyin fuhao.
func zhuyin(letters string, tone int) string {
	initial, final, _ := spell(strings.ToLower(letters))
	spelled := initial + final
	switch {
	case spelled == "ㄦ" && strings.ToLower(letters) == "r":
		return spelled // erhua has no syllable of its own to carry a tone
	case tone == 5:
		return "˙" + spelled
	case tone == 1:
		return spelled
	default:
		return spelled + zhuyinTones[tone]
	}
}

// known tells whether letters spell a syllable.
func known(letters string) bool {
	_, _, ok := spell(strings.ToLower(letters))
	return ok
}

// spell gives the zhuyin of a syllable without its tone, in two parts; ok is
// false when there is none.
func spell(letters string) (initial, final string, ok bool) {
	if whole, ok := wholes[letters]; ok {
		return "", whole, true
	}
	for _, size := range [...]int{2, 1} { // zh before z
		if len(letters) <= size {
			continue
		}
		initial, ok := initials[letters[:size]]
		if !ok {
			continue
		}
		final = letters[size:]
		if strings.Contains("jqx", letters[:size]) && final[0] == 'u' {
			final = "ü" + final[1:] // ju is written for jü
		}
		if spelled, ok := finals[final]; ok {
			return initial, spelled, true
		}
	}
	return "", "", false
}

var initials = map[string]string{
	"b": "ㄅ", "p": "ㄆ", "m": "ㄇ", "f": "ㄈ", "d": "ㄉ", "t": "ㄊ", "n": "ㄋ", "l": "ㄌ",
	"g": "ㄍ", "k": "ㄎ", "h": "ㄏ", "j": "ㄐ", "q": "ㄑ", "x": "ㄒ",
	"zh": "ㄓ", "ch": "ㄔ", "sh": "ㄕ", "r": "ㄖ", "z": "ㄗ", "c": "ㄘ", "s": "ㄙ",
}

var finals = map[string]string{
	"a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ê": "ㄝ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ",
	"an": "ㄢ", "en": "ㄣ", "ang": "ㄤ", "eng": "ㄥ",
	"i": "ㄧ", "ia": "ㄧㄚ", "ie": "ㄧㄝ", "iao": "ㄧㄠ", "iu": "ㄧㄡ", "ian": "ㄧㄢ", "in": "ㄧㄣ",
	"iang": "ㄧㄤ", "ing": "ㄧㄥ", "iong": "ㄩㄥ",
	"u": "ㄨ", "ua": "ㄨㄚ", "uo": "ㄨㄛ", "uai": "ㄨㄞ", "ui": "ㄨㄟ", "uan": "ㄨㄢ", "un": "ㄨㄣ",
	"uang": "ㄨㄤ", "ong": "ㄨㄥ",
	"ü": "ㄩ", "üe": "ㄩㄝ", "üan": "ㄩㄢ", "ün": "ㄩㄣ",
}

// wholes are the syllables without an initial, and those whose final is only
// there in writing.
var wholes = map[string]string{
	"zhi": "ㄓ", "chi": "ㄔ", "shi": "ㄕ", "ri": "ㄖ", "zi": "ㄗ", "ci": "ㄘ", "si": "ㄙ",
	"a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ê": "ㄝ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ",
	"an": "ㄢ", "en": "ㄣ", "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "r": "ㄦ",
	"yi": "ㄧ", "ya": "ㄧㄚ", "yo": "ㄧㄛ", "ye": "ㄧㄝ", "yai": "ㄧㄞ", "yao": "ㄧㄠ", "you": "ㄧㄡ",
	"yan": "ㄧㄢ", "yin": "ㄧㄣ", "yang": "ㄧㄤ", "ying": "ㄧㄥ", "yong": "ㄩㄥ",
	"wu": "ㄨ", "wa": "ㄨㄚ", "wo": "ㄨㄛ", "wai": "ㄨㄞ", "wei": "ㄨㄟ", "wan": "ㄨㄢ", "wen": "ㄨㄣ",
	"wang": "ㄨㄤ", "weng": "ㄨㄥ",
	"yu": "ㄩ", "yue": "ㄩㄝ", "yuan": "ㄩㄢ", "yun": "ㄩㄣ",
	"m": "ㄇ", "n": "ㄋ", "ng": "ㄫ", "hm": "ㄏㄇ", "hng": "ㄏㄫ",
}
