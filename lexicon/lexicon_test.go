package lexicon

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// open returns the real lexicon. Tests never skip for want of it: the error
// says to run make build.
func open(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The dictionary is there whole. The figures are those of CC-CEDICT 2026-09-10
// as counted in its text.
func TestWhole(t *testing.T) {
	l := open(t)
	if l.Date() != "2026-09-10" {
		t.Fatalf("the dictionary is of %s; count anew", l.Date())
	}
	classifiers := regexp.MustCompile(`^CL:`)
	usedIn := regexp.MustCompile(`^used in`)
	senses, proper, withClassifier, variants, used, taiwan := 0, 0, 0, 0, 0, 0
	simplified, traditional := map[string]bool{}, map[string]bool{}
	readings := map[string]map[string]bool{}
	one := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	for i := range l.entries.Len() {
		line := l.entries.At(i)
		e, ok := parseEntry(line)
		if !ok {
			t.Fatalf("line %d is no entry: %q", i+1, line)
		}
		_, rest, _ := strings.Cut(line, "] /")
		texts := strings.Split(strings.TrimSuffix(rest, "/"), "/")
		senses += len(texts)
		proper += one(e.IsProper())
		withClassifier += one(slices.ContainsFunc(texts, classifiers.MatchString))
		variants += one(strings.Contains(rest, "variant of"))
		used += one(slices.ContainsFunc(texts, usedIn.MatchString))
		taiwan += one(strings.Contains(rest, "Taiwan pr."))
		simplified[e.Simplified] = true
		traditional[e.Traditional] = true
		if readings[e.Simplified] == nil {
			readings[e.Simplified] = map[string]bool{}
		}
		readings[e.Simplified][strings.ToLower(strings.Join(e.Pinyin, " "))] = true
	}
	several := 0
	for _, list := range readings {
		several += one(len(list) > 1)
	}
	for _, test := range []struct {
		what      string
		got, want int
	}{
		{"entries", l.entries.Len(), 125049},
		{"senses", senses, 199710},
		{"simplified headwords", len(simplified), 121284},
		{"traditional headwords", len(traditional), 122467},
		{"proper nouns", proper, 20136},
		{"entries with CL:", withClassifier, 1470},
		{"variants", variants, 3713},
		{"used in", used, 841},
		{"Taiwan pr.", taiwan, 546},
		{"words with several readings", several, 1252},
	} {
		if test.got != test.want {
			t.Errorf("%s: %d, want %d", test.what, test.got, test.want)
		}
	}
	n := 0
	for word := range l.Headwords() {
		if n++; !simplified[word] && !traditional[word] {
			t.Errorf("%q is no headword", word)
		}
		delete(simplified, word)
		delete(traditional, word)
	}
	if len(simplified)+len(traditional) > 0 {
		t.Errorf("%d and %d headwords are not listed", len(simplified), len(traditional))
	}
}

func TestEntries(t *testing.T) {
	l := open(t)
	for _, word := range []string{"联络", "聯絡"} {
		entries := l.Entries(word)
		if len(entries) != 1 || entries[0].Simplified != "联络" || entries[0].Traditional != "聯絡" ||
			strings.Join(entries[0].Pinyin, " ") != "lian2 luo4" || len(entries[0].Senses) < 3 {
			t.Errorf("%s: %+v", word, entries)
		}
	}
	var pinyin []string
	for _, e := range l.Entries("行") {
		pinyin = append(pinyin, strings.Join(e.Pinyin, " "))
	}
	if !slices.Equal(pinyin, []string{"hang2", "heng2", "xing2"}) {
		t.Errorf("行 is read %v", pinyin)
	}
	// 干 is itself, and the simplified form of 乾 and 幹; 乾 is also its own
	// simplified form in another reading.
	forms := map[string]bool{}
	for _, e := range l.Entries("干") {
		forms[e.Traditional] = true
	}
	if !forms["干"] || !forms["乾"] || !forms["幹"] {
		t.Errorf("干 stands for %v", forms)
	}
	if list := l.Entries("乾"); len(list) < 2 {
		t.Errorf("乾: %+v", list)
	}
	if e := l.Entries("女人"); len(e) == 0 || e[0].Pinyin[0] != "nü3" {
		t.Errorf("女人: %+v", e)
	}
	if e := l.Entries("垃圾"); len(e) == 0 || !slices.Equal(e[0].TaiwanPinyin, []string{"le4", "se4"}) {
		t.Errorf("垃圾 in Taiwan: %+v", e)
	}
	for _, word := range []string{"", "无此词也", "\x00", "\xff", "联", "络络络"} {
		if got := len(l.Entries(word)) > 0; got != l.Has(word) || got != (word == "联") {
			t.Errorf("%q: entries %v, Has %v", word, got, l.Has(word))
		}
	}
	// Every headword finds its entry.
	for i := 0; i < l.entries.Len(); i += 97 {
		e, _ := parseEntry(l.entries.At(i))
		for _, word := range []string{e.Simplified, e.Traditional} {
			if !slices.ContainsFunc(l.Entries(word), func(f Entry) bool {
				return f.Simplified == e.Simplified && f.Traditional == e.Traditional && slices.Equal(f.Pinyin, e.Pinyin)
			}) {
				t.Errorf("%s does not find %s %s %v", word, e.Traditional, e.Simplified, e.Pinyin)
			}
		}
	}
}

func TestHSK(t *testing.T) {
	l := open(t)
	for word, want := range map[string]int{"我": 1, "东西": 1, "東西": 1, "联系": 4, "聯繫": 4, "联络": 6, "聯絡": 6, "接着": 4, "接著": 4, "无此词": 0, "": 0} {
		if got := l.HSK(word); got != want {
			t.Errorf("%s is of level %d, want %d", word, got, want)
		}
	}
	counts := map[string]int{}
	for i := range l.levels.Len() {
		_, level := l.levels.At(i)
		counts[level]++
	}
	if l.levels.Len() != 4995 || len(counts) != 6 {
		t.Errorf("%d words in %v", l.levels.Len(), counts)
	}
}

// Each was looked up in what is taught of the character. Where the data can't
// settle a role, none is claimed.
func TestComponents(t *testing.T) {
	l := open(t)
	for char, want := range map[rune]string{
		'好': "女 子", '联': "耳 关", '络': "纟=义 各=音", '聯': "", '絡': "糹=义 各=音", '妈': "女=义 马=音", '问': "门 口",
		'购': "贝=义 勾=音", '想': "相=音 心=义", '睦': "目 坴", '明': "日 月", '休': "亻 木", '林': "木 木", '视': "礻=音 见=义",
		'红': "纟=义 工=音", '检': "木=义 佥=音", '忙': "忄=义 亡=音", '昨': "日=义 乍=音", '性': "忄=义 生=音",
		'品': "口 口 口", '水': "", '出': "", '车': "", '买': "", 'a': "",
	} {
		var got []string
		for _, part := range l.Components(char) {
			got = append(got, string(part.Char)+map[PartRole]string{PartMeaning: "=义", PartSound: "=音"}[part.Role])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%c is %q, want %q", char, got, want)
		}
	}
}

func TestLicenses(t *testing.T) {
	l := open(t)
	covered := map[string]bool{}
	for _, license := range l.Licenses() {
		if license.Source == "" || license.Name == "" || !strings.Contains(license.Notice, "odified: ") || license.Text == "" {
			t.Errorf("incomplete: %+v", license)
		}
		covered[strings.TrimSuffix(license.Section, "*")] = true
	}
	for _, name := range l.file.Names() {
		group, _, _ := strings.Cut(name, ".")
		if !covered[group+"."] && name != "licenses" {
			t.Errorf("no notice covers section %s", name)
		}
	}
}

// A damaged file is refused by the name of the section at fault.
func TestDamaged(t *testing.T) {
	data := small(t, nil)
	l, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	large, _ := l.file.Section("opencc.simplify")
	inLarge := strings.Index(string(data), large)
	for i := 0; i < len(data); i++ {
		damaged := slices.Clone(data)
		damaged[i] ^= 1
		_, err := Read(damaged)
		if err == nil {
			t.Fatalf("damage at byte %d was not seen", i)
		}
		for _, word := range strings.FieldsFunc(err.Error(), func(r rune) bool { return r == ' ' || r == ':' }) {
			named[word] = true
		}
		if i > inLarge && i < inLarge+len(large)-1000 {
			i += 1000
		}
	}
	for _, name := range l.file.Names() {
		if !named[name] {
			t.Errorf("damage in section %s: not named", name)
		}
		if _, err := Read(small(t, map[string][]byte{name: nil})); err != nil && !strings.Contains(err.Error(), "section "+name) {
			t.Errorf("section %s empty: %v", name, err)
		}
	}
	for n := range data {
		if _, err := Read(data[:n]); err == nil {
			t.Fatalf("%d of %d bytes were read", n, len(data))
		}
	}
	if _, err := Read(append(slices.Clone(data), 0)); err == nil {
		t.Error("a byte too many was read")
	}
}

// The embedded file is intact, and the file on disk is the one embedded.
func TestVerify(t *testing.T) {
	l := open(t)
	if err := l.Verify(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("data/lexicon.bin")
	if err != nil {
		t.Fatalf("%v: run make build", err)
	}
	if _, err := Read(data); err != nil {
		t.Fatal(err)
	}
	if string(data) != embedded {
		t.Error("data/lexicon.bin is not the file that is embedded")
	}
}

// small returns a tiny lexicon with every section, some of them replaced.
func small(t testing.TB, replaced map[string][]byte) []byte {
	t.Helper()
	table := func(pairs ...string) []byte {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return file.AppendTable(nil, m)
	}
	list := func(s ...string) []byte { return file.AppendStrings(nil, s) }
	numbers := func(n ...uint32) []byte { return file.AppendUint32s(nil, n) }
	dense := make([]uint32, file.SimplifyEnd-file.SimplifyStart)
	dense['聯'-file.SimplifyStart] = '联'
	sections := []struct {
		name  string
		bytes []byte
	}{
		{"licenses", list("a test", "MIT", "whose", "text", "cedict.*")},
		{"cedict.entries", list("聯 联 [lian2] /to join/", "聯絡 联络 [lian2 luo4] /to touch/CL:個|个[ge4]/")},
		{"cedict.simplified", numbers(0, 1)},
		{"cedict.traditional", numbers(0, 1)},
		{"hsk.levels", table("联", "3")},
		{"decomp.visible", table("联", "耳关")},
		{"cedict.sounds", table("络", "各")},
		{"opencc.simplify", numbers(append(dense, 0x20000, 0x20001)...)},
		{"words.text", list("络", "联")},
		{"words.freq", numbers(7, 9)},
		{"words.tag", []byte{0, 1}},
		{"words.tagnames", list("n", "v")},
		{"cedict.words.text", list("联络")},
		{"cedict.words.freq", numbers(5)},
		{"cedict.words.tag", []byte{0}},
		{"cedict.words.tagnames", list("v")},
		{"cedict.aliases", list("连络")},
		{"cedict.aliasids", numbers(2)},
		{"cedict.syllables", list("", "lian2", "luo4")},
		{"cedict.readingat", numbers(0, 1, 6)},
		{"cedict.readings", []byte{0, 1, 0, 1, 1, 0, 1, 0, 2, 1, 0, 2, 0}},
	}
	for _, name := range []string{
		"STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "TWPhrases", "TWPhrasesRev", "TWVariants", "TWVariantsPhrases",
		"TWVariantsRevPhrases", "HKPhrases", "HKPhrasesRev", "HKVariants", "HKVariantsPhrases", "HKVariantsRevPhrases",
	} {
		sections = append(sections, struct {
			name  string
			bytes []byte
		}{"opencc." + name, table("聯", "联 連", "聯絡"+name, "联络")})
	}
	w := &file.Writer{Date: "2026-01-02"}
	for _, s := range sections {
		if bytes, ok := replaced[s.name]; ok {
			s.bytes = bytes
		}
		w.Add(s.name, s.bytes)
	}
	data, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// exercise asks a lexicon everything.
func exercise(l *Lexicon) {
	for _, word := range []string{"联络", "聯絡", "联", "", "\x00", "\xff卡拉OK", "乾坤", "𠮷"} {
		for _, e := range l.Entries(word) {
			e.Classifiers()
			e.IsProper()
		}
		l.Has(word)
		l.HSK(word)
		l.ToSimplified(word)
		l.ToTraditional(word)
		l.Regional(word)
		l.RegionalForms(word)
		for _, r := range word {
			l.Simplify(r)
			l.Components(r)
		}
	}
	for range l.Headwords() {
	}
	for range l.AllEntries() {
	}
	l.Licenses()
	d, err := l.Dictionary()
	if err != nil {
		return
	}
	d = d.With([]string{"语体", "", "\x00", "聯絡"})
	var readings []Reading
	text := []rune("联络聯絡连络语体\x00OK𠮷")
	for i := range text {
		for _, c := range d.Lattice(text, i, nil) {
			d.Text(c.ID)
			d.Freq(c.ID)
			d.POS(c.ID)
			d.HSK(c.ID)
			for _, r := range d.Readings(c.ID, readings) {
				r.Append(nil)
			}
		}
	}
	for id, word := range d.Words() {
		d.WordID(word)
		readings = d.Readings(id, readings[:0])
	}
}

// Any bytes give a lexicon or an error, never a panic.
func FuzzRead(f *testing.F) {
	data := small(f, map[string][]byte{"opencc.simplify": nil}) // the one large section
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte{})
	f.Add([]byte("yutilex\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := Read(data); err == nil {
			exercise(l)
		}
	})
}

// Whatever a section with a good checksum holds, nothing panics.
func FuzzSection(f *testing.F) {
	l, err := Read(small(f, nil))
	if err != nil {
		f.Fatal(err)
	}
	names := l.file.Names()
	for i, name := range names {
		section, _ := l.file.Section(name)
		f.Add(uint(i), []byte(section))
		f.Add(uint(i), []byte("\x02\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00a"))
		f.Add(uint(i), []byte{})
	}
	f.Fuzz(func(t *testing.T, i uint, section []byte) {
		l, err := Read(small(t, map[string][]byte{"opencc.simplify": nil, names[i%uint(len(names))]: section}))
		if err == nil {
			exercise(l)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	open(b)
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	l := open(b)
	b.SetBytes(int64(len(embedded)))
	for b.Loop() {
		if err := l.Verify(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEntries(b *testing.B) {
	l := open(b)
	words := []string{"联络", "聯絡", "行", "东西", "无此词"}
	for i := 0; b.Loop(); i++ {
		l.Entries(words[i%len(words)])
	}
}

func BenchmarkHSK(b *testing.B) {
	l := open(b)
	words := []string{"联络", "聯絡", "行", "东西", "无此词"}
	for i := 0; b.Loop(); i++ {
		l.HSK(words[i%len(words)])
	}
}

func TestBegins(t *testing.T) {
	lex, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	for char, want := range map[string]bool{"麵": true, "面": true, "髮": true, "隻": true, "後": true, "秊": false, "秖": false, "": true} {
		if got := lex.Begins(char); got != want {
			t.Errorf("%s: %v", char, got)
		}
	}
}
