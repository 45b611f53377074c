package analysis

import (
	"slices"
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
// Named tells of every word whether the dictionary has it as a name.
func (a *Analyzer) readings(p *passage) (list []string, named []naming) {
	r := &reader{a: a, p: p, runes: []rune(p.text), named: make([]naming, len(p.words))}
	r.list = make([]string, len(r.runes))
	at := 0
	for k := range p.words {
		w := &p.words[k]
		if w.kind != hanWord {
			at += utf8.RuneCountInString(p.text[w.start:w.end])
			continue
		}
		n := wordLen(r.runes, at, w)
		settled := r.word(k, at, n)
		for i := at; i < at+n; i++ {
			if r.runes[i] == '不' || r.runes[i] == '一' && !settled {
				r.yiBus = append(r.yiBus, yiBuPlace{i, k, at, n})
			}
		}
		at += n
	}
	r.yiBu()
	return r.list, r.named
}

// A naming is what the dictionary says of a word being a name.
type naming uint8

const (
	unlooked   naming = iota // the reader had no need to look
	unnamed                  // it has no reading of the word
	commonWord               // it is no name, or not only
	nameOnly
)

// A reader works out the readings of one passage.
type reader struct {
	a     *Analyzer
	p     *passage
	runes []rune
	list  []string // by rune
	// working memory
	found    []lexicon.Reading
	inside   []lexicon.Candidate
	features features
	votes    []vote
	matcher  matcher
	yiBus    []yiBuPlace
	named    []naming // by word
}

// word reads word k, n runes from rune at on: by the dictionary, and where
// that has nothing or several readings, or a polyphone is in it, by context.
// Settled tells that the page of readings has read the word, 一 with it.
func (r *reader) word(k, at, n int) (settled bool) {
	w := &r.p.words[k]
	if syllables := r.byContext(w); syllables != nil {
		copy(r.list[at:], syllables)
		return n > 1
	}
	readings := r.found[:0]
	if w.id != noWord && n > 1 {
		readings = usual(r.a.dict.Readings(w.id, readings), n)
		switch {
		case len(readings) == 0:
			r.named[k] = unnamed
		case readings[0].IsProper():
			r.named[k] = nameOnly
		default:
			r.named[k] = commonWord
		}
	}
	r.found = readings
	if len(readings) == 0 && n > 2 {
		r.inner(at, n)
	}
	for i := range n {
		reading := ""
		if len(readings) > 0 {
			reading = everyday(readings, i)
		}
		if r.list[at+i] != "" {
			continue // in a word inside this one
		}
		r.list[at+i] = r.syllable(k, at, i, reading)
	}
	if n == 2 && r.runes[at] == r.runes[at+1] && w.pos == "v" && (len(readings) == 0 || !fullTwice[r.runes[at]]) {
		r.list[at+1] = neutral(r.list[at]) // 看看 kànkan
	}
	r.grammar(k, at, n)
	return false
}

// fullTwice are characters that keep their tone when they stand twice as a word
// that is tagged as a verb: 满满, 重重.
var fullTwice = map[rune]bool{'满': true, '处': true, '重': true, '整': true, '闪': true, '隐': true, '连': true, '频': true, '纷': true, '滔': true, '绵': true}

// inner reads the longer words inside one that the dictionary has no reading
// for, from left to right: 知识点, 说不清楚.
func (r *reader) inner(at, n int) {
	if w := r.runes[at : at+n]; n == 4 && w[0] == w[1] && w[2] == w[3] && w[0] != w[2] {
		// 干干净净 as 干净, in full tones
		if id, ok := r.a.dict.WordID(string([]rune{w[0], w[2]})); ok {
			if readings := usual(r.a.dict.Readings(id, nil), 2); len(readings) > 0 && !strings.HasSuffix(readings[0].Syllable(1), "5") {
				for i := range n {
					r.list[at+i] = readings[0].Syllable(i / 2)
				}
				return
			}
		}
	}
	for i := at; i < at+n-1; {
		r.inside = r.a.dict.Lattice(r.runes[:at+n], i, r.inside[:0])
		step := 1
		for k := len(r.inside) - 1; k >= 0; k-- {
			c := r.inside[k]
			if c.Len < 2 || c.Len == n {
				continue
			}
			if readings := usual(r.a.dict.Readings(c.ID, r.found[:0]), c.Len); len(readings) > 0 && !readings[0].IsProper() {
				for j := range c.Len {
					r.list[i+j] = everyday(readings, j)
				}
				step = c.Len
				break
			}
		}
		i += step
	}
	r.found = r.found[:0]
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

// syllable reads rune i of word k, for which the dictionary says reading, or "".
func (r *reader) syllable(k, at, i int, reading string) string {
	char := r.runes[at+i]
	p := r.a.polyphones.polyphone(char)
	if reading != "" && (strings.HasSuffix(reading, "5") || p != nil && p.particle) {
		return reading
	}
	known := p != nil && (reading == "" || r.found[0].IsProper() || slices.Contains(p.readings, reading))
	if known && len(p.readings) > 1 && !p.particle {
		r.features = r.features[:0]
		r.features.contextOf(r.runes, at+i, r.p.text, r.p.words, k, at)
		r.votes = r.a.votes(r.votes[:0], r.runes, at+i, &r.p.words[k], at)
		return r.a.polyphones.choose(char, p, r.features, r.votes)
	}
	if reading != "" {
		return reading
	}
	return r.a.single(char)
}

// particles are read by rule or by default, never by the model: it was
// learned from an encyclopedia, in which they are rare.
const particles = "的了吗吧呢着个一不啊呀啦嘛们上里过"

// single is the reading of a character without a context that tells more: what
// a reader says by default, else what the model's lessons have of it, else what
// the dictionary lists first.
func (a *Analyzer) single(char rune) string {
	if char >= firstHan && char <= lastHan {
		return a.polyphones.usual[char-firstHan]
	}
	if votes := votesAlone(a.dict, char); len(votes) > 0 {
		return votes[0].reading
	}
	return ""
}

// WithPolyphones is an analyzer that reads polyphones by other weights, for
// measuring them. It can Analyze, and no more.
func (a *Analyzer) WithPolyphones(figures string) (*Analyzer, error) {
	model, err := readPolyphones(figures, a.dict)
	if err != nil {
		return nil, err
	}
	return &Analyzer{lex: a.lex, dict: a.dict, seg: a.seg, classes: a.classes, scripts: a.scripts, readingRules: a.readingRules, polyphones: model}, nil
}
