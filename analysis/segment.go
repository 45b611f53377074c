package analysis

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lexicon/figures"
)

// userWords is the segmentation dictionary with a user's own words in it.
type userWords struct {
	dict  *lexicon.Dictionary
	terms *termIndex // nil without a glossary
	// preferred are those of the user's words that the dictionary has already.
	preferred map[uint32]bool
}

// userWords layers a user's words over the shared dictionary.
func (a *Analyzer) userWords(words []string) *userWords {
	if len(words) == 0 {
		return &userWords{dict: a.dict}
	}
	own := &userWords{dict: a.dict.With(words), preferred: map[uint32]bool{}}
	for _, text := range words {
		if id, ok := a.dict.WordID(strings.TrimSpace(text)); ok {
			own.preferred[id] = true
		}
	}
	return own
}

// A vocabulary cache keeps what settings add to the dictionary, for as long as
// documents are opened under them.
type vocabularies struct {
	mu   sync.Mutex
	made map[*Settings]*userWords
}

// vocabulary is the dictionary with the user's words and the terms of the
// glossary in it.
func (a *Analyzer) vocabulary(settings *Settings) *userWords {
	if len(settings.Glossary) == 0 {
		return a.userWords(settings.Words)
	}
	a.vocabularies.mu.Lock()
	defer a.vocabularies.mu.Unlock()
	if words, ok := a.vocabularies.made[settings]; ok {
		return words
	}
	terms := a.newTermIndex(settings.Glossary)
	words := a.userWords(slices.Concat(settings.Words, terms.own(a.dict)))
	words.terms = terms
	if a.vocabularies.made == nil || len(a.vocabularies.made) >= 16 {
		a.vocabularies.made = map[*Settings]*userWords{} // settings have changed often
	}
	a.vocabularies.made[settings] = words
	return words
}

// Segment gives the words of a text, in either script: their spans tile it.
func (a *Analyzer) Segment(text string, settings *Settings) []Span {
	if settings == nil {
		settings = &Settings{}
	}
	words := a.segment(a.simplify(text), a.vocabulary(settings))
	list := make([]Span, len(words))
	for i := range words {
		list[i] = words[i].span()
	}
	return list
}

// segment cuts text in simplified characters into words that tile it. Every
// stretch of characters, letters and digits is cut along its likeliest path;
// what lies between is cut by kind.
func (a *Analyzer) segment(text string, words *userWords) []word {
	w := walkers.Get().(*walker)
	defer walkers.Put(w)
	w.read(text)
	list := w.words[:0]
	n := len(w.runes)
	for i := 0; i < n; {
		r := w.runes[i]
		start := w.offsets[i]
		end := i + 1
		switch {
		case w.kinds[i] == hanRune, w.kinds[i] == letterRune, w.kinds[i] == digitRune:
			end = w.run(i)
			list = w.walk(list, i, end, a.seg, words)
			i = end
			continue
		case r == '\n':
			list = append(list, word{start: start, end: start + 1, id: noWord, kind: spaceWord, pos: markTag})
		case w.kinds[i] == spaceRune:
			for end < n && w.kinds[end] == spaceRune && w.runes[end] != '\n' {
				end++
			}
			list = append(list, word{start: start, end: w.offsets[end], id: noWord, kind: spaceWord, pos: markTag})
		default:
			// marks that are drawn by repeating them are one word: ——, ……, !!!
			for end < n && w.runes[end] == r && repeats(r) {
				end++
			}
			list = append(list, word{start: start, end: w.offsets[end], id: noWord, kind: punctuationWord, pos: markTag})
		}
		i = end
	}
	w.words = list
	return slices.Clone(list)
}

// repeats tells whether a mark is often written several times as one.
func repeats(r rune) bool {
	switch r {
	case '-', '—', '–', '…', '.', '。', '!', '！', '?', '？', '~', '～', '_', '*', '=', '#', '·', '、':
		return true
	}
	return false
}

// A runeKind is what a rune is for segmentation.
type runeKind uint8

const (
	otherRune runeKind = iota
	hanRune
	letterRune // a letter of another script, or a mark on one
	digitRune
	spaceRune
)

func kindOfRune(r rune) runeKind {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return hanRune
	case r < 0x80:
		switch {
		case r >= '0' && r <= '9':
			return digitRune
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return letterRune
		case r == ' ', r >= '\t' && r <= '\r':
			return spaceRune
		}
		return otherRune
	case r >= 0x3001 && r <= 0x3004, r >= 0x3008 && r <= 0x3020, r >= 0x2010 && r <= 0x2027:
		return otherRune
	case r >= 0xFF10 && r <= 0xFF19:
		return digitRune
	case unicode.Is(unicode.Han, r):
		return hanRune
	case unicode.IsSpace(r):
		return spaceRune
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letterRune
	case unicode.IsDigit(r):
		return digitRune
	}
	return otherRune
}

// A walker holds the working memory of segmentation, to be used again.
type walker struct {
	runes   []rune
	kinds   []runeKind
	offsets []int32 // of each rune in the text, and of its end
	base    int     // the rune at which the piece begins: the place of all below
	lattice lexicon.Lattice
	figures []packedFigures // of the lattice's words, in its order
	choices []choice        // the same words
	arrived []int32         // by place: the last of the choices that end there, or -1
	asks    []figures.Ask
	pairs   []int32 // see choice.pairs
	found   []lexicon.Candidate
	nodes   []node
	heads   []int32 // by place: the first node of the paths that end there, or -1
	path    []int32
	words   []word
}

var walkers = sync.Pool{New: func() any { return new(walker) }}

func (w *walker) read(text string) {
	w.runes, w.kinds, w.offsets = w.runes[:0], w.kinds[:0], w.offsets[:0]
	for i, r := range text {
		w.runes = append(w.runes, r)
		w.kinds = append(w.kinds, kindOfRune(r))
		w.offsets = append(w.offsets, int32(i))
	}
	w.offsets = append(w.offsets, int32(len(text)))
}

// run returns the end of the stretch of characters, letters and digits that
// begins at rune i, with the marks that stand inside one word or name.
func (w *walker) run(i int) int {
	for i++; i < len(w.runes); i++ {
		switch w.kinds[i] {
		case hanRune, letterRune, digitRune:
			continue
		}
		next := otherRune
		if i+1 < len(w.runes) {
			next = w.kinds[i+1]
		}
		if w.inNumber(i, next) || w.inLatin(i, next) || w.runes[i] == '·' && w.kinds[i-1] == hanRune && next == hanRune {
			continue
		}
		return i
	}
	return i
}

// inNumber tells whether the mark at rune i belongs to a number in digits:
// 3.14, 1,000, 50%.
func (w *walker) inNumber(i int, next runeKind) bool {
	if w.kinds[i-1] != digitRune {
		return false
	}
	switch w.runes[i] {
	case '.', ',':
		return next == digitRune
	case '%', '％', '‰':
		return true
	}
	return false
}

// inLatin tells whether the mark at rune i belongs to a word in Latin letters:
// AK-47, don't.
func (w *walker) inLatin(i int, next runeKind) bool {
	if w.kinds[i-1] != letterRune {
		return false
	}
	switch w.runes[i] {
	case '-':
		return next == letterRune || next == digitRune
	case '\'', '’':
		return next == letterRune
	}
	return false
}

// atom returns the end of what is never cut: a run of letters with digits in
// it, or a number in digits.
func (w *walker) atom(i, to int) int {
	letters := w.kinds[i] == letterRune
	for i++; i < to; i++ {
		switch w.kinds[i] {
		case letterRune:
			letters = true
		case digitRune:
		case otherRune:
			next := otherRune
			if i+1 < to {
				next = w.kinds[i+1]
			}
			if letters && !w.inLatin(i, next) || !letters && !w.inNumber(i, next) {
				return i
			}
			if isPercent(w.runes[i]) {
				return i + 1
			}
		default:
			return i
		}
	}
	return i
}

func isPercent(r rune) bool { return r == '%' || r == '％' || r == '‰' }

// A choice is a word of the dictionary that the text could be cut into: that of
// the same number in the lattice.
type choice struct {
	next int32 // another choice that ends at the same place, or -1
	rank int32 // its number among those
	// pairs is where walker.pairs has the costs of the word after each of those
	// that end where it begins, by their rank.
	pairs int32
}

// A node is a word at the end of a path: the cheapest of all paths that end in
// this word here.
type node struct {
	cost    int32  // of the whole path
	back    int32  // the node before; -1 at the beginning
	next    int32  // another node that ends at the same place, or -1
	start   int32  // the place at which the word begins
	choice  int32  // the word, -1 for one that is not in the dictionary
	key     uint32 // the word in the language model, 0 when it begins no pair
	backoff int16
	shape   shape
}

// window is the number of runes that are looked at as one; longer stretches
// are cut in pieces, so that memory and costs stay bounded.
const (
	window  = 1024
	overlap = 32
)

// walk appends the words of runes [from, to).
func (w *walker) walk(list []word, from, to int, s *segmenter, words *userWords) []word {
	for to-from > window {
		n := len(list)
		list = w.piece(list, from, from+window, s, words)
		// the last words of a piece may be cut wrongly for want of what follows;
		// but a long one, such as a number, must not take all progress away
		limit, half := w.offsets[from+window-overlap], w.offsets[from+window/2]
		keep := len(list)
		for keep > n+1 && list[keep-1].end > limit && list[keep-1].start > half {
			keep--
		}
		end := list[keep-1].end
		list = list[:keep]
		next := from + 1
		for next < to && w.offsets[next] < end {
			next++
		}
		from = next
	}
	return w.piece(list, from, to, s, words)
}

// spread lays out the words of runes [from, to) and what the language model
// knows of them and of the pairs they make: all that will be wanted of tables
// that are larger than the processor's caches.
func (w *walker) spread(from, to int, s *segmenter, words *userWords) {
	w.base = from
	words.dict.Fill(&w.lattice, w.runes[from:to])
	n, size := to-from, w.lattice.Len()
	w.figures = slices.Grow(w.figures[:0], size)[:size]
	for k, c := range w.lattice.Words() {
		if int(c.ID) >= len(s.words) || len(words.preferred) > 0 && words.preferred[c.ID] {
			w.figures[k] = s.own
		} else {
			w.figures[k] = s.words[c.ID]
		}
	}
	w.choices = slices.Grow(w.choices[:0], size)[:size]
	w.arrived = slices.Grow(w.arrived[:0], n+1)[:n+1]
	for i := range w.arrived {
		w.arrived[i] = -1
	}
	asks, k := w.asks[:0], 0
	all := w.lattice.Words()
	for i := range n {
		last := w.arrived[i]
		for end := w.lattice.Place(i + 1); k < end; k++ {
			c := &all[k]
			e := choice{next: w.arrived[i+c.Len], pairs: int32(len(asks))}
			if e.next >= 0 {
				e.rank = w.choices[e.next].rank + 1
			}
			w.arrived[i+c.Len] = int32(k)
			w.choices[k] = e
			if second := w.figures[k]; second.second() && last >= 0 {
				count := int(w.choices[last].rank) + 1
				asks = slices.Grow(asks, count)[:len(asks)+count]
				at := len(asks) // of the asks, from the last back to the first
				for before := last; before >= 0; before = w.choices[before].next {
					at--
					asks[at] = figures.Ask{}
					if first := w.figures[before]; first.first() {
						asks[at] = s.pairs.Ask(first.key(), second.key())
					}
				}
			}
		}
	}
	w.asks = asks
	w.pairs = s.pairs.Costs(w.pairs[:0], w.asks)
}

// piece finds the cheapest path through the lattice of a stretch.
func (w *walker) piece(list []word, from, to int, s *segmenter, words *userWords) []word {
	w.spread(from, to, s, words)
	n := to - from
	w.nodes = w.nodes[:0]
	w.heads = w.heads[:0]
	for range n + 1 {
		w.heads = append(w.heads, -1)
	}
	w.nodes = append(w.nodes, node{back: -1, next: -1, start: -1, choice: -1, key: s.begin.key, backoff: s.begin.backoff})
	w.heads[0] = 0
	all := w.lattice.Words()
	for i := range n {
		if w.heads[i] < 0 {
			continue // no word ends here
		}
		w.prune(i)
		at := from + i
		if w.kinds[at] != hanRune {
			end := at + 1
			if w.kinds[at] != otherRune {
				end = w.atom(at, to)
			}
			if w.kinds[at] == digitRune && (w.kinds[end-1] == digitRune || isPercent(w.runes[end-1])) {
				// 20万, 3.5亿 are one number
				for end < to && isMagnitude(w.runes[end]) {
					end++
				}
				w.number(i, from, end, to, s.number.cost, s)
			} else {
				w.add(i, end-from, &s.letters, s.letters.cost, plain, s)
			}
		}
		single, common := false, false
		for k, end := w.lattice.Place(i), w.lattice.Place(i+1); k < end; k++ {
			c := &all[k]
			if c.Len == 1 {
				single = true
			}
			if c.Len == 2 && (c.ID == s.ifSo && !w.ifClause(at, to) || w.misfit(at, to)) && !words.preferred[c.ID] {
				continue
			}
			common = common || c.Len > 1 && w.figures[k].common()
			w.addWord(i, i+c.Len, k, s)
		}
		if w.kinds[at] == hanRune {
			if !single {
				w.add(i, i+1, &s.unknown, s.unknown.cost, plain, s)
			}
			w.shapes(i, at, from, to, common, s, words.dict)
		}
	}
	// the end of a sentence is a word of its own to the model
	best, cost := int32(-1), int32(0)
	for k := w.heads[n]; k >= 0; k = w.nodes[k].next {
		c := w.nodes[k].cost + s.follow(w.nodes[k].key, int32(w.nodes[k].backoff), &s.end, s.end.cost)
		if best < 0 || c < cost {
			best, cost = k, c
		}
	}
	w.path = w.path[:0]
	for k := best; k > 0; k = w.nodes[k].back {
		w.path = append(w.path, k)
	}
	end := from
	for k := len(w.path) - 1; k >= 0; k-- {
		nd := &w.nodes[w.path[k]]
		begin := end
		end = to
		if k > 0 {
			end = from + int(w.nodes[w.path[k-1]].start)
		}
		list = w.emit(list, begin, end, nd, s, words)
	}
	return list
}

// misfit tells that two runes at rune at, which are a word, are none here:
// 喝了口|水, 不太|行, 四|周寒假, 零点一秒, 往后|退, 有个|人.
func (w *walker) misfit(at, to int) bool {
	var before, after rune
	if at > 0 {
		before = w.runes[at-1]
	}
	if at+2 < to {
		after = w.runes[at+2]
	}
	switch next := w.runes[at+1]; w.runes[at] {
	case '口':
		return before == '了' && (next == '水' || next == '气')
	case '太':
		return next == '行' && before == '不'
	case '四':
		return next == '周' && (after == '寒' || after == '暑' || after == '假')
	case '零':
		return next == '点' && isNumeral(after)
	case '下', '上', '前', '后', '里', '外':
		return before == '往' && strings.ContainsRune("落躲退冲滑流传跌", next) // 往|下|落
	case '往':
		return next == '后' && after != 0 && strings.ContainsRune("躲退靠站看缩仰倒挪移走坐跳", after) ||
			next == '外' && after == '地'
	case '起':
		return next == '脚' && strings.ContainsRune("踮抬跷翘跺", before)
	case '个':
		return next == '人' && before != 0 && strings.ContainsRune("有是几哪找换", before) && !strings.ContainsRune("信资隐账所主爱观情因问财魅简风特", after)
	}
	return false
}

// ifClause tells whether 的话 at rune at says “if”: it ends a clause, and is not
// what somebody said, 他的话.
func (w *walker) ifClause(at, to int) bool {
	if end := at + 2; end < to && !strings.ContainsRune("就那会我你他", w.runes[end]) {
		return false
	}
	return at > 0 && !strings.ContainsRune("我你您他她它们谁人师妈爸亲生长友", w.runes[at-1])
}

// beam bounds the paths that are followed from one place: how much dearer than
// the cheapest they may be, and how many they are.
const (
	beamCost  = 3 * logUnit
	beamCount = 4
)

// prune drops paths from the list of those that end at place i.
func (w *walker) prune(i int) {
	count, cheapest := 0, int32(1<<31-1)
	for k := w.heads[i]; k >= 0; k = w.nodes[k].next {
		cheapest = min(cheapest, w.nodes[k].cost)
		count++
	}
	if count == 1 {
		return
	}
	limit := cheapest + beamCost
	for count > beamCount {
		// too many: halve the distance until few enough are left
		limit = cheapest + (limit-cheapest)/2
		count = 0
		for k := w.heads[i]; k >= 0; k = w.nodes[k].next {
			if w.nodes[k].cost <= limit {
				count++
			}
		}
	}
	last := &w.heads[i]
	for k := w.heads[i]; k >= 0; k = w.nodes[k].next {
		if w.nodes[k].cost <= limit {
			*last = k
			last = &w.nodes[k].next
		}
	}
	*last = -1
}

// add puts a word that is not in the dictionary, from place i to place end, on
// all paths that end at i, and keeps the cheapest.
func (w *walker) add(i, end int, f *wordFigures, cost int32, sh shape, s *segmenter) {
	best, total := int32(-1), int32(0)
	for k := w.heads[i]; k >= 0; k = w.nodes[k].next {
		nd := &w.nodes[k]
		if c := nd.cost + s.follow(nd.key, int32(nd.backoff), f, cost); best < 0 || c < total {
			best, total = k, c
		}
	}
	w.keep(i, end, node{cost: total - s.perWord, back: best, choice: -1, key: f.asFirst(), backoff: f.backoff, shape: sh})
}

// addWord does so with a word of the dictionary, by its number.
func (w *walker) addWord(i, end, choice int, s *segmenter) {
	f, pairs := w.figures[choice], w.choices[choice].pairs
	alone := f.cost()
	best, total := int32(-1), int32(0)
	for k := w.heads[i]; k >= 0; k = w.nodes[k].next {
		nd := &w.nodes[k]
		c := int32(nd.backoff) + alone
		if f.second() && nd.key != 0 {
			if nd.choice < 0 {
				if pair, ok := s.pairs.Pair(nd.key, f.key()); ok {
					c = pair
				}
			} else if pair := w.pairs[pairs+w.choices[nd.choice].rank]; pair != figures.NoPair {
				c = pair
			}
		}
		if c += nd.cost; best < 0 || c < total {
			best, total = k, c
		}
	}
	w.keep(i, end, node{cost: total - s.perWord, back: best, choice: int32(choice), key: f.asFirst(), backoff: int16(f.backoff())})
}

// keep notes the cheapest path to the end of a word that begins at place i.
func (w *walker) keep(i, end int, nd node) {
	nd.start, nd.next = int32(i), w.heads[end]
	w.heads[end] = int32(len(w.nodes))
	w.nodes = append(w.nodes, nd)
}

// emit appends the word, or words, of a node.
func (w *walker) emit(list []word, begin, end int, nd *node, s *segmenter, words *userWords) []word {
	dict := words.dict
	out := word{start: w.offsets[begin], end: w.offsets[end], id: noWord, kind: hanWord}
	split := 0
	switch {
	case nd.choice >= 0:
		out.id = w.lattice.Words()[nd.choice].ID
		out.pos = s.tag(out.id)
		if int(out.id) < len(s.words) && !words.preferred[out.id] {
			f := w.figures[nd.choice]
			if split = f.surname(); split == 0 && !f.entry() && end-begin > 1 {
				return w.parts(list, out, begin, end, s, dict)
			}
		}
	case nd.shape == numeral:
		out.pos = numeralTag
		if end-begin > 3 && isMagnitude(w.runes[begin]) && w.runes[begin+1] == '分' {
			// 百分之 is a word, and the number after it another
			number := w.word(begin+3, end, numeralTag, s)
			if w.kinds[begin+3] == digitRune {
				number.kind = otherWord
			}
			return append(list, w.word(begin, begin+3, numeralTag, s), number)
		}
	case nd.shape == personName:
		out.pos, split = personTag, w.surnameLen(begin, end)
	case nd.shape == foreignName:
		out.pos = foreignTag
	case nd.shape == verbTwice:
		out.pos = verbTag
	case nd.shape == adjectiveTwice:
		out.pos = twiceTag
	}
	if w.kinds[begin] != hanRune && nd.choice < 0 && w.kinds[end-1] != hanRune {
		out.kind = otherWord
		if nd.shape != numeral {
			out.pos = latinTag
		}
		if w.kinds[begin] == otherRune {
			out.kind, out.pos = punctuationWord, markTag
		}
	}
	if split == 0 {
		return append(list, out)
	}
	// surname and given name are written apart
	given := w.word(begin+split, end, personTag, s)
	if end-begin-split != 2 || !isTitle(w.runes[begin+split], w.runes[begin+split+1]) {
		given.id, given.pos = noWord, personTag // 李|建国: not the verb
	}
	surname := w.word(begin, begin+split, personTag, s)
	surname.pos = personTag
	return append(list, surname, given)
}

// known tells whether runes [begin, end) of the piece are a word.
func (w *walker) known(begin, end int) bool {
	for _, c := range w.lattice.At(begin - w.base) {
		if c.Len == end-begin {
			return true
		}
	}
	return false
}

// word is the word of a stretch of runes of the piece, as the dictionary has
// it, or else with the part of speech it is given.
func (w *walker) word(begin, end int, pos tag, s *segmenter) word {
	out := word{start: w.offsets[begin], end: w.offsets[end], id: noWord, kind: hanWord, pos: pos}
	for _, c := range w.lattice.At(begin - w.base) {
		if c.Len == end-begin {
			out.id, out.pos = c.ID, s.tag(c.ID)
		}
	}
	return out
}

// parts appends a word that only gse's list has. One that is made of words
// that can be looked up is cut into them, since it can't be: 客运|站, 建筑|面积.
func (w *walker) parts(list []word, whole word, begin, end int, s *segmenter, dict *lexicon.Dictionary) []word {
	n := end - begin
	runes := w.runes[begin:end]
	verb := whole.pos.letter() == 'v'
	switch {
	case isWholeNumber(runes), n > maxParted, whole.pos.is("nr") && !startsWithWord(dict, string(runes)), whole.pos == placeTag && n == 4,
		n == 4 && runes[0] == runes[1] && runes[2] == runes[3]: // 打打闹闹
		return append(list, whole)
	case n == 3 && runes[0] == runes[1] && w.known(begin+1, end): // 聊聊|天
		return append(list, w.word(begin, begin+2, verbTag, s), w.word(begin+2, end, nounTag, s))
	case verb && n > 2 && strings.ContainsRune("了着过", runes[n-1]): // 卖光|了
		return append(list, w.word(begin, end-1, verbTag, s), w.word(end-1, end, particleTag, s))
	}
	type state struct {
		cost int32
		key  uint32 // of the last word in the language model, 0 when it begins no pair
		back int32  // its backoff
		from int    // where the last word begins, -1 for a place that no path reaches
		long bool   // some word of the path has two characters
	}
	var best [maxParted + 1]state
	for i := range best {
		best[i].from = -1
	}
	best[0].from = 0
	for i := range n {
		if best[i].from < 0 {
			continue
		}
		for _, c := range w.lattice.At(begin + i - w.base) {
			if c.Len == n || i+c.Len > n || int(c.ID) >= len(s.words) {
				continue
			}
			f := s.words[c.ID].unpack()
			if !f.entry {
				continue
			}
			cost := best[i].cost + s.follow(best[i].key, best[i].back, &f, f.cost)
			if n == 3 && i == 0 && c.Len == 1 {
				cost += logUnit // 反潜|舰 rather than 反|潜舰
			}
			if to := &best[i+c.Len]; to.from < 0 || cost < to.cost {
				*to = state{cost, f.asFirst(), int32(f.backoff), i, best[i].long || c.Len > 1}
			}
		}
	}
	last := &best[n]
	if last.from < 0 || !last.long && !isCombination(runes, whole.pos) {
		return append(list, whole)
	}
	at := len(list)
	for to := n; to > 0; to = best[to].from {
		list = append(list, w.word(begin+best[to].from, begin+to, noTag, s))
	}
	slices.Reverse(list[at:])
	for i := at + 1; i < len(list) && last.long; i++ {
		list[i].inner = true
	}
	return list
}

// isWholeNumber tells whether a word is all number: 三十二, 第十一, 四百多.
func isWholeNumber(runes []rune) bool {
	for i, r := range runes {
		if !isNumeral(r) && !isVague(r) && !(i == 0 && r == '第') && !(i == len(runes)-1 && (r == '多' || r == '余')) {
			return false
		}
	}
	return true
}

// maxParted is the longest word, in runes, that is looked through for parts.
const maxParted = 20

// isCombination tells words of two characters that grammar puts together:
// number and classifier, verb and particle.
func isCombination(runes []rune, pos tag) bool {
	first, last := runes[0], runes[len(runes)-1]
	switch {
	case pos.letter() == 'm':
		return (isNumeral(first) || strings.ContainsRune("数几多首", first)) && !isNumeral(last) && !strings.ContainsRune("多余几", last)
	case pos == verbTag:
		return strings.ContainsRune("于着过了", last)
	}
	return false
}

// isMagnitude tells whether a character multiplies the number before it.
func isMagnitude(r rune) bool {
	return r == '万' || r == '亿' || r == '千' || r == '百' || r == '兆'
}
