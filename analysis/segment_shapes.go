package analysis

import (
	"math"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// A shape is how a word that is not in the dictionary is made.
type shape uint8

const (
	plain          shape = iota
	numeral              // 三十五, 20万
	personName           // 吴三桂
	foreignName          // 普鲁申科
	verbTwice            // 看看, 联络联络
	adjectiveTwice       // 高高兴兴
)

// shapes adds the words at rune at that are known by their shape.
func (w *walker) shapes(i, at, from, to int, s *segmenter, dict *lexicon.Dictionary) {
	r := w.runes[at]
	if isNumeral(r) {
		end := at + 1
		for end < to && isNumeral(w.runes[end]) {
			end++
		}
		if end-at > 1 {
			w.add(i, end-from, noWord, &s.number, s.number.cost+int32(end-at)*logUnit/4, numeral, s)
		}
	}
	w.names(i, at, from, to, s)
	w.foreigners(i, at, from, to, s)
}

func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '零', '〇', '两':
		return true
	}
	return false
}

// names adds surname and given name.
func (w *walker) names(i, at, from, to int, s *segmenter) {
	surname, ok := s.surnames[w.runes[at]]
	if !ok || at+1 >= to || w.kinds[at+1] != hanRune {
		return
	}
	g, ok := s.given[w.runes[at+1]]
	if !ok {
		return
	}
	if g.only > 0 {
		w.add(i, at+2-from, noWord, &s.name, surname+g.only, personName, s)
	}
	if at+2 < to && g.first > 0 {
		if h, ok := s.given[w.runes[at+2]]; ok && h.last > 0 {
			w.add(i, at+3-from, noWord, &s.name, surname+g.first+h.last, personName, s)
		}
	}
}

func (w *walker) surnameLen(begin, end int, s *segmenter) int { return 1 }

// foreigners adds foreign names spelled in characters.
func (w *walker) foreigners(i, at, from, to int, s *segmenter) {
	cost, ok := s.foreign[w.runes[at]]
	if !ok {
		return
	}
	cost += costOf(costForeign)
	for end := at + 1; end < to && end-at < 8; end++ {
		c, ok := s.foreign[w.runes[end]]
		if !ok {
			return
		}
		cost += c
		w.add(i, end+1-from, noWord, &s.name, cost, foreignName, s)
	}
}

// Costs of names, set by hand.
const (
	costForeign = 4.0 // that a word is a foreign name, beside its characters
	costGiven   = 1.2 // that a name follows a surname, beside its characters
)

// givenCosts are the costs of a character in a given name: of one character,
// as the first of two, as the last of two; 0 where it does not stand there.
type givenCosts struct{ only, first, last int32 }

// nameCounts counts the characters of the names in the dictionary.
type nameCounts struct {
	surname, only, first, last, foreign                map[rune]float64
	surnames, onlys, firsts, lasts, foreigns, surnameN float64
}

func newNameCounts() *nameCounts {
	return &nameCounts{surname: map[rune]float64{}, only: map[rune]float64{}, first: map[rune]float64{}, last: map[rune]float64{}, foreign: map[rune]float64{}}
}

// add counts a name. It returns the length of the surname when the name is to
// be written in two words: names that are in no dictionary.
func (n *nameCounts) add(text, pos string, entry bool) uint8 {
	var room [8]rune
	runes := room[:0]
	for _, r := range text {
		if len(runes) == 8 {
			break
		}
		runes = append(runes, r)
	}
	if pos != "nr" {
		if len(runes) >= 3 {
			for _, r := range runes {
				n.foreign[r]++
				n.foreigns++
			}
		}
		return 0
	}
	if len(runes) < 2 || len(runes) > 3 || !isSurname(runes[0]) {
		return 0
	}
	n.surname[runes[0]]++
	n.surnames++
	if len(runes) == 2 {
		n.only[runes[1]]++
		n.onlys++
	} else {
		n.first[runes[1]]++
		n.last[runes[2]]++
		n.firsts++
	}
	if entry {
		return 0
	}
	return 1
}

func (n *nameCounts) finish(s *segmenter) {
	s.surnames, s.given, s.foreign = map[rune]int32{}, map[rune]givenCosts{}, map[rune]int32{}
	cost := func(count, all float64) int32 {
		if count < 2 {
			return 0
		}
		return costOf(-math.Log10(count / all))
	}
	for r, c := range n.surname {
		if c >= 3 {
			// the share of names in running text is about one word in a hundred
			s.surnames[r] = costOf(2+costGiven) + costOf(-math.Log10(c/n.surnames))
		}
	}
	for r, c := range n.only {
		g := s.given[r]
		g.only = cost(c, n.onlys) + costOf(0.7)
		if c < 2 {
			g.only = 0
		}
		s.given[r] = g
	}
	for r, c := range n.first {
		g := s.given[r]
		g.first = cost(c, n.firsts)
		s.given[r] = g
	}
	for r, c := range n.last {
		g := s.given[r]
		g.last = cost(c, n.firsts)
		s.given[r] = g
	}
	for r, c := range n.foreign {
		if c >= 3 {
			s.foreign[r] = cost(c, n.foreigns)
		}
	}
}

// surnameRunes are the common surnames of one character.
const surnameRunes = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐庞颜倪聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍成苗谷盛曲翁冉骆蓝路游靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"

var surnameSet = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range surnameRunes {
		set[r] = true
	}
	return set
}()

func isSurname(r rune) bool { return surnameSet[r] }

var _ = utf8.RuneLen
