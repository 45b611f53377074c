package analysis

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// PinyinLine writes consecutive tokens in pinyin as the orthography (GB/T 16159)
// has them: what is one word there may be several tokens, or the other way
// round.
//
//	写完了就走 Xiěwánle jiù zǒu.   第一次 dì-yī cì   这本书 zhè běn shū
func (a *Analyzer) PinyinLine(tokens []Token, style pinyin.Style) string {
	return pinyin.Line(a.orthography(tokens), style)
}

// orthography joins and parts tokens to the words of the orthography.
func (a *Analyzer) orthography(tokens []Token) []pinyin.Piece {
	pieces := make([]pinyin.Piece, 0, len(tokens))
	joined := false // the token before is written with the one before it
	titled := 0     // 《 that are open
	for i := range tokens {
		t := &tokens[i]
		if !t.Han {
			joined = false
			titled = max(0, titled+strings.Count(t.Text, "《")-strings.Count(t.Text, "》"))
			text := t.Text
			if text == "\uFFFC" {
				text = "" // what stands for markup in the line
			}
			pieces = append(pieces, pinyin.Piece{Text: text})
			continue
		}
		if joined = i > 0 && len(pieces) > 0 && joins(tokens, i, joined); joined {
			last := &pieces[len(pieces)-1]
			last.Text += t.Text
			last.Syllables = append(slices.Clip(last.Syllables), t.Pinyin...)
			continue
		}
		from := len(pieces)
		pieces = append(pieces, a.parted(t)...)
		if titled > 0 && !smallInTitles[t.Text] || i > 0 && tokens[i-1].Proper && !t.Proper && a.completesName(&tokens[i-1], t) {
			for k := from; k < len(pieces); k++ {
				pieces[k].Proper = true
			}
		}
	}
	return pieces
}

// namedKinds are kinds of what is named after a place.
var namedKinds = map[string]bool{"大学": true, "大學": true, "学院": true, "學院": true, "大桥": true, "大橋": true, "大街": true, "大道": true, "大厦": true, "大廈": true}

// completesName tells whether a word makes a longer name of the name before
// it: 北京大学 Běijīng Dàxué.
func (a *Analyzer) completesName(name, t *Token) bool {
	if namedKinds[t.Text] {
		return true
	}
	whole := name.Text + t.Text
	return len(t.Text) > 3 && a.lex.Has(whole) && slices.ContainsFunc(a.lex.Entries(whole), func(e lexicon.Entry) bool { return e.IsProper() })
}

// smallInTitles are words without a capital in the title of a book.
var smallInTitles = runeSet("的地得了着过与和在")

// joins tells whether token i is written together with the one before it, of
// which joined tells the same.
func joins(tokens []Token, i int, joined bool) bool {
	t, before := &tokens[i], &tokens[i-1]
	if !before.Han || before.Proper {
		return false
	}
	size := utf8.RuneCountInString(before.Text)
	last, _ := utf8.DecodeLastRuneInString(before.Text)
	verb := strings.HasPrefix(before.POS, "v") || joined || size == 1 && isVerbal(before) && !(i > 1 && strings.HasPrefix(tokens[i-2].POS, "m"))
	end := i+1 == len(tokens) || !tokens[i+1].Han
	switch t.Text {
	case "着", "著", "过", "過":
		return verb && strings.HasSuffix(t.Pinyin[0], "5")
	case "月":
		return onlyNumerals([]rune(before.Text)) && (i < 2 || tokens[i-2].Text != "第")
	case "要", "用":
		return before.Text == "不"
	case "了":
		if end || t.Pinyin[0] != "le5" || size == 1 && strings.ContainsRune("了着著过過", last) || afterFinal[tokens[i+1].Text] {
			return false
		}
		if tokens[i+1].Text == before.Text && i+2 < len(tokens) && tokens[i+2].Text == "了" {
			return false // 行了行了
		}
		return verb || strings.HasPrefix(before.POS, "a") || size == 2 && (before.POS == "p" || before.Text == "通过" || before.Text == "通過" || before.POS == "" || strings.HasPrefix(before.POS, "n") && strings.HasPrefix(tokens[i+1].POS, "m"))
	case "们":
		return true
	case "儿":
		return t.Pinyin[0] == "r5"
	case "个":
		return before.Text == "这" || before.Text == "那" || before.Text == "哪"
	case "里", "些", "边", "么", "样":
		return before.Text == "这" || before.Text == "那" || before.Text == "哪"
	}
	// a result of one syllable joins a verb of one
	if t.inner && size > 1 && utf8.RuneCountInString(t.Text) == 1 && t.Text != "部" && t.Text != "家" && !strings.HasPrefix(before.POS, "m") {
		return true // 牛肉面 niúròumiàn, which no dictionary explains
	}
	if t.Text == "边" || t.Text == "邊" {
		return size == 1 && strings.HasPrefix(before.POS, "n") // 湖边
	}
	if size != 1 || joined || strings.HasSuffix(t.Pinyin[0], "5") {
		return false
	}
	return strings.HasPrefix(before.POS, "v") && results[t.Text] && !strings.Contains("是有像叫比沒没", before.Text) || isVerbal(before) && (onlyResults[t.Text] || results[t.Text] && strings.Contains(transitive, before.Text)) && !(i > 1 && strings.HasPrefix(tokens[i-2].POS, "m"))
}

var transitive = charList("单音动词")

// isVerbal tells whether a word of one character can be a verb or adjective,
// whatever the segmentation dictionary tags it as.
func isVerbal(t *Token) bool {
	return t.Pinyin[0] == "huan2" || !strings.HasPrefix(t.POS, "r") && !strings.Contains("年月日天点點岁歲块塊钱錢次人号號都也就才还還又很太最不没沒别別再会會能要得的是", t.Text)
}

// afterFinal are words before which 了 ends what is said: 看了吗.
var afterFinal = map[string]bool{"吗": true, "嗎": true, "吧": true, "呢": true, "么": true, "啊": true, "呀": true, "嘛": true, "的": true, "之后": true, "以后": true}

var (
	results     = runeSet(charList("单音补语"))
	onlyResults = runeSet(charList("动词后的补语"))
)

func runeSet(chars string) map[string]bool {
	set := map[string]bool{}
	for _, r := range chars {
		set[string(r)] = true
	}
	return set
}

// parted cuts a token that the orthography writes as several words.
func (a *Analyzer) parted(t *Token) []pinyin.Piece {
	runes := []rune(t.Text)
	n := len(runes)
	cut := func(proper bool, places ...int) []pinyin.Piece {
		var pieces []pinyin.Piece
		from := 0
		for _, to := range append(places, n) {
			pieces = append(pieces, pinyin.Piece{Text: string(runes[from:to]), Syllables: t.Pinyin[from:to], Proper: proper})
			from = to
		}
		return pieces
	}
	last := runes[n-1]
	digits := 0
	for digits < n && t.Pinyin[digits] == "" {
		digits++
	}
	switch {
	case n > 1 && onlyNumerals(runes) && isAbout(runes[n-2], last):
		return []pinyin.Piece{{Text: t.Text, Syllables: t.Pinyin, Hyphen: n - 1}} // 三四 sān-sì
	case n > 2 && onlyNumerals(runes):
		if places := numeralWords(runes); len(places) > 0 {
			return cut(false, places...) // 三百二十 sānbǎi èrshí
		}
	case n > 2 && runes[0] == '第' && onlyNumerals(runes[1:]):
		pieces := cut(false, ordinalWords(runes)...)
		pieces[0].Hyphen = 1
		return pieces // 第三百二十 dì-sānbǎi èrshí
	case n > 2 && strings.ContainsRune("多余几餘幾", last) && onlyNumerals(runes[:n-1]):
		return cut(false, append(numeralWords(runes[:n-1]), n-1)...)
	case n == 4 && strings.HasPrefix(t.POS, "i") && !t.Proper && isTwoPart(runes):
		return []pinyin.Piece{{Text: t.Text, Syllables: t.Pinyin, Hyphen: 2}} // 七嘴八舌 qīzuǐ-bāshé
	case n > 2 && last == '的' && a.lex.Has(t.Text):
		return cut(false, n-1) // 薄薄的
	case t.Proper && n > 3 && strings.Contains(t.Text, "自治") && strings.ContainsRune("区州县區縣旗", last):
		at := n - 3
		if runes[n-2] != '治' {
			at = n - 2
		}
		return cut(true, at) // 西藏自治区 Xīzàng Zìzhìqū
	case n > 4 && !t.Proper && n%2 == 0 && a.inPairs(runes):
		places := make([]int, 0, n/2)
		for i := 2; i < n; i += 2 {
			places = append(places, i)
		}
		return cut(false, places...) // 全国代表大会
	case t.Text == "在一起", t.Text == "在家":
		return cut(false, 1)
	case n == 3 && strings.HasPrefix(t.POS, "v") && directions[runes[1]] != "" && (last == '来' || last == '去' || last == '來') && directions[runes[0]] == "":
		return cut(false, 1) // 看上去 kàn shàngqù
	case n == 3 && (runes[1] == '个' || runes[1] == '個') && strings.ContainsRune("上下", runes[0]):
		return cut(false, 1, 2) // 下个月 xià ge yuè
	case n > 3 && (runes[1] == '不' || runes[1] == '得') && strings.HasSuffix(t.Pinyin[1], "5") && !fixed[t.Text]:
		if n == 4 && a.lex.Has(string(runes[2:])) {
			return cut(false, 1, 2) // 说不清楚 shuō bu qīngchu
		}
		places := make([]int, 0, n)
		for i := 1; i < n; i++ {
			places = append(places, i)
		}
		return cut(false, places...) // 合不拢嘴 hé bu lǒng zuǐ
	case digits > 0 && digits < n: // 8.6万
		pieces := cut(false, digits)
		pieces[0].Syllables = nil
		return pieces
	case n == 2 && runes[0] == '第':
		return []pinyin.Piece{{Text: t.Text, Syllables: t.Pinyin, Hyphen: 1}}
	case n == 3 && (runes[1] == '不' || runes[1] == '得') && strings.HasSuffix(t.Pinyin[1], "5") && !fixed[t.Text]:
		return cut(false, 1, 2) // 看不见 kàn bu jiàn
	case n == 2 && strings.ContainsRune("这那每本此各哪", runes[0]) && strings.ContainsRune("种条块件张位次天年月周家只辆支座台场份篇首店", last) && t.Text != "本家" && t.Text != "本位":
		return cut(false, 1) // 这种 zhè zhǒng, 每天 měi tiān
	case n == 2 && strings.ContainsRune("很最更太", runes[0]) && !fixed[t.Text]:
		return cut(false, 1) // 很多 hěn duō
	case t.Text == "就是", strings.Contains(t.Text, "分之"):
		places := make([]int, 0, n)
		for i := 1; i < n; i++ {
			places = append(places, i)
		}
		return cut(false, places...)
	case n > 1 && strings.ContainsRune("点个岁块元次遍日号", last) && onlyNumerals(runes[:n-1]):
		return cut(false, n-1) // 九点 jiǔ diǎn
	case n == 2 && (last == '里' || last == '上') && strings.HasSuffix(t.Pinyin[1], "5") && !fixed[t.Text]:
		return cut(false, 1) // 家里 jiā li
	case t.Proper && n > 2 && strings.ContainsRune("市县区省州镇乡村路街江河湖海山岛桥节峰", last):
		if runes[n-2] == '大' && n > 3 {
			return cut(true, n-2) // 长江大桥 Chángjiāng Dàqiáo
		}
		return cut(true, n-1) // 朝阳区 Cháoyáng Qū
	case t.Proper && n == 3 && t.POS == "nt":
		return []pinyin.Piece{{Text: t.Text, Syllables: t.Pinyin, Proper: true}} // 安理会 Ānlǐhuì
	case t.Proper && len(a.capitals(t.Text)) > 0:
		pieces := cut(true, a.capitals(t.Text)...)
		if runes[0] == '第' && len(pieces[0].Syllables) == 2 {
			pieces[0].Hyphen = 1
		}
		return pieces // 鲁迅 Lǔ Xùn, 长江 Cháng Jiāng
	case n == 3 && runes[1] == '一' && runes[0] == last:
		return cut(false, 1, 2) // 看一看 kàn yi kàn
	case t.Text == "有意思":
		return cut(false, 1)
	case n == 2 && (strings.HasPrefix(t.POS, "n") || !a.lex.Has(t.Text)) && strings.ContainsRune("小老", runes[0]) && strings.ContainsRune(surnames, last):
		return cut(true, 1) // 小张 Xiǎo Zhāng
	case n == 2 && t.POS == "v" && !a.lex.Has(t.Text) && !results[string(last)] && runes[0] != last:
		return cut(false, 1) // 吃药 chī yào
	}
	return []pinyin.Piece{{Text: t.Text, Syllables: t.Pinyin, Proper: t.Proper}}
}

// capitals are the places in a name, after its first character, at which
// CC-CEDICT's pinyin begins a new part.
func (a *Analyzer) capitals(name string) []int {
	var places []int
	for _, e := range a.lex.Entries(name) {
		if !e.IsProper() || len(e.Pinyin) != utf8.RuneCountInString(name) {
			continue
		}
		for i, syllable := range e.Pinyin[1:] {
			if r, _ := utf8.DecodeRuneInString(syllable); unicode.IsUpper(r) {
				places = append(places, i+1)
			}
		}
		break
	}
	// 江 is part of the name in 长江三角洲 Chángjiāng Sānjiǎozhōu
	runes := []rune(name)
	for i := 0; i+1 < len(places); i++ {
		if places[i+1] == places[i]+1 && strings.ContainsRune("江河湖海山", runes[places[i]]) {
			places = slices.Delete(places, i, i+1)
		}
	}
	return places
}

// isAbout tells whether two digits side by side say “three or four”.
func isAbout(a, b rune) bool {
	const digits = "一二三四五六七八九"
	i, j := strings.IndexRune(digits, a), strings.IndexRune(digits, b)
	return i >= 0 && j >= 0 && (j-i == len("一") || a == '三' && b == '五')
}

// inPairs tells whether a long word consists of words of two characters.
func (a *Analyzer) inPairs(runes []rune) bool {
	for i := 0; i+1 < len(runes); i += 2 {
		if !a.lex.Has(string(runes[i : i+2])) {
			return false
		}
	}
	return true
}

// numeralWords are the places at which a number is cut to words: 百 千 are
// written with the digit before them, 万 亿 too when there is but one, and what
// is under a hundred is one word.
//
//	六十三亿七千二百六十八 liùshísān yì qīqiān èrbǎi liùshíbā
func numeralWords(runes []rune) []int {
	var places []int
	cut := func(i int) {
		if i > 0 && i < len(runes) && (len(places) == 0 || places[len(places)-1] < i) {
			places = append(places, i)
		}
	}
	if !slices.ContainsFunc(runes, func(r rune) bool { return strings.ContainsRune("十百千万亿萬億", r) }) {
		return nil // 一九九八
	}
	from := 0 // where the part before the next 万 or 亿 begins
	for i, r := range runes {
		switch r {
		case '百', '千':
			cut(i + 1)
		case '零':
			cut(i)
			cut(i + 1)
		case '万', '亿', '萬', '億':
			if i-from > 1 {
				cut(i)
			}
			cut(i + 1)
			from = i + 1
		}
	}
	return places
}

// ordinalWords are the places at which an ordinal is cut.
func ordinalWords(runes []rune) []int {
	places := numeralWords(runes[1:])
	for i := range places {
		places[i]++
	}
	return places
}

// isTwoPart tells whether an idiom of four characters is said in two halves,
// between which the orthography has a hyphen. It is not where a particle of
// old Chinese binds them (总而言之), nor in a few others.
func isTwoPart(runes []rune) bool {
	switch {
	case strings.ContainsRune("不而之其莫乎", runes[1]), strings.ContainsRune("之乎", runes[2]), runes[3] == '之':
		return false
	case runes[0] == runes[1] && runes[2] == runes[3]:
		return false // 高高兴兴
	}
	switch string(runes) {
	case "一衣带水", "一衣帶水", "乱七八糟", "亂七八糟", "吊儿郎当", "吊兒郎當", "黑咕隆咚", "糊里糊涂", "糊裡糊塗":
		return false
	}
	return true
}

func onlyNumerals(runes []rune) bool {
	for _, r := range runes {
		if !strings.ContainsRune("零〇一二三四五六七八九十百千万亿两几半萬億兩幾", r) {
			return false
		}
	}
	return true
}

var surnames = charList("常见姓")

var rareSurnames = charList("罕见姓")

var usualSurnames = func() (table [lastHan - firstHan + 1]bool) {
	for _, r := range surnames {
		table[r-firstHan] = true
	}
	return table
}()

func isUsualSurname(r rune) bool {
	return r >= firstHan && r <= lastHan && usualSurnames[r-firstHan]
}

var fixed = wordSet("连写")

// properAt tells whether word k, of n runes, is a name here, which is written
// with a capital. The segmentation dictionary's tags call many common words names;
// where CC-CEDICT has the word, its capitals decide.
func (a *Analyzer) properAt(p *passage, k, n int, named naming) bool {
	w := &p.words[k]
	text := p.text[w.start:w.end]
	if n == 1 { // a surname, or a given name after one
		near := func(j int) *word {
			if j >= 0 && j < len(p.words) && p.words[j].kind == hanWord {
				return &p.words[j]
			}
			return nil
		}
		before, after := near(k-1), near(k+1)
		char, _ := utf8.DecodeRuneInString(text)
		surname := isUsualSurname(char)
		if w.pos != personTag && !surname && char != '小' && char != '老' &&
			(before == nil && !strings.Contains(rareSurnames, text) || before != nil && p.text[before.start:before.end] != "姓") {
			return false // most words of one character
		}
		counted := func(w *word) bool { return w != nil && w.pos.letter() == 'm' }
		switch {
		case k > 1 && counted(near(k-2)), counted(before):
			return false // 两封信: what is counted is no name
		case before != nil && p.text[before.start:before.end] == "姓":
			return true
		case surname && before != nil && (p.text[before.start:before.end] == "小" || p.text[before.start:before.end] == "老"),
			(text == "小" || text == "老") && after != nil && strings.Contains(surnames, p.text[after.start:after.end]):
			return true // 小周 Xiǎo Zhōu
		case text == "和" && before != nil:
			return false // 小敏和晓雯
		case text == "周" && before != nil && strings.Contains("上下本这每", p.text[before.start:before.end]):
			return false // 下周老师不来
		case (surname && text != "任" || before == nil && strings.Contains(rareSurnames, text)) && after != nil && a.classes["头衔"].words[p.text[after.start:after.end]]:
			return true
		case w.pos == personTag && after != nil && (after.pos == personTag && after.id == noWord || a.classes["头衔"].words[p.text[after.start:after.end]]):
			return true
		case w.pos == personTag && w.id == noWord && before != nil && before.pos == personTag:
			return true
		}
		return false
	}
	if w.id == noWord {
		return w.pos.isProper()
	}
	if w.pos == personTag && n > 2 {
		if first, _ := utf8.DecodeRuneInString(text); !isSurname(first) && named != nameOnly {
			return false // 小姑娘, which the segmentation dictionary calls a name
		}
	}
	switch named {
	case nameOnly:
		last, _ := utf8.DecodeLastRuneInString(text)
		return w.pos != numeralTag && (w.pos != timeTag || strings.ContainsRune("朝代", last) || text == "春秋" || text == "战国")
	case commonWord:
		return false
	}
	if k > 0 && p.words[k-1].kind == hanWord && p.words[k-1].pos.is("q") {
		return false // 一座古塔
	}
	if w.pos == personTag && k > 0 && p.words[k-1].pos == personTag && p.words[k-1].end-p.words[k-1].start == 3 && p.words[k-1].end == w.start {
		return true // 王|小明
	}
	if w.pos == personTag && n == 2 && (strings.HasPrefix(text, "小") || strings.HasPrefix(text, "阿")) && text != "小宗" {
		return true // 小敏, which the dictionary would explain if it were a word
	}
	return w.pos == placeTag || w.pos == bodyTag || w.pos.isProper() && n > 2
}
