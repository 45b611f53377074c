package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// show writes a sense so that tests can compare it.
func show(s Sense) string {
	var parts []string
	for _, tag := range s.Tags {
		parts = append(parts, "<"+tag+">")
	}
	if s.Reference != nil {
		for _, r := range append([]Reference{*s.Reference}, s.Also...) {
			parts = append(parts, r.Kind+"="+r.Traditional+"|"+r.Simplified+"["+strings.Join(r.Pinyin, " ")+"]")
		}
	}
	for _, c := range s.Classifiers {
		parts = append(parts, "CL="+c.Traditional+"|"+c.Simplified+"["+strings.Join(c.Pinyin, " ")+"]")
	}
	if s.Gloss != "" {
		parts = append(parts, "“"+s.Gloss+"”")
	}
	return strings.Join(parts, " ")
}

func TestSense(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"to chat", "“to chat”"},
		{"(coll.) to chat", "<coll.> “to chat”"},
		{"(coll.) (Tw) to chat", "<coll.> <Tw> “to chat”"},
		{"(literary or dialect) to chat", "<literary> <dialect> “to chat”"},
		{"(Tw, HK) a chat", "<Tw> <HK> “a chat”"},
		{"(colloquial) a chat", "<coll.> “a chat”"},
		{"(Beijing dialect) a chat", "<dialect> “(Beijing dialect) a chat”"},
		{"(neologism c. 2020) (slang) a chat", "<neologism> <slang> “(neologism c. 2020) a chat”"},
		{"(of a bird) to sing", "“(of a bird) to sing”"},
		{"to talk and talk (idiom); fig. to chat", "<idiom> “to talk and talk; fig. to chat”"},
		{"to talk and talk (idiom, from a book)", "<idiom> “to talk and talk (idiom, from a book)”"},
		{"chat (loanword)", "<loanword> “chat”"},
		{"to chat; to prattle (coll.)", "“to chat; to prattle (coll.)”"},
		{"(bound form)", "<bound form>"},
		{"CL:個|个[ge4],位[wei4]", "CL=個|个[ge4] CL=位|位[wei4]"},
		{"a talker (CL:個|个[ge4])", "CL=個|个[ge4] “a talker”"},
		{"see 聊天[liao2 tian1]", "see=聊天|聊天[liao2 tian1]"},
		{"(coll.) see also 聯絡|联络[lian2 luo4]", "<coll.> see also=聯絡|联络[lian2 luo4]"},
		{"see 甲[jia3] and 乙[yi3]", "see=甲|甲[jia3] see=乙|乙[yi3]"},
		{"variant of 杯[bei1]; trophy", "variant=杯|杯[bei1] “trophy”"},
		{"old variant of 聯|联[lian2]", "old variant=聯|联[lian2]"},
		{"erhua variant of 花[hua1]", "erhua variant=花|花[hua1]"},
		{"nonstandard simplified variant of 聯|联[lian2]", "nonstandard simplified variant=聯|联[lian2]"},
		{"abbr. for 卡拉OK[ka3 la1 O K]", "abbr=卡拉OK|卡拉OK[ka3 la1 O K]"},
		{"a club (abbr. for 俱樂部|俱乐部[ju4 le4 bu4])", "abbr=俱樂部|俱乐部[ju4 le4 bu4] “a club”"},
		{"a club, abbr. for 俱樂部|俱乐部", "abbr=俱樂部|俱乐部[] “a club”"},
		{"used in 蝴蝶[hu2 die2]", "used in=蝴蝶|蝴蝶[hu2 die2]"},
		{"used in place names", "“used in place names”"},
		{"used in 蝴蝶[hu2 die2] to mean an insect", "used in=蝴蝶|蝴蝶[hu2 die2] “used in 蝴蝶[hu2 die2] to mean an insect”"},
		{"also written 聯系|联系", "also written=聯系|联系[]"},
		{"to see red", "“to see red”"},
		{"see", "“see”"},
		{"invariant of space", "“invariant of space”"},
		{"(open", "“(open”"},
		{"", ""},
		{"()", "“()”"},
		{"(CL:", "“(CL:”"},
		{"variant of ", "“variant of”"},
		{"(after a name) abbr. for 聊天[liao2 tian1]", "abbr=聊天|聊天[liao2 tian1] “(after a name)”"},
		{"see 甲[jia3", "“see 甲[jia3”"},
	} {
		if got := show(parseSense(test.text)); got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
}

func TestPronunciation(t *testing.T) {
	for _, test := range []struct{ senses, taiwan, also, want string }{
		{"/rubbish/Taiwan pr. [le4 se4]/", "le4 se4", "", "“rubbish”"},
		{"/rubbish (Taiwan pr. [le4 se4])/", "le4 se4", "", "“rubbish”"},
		{"/rubbish/(coll.) trash (Taiwan pr. [le4 se4])/", "", "", "“rubbish”; le4 se4: <coll.> “trash”"},
		{"/rubbish/also pr. [la5 ji5]/", "", "la5 ji5", "“rubbish”"},
		{"/rubbish/also Taiwan pr. [le4 se4]/", "le4 se4", "", "“rubbish”"},
		{"/rubbish/Taiwan pr. [le4 se4], sometimes/", "le4 se4", "", "“rubbish”; “Taiwan pr. [le4 se4], sometimes”"},
		{"/(from Taiwanese, Tai-lo pr. [x])/", "", "", "“(from Taiwanese, Tai-lo pr. [x])”"},
	} {
		e, ok := parseEntry("垃圾 垃圾 [la1 ji1] " + test.senses)
		var senses []string
		for _, s := range e.Senses {
			prefix := ""
			if s.TaiwanPinyin != nil {
				prefix = strings.Join(s.TaiwanPinyin, " ") + ": "
			}
			senses = append(senses, prefix+show(s))
		}
		if got := strings.Join(senses, "; "); !ok || got != test.want ||
			strings.Join(e.TaiwanPinyin, " ") != test.taiwan || strings.Join(e.AlsoPinyin, " ") != test.also {
			t.Errorf("%s: Taiwan %v, also %v, %s, want %s", test.senses, e.TaiwanPinyin, e.AlsoPinyin, got, test.want)
		}
	}
}

// Over the whole dictionary, whatever begins like a reference to a headword, a
// classifier or a label is recognised.
func TestRecognised(t *testing.T) {
	l := open(t)
	groups := `^(?:\([^)]*\) )*`
	han := `[^ ,;()]*\p{Han}`
	kinds := map[string]*regexp.Regexp{
		"see":           regexp.MustCompile(groups + `see ` + han),
		"see also":      regexp.MustCompile(groups + `see also ` + han),
		"variant":       regexp.MustCompile(groups + `variant of ` + han),
		"old variant":   regexp.MustCompile(groups + `old variant of ` + han),
		"erhua variant": regexp.MustCompile(groups + `erhua (?:variant|form) of ` + han),
		"abbr":          regexp.MustCompile(groups + `abbr\. (?:for|of) ` + han),
		"used in":       regexp.MustCompile(groups + `used in ` + han),
		"also written":  regexp.MustCompile(groups + `also written ` + han),
	}
	labels := regexp.MustCompile(`^\((literary|coll\.|dialect|Tw|bound form|idiom|old|archaic|honorific|slang|loanword|polite|humble|vulgar|derog\.)\) `)
	expected, found := map[string]int{}, map[string]int{}
	taiwan, wholly := 0, map[Register]int{}
	carries := map[Register]int{}
	for i := range l.entries.Len() {
		line := l.entries.At(i)
		e, _ := parseEntry(line)
		has := e.TaiwanPinyin != nil
		registers := map[Register]int{}
		for _, s := range e.Senses {
			has = has || s.TaiwanPinyin != nil
			seen := map[Register]bool{}
			for _, tag := range s.Tags {
				seen[RegisterOf(tag)] = true
			}
			for r := range seen {
				registers[r]++
			}
			if strings.Contains(s.Gloss, "CL:") {
				t.Errorf("%s: classifiers are left in %q", e.Simplified, s.Gloss)
			}
			if s.Gloss == "" && s.Reference == nil && s.Classifiers == nil && s.Tags == nil {
				t.Errorf("%s: an empty sense of %q", e.Simplified, line)
			}
		}
		if has {
			taiwan++
		}
		for r, n := range registers {
			carries[r]++
			if n >= len(e.Senses) {
				wholly[r]++
			}
		}
		_, rest, _ := strings.Cut(line, "] /")
		for text := range strings.SplitSeq(strings.TrimSuffix(rest, "/"), "/") {
			s := parseSense(text)
			for kind, begins := range kinds {
				if begins.MatchString(text) {
					expected[kind]++
					if s.Reference != nil && s.Reference.Kind == kind {
						found[kind]++
					} else {
						t.Logf("not recognised as %s: %q", kind, text)
					}
				}
			}
			if m := labels.FindStringSubmatch(text); m != nil {
				if !slices.Contains(s.Tags, m[1]) {
					t.Errorf("label %s of %q: %q", m[1], text, s.Tags)
				}
			}
		}
	}
	for kind := range kinds {
		if expected[kind] == 0 || found[kind] != expected[kind] {
			t.Errorf("%s: %d of %d recognised", kind, found[kind], expected[kind])
		}
	}
	t.Logf("references %v; entries with a reading in Taiwan %d; entries that carry a register %v, in every sense %v", found, taiwan, carries, wholly)
}

func FuzzEntry(f *testing.F) {
	f.Add("聯絡 联络 [lian2 luo4] /(coll.) (Tw) to touch; to meet (idiom)/CL:個|个[ge4],位[wei4]/see 甲[jia3] or 乙/Taiwan pr. [le4 se4]/")
	f.Add("a b [] /()/(/)/")
	f.Add("a b [c] /(Taiwan pr. [x]) (also pr. [y])/")
	f.Fuzz(func(t *testing.T, line string) {
		e, ok := parseEntry(line)
		if !ok {
			return
		}
		for _, s := range e.Senses {
			show(s)
		}
	})
}
