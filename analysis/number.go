package analysis

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A Numeral is a number, date, time or sum in digits as it is read out.
type Numeral struct {
	// Han is what one says, in simplified characters: 百分之三十五.
	Han string
	// Pinyin has the syllables of one written word an item, tone numbers; 一 is
	// as textbooks print it.
	Pinyin [][]string
}

// numerals are the ways to write one, those that say more first: the first that
// matches at a place is taken. Digits may be full-width: they are folded first.
var numerals = []struct {
	form *regexp.Regexp
	read func(m []string, next string) spoken
}{
	{regexp.MustCompile(`^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})([日号]))?)?`), readDate},
	{regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})()`), readDate},
	{regexp.MustCompile(`^(\d{2})年代`), func(m []string, _ string) spoken { return count(m[1]).word("年代") }},
	{regexp.MustCompile(`^(\d{2})年`), readDate},
	{regexp.MustCompile(`^()(\d{1,2})月(\d{1,2})([日号])`), readDate},
	{regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2}))?`), readTime},
	{regexp.MustCompile(`^(?:\+86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})`), readPhone},
	{regexp.MustCompile(`^(0\d{2,3})-(\d{7,8})()`), readPhone},
	{regexp.MustCompile(`^(400|800)-(\d{3,4})-(\d{3,4})`), readPhone},
	{regexp.MustCompile(`^([¥$€£])\s?(\d[\d,]*(?:\.\d+)?)([万亿]*)`), readMoney},
	{regexp.MustCompile(`^([-−]?)(\d[\d,]*(?:\.\d+)?)([%‰])`), readShare},
	{regexp.MustCompile(`^(\d+)/(\d+)`), func(m []string, _ string) spoken {
		return count(m[2]).word("分").word("之").then(count(m[1]))
	}},
	{regexp.MustCompile(`^第(\d+)`), readOrdinal},
	{regexp.MustCompile(`^([-−]?)(\d+(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿]*)`), readPlain},
}

// maxNumeral is the length in bytes past which nothing is read out.
const maxNumeral = 40

// numeralAt finds the numeral that holds a byte of text.
func numeralAt(text string, at int) (span Span, n Numeral, ok bool) {
	r, _ := utf8.DecodeRuneInString(text[at:])
	if kindOfRune(r) == hanRune && !strings.ContainsRune("第年代月日号十百千万亿", r) {
		return span, n, false
	}
	// A numeral has no blank or Chinese punctuation before its end.
	folded, start := foldNumeral(text, at)
	for i := 0; i < len(folded.text); {
		size, read := numeralFrom(folded.text, i)
		if size == 0 {
			_, size = utf8.DecodeRuneInString(folded.text[i:])
			i += size
			continue
		}
		span = Span{start + folded.at[i], start + folded.at[i+size]}
		if span.Start <= at && at < span.End {
			return span, read.spoken(), true
		}
		i += size
	}
	return span, n, false
}

func numeralFrom(text string, i int) (size int, n spoken) {
	if i > 0 && isDigit(text[i-1]) && isDigit(text[i]) {
		return 0, n
	}
	for _, kind := range numerals {
		m := kind.form.FindStringSubmatch(text[i:])
		if m == nil {
			continue
		}
		rest := text[i+len(m[0]):]
		if isDigit(m[0][len(m[0])-1]) && rest != "" && (isDigit(rest[0]) || isLetter(rest[0])) {
			continue // a longer thing: 20:304, 3D
		}
		if i > 0 && isLetter(text[i-1]) {
			continue // B2
		}
		return len(m[0]), kind.read(m, rest)
	}
	return 0, n
}

func isDigit(b byte) bool  { return b >= '0' && b <= '9' }
func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// A foldedText is a stretch of text with full-width digits and signs made
// half-width; at maps its bytes to those of the stretch.
type foldedText struct {
	text string
	at   []int
}

var halfWidth = strings.NewReplacer("：", ":", "％", "%", "．", ".", "￥", "¥", "＄", "$", "，", ",", "－", "-", "／", "/", "＋", "+")

// foldNumeral folds what stands round a byte.
func foldNumeral(text string, at int) (foldedText, int) {
	start, end := max(at-maxNumeral, 0), min(at+maxNumeral, len(text))
	for start > 0 && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	var f foldedText
	var b strings.Builder
	for i, r := range text[start:end] {
		s := string(r)
		if r >= '０' && r <= '９' {
			s = string('0' + r - '０')
		} else if r != '，' { // a comma between clauses, never within a number
			s = halfWidth.Replace(s)
		}
		b.WriteString(s)
		for range len(s) {
			f.at = append(f.at, i)
		}
	}
	f.text, f.at = b.String(), append(f.at, end-start)
	return f, start
}

// What is spoken of a numeral: its written words, in characters.
type spoken struct{ words []string }

func (n spoken) word(text string) spoken {
	if text == "" {
		return n
	}
	return spoken{append(n.words[:len(n.words):len(n.words)], text)}
}

func (n spoken) then(more spoken) spoken {
	return spoken{append(n.words[:len(n.words):len(n.words)], more.words...)}
}

// numeral gives the characters their readings.
func (n spoken) spoken() Numeral {
	out := Numeral{Han: strings.Join(n.words, "")}
	for _, word := range n.words {
		var syllables []string
		runes := []rune(word)
		for i, r := range runes {
			syllable := numeralReadings[r]
			if r == '一' && i+1 < len(runes) {
				switch runes[i+1] { // 一百 yìbǎi, 一万 yíwàn
				case '百', '千':
					syllable = "yi4"
				case '万', '亿':
					syllable = "yi2"
				}
			}
			syllables = append(syllables, syllable)
		}
		out.Pinyin = append(out.Pinyin, syllables)
	}
	return out
}

var numeralReadings = map[rune]string{
	'零': "ling2", '〇': "ling2", '一': "yi1", '二': "er4", '两': "liang3", '三': "san1", '四': "si4", '五': "wu3", '六': "liu4",
	'七': "qi1", '八': "ba1", '九': "jiu3", '十': "shi2", '百': "bai3", '千': "qian1", '万': "wan4", '亿': "yi4", '点': "dian3",
	'分': "fen1", '之': "zhi1", '第': "di4", '年': "nian2", '代': "dai4", '月': "yue4", '日': "ri4", '号': "hao4", '元': "yuan2",
	'美': "mei3", '欧': "ou1", '英': "ying1", '镑': "bang4", '负': "fu4", '秒': "miao3", '幺': "yao1",
}

var digitNames = []rune("零一二三四五六七八九")

// digits reads one by one: 2026 is 二〇二六.
func digits(text string, zero, one string) spoken {
	var n spoken
	for i := range len(text) {
		switch {
		case text[i] == '0':
			n = n.word(zero)
		case text[i] == '1':
			n = n.word(one)
		case isDigit(text[i]):
			n = n.word(string(digitNames[text[i]-'0']))
		}
	}
	return n
}

// count reads a whole number by its value; one too long for that is read digit
// by digit.
func count(text string) spoken {
	text = strings.ReplaceAll(text, ",", "")
	if len(text) > 1 && text[0] == '0' || len(text) > 12 {
		return digits(text, "零", "一")
	}
	if strings.Trim(text, "0") == "" {
		return spoken{}.word("零")
	}
	var n spoken
	units := []string{"", "万", "亿"}
	zero := false // a zero is due before the next digit
	for len(text) > 0 {
		size := (len(text)-1)%4 + 1
		group, unit := text[:size], units[(len(text)-1)/4]
		text = text[size:]
		inner, gap := underTenThousand(group, len(n.words) == 0)
		if len(inner) == 0 {
			zero = len(n.words) > 0
			continue
		}
		if len(n.words) > 0 && (zero || gap) {
			inner[0] = "零" + inner[0]
		}
		zero = false
		if unit != "" {
			// 三万 is one word, 三十五 万 are two
			if last := inner[len(inner)-1]; utf8.RuneCountInString(strings.TrimPrefix(last, "零")) == 1 {
				if last == "二" && len(inner) == 1 {
					last = "两"
				}
				inner[len(inner)-1] = last + unit
			} else {
				inner = append(inner, unit)
			}
		}
		n.words = append(n.words, inner...)
	}
	return n
}

// underTenThousand reads a group of up to four digits; gap tells whether it
// begins with a zero that is read where it is not the first group.
func underTenThousand(group string, first bool) (words []string, gap bool) {
	value := func(place int) byte { // of the digit with that power of ten
		if place >= len(group) {
			return 0
		}
		return group[len(group)-1-place] - '0'
	}
	name := func(d byte) string { return string(digitNames[d]) }
	zero := false
	add := func(word string) {
		if zero && len(words) > 0 {
			word = "零" + word
		}
		zero = false
		words = append(words, word)
	}
	if d := value(3); d > 0 {
		word := name(d)
		if d == 2 {
			word = "两"
		}
		add(word + "千")
	} else {
		gap = true
	}
	if d := value(2); d > 0 {
		add(name(d) + "百")
	} else {
		zero = true
	}
	switch tens, ones := value(1), value(0); {
	case tens == 1 && len(words) == 0 && first && value(3) == 0 && value(2) == 0: // 十五, not 一十五
		add(strings.TrimSuffix("十"+name(ones), "零"))
	case tens > 0:
		add(strings.TrimSuffix(name(tens)+"十"+name(ones), "零"))
	case ones > 0:
		zero = true
		add(name(ones))
	}
	return words, gap
}

// decimal reads a number with digits behind the point.
func decimal(text string) spoken {
	whole, fraction, ok := strings.Cut(text, ".")
	n := count(whole)
	if ok && fraction != "" {
		n = n.word("点").then(digits(fraction, "零", "一"))
	}
	return n
}

func readDate(m []string, _ string) spoken {
	var n spoken
	if m[1] != "" {
		n = digits(m[1], "〇", "一").word("年")
	}
	if len(m) > 2 && m[2] != "" {
		n = n.then(join(count(strings.TrimLeft(m[2], "0")), "月"))
		if m[3] != "" {
			unit := m[4]
			if unit == "" {
				unit = "日"
			}
			n = n.then(join(count(strings.TrimLeft(m[3], "0")), unit))
		}
	}
	return n
}

// join writes a unit to the last word: 十月 shíyuè.
func join(n spoken, unit string) spoken {
	if len(n.words) == 0 {
		return n.word(unit)
	}
	last := len(n.words) - 1
	return spoken{n.words[:last:last]}.word(n.words[last] + unit)
}

func readTime(m []string, _ string) spoken {
	n := hour(m[1]).word("点")
	switch {
	case m[2] != "00" && m[2][0] == '0':
		n = n.then(spoken{}.word("零" + count(m[2][1:]).words[0])).word("分")
	case m[2] != "00":
		n = n.then(count(m[2])).word("分")
	case m[3] != "":
		n = n.word("零").word("分")
	}
	if m[3] != "" {
		n = n.then(count(m[3])).word("秒")
	}
	return n
}

func hour(text string) spoken {
	text = strings.TrimLeft(text, "0")
	switch text {
	case "":
		return spoken{}.word("零")
	case "2":
		return spoken{}.word("两")
	}
	return count(text)
}

func readPhone(m []string, _ string) spoken {
	return digits(strings.Join(m[1:], ""), "零", "幺")
}

var currencies = map[string]string{"¥": "元", "$": "美元", "€": "欧元", "£": "英镑"}

func readMoney(m []string, _ string) spoken {
	return inUnits(decimal(m[2]), m[3]).word(currencies[m[1]])
}

func readShare(m []string, _ string) spoken {
	n := spoken{}.word("百")
	if m[3] == "‰" {
		n = spoken{}.word("千")
	}
	n = n.word("分").word("之").then(decimal(m[2]))
	if m[1] != "" {
		return spoken{}.word("负").then(n)
	}
	return n
}

func readOrdinal(m []string, _ string) spoken { return spoken{}.word("第").then(count(m[1])) }

// counted are measures before which 2 is read 两.
const counted = "个位名只条张本件家间次天年周块种份辆台部把支枝双对杯瓶碗斤米倍层句"

func readPlain(m []string, next string) spoken {
	n := decimal(m[2] + m[3])
	if m[2] == "2" && m[3] == "" {
		r, _ := utf8.DecodeRuneInString(next)
		if m[4] == "" && r != utf8.RuneError && strings.ContainsRune(counted, r) ||
			strings.HasPrefix(m[4], "千") || strings.HasPrefix(m[4], "万") || strings.HasPrefix(m[4], "亿") {
			n = spoken{}.word("两")
		}
	}
	n = inUnits(n, m[4])
	if m[1] != "" {
		return spoken{}.word("负").then(n)
	}
	return n
}

func inUnits(n spoken, unit string) spoken {
	if unit == "" {
		return n
	}
	if len(n.words) == 1 && utf8.RuneCountInString(n.words[0]) == 1 {
		return join(n, unit)
	}
	return n.word(unit)
}
