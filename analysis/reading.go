package analysis

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

// read gives each rune of the passage its reading: "" for what has none. 一 and
// 不 are as textbooks print them, other tones as in the dictionary.
func (r *reader) read() {
	r.lay()
	r.list = make([]string, len(r.runes))
	for k := range r.p.words {
		if r.p.words[k].kind != hanWord {
			continue
		}
		at, n := r.place(k)
		settled := r.word(k, at, n)
		for i := at; i < at+n; i++ {
			if r.runes[i] == '不' || r.runes[i] == '一' && !settled {
				r.yiBus = append(r.yiBus, yiBuPlace{i, k, at, n})
			}
		}
	}
	r.yiBu()
}

// lay finds the runes of the words, and what is known of the words themselves.
func (r *reader) lay() {
	r.runes, r.starts, r.known, r.yiBus = r.runes[:0], r.starts[:0], r.known[:0], r.yiBus[:0]
	words, text := r.p.words, r.p.text
	for k := range words {
		r.starts = append(r.starts, int32(len(r.runes)))
		for _, char := range text[words[k].start:words[k].end] {
			r.runes = append(r.runes, char)
		}
	}
	r.starts = append(r.starts, int32(len(r.runes)))
	// words lie far apart in memory: the looks are made one after the other, and
	// wait together
	memo := r.a.readingMemo.made(r.a.dict.Len())
	for k := range words {
		var known *wordReading
		if id := words[k].id; int64(id) < int64(len(memo)) {
			known = memo[id].Load()
		}
		r.known = append(r.known, known)
	}
	for k := range words {
		w := &words[k]
		if w.kind != hanWord {
			continue
		}
		at, n := r.place(k)
		if known := r.known[k]; known == nil || !known.is(w, r.runes[at:at+n]) {
			spelled, kept := text[w.start:w.end], int64(w.id) < int64(len(memo))
			if kept {
				spelled = strings.Clone(spelled) // the text is let go some day
			}
			known = r.a.newWordReading(w, spelled, r.runes[at:at+n])
			if r.known[k] = known; kept {
				memo[w.id].Store(known)
			}
		}
	}
}

// place is where word k begins among the runes, and how many it has.
func (r *reader) place(k int) (at, n int) {
	return int(r.starts[k]), int(r.starts[k+1] - r.starts[k])
}

// readerOf takes a reader of a passage, to be given back.
func (a *Analyzer) readerOf(p *passage) *reader {
	r := readers.Get().(*reader)
	r.a, r.p = a, p
	return r
}

func (r *reader) giveBack() {
	clear(r.known)
	clear(r.votes)
	r.a, r.p, r.matcher, r.list = nil, nil, matcher{}, nil
	readers.Put(r)
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// A naming is what the dictionary says of a word being a name.
type naming uint8

const (
	unlooked   naming = iota // it is of one character, or not in the dictionary
	unnamed                  // it has no reading of the word
	commonWord               // it is no name, or not only
	nameOnly
)

// A reader works out the readings of one passage.
type reader struct {
	a      *Analyzer
	p      *passage
	runes  []rune
	starts []int32        // by word: its first rune; and the number of runes
	known  []*wordReading // by word; nil for what is no Chinese word
	list   []string       // by rune
	// working memory
	features features
	votes    []vote
	matcher  matcher
	yiBus    []yiBuPlace
}

// A wordReading is what can be said of the reading of a word without its
// sentence. It is immutable. What is asked for every word lies together.
type wordReading struct {
	runes  [4]rune // the first ones of the word
	size   uint8   // runes of the word, or 255
	pos    tag
	named  naming
	open   bool // some character is read by its context
	formed bool // see mendWord
	// list has the syllables, "" for what is left open.
	list []string
	room [2]string // where the list of a short word lies
	*wordPage
}

// A wordPage is what only some words have.
type wordPage struct {
	text  string
	rules []*readingRule // those of the page of readings for the word
	// readings are the dictionary's, of a word of several characters that is
	// open. Where it has none, the list has those of the words inside.
	readings []lexicon.Reading
}

// is tells whether it is the reading of a word, whose runes they are. The
// dictionary has one word for several spellings.
func (r *wordReading) is(w *word, runes []rune) bool {
	if int(r.size) != len(runes) || r.pos != w.pos && len(runes) > 1 {
		return false
	}
	for i, char := range runes {
		if i == len(r.runes) {
			return r.text == string(runes)
		}
		if char != r.runes[i] {
			return false
		}
	}
	return true
}

// A readingMemo keeps the readings of words of the dictionary by id: words
// come again and again. It is made when the first text is read.
type readingMemo struct {
	once  sync.Once
	words []atomic.Pointer[wordReading]
}

func (m *readingMemo) made(size int) []atomic.Pointer[wordReading] {
	m.once.Do(func() { m.words = make([]atomic.Pointer[wordReading], size) })
	return m.words
}

func (a *Analyzer) newWordReading(w *word, text string, runes []rune) *wordReading {
	n := len(runes)
	page := &wordPage{text: text, rules: a.readingRules[text]}
	r := &wordReading{size: uint8(min(n, 255)), pos: w.pos, wordPage: page}
	copy(r.runes[:], runes)
	if n <= len(r.room) {
		r.list = r.room[:n]
	} else {
		r.list = make([]string, n)
	}
	if w.id != noWord && n > 1 {
		r.readings = usual(a.dict.Readings(w.id, nil), n)
		switch {
		case len(r.readings) == 0:
			r.named = unnamed
		case r.readings[0].IsProper():
			r.named = nameOnly
		default:
			r.named = commonWord
		}
	}
	if len(r.readings) == 0 && n > 2 {
		a.inner(r.list, runes)
	}
	for i, char := range runes {
		if r.list[i] != "" {
			continue // in a word inside this one
		}
		reading := ""
		if len(r.readings) > 0 {
			reading = everyday(r.readings, i)
		}
		switch p := a.polyphones.polyphone(char); {
		case reading != "" && (strings.HasSuffix(reading, "5") || p != nil && p.particle):
			r.list[i] = reading
		case p != nil && len(p.readings) > 1 && !p.particle && (reading == "" || r.readings[0].IsProper() || slices.Contains(p.readings, reading)):
			r.open = true
		case reading != "":
			r.list[i] = reading
		default:
			r.list[i] = a.single(char)
		}
	}
	if n > 2 && lightEnds[string(runes[n-2:])] {
		r.list[n-1] = neutral(r.list[n-1])
	}
	if !r.open {
		r.formed = mendWord(r.list, runes, r)
		r.readings = nil // they have said what they know
		if n <= len(r.runes) && len(r.rules) == 0 {
			r.wordPage = nil
		}
	}
	return r
}

var lightEnds = wordSet("轻声词尾")

// word reads word k, n runes from rune at on: by the dictionary, and where
// that has nothing or several readings, or a polyphone is in it, by context.
// Settled tells that the page of readings has read the word, 一 with it.
func (r *reader) word(k, at, n int) (settled bool) {
	w := &r.p.words[k]
	known := r.known[k]
	here := r.list[at : at+n]
	for i := range here {
		here[i] = known.list[i]
	}
	var rules []*readingRule
	if known.wordPage != nil {
		rules = known.rules
	}
	if r.runes[at] == '著' && n == 1 {
		if before, _ := r.neighbours(k); before != nil && (!isTagged(before, "n") || before.end-before.start == 3) && !strings.ContainsRune("所合原新编", r.runes[at-1]) {
			here[0], rules = "zhe5", r.a.readingRules["着"] // 住著, as traditional text has it
		}
	}
	if n == 1 && r.runes[at] == '得' && r.must(k, at) {
		here[0] = "dei3"
		return false
	}
	if len(rules) > 0 {
		if syllables := r.byContext(w, rules); syllables != nil {
			copy(here, syllables)
			return n > 1
		}
	}
	formed := known.formed
	if known.open {
		for i := range here {
			if p := r.a.polyphones.polyphone(r.runes[at+i]); here[i] == "" && p != nil {
				here[i] = r.byModel(p, known, k, at, i)
			}
		}
		formed = mendWord(here, r.runes[at:at+n], known)
	}
	if !formed && n <= 2 {
		r.grammar(k, at, n)
	}
	if n == 2 && r.runes[at] == r.runes[at+1] && r.char(at+2) == '的' && r.char(at-1) == '得' {
		here[1] = here[0] // 吹得鼓鼓的
	}
	if n == 2 && r.doubles(k, at) {
		here[0] = neutral(r.list[at-1]) // 消 | 消毒
	}
	return false
}

var fullTwice = charList("重叠不读轻声")

// inner reads the longer words inside one that the dictionary has no reading
// for, from left to right: 知识点, 说不清楚.
func (a *Analyzer) inner(list []string, runes []rune) {
	n := len(runes)
	if w := runes; n == 4 && w[0] == w[1] && w[2] == w[3] && w[0] != w[2] {
		// 干干净净 as 干净, in full tones
		if id, ok := a.dict.WordID(string([]rune{w[0], w[2]})); ok {
			if readings := usual(a.dict.Readings(id, nil), 2); len(readings) > 0 && !strings.HasSuffix(readings[0].Syllable(1), "5") {
				for i := range n {
					list[i] = readings[0].Syllable(i / 2)
				}
				return
			}
		}
	}
	from := 0
	if w := runes; n == 3 && strings.ContainsRune("小老大新旧好女男副", w[0]) {
		if id, ok := a.dict.WordID(string(w[1:])); ok && a.dict.Freq(id) > 0 {
			from++ // 小 | 姑娘, not 小姑 | 娘
		}
	}
	var inside []lexicon.Candidate
	for i := from; i < n-1; {
		inside = a.dict.Lattice(runes, i, inside[:0])
		step := 1
		for k := len(inside) - 1; k >= 0; k-- {
			c := inside[k]
			if c.Len < 2 || c.Len == n {
				continue
			}
			if readings := usual(a.dict.Readings(c.ID, nil), c.Len); len(readings) > 0 && !readings[0].IsProper() {
				for j := range c.Len {
					list[i+j] = everyday(readings, j)
				}
				step = c.Len
				break
			}
		}
		i += step
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

// byModel reads rune i of word k, which begins at rune at and is a polyphone, by
// what stands round it.
func (r *reader) byModel(p *polyphone, known *wordReading, k, at, i int) string {
	r.features.contextOf(r.runes, at+i, r.p.text, r.p.words, k, at)
	r.votes = r.a.votes(r.votes[:0], known.readings, r.runes, at+i, at)
	return r.a.polyphones.choose(p, &r.features, r.votes)
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
