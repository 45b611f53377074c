package pinyin

import "unicode/utf8"

// A Sandhi says which changes of tone are written.
type Sandhi string

// The modes, by the names that settings use.
const (
	NoSandhi   Sandhi = "none"  // 一 and 不 in their own tone too, yī and bù
	YiBu       Sandhi = "yi-bu" // 一 and 不 as textbooks print them
	FullSandhi Sandhi = "full"  // third tones before third tones too, as spoken
)

// Apply rewrites the readings of consecutive words, which come in with YiBu.
// readings[i] has one item per character of texts[i]; a word without a reading
// ends the phrase. isWord tells a word of the dictionary from other text: words
// of three characters are read by their parts. The readings that change are
// copied.
func (s Sandhi) Apply(texts []string, readings [][]string, isWord func(string) bool) [][]string {
	switch s {
	case NoSandhi:
		return ownTones(texts, readings)
	case FullSandhi:
		return thirdTones(texts, readings, isWord)
	default:
		return readings
	}
}

func ownTones(texts []string, readings [][]string) [][]string {
	out := make([][]string, len(readings))
	for i, word := range readings {
		out[i] = word
		at := 0
		for _, char := range texts[i] {
			if at == len(word) {
				break
			}
			switch {
			case char == '一' && word[at] != "yi1" && Tone(word[at]) > 0:
				out[i] = with(out[i], word, at, "yi1")
			case char == '不' && word[at] != "bu4" && Tone(word[at]) > 0:
				out[i] = with(out[i], word, at, "bu4")
			}
			at++
		}
	}
	return out
}

// A beat is a syllable of a phrase; 儿 of erhua has none.
type beat struct {
	word, item int // readings[word][item]
}

// thirdTones makes a third tone before a third tone a second one, foot by foot,
// the inner parts of a foot first: what a change has made a second tone leaves
// the tone before it alone. Between feet the voice rests, and tones stay.
//
//	展览＋馆 zhán lán guǎn   小＋老虎 xiǎo láo hǔ   买＋水果 mǎi shuí guǒ
//	我很＋好 wó hén hǎo     我想｜请＋老板 wó xiǎng qǐng láo bǎn
func thirdTones(texts []string, readings [][]string, isWord func(string) bool) [][]string {
	out := append([][]string(nil), readings...)
	change := func(first, second beat) {
		syllable := out[first.word][first.item]
		if Tone(syllable) == 3 && Tone(out[second.word][second.item]) == 3 {
			out[first.word] = with(out[first.word], readings[first.word], first.item, syllable[:len(syllable)-1]+"2")
		}
	}
	for i := 0; i < len(readings); {
		var singles []beat // words of one syllable that no foot has yet
		pair := func(last bool) {
			for len(singles) > 1 {
				change(singles[0], singles[1])
				if last && len(singles) == 3 {
					// the last of an odd number joins the foot before it
					change(singles[1], singles[2])
					singles = nil
					return
				}
				singles = singles[2:]
			}
		}
		var before *beat // the last syllable of a longer word, when it ends the foot before
		for ; i < len(readings); i++ {
			beats := beatsOf(i, readings[i])
			if len(beats) == 0 {
				break
			}
			if len(beats) == 1 {
				singles = append(singles, beats[0])
				continue
			}
			pair(false)
			word(texts[i], beats, change, isWord)
			if len(singles) == 1 {
				change(singles[0], beats[0]) // 买＋水果
			}
			singles = nil
			before = &beats[len(beats)-1]
		}
		if len(singles) == 1 && before != nil {
			change(*before, singles[0]) // 展览＋馆
		}
		pair(true)
		i++ // what has no reading ends the phrase
	}
	return out
}

// word changes the tones inside a word of several syllables.
func word(text string, beats []beat, change func(first, second beat), isWord func(string) bool) {
	if len(beats) == 3 && utf8.RuneCountInString(text) == 3 && isWord != nil {
		runes := []rune(text)
		if isWord(string(runes[1:])) && !isWord(string(runes[:2])) {
			change(beats[1], beats[2])
			change(beats[0], beats[1])
			return
		}
	}
	for len(beats) > 1 {
		change(beats[0], beats[1])
		if len(beats) == 3 {
			change(beats[1], beats[2])
			return
		}
		beats = beats[2:]
	}
}

// beatsOf lists the syllables of word i.
func beatsOf(i int, reading []string) []beat {
	var beats []beat
	for at, syllable := range reading {
		if Tone(syllable) > 0 && syllable != "r5" {
			beats = append(beats, beat{i, at})
		}
	}
	return beats
}

// with sets an item of a copy of the original, made at the first change.
func with(changed, original []string, at int, item string) []string {
	if &changed[0] == &original[0] {
		changed = append([]string(nil), original...)
	}
	changed[at] = item
	return changed
}
