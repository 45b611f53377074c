package lexicon

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

func dictionary(t testing.TB) *Dictionary {
	t.Helper()
	d, err := open(t).Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// lattice lists the words that begin at each rune.
func lattice(d *Dictionary, text string) string {
	var words []string
	runes := []rune(text)
	for i := range runes {
		for _, c := range d.Lattice(runes, i, nil) {
			words = append(words, d.Text(c.ID))
		}
	}
	return strings.Join(words, " ")
}

func TestLattice(t *testing.T) {
	d := dictionary(t)
	for _, test := range []struct{ text, want string }{
		{"和朋友多联络。", "和 朋 朋友 友 多 联 联络 络"},
		{"和朋友多聯絡。", "和 朋 朋友 友 多 联 联络 络"},
		{"乾坤", "干 乾坤 坤"},          // 乾 alone is 干, the word is itself
		{"接著看著", "接 接着 著 看 看着 著"}, // as Taiwan writes it
		{"唱卡拉OK吧", "唱 卡 卡拉 卡拉OK 拉 吧"},
		{"卡拉ok", "卡 卡拉 卡拉OK 拉"},
		{"卡拉OKay", "卡 卡拉 拉"}, // OK is no word there
		{"3C产品", "产 产品 品"},
		{"T恤", "T恤 恤"},
		{"AT恤", "恤"},
		{"𠮷", ""},
		{"abc 123 , é", ""},
		{"联\x00络", "联 络"},
		{"\xff联络", "联 联络 络"},
	} {
		if got := lattice(d, test.text); got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
	if got := d.Lattice([]rune("联络"), -1, nil); got != nil {
		t.Errorf("before the text: %v", got)
	}
	if got := d.Lattice([]rune("联络"), 2, nil); got != nil {
		t.Errorf("behind the text: %v", got)
	}
	if got := d.Lattice([]rune{-5, utf8.MaxRune + 1}, 0, nil); got != nil {
		t.Errorf("runes that are none: %v", got)
	}
}

// Fill finds what Lattice finds, at every rune, with a user's words and without.
func TestFill(t *testing.T) {
	d := dictionary(t)
	var l Lattice
	for _, d := range []*Dictionary{d, d.With([]string{"语体服务", "联络员会", "OK了"})} {
		for _, text := range []string{"", "联", "和你的朋友多聯絡。", "我们用语体服务，唱卡拉OKay，T恤AT恤OK了", "联络员会𠮷野家\x00\xff中华人民共和国", "abc 123 3C产品"} {
			runes := []rune(text)
			d.Fill(&l, runes)
			n := 0
			for i := range runes {
				want := d.Lattice(runes, i, nil)
				if !slices.Equal(l.At(i), want) || l.Place(i) != n {
					t.Errorf("%q: %v at %d, %d before; want %v and %d", text, l.At(i), i, l.Place(i), want, n)
				}
				n += len(want)
			}
			if l.Len() != n {
				t.Errorf("%q: %d words, want %d", text, l.Len(), n)
			}
		}
	}
}

// A segmenter asks at every rune of a novel: it must not cost memory.
func TestLatticeAllocatesNothing(t *testing.T) {
	d := dictionary(t)
	text := []rune("和你的朋友多聯絡。")
	out := make([]Candidate, 0, 16)
	readings := make([]Reading, 0, 16)
	if n := testing.AllocsPerRun(100, func() {
		for i := range text {
			out = d.Lattice(text, i, out[:0])
			for _, c := range out {
				readings = d.Readings(c.ID, readings[:0])
				_, _, _, _ = d.Text(c.ID), d.Freq(c.ID), d.POS(c.ID), d.HSK(c.ID)
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Every word is found under its own text, in both scripts.
func TestWords(t *testing.T) {
	l, d := open(t), dictionary(t)
	count, last, total := 0, "", 0.0
	for id, text := range d.Words() {
		if int(id) != count || text == "" || !utf8.ValidString(text) {
			t.Fatalf("word %d: %q with id %d", count, text, id)
		}
		count++
		if got, ok := d.WordID(text); !ok || d.Text(got) != text && l.Simplify(firstRune(text)) == firstRune(text) && !strings.ContainsFunc(text, func(r rune) bool { return l.Simplify(r) != r }) {
			t.Errorf("%s is found as %s", text, d.Text(got))
		}
		if d.Freq(id) < 1 || d.POS(id) == "" {
			t.Errorf("%s: frequency %v, part of speech %q", text, d.Freq(id), d.POS(id))
		}
		total += d.Freq(id)
		if !strings.ContainsFunc(text, isHan) {
			t.Errorf("%s has no Han character", text)
		}
		last = text
	}
	if count != d.Len() || d.Text(uint32(count)) != "" || d.Freq(uint32(count)) != 0 || d.POS(uint32(count)) != "" {
		t.Errorf("%d words, the last is %s, Len is %d", count, last, d.Len())
	}
	if total != d.Total() {
		t.Errorf("the frequencies sum up to %v, not %v", total, d.Total())
	}
	// Every headword of Han characters is a word, under both its forms.
	missing := 0
	for e := range l.AllEntries() {
		if strings.ContainsFunc(e.Simplified, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		for _, form := range []string{e.Simplified, e.Traditional} {
			if _, ok := d.WordID(form); !ok {
				if missing++; missing < 10 {
					t.Errorf("%s is no word", form)
				}
			}
		}
	}
	if missing > 0 {
		t.Errorf("%d headwords are no words", missing)
	}
	for i := range l.levels.Len() {
		word, level := l.levels.At(i)
		id, ok := d.WordID(word)
		if !ok || d.HSK(id) != levelOf(level) && l.Simplify(firstRune(word)) == firstRune(word) {
			t.Errorf("%s of level %s: %v %s %d", word, level, ok, d.Text(id), d.HSK(id))
		}
	}
}

func TestPOSAndFreq(t *testing.T) {
	d := dictionary(t)
	get := func(word string) uint32 {
		id, ok := d.WordID(word)
		if !ok {
			t.Fatalf("%s is no word", word)
		}
		return id
	}
	for word, want := range map[string]string{"的": "uj", "我们": "r", "打的": "v", "北京": "ns", "好": "a", "不": "d"} {
		if got := d.POS(get(word)); got != want {
			t.Errorf("%s is %s, want %s", word, got, want)
		}
	}
	if d.Freq(get("的")) < d.Freq(get("联系")) || d.Freq(get("联系")) < d.Freq(get("联络")) {
		t.Error("frequencies are not in order")
	}
}

func TestReadings(t *testing.T) {
	d := dictionary(t)
	for word, want := range map[string]string{
		"联络":   "lian2 luo4",
		"行":    "hang2, heng2, xing2",
		"东西":   "dong1 xi1, dong1 xi5",
		"北京":   "bei3 jing1",
		"女人":   "nü3 ren2, nü3 ren5",
		"卡拉OK": "ka3 la1  ",
	} {
		id, _ := d.WordID(word)
		var got []string
		for _, r := range d.Readings(id, nil) {
			if r.Len() != utf8.RuneCountInString(word) || r.Syllable(-1) != "" || r.Syllable(r.Len()) != "" {
				t.Errorf("%s: reading of %d syllables", word, r.Len())
			}
			got = append(got, r.String())
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s is read %q, want %q", word, got, want)
		}
	}
	id, _ := d.WordID("北京")
	if list := d.Readings(id, nil); !list[0].IsProper() || list[0].IsDated() {
		t.Error("北京 is no name")
	}
	// Names come after words: 王 the king before the surname.
	id, _ = d.WordID("王")
	if list := d.Readings(id, nil); list[0].IsProper() {
		t.Errorf("王: %v", list)
	}
	if list := d.Readings(uint32(d.Len())+7, nil); list != nil {
		t.Errorf("no word has readings %v", list)
	}
	several := 0
	for id := range d.Words() {
		if len(d.Readings(id, nil)) > 1 {
			several++
		}
	}
	if several < 1200 || several > 1252 {
		t.Errorf("%d words have several readings, of 1252 in the dictionary", several)
	}
}

func TestWith(t *testing.T) {
	base := dictionary(t)
	d := base.With([]string{" 語體服務 ", "语体服务", "联络", "", "foo bar", "OpenCC转换", "\x00", "\xff"})
	if d.Len() != base.Len()+3 {
		t.Fatalf("%d words more", d.Len()-base.Len())
	}
	for text, want := range map[string]string{
		"用语体服务":     "用 用语 语 语体 语体服务 体 服 服务 务",
		"用語體服務":     "用 用语 语 语体 语体服务 体 服 服务 务",
		"opencc转换":  "OpenCC转换 转 转换 换",
		"foo bar 好": "foo bar 好",
	} {
		if got := lattice(d, text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	id, ok := d.WordID("語體服務")
	if !ok || d.Text(id) != "语体服务" || d.POS(id) == "" || len(d.Readings(id, nil)) != 0 || d.HSK(id) != 0 {
		t.Errorf("own word %d: %q", id, d.Text(id))
	}
	// It is likelier than any split of it.
	share := func(word string) float64 {
		id, _ := d.WordID(word)
		return d.Freq(id) / d.Total()
	}
	if share("语体服务") < share("语体")*share("服务") || share("语体服务") < share("的")*share("我") {
		t.Error("an own word loses to its parts")
	}
	if _, ok := base.WordID("语体服务"); ok {
		t.Error("own words leak into the dictionary beneath")
	}
	if again := d.With([]string{"别的词语啊"}); again.Len() != base.Len()+1 {
		t.Errorf("new own words are added to the old: %d", again.Len()-base.Len())
	}
	if n := base.With(nil).Len(); n != base.Len() {
		t.Errorf("no own words: %d", n)
	}
}

func TestConcurrentUse(t *testing.T) {
	l := open(t)
	var all [4]string
	var working sync.WaitGroup
	for i := range all {
		working.Go(func() {
			d, err := l.Dictionary()
			if err == nil {
				all[i] = lattice(d, "和你的朋友多联络。")
			}
		})
	}
	working.Wait()
	if all[0] == "" || slices.ContainsFunc(all[:], func(s string) bool { return s != all[0] }) {
		t.Errorf("%q", all)
	}
}

func BenchmarkDictionary(b *testing.B) {
	open(b)
	b.ReportAllocs()
	for b.Loop() {
		l, _ := Open()
		if _, err := l.Dictionary(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLattice(b *testing.B) {
	d := dictionary(b)
	text := []rune("和你的朋友多联络。我们很久没聯絡了，找个时间聚一聚吧。")
	out := make([]Candidate, 0, 16)
	b.ReportAllocs()
	for b.Loop() {
		for i := range text {
			out = d.Lattice(text, i, out[:0])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/rune")
}
