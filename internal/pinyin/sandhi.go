package pinyin

// A Sandhi says which changes of tone are written.
type Sandhi string

// The modes, by the names that settings use.
const (
	NoSandhi   Sandhi = "none"  // 一 and 不 in their dictionary tone too
	YiBu       Sandhi = "yi-bu" // 一 and 不 as textbooks print them
	FullSandhi Sandhi = "full"  // third tones before third tones too, as spoken
)

// Apply rewrites the readings of consecutive words, which come in with YiBu.
// readings[i] has one item per character of texts[i]; a word without a reading
// ends the phrase. The readings that change are copied.
func (s Sandhi) Apply(texts []string, readings [][]string) [][]string {
	switch s {
	case NoSandhi:
		return dictionaryTones(texts, readings)
	case FullSandhi:
		return thirdTones(readings)
	default:
		return readings
	}
}

func dictionaryTones(texts []string, readings [][]string) [][]string {
	out := make([][]string, len(readings))
	for i, word := range readings {
		out[i] = word
		at := 0
		for _, char := range texts[i] {
			if at == len(word) {
				break
			}
			switch tone := Tone(word[at]); {
			case char == '一' && (tone == 2 || tone == 4):
				out[i] = with(out[i], word, at, "yi1")
			case char == '不' && tone == 2:
				out[i] = with(out[i], word, at, "bu4")
			}
			at++
		}
	}
	return out
}

// thirdTones makes a third tone before a third tone a second one: inside a
// word always, between words where one of the two is a single syllable, which
// speech joins to its neighbour (我很好, 买水果; but 我想 | 请老板).
func thirdTones(readings [][]string) [][]string {
	out := make([][]string, len(readings))
	for i, word := range readings {
		out[i] = word
		for at, syllable := range word {
			if Tone(syllable) != 3 {
				continue
			}
			next := ""
			switch {
			case at+1 < len(word):
				next = word[at+1]
			case i+1 < len(readings) && len(readings[i+1]) > 0 && (len(word) == 1 || len(readings[i+1]) == 1):
				next = readings[i+1][0]
			}
			if Tone(next) == 3 {
				out[i] = with(out[i], word, at, syllable[:len(syllable)-1]+"2")
			}
		}
	}
	return out
}

// with sets an item of a copy of the original, made at the first change.
func with(changed, original []string, at int, item string) []string {
	if &changed[0] == &original[0] {
		changed = append([]string(nil), original...)
	}
	changed[at] = item
	return changed
}
