package lexicon

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/yuti-lsp/yuti/internal/page"
)

// The word guides: one page a word, written for this project. docs/notation.md
// §3 describes them.
//
//go:embed guides/*.md
var guidePages embed.FS

// A Guide is what a teacher would say of a word. Texts come in pairs, Chinese
// and English.
type Guide struct {
	Word    string
	Pinyin  string // tone-marked
	POS     string // parts of speech, in Chinese
	Chinese string // a concise definition
	English string
	// Register is what the word sounds like, in Chinese (口语, 书面 …), as far as
	// the guide says; "" for a word that is at home everywhere.
	Register string
	// Nutshell is the gist, in a sentence or two.
	Nutshell Text
	// Gists are the gist for a word that is read or used in several ways, one
	// for each.
	Gists []Gist
	// Uses tells where the word is used, one setting each.
	Uses     []Text
	Examples []GuideExample
	// Versus compares the word with its near neighbours.
	Versus   []Comparison
	Mistakes []Mistake
	// Phrases are set phrases and exceptions, Related other words: both as
	// written, "失去联络 shīqù liánluò · to lose touch".
	Phrases []string
	Related []string
	// Page is the page itself, as Markdown.
	Page string
}

// A Text says the same in Chinese and in English.
type Text struct{ Chinese, English string }

// A Gist is what a guide says of a word as it is read, or as the part of speech
// that it is; one of the two may be "".
type Gist struct {
	Pinyin string // tone-marked
	POS    string // in Chinese
	Text
}

// Gist is what the guide says of its word read so, tone-marked, and with this
// tag; "" for a tag that is not known. Of a word with several readings it says
// nothing where the page is about others only.
func (g *Guide) Gist(reading, tag string, several bool) Text {
	known := !several || reading == "" || reading == g.Pinyin
	for i := range g.Gists {
		gist := &g.Gists[i]
		if gist.Pinyin != "" && several && gist.Pinyin != reading {
			continue
		}
		if gist.POS == "" || tag != "" && strings.HasPrefix(tag, tagsOfPOS[gist.POS]) {
			return gist.Text
		}
		known = known || gist.Pinyin == reading
	}
	if !known {
		return Text{}
	}
	return g.Nutshell
}

// tagsOfPOS are how the tags of jieba begin, by the parts of speech that a gist
// may be for.
var tagsOfPOS = map[string]string{
	"名词": "n", "动词": "v", "形容词": "a", "副词": "d", "介词": "p", "助词": "u", "量词": "q", "连词": "c", "代词": "r",
	"数词": "m", "方位词": "f", "叹词": "e", "语气词": "y", "成语": "i",
}

// readGist reads "děi 助动词：…", with the English on the next line.
func readGist(item page.Item) (gist Gist, problem string) {
	label, chinese, ok := strings.Cut(item.Text, "：")
	gist.Text = Text{strings.TrimSpace(chinese), strings.TrimSpace(strings.Join(item.More, " "))}
	if !ok || gist.Chinese == "" || gist.English == "" {
		return gist, "the gist of a reading is “děi：…” or “介词：…”, with the English on the next line"
	}
	for _, word := range strings.Fields(label) {
		switch {
		case tagsOfPOS[word] != "":
			gist.POS = word
		case mostlyLatin(word):
			gist.Pinyin = word
		default:
			return gist, fmt.Sprintf("%q is neither a reading nor a part of speech", word)
		}
	}
	return gist, ""
}

// A GuideExample is a sentence with its pinyin, its translation, and what it
// shows. Misread marks one whose pinyin the engine gets wrong so far.
type GuideExample struct {
	Sentence, Pinyin, English, Shows string
	Misread                          bool
	Line                             int
}

// A Comparison tells a word from a neighbour: the difference, and when to
// choose which.
type Comparison struct {
	With       string
	Difference Text
	Choose     []string
}

// A Mistake is an awkward sentence, a natural one, and the reason. Unseen
// tells why no rule finds it, one of WhyUnseen; "" when one does.
type Mistake struct {
	Awkward, Natural string
	Reason           Text
	Unseen           string
	Line             int
}

var guideKeys = map[string]bool{"读音": true, "语体": true, "词性": true, "释义": true, "gloss": true}

// Misread is written behind the pinyin of a sentence that the engine reads
// wrongly; a test makes sure that it is still needed, as it does for the marks
// of awkward sentences that no rule finds: （未检出：搭配）.
const Misread = "（音）"

// WhyUnseen are the reasons for which no rule finds an awkward sentence.
var WhyUnseen = []string{
	"搭配", // which words go together is known from what they mean
	"语境", // the sentence is right in another situation, or says something else
	"语法", // grammar that a rule could see one day
	"语气", // right, but not the tone for the person spoken to
}

var unseenMark = regexp.MustCompile(`（未检出(?:：([^（）]*))?）$`)

// CutUnseen takes the mark of an awkward sentence that no rule finds off the
// end of a line, and returns the reason it gives; the error says what is wrong
// with the mark.
func CutUnseen(line string) (rest, why string, err error) {
	m := unseenMark.FindStringSubmatchIndex(line)
	switch {
	case m == nil:
		return line, "", nil
	case m[2] >= 0:
		why = line[m[2]:m[3]]
	}
	if !slices.Contains(WhyUnseen, why) {
		err = fmt.Errorf("%s gives no reason of %s", line[m[0]:m[1]], strings.Join(WhyUnseen, "、"))
	}
	return line[:m[0]], why, err
}

var guides = sync.OnceValues(func() (map[string]*Guide, error) {
	files, err := guidePages.ReadDir("guides")
	if err != nil {
		return nil, err
	}
	all := make(map[string]*Guide, len(files))
	var problems []string
	for _, f := range files {
		text, err := guidePages.ReadFile("guides/" + f.Name())
		if err != nil {
			return nil, err
		}
		g, err := ReadGuide("guides/"+f.Name(), string(text))
		if err != nil {
			problems = append(problems, err.Error())
			continue
		}
		all[g.Word] = g
	}
	if problems != nil {
		return all, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return all, nil
})

// GuideTo returns the guide to a word in simplified characters.
func GuideTo(word string) (*Guide, bool) {
	all, _ := guides()
	g, ok := all[word]
	return g, ok
}

// Guides lists all guides by word; the error tells every mistake in their
// pages, with its place. A page with a mistake is left out.
func Guides() ([]*Guide, error) {
	all, err := guides()
	list := make([]*Guide, 0, len(all))
	for _, g := range all {
		list = append(list, g)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Word < list[j].Word })
	return list, err
}

// ReadGuide reads one page. Errors name the page, the line and what is wrong.
func ReadGuide(name, text string) (*Guide, error) {
	p, err := page.Parse(name, text, guideKeys)
	if err != nil {
		return nil, err
	}
	g := &Guide{
		Word: p.Title, Page: text, Pinyin: p.Value("读音"), POS: p.Value("词性"), Register: p.Value("语体"), Chinese: p.Value("释义"), English: p.Value("gloss"),
	}
	var problems []string
	fail := func(line int, format string, args ...any) {
		problems = append(problems, fmt.Sprintf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	if g.Pinyin == "" || g.POS == "" || g.Chinese == "" || g.English == "" {
		fail(1, "a guide needs 读音, 词性, 释义 and gloss")
	}
	for _, s := range p.Sections {
		switch s.Title {
		case "一句话":
			g.Nutshell = pair(strings.Split(s.Text(), "\n"))
			for _, it := range s.Items {
				gist, problem := readGist(it)
				if problem != "" {
					fail(it.Line, "%s", problem)
				}
				g.Gists = append(g.Gists, gist)
			}
		case "用在哪里":
			for _, it := range s.Items {
				g.Uses = append(g.Uses, pair(append([]string{it.Text}, it.More...)))
			}
		case "例句":
			for _, it := range s.Items {
				e := GuideExample{Sentence: it.Text, Line: it.Line}
				for i, more := range it.More {
					switch {
					case strings.HasPrefix(more, "※"):
						e.Shows = strings.TrimSpace(strings.TrimPrefix(more, "※"))
					case i == 0:
						e.Pinyin, e.Misread = strings.CutSuffix(more, Misread)
					case i == 1:
						e.English = more
					}
				}
				if e.Pinyin == "" || e.English == "" || e.Shows == "" {
					fail(it.Line, "an example needs its pinyin, its English and a ※ note")
				}
				g.Examples = append(g.Examples, e)
			}
		case "辨析":
			for _, part := range s.Parts {
				c := Comparison{With: part.Title, Difference: pair(strings.Split(part.Text(), "\n"))}
				for _, it := range part.Items {
					c.Choose = append(c.Choose, strings.Join(append([]string{it.Text}, it.More...), " "))
				}
				if c.Difference.Chinese == "" || c.Difference.English == "" {
					fail(part.Line, "a comparison needs the difference in Chinese and in English")
				}
				g.Versus = append(g.Versus, c)
			}
		case "常见错误":
			for _, it := range s.Items {
				m := Mistake{Line: it.Line}
				text, why, err := CutUnseen(strings.TrimSpace(strings.TrimPrefix(it.Text, "✗")))
				if err != nil {
					fail(it.Line, "%v", err)
				}
				m.Awkward, m.Unseen = strings.TrimSpace(text), why
				var rest []string
				for _, more := range it.More {
					if natural, ok := strings.CutPrefix(more, "✓"); ok {
						m.Natural = strings.TrimSpace(natural)
					} else {
						rest = append(rest, more)
					}
				}
				m.Reason = pair(rest)
				if !strings.HasPrefix(it.Text, "✗") || m.Natural == "" || m.Reason.Chinese == "" || m.Reason.English == "" {
					fail(it.Line, "a mistake needs ✗, ✓ and the reason in Chinese and in English")
				}
				g.Mistakes = append(g.Mistakes, m)
			}
		case "固定搭配":
			for _, it := range s.Items {
				g.Phrases = append(g.Phrases, it.Text)
			}
		case "相关词":
			for _, it := range s.Items {
				g.Related = append(g.Related, it.Text)
			}
		default:
			fail(s.Line, "unknown section %q", s.Title)
		}
	}
	switch {
	case g.Nutshell.Chinese == "" || g.Nutshell.English == "":
		fail(1, "一句话 needs a line in Chinese and one in English")
	case len(g.Examples) < 5:
		fail(1, "%d examples; a guide has at least five", len(g.Examples))
	case len(g.Mistakes) == 0:
		fail(1, "no common mistake")
	case len(g.Related) == 0:
		fail(1, "no related words")
	}
	if problems != nil {
		return nil, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return g, nil
}

// pair splits lines into the Chinese ones and, from the first without Han
// text at its head on, the English ones.
func pair(lines []string) Text {
	var t Text
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if t.Chinese != "" && (t.English != "" || mostlyLatin(line)) {
			t.English = strings.TrimSpace(t.English + " " + line)
		} else {
			t.Chinese = strings.TrimSpace(t.Chinese + line)
		}
	}
	return t
}

// mostlyLatin tells whether a line has more Latin letters than Han characters.
func mostlyLatin(line string) bool {
	n := 0
	for _, r := range line {
		switch {
		case r < 0x250:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				n++
			}
		case r >= 0x3400:
			n--
		}
	}
	return n > 0
}
