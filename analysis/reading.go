package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// defaultReadings are those of characters that the dictionary lists under
// another reading first, when they are words by themselves: what a reader says
// without a context that asks for something else.
var defaultReadings = parseDefaults(`
的de5 了le5 吗ma5 吧ba5 呢ne5 着zhe5 得de5 地de5 过guo4 个ge4 说shuo1 还hai2 行xing2 长chang2 都dou1 为wei4 好hao3 要yao4 中zhong1
正zheng4 里li3 上shang4 一yi1 不bu4 和he2 没mei2 大da4 那na4 哪na3 看kan4 会hui4 只zhi3 种zhong3 重zhong4 两liang3 把ba3 给gei3
将jiang1 被bei4 与yu3 当dang1 少shao3 多duo1 几ji3 数shu4 分fen1 间jian1 处chu4 教jiao1 觉jue2 空kong1 乐le4 累lei4 量liang4
难nan2 便bian4 差cha4 打da3 倒dao4 发fa1 干gan4 更geng4 喝he1 切qie1 曲qu1 散san4 省sheng3 石shi2 熟shu2 相xiang1 兴xing4 血xue4
应ying1 扎zha1 占zhan4 涨zhang3 转zhuan3 作zuo4 咱zan2 啊a5 呀ya5 啦la5 嘛ma5 哦o4 呗bei5 喽lou5 嘞lei5 这zhe4 谁shei2 家jia1 子zi3
儿er2 们men5 头tou2 面mian4 车che1 可ke3 能neng2 别bie2 系xi4 调diao4 弹tan2 传chuan2 降jiang4 角jiao3 尽jin4 卷juan3 落luo4
率lü4 宁ning2 强qiang2 似si4 宿su4 校xiao4 载zai4 脏zang1 朝chao2 藏cang2 薄bao2 冲chong1 恶e4 假jia3 结jie2 蒙meng2 磨mo2 铺pu1
塞sai1 舍she4 折zhe2 挣zheng4 盛sheng4 参can1 称cheng1 圈quan1 露lu4 模mo2 亲qin1 起qi3 奔ben1 背bei4 答da2 单dan1 担dan1 挑tiao1
提ti2 吐tu3 吓xia4 咽yan4 饮yin3 晕yun1 炸zha4 钻zuan1 让rang4 叫jiao4 再zai4 也ye3 就jiu4 才cai2 又you4 很hen3 太tai4 最zui4 下xia4
次ci4 跟gen1 回hui2 炒chao3 闷men4 饭fan4 有you3 在zai4 到dao4 从cong2 对dui4 把ba3 比bi3 同tong2 由you2 于yu2 以yi3 而er2 且qie3
其qi2 之zhi1 此ci3 该gai1 每mei3 各ge4 某mou3 任ren4 曾ceng2 已yi3 未wei4 亦yi4 仅jin3 皆jie1 均jun1 却que4 便bian4 若ruo4 如ru2
人ren2 年nian2 月yue4 日ri4 天tian1 点dian3 号hao4 条tiao2 张zhang1 本ben3 件jian4 位wei4 名ming2 只zhi3 些xie1 块kuai4 元yuan2
买mai3 卖mai4 吃chi1 走zou3 跑pao3 来lai2 去qu4 做zuo4 想xiang3 问wen4 听ting1 写xie3 读du2 拿na2 放fang4 开kai1 关guan1 坐zuo4 站zhan4
住zhu4 用yong4 找zhao3 等deng3 带dai4 送song4 见jian4 像xiang4 话hua4 事shi4 钱qian2 水shui3 手shou3 心xin1 书shu1 字zi4 门men2 路lu4
`)

func parseDefaults(list string) map[rune]string {
	all := map[rune]string{}
	for _, f := range strings.Fields(list) {
		r, size := utf8.DecodeRuneInString(f)
		all[r] = f[size:]
	}
	return all
}

// readings gives each rune of a passage its reading: "" for what has none.
// The items lie in the order of the runes of the text. 一 and 不 are as
// textbooks print them, other tones as in the dictionary.
func (a *Analyzer) readings(p *passage) []string {
	r := reader{a: a, p: p, runes: []rune(p.text)}
	r.list = make([]string, len(r.runes))
	at := 0
	for k := range p.words {
		n := wordLen(r.runes, at, &p.words[k])
		if p.words[k].kind == hanWord {
			r.word(k, at, n)
		}
		at += n
	}
	grammar(p, r.runes, r.list)
	yiBu(p, r.runes, r.list)
	return r.list
}

// A reader works out the readings of one passage.
type reader struct {
	a     *Analyzer
	p     *passage
	runes []rune
	list  []string // by rune
	// working memory
	found    []lexicon.Reading
	features features
	votes    []vote
}

// word reads word k, n runes from rune at on: by the dictionary, and where
// that has nothing or several readings, or a polyphone is in it, by context.
func (r *reader) word(k, at, n int) {
	w := &r.p.words[k]
	var readings []lexicon.Reading
	if w.id != noWord && n > 1 {
		r.found = usual(r.a.dict.Readings(w.id, r.found[:0]), n)
		readings = r.found
	}
	for i := range n {
		reading := ""
		if len(readings) > 0 {
			reading = everyday(readings, i)
		}
		r.list[at+i] = r.char(k, at, i, reading)
	}
	if n == 2 && r.runes[at] == r.runes[at+1] && strings.HasPrefix(w.pos, "v") {
		r.list[at+1] = neutral(r.list[at]) // 看看 kànkan
	}
}

// everyday is the syllable of rune i in the everyday one of several readings
// of a word, which is that with a neutral tone: 东西 dōngxi, 便宜 piányi.
func everyday(readings []lexicon.Reading, i int) string {
	for _, reading := range readings {
		if strings.HasSuffix(reading.Syllable(reading.Len()-1), "5") {
			return reading.Syllable(i)
		}
	}
	return readings[0].Syllable(i)
}

func neutral(syllable string) string { return strings.TrimRight(syllable, "12345") + "5" }

// char reads rune i of word k, for which the dictionary says reading, or "".
func (r *reader) char(k, at, i int, reading string) string {
	char := r.runes[at+i]
	if strings.HasSuffix(reading, "5") || strings.ContainsRune(particles, char) && reading != "" {
		return strings.ToLower(reading)
	}
	p := r.a.polyphones.polyphone(char)
	if p != nil && len(p.readings) > 1 && !strings.ContainsRune(particles, char) {
		r.features = r.features[:0]
		r.features.contextOf(r.runes, at+i, r.p.text, r.p.words, k, at)
		r.votes = r.a.votes(r.votes[:0], r.runes, at+i, &r.p.words[k], at)
		return r.a.polyphones.choose(char, p, r.features, r.votes)
	}
	switch {
	case reading != "":
		return strings.ToLower(reading)
	case p != nil && len(p.readings) == 1:
		return p.readings[0]
	}
	return r.a.single(char)
}

// grammar reads the characters whose reading follows from their part in the
// sentence.
func grammar(p *passage, runes []rune, list []string) {
	at := 0
	for i := range p.words {
		w := &p.words[i]
		n := utf8.RuneCountInString(p.text[w.start:w.end])
		var before, after *word
		if i > 0 && p.words[i-1].kind == hanWord {
			before = &p.words[i-1]
		}
		if i+1 < len(p.words) && p.words[i+1].kind == hanWord {
			after = &p.words[i+1]
		}
		is := func(w *word, tags ...string) bool {
			for _, tag := range tags {
				if w != nil && strings.HasPrefix(w.pos, tag) {
					return true
				}
			}
			return false
		}
		text := p.text[w.start:w.end]
		switch {
		case w.kind != hanWord:
		case n > 1:
			last := runes[at+n-1]
			if w.id != noWord && (last == '来' || last == '去') && strings.HasSuffix(list[at+n-1], "5") {
				list[at+n-1] = map[rune]string{'来': "lai2", '去': "qu4"}[last]
			}
			if n == 3 && (runes[at+1] == '不' || runes[at+1] == '得') && is(w, "v") {
				list[at+1] = map[rune]string{'不': "bu5", '得': "de5"}[runes[at+1]] // 看不见, 对不起
			}
		case text == "个":
			list[at] = "ge5"
		case text == "得":
			list[at] = "de5"
			if before == nil || is(before, "r", "d", "n", "t") && is(after, "v", "p", "d") {
				list[at] = "dei3"
			}
		case text == "地":
			list[at] = "di4"
			if before != nil && after != nil && !is(before, "r", "m", "q", "u", "p") {
				list[at] = "de5"
			}
		case text == "里" && (is(before, "n", "s", "r") || before != nil && !is(before, "m", "q", "v", "d", "p", "u")):
			list[at] = "li5"
		case text == "上" && is(before, "n", "s"):
			list[at] = "shang5"
		case text == "过" && is(before, "v") && after != nil:
			list[at] = "guo5"
		case text == "了" && at > 0 && (runes[at-1] == '不' || runes[at-1] == '得'):
			list[at] = "liao3"
		case text == "长":
			list[at] = "chang2"
			if at+1 < len(runes) && strings.ContainsRune("得大高出在成满了着", runes[at+1]) {
				list[at] = "zhang3"
			}
		case text == "少":
			list[at] = "shao3"
		case text == "喝":
			list[at] = "he1"
		}
		at += n
	}
}

// verbBefore tells whether the word before a character is a verb of one
// character, which a complement can follow.
func verbBefore(p *passage, runes []rune, i int) bool {
	at := 0
	for k := range p.words {
		w := &p.words[k]
		n := utf8.RuneCountInString(p.text[w.start:w.end])
		if at+n == i {
			return n == 1 && strings.HasPrefix(w.pos, "v")
		}
		if at += n; at > i {
			return false
		}
	}
	return false
}

// yiBu changes the tones of 一 and 不 as textbooks print them: 一 is yí before a
// fourth tone, yì before others, yī in numbers, ordinals and dates; 不 is bú
// before a fourth tone; both are neutral between the halves of a verb.
func yiBu(p *passage, runes []rune, list []string) {
	tone := func(i int) byte {
		if i < 0 || i >= len(list) || list[i] == "" {
			return 0
		}
		return list[i][len(list[i])-1]
	}
	char := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return 0
		}
		return runes[i]
	}
	for i, r := range runes {
		if r != '一' && r != '不' || list[i] == "" {
			continue
		}
		before, after := char(i-1), char(i+1)
		switch {
		case before != 0 && before == after && tone(i-1) != 0:
			list[i] = list[i][:len(list[i])-1] + "5" // 看一看, 好不好
		case list[i] == "bu5":
		case r == '不' && i > 0 && strings.ContainsRune("了到见起下上出完动清住成开过着懂来去", after) && after != 0 && verbBefore(p, runes, i):
			list[i] = "bu5" // 听不懂
		case r == '不':
			list[i] = "bu4"
			if tone(i+1) == '4' || after == '一' && tone(i+2) == '4' {
				list[i] = "bu2"
			}
		case strings.ContainsRune("第十百千万零〇初周两二三四五六七八九一〇之高初·", before) && before != 0 && !strings.ContainsRune("百千万", after),
			strings.ContainsRune("二三四五六七八九零〇月日号年楼班", after) && after != 0, tone(i+1) == 0:
			list[i] = "yi1"
		case tone(i+1) == '4' || after == '个':
			list[i] = "yi2"
		case tone(i+1) != 0:
			list[i] = "yi4"
		}
	}
}

// particles are read by rule or by default, never by the model: it was
// learned from an encyclopedia, in which they are rare.
const particles = "的了吗吧呢着个一不啊呀啦嘛们"

// single is the reading of a character without a context that tells more.
func (a *Analyzer) single(char rune) string {
	if reading, ok := defaultReadings[char]; ok {
		return reading
	}
	if id, ok := a.dict.WordID(string(char)); ok {
		for _, reading := range usual(a.dict.Readings(id, nil), 1) {
			return strings.ToLower(reading.Syllable(0))
		}
	}
	return ""
}

// WithPolyphones is an analyzer that reads polyphones by other weights, for
// measuring them.
func (a *Analyzer) WithPolyphones(figures string) (*Analyzer, error) {
	model, err := readPolyphones(figures)
	if err != nil {
		return nil, err
	}
	b := *a
	b.polyphones = model
	return &b, nil
}
