package analysis

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/page"
	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// A readingRule is a section of readings.md: a reading of a word, the contexts
// in which it holds and those in which it does not.
type readingRule struct {
	syllables []string
	when, not []*pattern
	line      int
	examples  []readingExample
	usual     bool // from the list of words that need no example
}

// A readingExample is a sentence with a word in it and how it is read there;
// of several readings the last word has the last.
type readingExample struct {
	text     string
	at       []int // bytes at which the word begins
	readings []string
	line     int
}

var readingKeys = map[string]bool{"当": true, "除": true}

const (
	readingPage  = "readings.md"
	usualSection = "平常的读法"
)

// loadReadings reads readings.md: rules by word, in the order of the page.
func loadReadings(classes map[string]*wordClass) (map[string][]*readingRule, error) {
	text, err := pages.ReadFile(readingPage)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(readingPage, string(text), readingKeys)
	if err != nil {
		return nil, err
	}
	rules := map[string][]*readingRule{}
	for _, s := range p.Sections {
		if s.Title == usualSection {
			if err := addUsual(rules, &s); err != nil {
				return nil, err
			}
			continue
		}
		word, reading, _ := strings.Cut(s.Title, " ")
		r := &readingRule{syllables: pinyin.Numbered(reading), line: s.Line}
		if len(r.syllables) != utf8.RuneCountInString(word) {
			return nil, fmt.Errorf("%s:%d: %q is not a word and a syllable for each of its characters", readingPage, s.Line, s.Title)
		}
		for _, f := range s.Fields {
			for _, source := range splitPatterns(f.Value) {
				pat, err := compilePattern(source, word, classes)
				if err == nil && !pat.hasHead {
					err = fmt.Errorf("pattern %q has no ～", source)
				}
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %w", readingPage, f.Line, err)
				}
				if f.Key == "当" {
					r.when = append(r.when, pat)
				} else {
					r.not = append(r.not, pat)
				}
			}
		}
		for _, item := range s.Items {
			e := readingExample{line: item.Line}
			sentence, readings, other := strings.Cut(item.Text, "→")
			if !other {
				readings = reading
			}
			e.readings = strings.Split(strings.TrimSpace(readings), "、")
			sentence = strings.TrimSpace(sentence)
			for {
				before, rest, ok := strings.Cut(sentence, "【")
				e.text += before
				if !ok {
					break
				}
				marked, after, _ := strings.Cut(rest, "】")
				if marked != word {
					return nil, fmt.Errorf("%s:%d: 【%s】 is not %s", readingPage, item.Line, marked, word)
				}
				e.at = append(e.at, len(e.text))
				e.text += marked
				sentence = after
			}
			if len(e.at) == 0 {
				return nil, fmt.Errorf("%s:%d: no 【】 in %q", readingPage, item.Line, item.Text)
			}
			r.examples = append(r.examples, e)
		}
		rules[word] = append(rules[word], r)
	}
	return rules, nil
}

// addUsual reads the section of words that are read alike everywhere.
func addUsual(rules map[string][]*readingRule, s *page.Section) error {
	for _, line := range s.Prose {
		if strings.HasPrefix(line, ">") {
			continue
		}
		for item := range strings.SplitSeq(line, "、") {
			word, reading, _ := strings.Cut(strings.TrimSpace(item), " ")
			if word == "" {
				continue
			}
			r := &readingRule{syllables: pinyin.Numbered(reading), line: s.Line, usual: true}
			if len(r.syllables) != utf8.RuneCountInString(word) {
				return fmt.Errorf("%s:%d: %q is not a word and a syllable for each of its characters", readingPage, s.Line, item)
			}
			rules[word] = append(rules[word], r)
		}
	}
	return nil
}

// byContext is how the page of readings says that a word is read here.
func (r *reader) byContext(w *word, rules []*readingRule) []string {
	span := w.span()
	for _, rule := range rules {
		if (len(rule.when) == 0 || r.holds(rule.when, span)) && !r.holds(rule.not, span) {
			return rule.syllables
		}
	}
	return nil
}

func (r *reader) holds(list []*pattern, span Span) bool {
	if r.matcher.passage == nil {
		r.matcher = matcher{passage: r.p, sentence: Span{0, len(r.p.text)}}
	}
	for _, p := range list {
		if r.matcher.around(p, span) {
			return true
		}
	}
	return false
}

// doubles tells whether the word at k, of two characters, and the verb before it
// say the verb twice: 透|透气, 洗|洗手.
func (r *reader) doubles(k, at int) bool {
	before, _ := r.neighbours(k)
	if before == nil || before.end-before.start != 3 || r.runes[at-1] != r.runes[at] {
		return false
	}
	return !strings.ContainsRune("了不在过着是有来去上下出会要能可", r.runes[at]) && r.runes[at+1] != '法' && (isTagged(before, "v") || isTagged(&r.p.words[k], "v"))
}

// must tells whether the 得 at word k says “must”: it follows a noun, and what
// is to be done follows it. After verbs and adjectives it is a particle.
func (r *reader) must(k, at int) bool {
	before, after := r.neighbours(k)
	if before == nil || after == nil || strings.ContainsRune("了过着到很太真更最不比像跟连满非特格挺极", r.char(at+1)) {
		return false
	}
	switch before.end - before.start {
	case 3:
		return strings.ContainsRune(nouns, r.runes[at-1])
	default:
		return isTagged(before, "n", "s", "t", "f") && (isTagged(after, "v", "p", "d", "zg", "r") || r.char(at+1) == '重') && !nounVerbs[r.p.text[before.start:before.end]]
	}
}

var nouns = charList("单音名词")

// neighbours are the Chinese words on either side of word k, or nil.
func (r *reader) neighbours(k int) (before, after *word) {
	if k > 0 && r.p.words[k-1].kind == hanWord {
		before = &r.p.words[k-1]
	}
	if k+1 < len(r.p.words) && r.p.words[k+1].kind == hanWord {
		after = &r.p.words[k+1]
	}
	return before, after
}

// isTagged tells whether a word's part of speech begins with one of the tags.
func isTagged(w *word, tags ...string) bool {
	if w != nil {
		for _, tag := range tags {
			if w.pos.is(tag) {
				return true
			}
		}
	}
	return false
}

// directions are verbs that follow another verb, in full tones here.
var directions = map[rune]string{
	'上': "shang4", '下': "xia4", '来': "lai2", '去': "qu4", '起': "qi3", '出': "chu1", '进': "jin4", '回': "hui2", '过': "guo4", '开': "kai1", '住': "zhu4",
}

// directional are localizers as they are said after 往.
var directional = map[rune]string{'里': "li3", '上': "shang4"}

// attaching are verbs that take 上 as a complement.
const attaching = "关穿戴拉锁盖合爱考赶追遇碰闭写贴填带撒加系扣比染迷登爬走跑坐送端换装种插点"

// mendWord mends what a word's part of speech and its form tell of its reading:
// neutral tones of localizers and particles, full tones of complements, erhua.
// What it does must not depend on the sentence: it is kept with the word. It
// tells whether such a form was found, whose tones the words beside it do not
// change.
func mendWord(list []string, runes []rune, word *wordReading) (formed bool) {
	n, last := len(list), len(list)-1
	if n < 2 {
		return false
	}
	unread := len(word.readings) == 0
	if n == 2 && runes[0] == runes[1] && word.pos == verbTag && (unread || !strings.ContainsRune(fullTwice, runes[0])) {
		list[1] = neutral(list[0]) // 看看 kànkan
	}
	is := func(tags ...string) bool { return slices.ContainsFunc(tags, word.pos.is) }
	switch {
	case n == 2 && (runes[last] == '来' || runes[last] == '去') && directions[runes[0]] != "":
		list[0], list[last] = directions[runes[0]], directions[runes[last]]
	case is("v") || n == 3 && runes[1] == '上':
		// 出来 chūlái, 戴上 dàishàng
		for i := last; i >= 0; i-- {
			full, ok := directions[runes[i]]
			if !ok {
				break
			}
			if strings.HasSuffix(list[i], "5") {
				list[i] = full
			}
		}
	case (runes[last] == '里' || runes[last] == '上') && (is("s", "t", "ns") || unread) && !is("m", "q", "i"):
		list[last] = neutral(list[last]) // 村里, 会上
		if n == 2 && runes[last] == '上' && strings.ContainsRune(attaching, runes[0]) {
			list[last] = "shang4" // 关上
		}
	case runes[last] == '儿' && !erWords[word.text] && !word.pos.isProper() && word.pos != otherNameTag:
		list[last] = "r5"
	case n == 3 && runes[0] == runes[1] && is("v"):
		list[1] = neutral(list[0]) // 点点头
	case is("m", "q") && word.named != unlooked, n > 2 && runes[1] == '个' && strings.ContainsRune("一上下几半两哪", runes[0]): // a word of the dictionary, 一个个
		for i := range list {
			if runes[i] == '个' {
				list[i] = "ge5"
			}
		}
		return false
	case n == 2 && unread && runes[last] == '过' && !is("n"):
		list[last] = "guo5" // 借过
		return false
	default:
		return false
	}
	return true
}

// grammar mends what the words beside it tell of the reading of word k, n runes
// from rune at on.
func (r *reader) grammar(k, at, n int) {
	switch r.runes[at] {
	case '儿', '个', '里', '上':
	default:
		if at == 0 || r.runes[at-1] != r.runes[at] {
			return // most words
		}
	}
	w := &r.p.words[k]
	before, _ := r.neighbours(k)
	text := r.p.text[w.start:w.end]
	switch {
	case n > 1:
	case text == "儿" && before != nil && isTagged(before, "n", "v", "q", "s", "t", "z", "a", "m", "d"):
		r.list[at] = "r5"
	case text == "个":
		r.list[at] = "ge5"
	case (text == "里" || text == "上") && before != nil && strings.ContainsRune("往向朝", r.runes[at-1]):
		r.list[at] = directional[r.runes[at]] // 往里走
	case text == "里" && before != nil && strings.ContainsRune("十百千万", r.runes[at-1]):
		r.list[at] = "li3" // 方圆百里
	case text == "里" && before != nil && !isTagged(before, "m") && (strings.ContainsRune("包袋盒箱缝", r.runes[at-1]) || before.end-before.start > 3 || !isTagged(before, "v", "d", "p", "u")):
		r.list[at] = "li5"
	case (text == "上" || text == "里") && before != nil && k > 1 && before.end-before.start > 3 && r.p.text[r.p.words[k-2].start:r.p.words[k-2].end] == "在":
		r.list[at] = neutral(directional[r.runes[at]]) // 在高速上
	case text == "上" && before != nil && (strings.ContainsRune("地摊台", r.runes[at-1]) || before.end-before.start > 3 && r.char(at+1) == '的' || !isTagged(before, "m", "v", "d", "p", "u", "r", "a", "t") && !strings.ContainsRune(attaching, r.runes[at-1])):
		r.list[at] = "shang5"
	case k > 0 && before != nil && r.runes[at-1] == r.runes[at] && before.end-before.start == w.end-w.start &&
		(isTagged(w, "v") || strings.ContainsRune(plainVerbs, r.runes[at])) && (k < 2 || !strings.HasSuffix(r.p.text[:before.start], text)):
		r.list[at] = neutral(r.list[at-1]) // 晒 晒
	}
}

// erWords end in 儿 as a syllable of its own.
var erWords = map[string]bool{
	"女儿": true, "婴儿": true, "幼儿": true, "孤儿": true, "少儿": true, "胎儿": true, "混血儿": true, "健儿": true, "男儿": true, "宠儿": true,
	"育儿": true, "产儿": true, "早产儿": true, "新生儿": true, "患儿": true, "弃儿": true, "孩儿": true, "托儿": true, "小儿": true, "生儿": true,
	"帖木儿": true, "弄潮儿": true, "妻儿": true, "孙儿": true, "侄儿": true, "犬儿": true, "私生儿": true, "幸运儿": true, "好男儿": true, "巴儿": true,
	"察哈儿": true, "低能儿": true, "畸形儿": true, "连体儿": true, "试管婴儿": true, "乞儿": true, "佩儿": true, "哈儿": true,
}

// yiBu changes the tones of 一 and 不 as textbooks print them: 一 is yí before a
// fourth tone, yì before others, yī in numbers, ordinals and dates; 不 is bú
// before a fourth tone; both are neutral between the halves of a verb, and 不
// before a complement.
func (r *reader) yiBu() {
	for _, at := range r.yiBus {
		if r.runes[at.rune] == '不' && r.list[at.rune] != "" {
			r.list[at.rune] = r.bu(at.word, at.start, at.size, at.rune)
		}
	}
	for _, at := range slices.Backward(r.yiBus) { // 不 looks at the tone of 一 after it
		switch i := at.rune; {
		case r.list[i] == "":
		case r.runes[i] == '一':
			r.list[i] = r.yi(at.word, at.start, at.size, i)
		case r.list[i] == "bu4" && r.tone(i+1) == '4':
			r.list[i] = "bu2"
		}
	}
}

// A yiBuPlace is where a 一 or 不 stands: its rune, and its word's number, first
// rune and length.
type yiBuPlace struct{ rune, word, start, size int }

func (r *reader) tone(i int) byte {
	if i < 0 || i >= len(r.list) || r.list[i] == "" {
		return 0
	}
	return r.list[i][len(r.list[i])-1]
}

func (r *reader) char(i int) rune {
	if i < 0 || i >= len(r.runes) {
		return 0
	}
	return r.runes[i]
}

const (
	// what can follow 不 as the complement of a verb
	complements = "了到见起下上出完动清住成开过着懂来去好惯及掉够准透满进回赢全齐尽着得稳牢死断碎熟醒通顺久饱匀长远大"
	// verbs after which 不来, 不去, 不好, 不上 and the like are no complements
	noComplement = "说想问怕爱能会要肯敢是有在让叫请该可得"
)

// bu reads the 不 at rune i, which is in word k: n runes from at on.
func (r *reader) bu(k, at, n, i int) string {
	before, after := r.char(i-1), r.char(i+1)
	prefix := i == at && n > 2 // the word begins with 不: 不得了
	switch {
	case strings.HasSuffix(r.list[i], "5"):
		return "bu5" // 对不起
	case !prefix && r.tone(i-1) != 0 && before == after,
		!prefix && i >= 2 && i+2 < len(r.runes) && r.tone(i-1) != 0 && before == r.char(i+2) && r.char(i-2) == after:
		return "bu5" // 好不好, 喜欢不喜欢
	case i == at+1 && n == 3 && !strings.ContainsRune("要好莫无从毫并决绝三半更再", r.runes[at]) && !isTagged(&r.p.words[k], "i"),
		i > at && i+1 < at+n && r.runes[at] != '再' && !isTagged(&r.p.words[k], "i") && strings.ContainsRune(complements+"拢", after):
		return "bu5" // 受不了, 合不拢嘴
	case n == 1 && k > 0 && r.p.words[k-1].kind == hanWord && r.complementAt(k+1) && (isTagged(&r.p.words[k-1], "v") || nounVerbs[r.p.text[r.p.words[k-1].start:r.p.words[k-1].end]]) &&
		r.p.words[k-1].end-r.p.words[k-1].start == 6 && strings.ContainsRune("上下出起了到清着住", after):
		return "bu5" // 联系不上
	case n == 1 && k > 1 && before == '过' && isTagged(&r.p.words[k-2], "v"):
		// 说过 | 不来
	case n == 1 && k > 0 && r.p.words[k-1].kind == hanWord && r.p.words[k-1].end-r.p.words[k-1].start == 3 && r.complementAt(k+1) && (r.isVerb(&r.p.words[k-1], before) || before == '直') &&
		(!strings.ContainsRune("来去好上", after) || !strings.ContainsRune(noComplement, before) &&
			(!isTagged(&r.p.words[k-1], "zg") || strings.ContainsRune(plainVerbs, before))):
		return "bu5" // 听不懂
	case i == at && n == 2 && k > 0 && r.p.words[k-1].kind == hanWord && r.p.words[k-1].end-r.p.words[k-1].start == 3 &&
		strings.ContainsRune("动住到了过着快", after) && r.char(i+2) != '是' && r.isVerb(&r.p.words[k-1], before):
		return "bu5" // 看 | 不到
	}
	return "bu4"
}

// complementAt tells whether word k can be the complement of a verb.
func (r *reader) complementAt(k int) bool {
	if k >= len(r.p.words) {
		return false
	}
	text := r.p.text[r.p.words[k].start:r.p.words[k].end]
	first, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(complements, first) {
		return longComplements[text]
	}
	second, _ := utf8.DecodeRuneInString(text[size:])
	return len(text) == size || len(text) == 2*size && directions[first] != "" && (directions[second] != "" || first == '上' || first == '下') || longComplements[text]
}

var longComplements = wordSet("双音补语")

var nounVerbs = wordSet("双音动词")

// plainVerbs are verbs that the segmentation dictionary tags otherwise.
const plainVerbs = "长上下进出回过起开关坐站穿拿放写买吃带"

// isVerb tells whether a word of one character can have a complement.
func (r *reader) isVerb(w *word, char rune) bool {
	return isTagged(w, "v") || isTagged(w, "zg") && !strings.ContainsRune("很太最更也都就还再又才只真挺更极越没", char) || strings.ContainsRune(plainVerbs, char)
}

const digitChars = "零〇一二三四五六七八九"

// yi reads the 一 at rune i, which is in word k: n runes from at on.
func (r *reader) yi(k, at, n, i int) string {
	before, after := r.char(i-1), r.char(i+1)
	in := func(set string, c rune) bool { return c != 0 && strings.ContainsRune(set, c) }
	next := r.tone(i + 1)
	switch {
	case strings.HasSuffix(r.list[i], "5"):
		return r.list[i]
	case r.tone(i-1) != 0 && before == after && r.char(i-2) != '一' && !in(digitChars+"十百千万", before) && !isTagged(&r.p.words[k], "i", "l") && !in("天年日次个步层件句张片块条", before):
		return "yi5" // 看一看
	case in("第初", before) && !in("百千万亿", after), in("周期拜唯之统单逐", before) && n > 1 && i == at+n-1, in("高大", before) && n > 1 && i == at+n-1:
		return "yi1" // 第一, 星期一, 唯一, 高一
	case n > 1 && i == at+n-1 && i > at && !in("百千万亿个", after) && !(n == 2 && in("另每某这那哪任有", before)):
		return "yi1" // 万一, 不一 at the end of a word
	case (in("十百千万零〇·", before) || before == '点' && in(digitChars+"十百", r.char(i-2))) && !in("百千万亿个", after) && !isTagged(&r.p.words[k], "i"), in(digitChars, before) && i > 0 && (in(digitChars, after) || in(digitChars, r.char(i-2))):
		return "yi1" // 二十一, 一九九八
	case in(digitChars, after) && after != '两' && !in("百千万", r.char(i+2)) && (in(digitChars, r.char(i+2)) || in(digitChars, before) || after == '〇' || after == '零'):
		return "yi1"
	case after == '月' && !in("个", before), in("号", after) && !in("大小差同", before) && !in("大小", r.char(i-2)), after == '楼' && !in("有这那每", before) && r.char(i+2) != '人', after == '班' && in("级高初", before), after == '日' && before == '月',
		after == '单' && r.char(i+2) == '元', after == '年' && r.char(i+2) == '级', after == '等' && r.char(i+2) == '奖', after == '级' && !in("高低上下差这那每有", before):
		return "yi1"
	case before == '之' && r.char(i-2) == '分', n == 1 && in("审和与字", after) && !in("这那每另", before), in("买押退满", before) && in(digitChars, r.char(i+2)), before == '比' && in(digitChars, r.char(i-2)), after == '比' && in(digitChars, r.char(i+2)):
		return "yi1" // 千分之一, 一审, 押一付三, 一比一
	case next == 0:
		return "yi1"
	case next == '4' || after == '个':
		return "yi2"
	}
	return "yi4"
}
