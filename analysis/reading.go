package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// defaultReadings are those of characters whose usual reading is not the one
// that the dictionary or the model lists first: what a reader says without a
// context that asks for something else.
var defaultReadings = parseDefaults(`
的de5 了le5 吗ma5 吧ba5 呢ne5 着zhe5 得de5 地de5 过guo4 个ge4 啊a5 呀ya5 啦la5 嘛ma5 哦o4 呗bei5 喽lou5 们men5 里li3 上shang4 一yi1 不bu4
为wei4 倒dao4 兴xing4 卷juan3 吓xia4 咽yan4 塞sai1 奔ben1 将jiang1 差cha4 干gan4 应ying1 教jiao1 晕yun1 相xiang1 累lei4 脏zang1 薄bao2 藏cang2
角jiao3 调diao4 都dou1 钻zuan1 铺pu1 长chang2 闷men4 降jiang4 咋za3
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
	text := r.p.text[w.start:w.end]
	if before, _ := r.neighbours(k); text == "著" && before != nil && (isTagged(before, "v") || before.end-before.start == 3 && !strings.ContainsRune("所合原新编", r.runes[at-1])) {
		text = "着" // 住著, as traditional text has it
		r.list[at] = "zhe5"
	}
	if syllables := r.byContext(w, text); syllables != nil {
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
	if n == 2 && r.runes[at] == r.runes[at+1] && w.pos == verbTag && (len(readings) == 0 || !fullTwice[r.runes[at]]) {
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
	from := at
	if w := r.runes[at : at+n]; n == 3 && strings.ContainsRune("小老大新旧好女男副", w[0]) {
		if id, ok := r.a.dict.WordID(string(w[1:])); ok && r.a.dict.Freq(id) > 0 {
			from++ // 小 | 姑娘, not 小姑 | 娘
		}
	}
	for i := from; i < at+n-1; {
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
