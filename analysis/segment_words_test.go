package analysis

import (
	"strings"
	"testing"
	"time"
)

// words cuts a text and draws the cuts.
func words(a *Analyzer, text string, settings *Settings) string {
	var b strings.Builder
	for i, s := range a.Segment(text, settings) {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(text[s.Start:s.End])
	}
	return b.String()
}

// Words comes out alike in both scripts: the cuts are drawn in simplified
// characters, and the same text in traditional ones is cut in the same places.
func TestSegment(t *testing.T) {
	a := analyzer(t)
	for _, want := range []string{
		// the classic ambiguities
		"研究|生命|的|起源",
		"结婚|的|和|尚未|结婚|的",
		"已经|取得|文凭|的|和|尚未|取得|文凭|的|干部",
		"乒乓球|拍|卖完|了",
		"南京市|长江大桥",
		"他|说|的|确实|在理",
		"这|块|地|面积|还|真|不|小",
		"门把手|弄坏|了",
		"医生|说|不得|喝酒",
		"他|的|话|使|我|想起|了|童年",
		"要是|下雨|的话|就|不|去|了",
		"南京|市长|来|了",
		"他|的|手|把|门|打开|了",
		"产品|和|服务|都|很|好",
		"和服|很|美",
		"发展中国家|的|人口",
		"提高|人民|生活|水平",
		"他|才|能|来",
		"有人|为|你|服务",
		// numbers, ordinals, dates, shares
		"第6|名|和|第十一|届",
		"增长|了|12.3%",
		"2023|年|5|月|1|日",
		"三百多|年|以前",
		"1.3万余|人|参加",
		"四分之三|的|人",
		"乘|COVID-19|之|机",
		// said twice
		"你|看看|这|本|书",
		"高高兴兴|地|回家",
		"打打闹闹|地|走|了",
		"我们|去|商量|商量",
		"联络|联络|感情",
		"找|个|时间|聚|一|聚|吧",
		"去|公园|逛逛",
		"跟|他|聊聊|天",
		// names
		"王|小明|说",
		"李|建国|同志",
		"欧阳|娜娜|和|司马|颖",
		"弗拉基米尔|·|普京|说",
		"约翰|·|史密斯|来|了",
		"普鲁申科|赢|了",
		"法律|的|严肃|性",
		// affixes
		"朋友|们|都|来|了",
		"志愿者|们|很|忙",
		"操作|的|持续|性",
		// what is a word elsewhere
		"他|叹|了|口|气",
		"喝|了|口|水",
		"学校|放|四|周|寒假",
		"四周|很|安静",
		"他|的|语法|不|太|行",
		"太行山|很|高",
		"差|零|点|一|秒",
		"水|往|下|落",
		"她|往|后|躲|了|躲",
		"往后|的|日子",
		"踮|起|脚|看",
		"从前|有|个|人",
		"有|个人|信息",
		// a word that can be looked up is whole, one that can't is cut into those that can
		"他|自相残杀|了",
		"在|客运|站|等|车",
		"直到|最近",
		"首次|公开",
		"各种|语言",
	} {
		text := strings.ReplaceAll(want, "|", "")
		if got := words(a, text, nil); got != want {
			t.Errorf("%s: %s", want, got)
		}
		traditional := a.lex.ToTraditional(text)
		if got := a.simplify(words(a, traditional, nil)); got != a.simplify(want) {
			t.Errorf("%s: %s", traditional, got)
		}
	}
}

// A user's word is whole whatever is round it, also one that the dictionary
// has and would rather cut, in either script, from the next opening on.
func TestSegmentOwnWords(t *testing.T) {
	a := analyzer(t)
	for _, test := range []struct{ text, without, own, with string }{
		{"打开语体服务器", "打开|语体|服务器", "语体服务器", "打开|语体服务器"},
		{"打開語體服務器", "打開|語體|服務器", "语体服务器", "打開|語體服務器"},
		{"打開語體服務器", "打開|語體|服務器", "語體服務器", "打開|語體服務器"},
		{"他才能来", "他|才|能|来", "才能", "他|才能|来"},
		{"到了客运站", "到|了|客运|站", "客运站", "到|了|客运站"},
	} {
		if got := words(a, test.text, nil); got != test.without {
			t.Errorf("%s: %s without words of one's own", test.text, got)
		}
		if got := words(a, test.text, &Settings{Words: []string{"别的词", test.own}}); got != test.with {
			t.Errorf("%s: %s with %s", test.text, got, test.own)
		}
	}
}

// A novel in one line, and a line without any punctuation, cost no more than
// their length, and their words tile them.
func TestSegmentLongLines(t *testing.T) {
	a := analyzer(t)
	for name, unit := range map[string]string{
		"prose":          "老人在灯塔里住了四十年，对每一艘经过的船都记得清清楚楚。",
		"no punctuation": "研究生命的起源是一件漫长的事情结婚的和尚未结婚的人都来了",
		"one character":  "一",
		"no words":       "𠮷",
		"foreign":        "阿尔巴尼亚斯坦布尔克",
		"digits":         "1234567890",
		"dots":           "阿·",
		"percent":        "5%",
	} {
		text := strings.Repeat(unit, 1_000_000/len(unit))
		start := time.Now()
		end := 0
		for _, s := range a.Segment(text, nil) {
			if s.Start != end || s.End <= s.Start {
				t.Fatalf("%s: a word from %d to %d after one that ends at %d", name, s.Start, s.End, end)
			}
			end = s.End
		}
		if end != len(text) {
			t.Errorf("%s: words up to %d of %d", name, end, len(text))
		}
		// it takes some tenths of a second; the bound is for a machine at work
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

// The pieces that a long stretch is cut in don't show: its words are those of
// its sentences.
func TestSegmentWindows(t *testing.T) {
	a := analyzer(t)
	unit := "研究生命的起源是一件漫长的事情结婚的和尚未结婚的人都来了"
	once := words(a, strings.Repeat(unit, 3), nil)
	long := words(a, strings.Repeat(unit, 300), nil)
	middle := strings.Split(once, "研究|生命")[1]
	if n := strings.Count(long, "研究|生命"+middle); n < 295 {
		t.Errorf("%d of 300 as %q, in\n%s", n, middle, long[:2000])
	}
}
