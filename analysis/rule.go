package analysis

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/page"
	"github.com/yuti-lsp/yuti/lexicon"
)

// The pages that hold everything yuti knows of registers and usage.
//
//go:embed classes.md lists.md lessons.md evidence.md readings.md contrasts/*.md rules/*/*.md
var pages embed.FS

// A rule is one section of a page: a contrast, or a case of a rule.
type rule struct {
	code     string
	register Register
	name     string // the section's heading
	page     string
	line     int
	order    int        // among all rules, in the order of the pages
	forms    []*pattern // when the heading itself is not what is matched
	variants []string   // what else the heading is said as: see variants.go
	when     []*pattern
	must     []*pattern
	except   []*pattern
	severity Severity // Off when it follows from the evidence
	// instead has, by Casual, Neutral and Formal, what to write there; a nil
	// list means that the word is fine in such a text.
	instead [targets][]substitution
	// quiet rules speak only when settings turn them on or the text's target
	// is set to casual or neutral.
	quiet            bool
	chinese, english string
	items            []page.Item // its examples, as they are written
	clue             *clue       // what the word says of its sentence; nil for nothing
	// script limits the case to texts in one script.
	script lexicon.Script
	// detector names what finds the case in place of patterns; see detect.go.
	detector string
	// only limits the case to stories of one kind.
	only story
}

// A story is a kind of text to which a case can be limited.
type story uint8

const (
	anyText    story = iota
	tale             // 叙: told at length, as novels tell
	anotherAge       // 旧: of court or swordsmen
)

var storiesByName = map[string]story{"叙": tale, "旧": anotherAge}

// A substitution is one thing to write instead.
type substitution struct {
	text   string // may hold ① … ⑨
	advice bool   // say so, without an edit
	// where lists the contexts 〔…〕 in one of which the word must stand for this
	// substitution, and which then put it first; empty for one that always may be
	where []*pattern
}

// An example is a sentence that tests its rule.
type example struct {
	text    string // without marks
	span    Span   // what is flagged; empty when nothing may be
	fixes   []string
	target  Register
	aimed   bool // target was given
	line    int
	flagged bool
}

var ruleKeys = map[string]bool{
	"语体": true, "口": true, "平": true, "书": true, "任": true, "时": true, "形": true, "当": true, "须": true, "除": true,
	"度": true, "规则": true, "因": true, "why": true, "默认": true, "文": true, "查": true, "对": true,
}

var registersByName = map[string]Register{
	"通用": Neutral, "书面": Formal, "公文": Official, "文言": Literary, "口语": Colloquial,
	"俚语": Slang, "网语": Internet, "方言": Dialect, "敬语": Honorific,
}

// defaultCode is the code of a contrast whose page names none.
func defaultCode(r Register) string {
	switch r {
	case Formal, Official, Literary, Honorific:
		return "register/stiff"
	case Dialect:
		return "register/dialect"
	default:
		return "register/colloquial"
	}
}

var targetKeys = map[string]Register{"口": Casual, "平": Neutral, "书": Formal}

// targetsOf tells which targets a key of a page speaks of.
func targetsOf(key string) []Register {
	if key == "任" {
		return []Register{Casual, Neutral, Formal}
	}
	return []Register{targetKeys[key]}
}

// loadRules reads all pages. The error tells every mistake, with its place.
func loadRules() (rules []*rule, classes map[string]*wordClass, evidence []*clue, err error) {
	var problems []string
	fail := func(e error) {
		if e != nil {
			problems = append(problems, e.Error())
		}
	}
	classes, err = loadClasses()
	fail(err)
	evidence, err = loadEvidence(classes)
	fail(err)
	n := newNotation(classes)
	for _, file := range ruleFiles() {
		text, err := pages.ReadFile(file)
		if err != nil {
			fail(err)
			continue
		}
		list, err := readRules(file, string(text), n)
		fail(err)
		rules = append(rules, list...)
	}
	if problems != nil {
		return rules, classes, evidence, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return rules, classes, evidence, nil
}

// ruleFiles lists the pages with rules, in a stable order.
func ruleFiles() []string {
	var files []string
	for _, folder := range []string{"contrasts", "rules"} {
		entries, _ := pages.ReadDir(folder)
		for _, e := range entries {
			if !e.IsDir() {
				files = append(files, path.Join(folder, e.Name()))
				continue
			}
			inner, _ := pages.ReadDir(path.Join(folder, e.Name()))
			for _, f := range inner {
				files = append(files, path.Join(folder, e.Name(), f.Name()))
			}
		}
	}
	sort.Strings(files)
	return files
}

// readRules reads one page. Errors name the page and the line, one a line.
func readRules(file, text string, n *notation) ([]*rule, error) {
	p, err := page.Parse(file, text, ruleKeys)
	if err != nil {
		return nil, err
	}
	pageCode := ""
	if parts := strings.Split(strings.TrimSuffix(file, ".md"), "/"); parts[0] == "rules" && len(parts) == 3 {
		pageCode = parts[1] + "/" + parts[2]
	}
	quiet := p.Value("默认") == "关"
	var rules []*rule
	var problems []string
	for i := range p.Sections {
		s := &p.Sections[i]
		if hasCases(s) || pageCode == "" && len(s.Rows) > 0 {
			list, err := tableSections(file, s)
			if err != nil {
				problems = append(problems, err.Error())
			}
			for i := range list {
				r, err := readRule(file, &list[i], pageCode, n)
				if err != nil {
					problems = append(problems, err.Error())
					continue
				}
				r.quiet = quiet
				if pageCode != "" && r.register == Neutral && r.severity == Off {
					r.severity = Information // nothing here depends on the register of the text
				}
				rules = append(rules, r)
			}
			continue
		}
		if len(s.Fields) == 0 && len(s.Items) == 0 {
			continue // a section of prose
		}
		if pageCode != "" && len(s.Fields) == 0 {
			continue // a list in the documentation
		}
		r, err := readRule(file, s, pageCode, n)
		if err != nil {
			problems = append(problems, err.Error())
			continue
		}
		r.quiet = quiet
		if pageCode != "" && r.register == Neutral && r.severity == Off {
			// nothing here depends on the register of the text
			r.severity = Information
			if quiet {
				r.severity = Hint
			}
		}
		rules = append(rules, r)
	}
	if problems != nil {
		return rules, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return rules, nil
}

func readRule(file string, s *page.Section, code string, n *notation) (*rule, error) {
	r := &rule{name: s.Title, page: file, line: s.Line, code: code, items: s.Items}
	var problems []string
	fail := func(line int, format string, args ...any) {
		problems = append(problems, fmt.Sprintf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
	}
	pairs := false
	for _, f := range s.Fields {
		switch f.Key {
		case "语体":
			register, ok := registersByName[f.Value]
			if !ok {
				fail(f.Line, "unknown register %q", f.Value)
			}
			r.register = register
			if r.code == "" {
				r.code = defaultCode(register)
			}
		case "口", "平", "书", "任":
			list, err := readSubstitutions(f.Value, s.Title, n)
			if err != nil {
				fail(f.Line, "%v", err)
			} else if len(list) == 0 {
				fail(f.Line, "%s： says nothing to write instead", f.Key)
			}
			for _, t := range targetsOf(f.Key) {
				r.instead[t] = append(r.instead[t], list...)
			}
		case "形", "当", "须", "除":
			for _, source := range splitPatterns(f.Value) {
				compile := n.context
				if f.Key == "形" {
					compile = n.form
				}
				pat, err := compile(source, s.Title)
				if err != nil {
					fail(f.Line, "%v", err)
					continue
				}
				switch f.Key {
				case "形":
					if _, _, ok := pat.anchors(); !ok {
						fail(f.Line, "pattern %q has no word that must stand in it", source)
						continue
					}
					r.forms = append(r.forms, pat)
				case "当":
					r.when = append(r.when, pat)
				case "须":
					r.must = append(r.must, pat)
				case "除":
					r.except = append(r.except, pat)
				}
			}
		case "度":
			severity, ok := map[string]Severity{"高": Warning, "中": Information, "低": Hint}[f.Value]
			if !ok {
				fail(f.Line, "度 is 高, 中 or 低, not %q", f.Value)
			}
			r.severity = severity
		case "规则":
			r.code = f.Value
		case "对":
			for _, source := range splitPatterns(f.Value) {
				p, err := readPair(source)
				if err != nil {
					fail(f.Line, "%v", err)
					continue
				}
				r.forms = append(r.forms, p)
				pairs = true
			}
		case "文":
			script, ok := map[string]lexicon.Script{"简体": lexicon.OnlySimplified, "繁体": lexicon.OnlyTraditional}[f.Value]
			if !ok {
				fail(f.Line, "文 is 简体 or 繁体, not %q", f.Value)
			}
			r.script = script
		case "时":
			only, ok := storiesByName[f.Value]
			if !ok {
				fail(f.Line, "时 is 叙 or 旧, not %q", f.Value)
			}
			r.only = only
		case "查":
			if !detectors[f.Value] {
				fail(f.Line, "there is no detector %q", f.Value)
			}
			r.detector = f.Value
		case "因":
			r.chinese = f.Value
		case "why":
			r.english = f.Value
		}
	}
	if pairs && r.fine() {
		for _, t := range targetsOf("任") {
			r.instead[t] = []substitution{{advice: true}} // each pair says what
		}
	}
	switch {
	case r.code == "":
		fail(s.Line, "「%s」 has no 语体", s.Title)
	case r.fine():
		fail(s.Line, "「%s」 says of no kind of text that the word is out of place there (口 平 书 任)", s.Title)
	case r.chinese == "" || r.english == "":
		fail(s.Line, "「%s」 gives no reason (因 and why)", s.Title)
	}
	for _, problem := range r.unlisted() {
		fail(s.Line, "%s", problem)
	}
	// what is out of place in one genre alone is no sign of talk anywhere else
	genre := len(r.when) > 0 && len(r.must) > 0
	if w := wordWeights[r.register]; w != 0 && r.only == anyText && !genre {
		r.clue = &clue{weight: w, word: r.name}
	}
	for _, item := range s.Items {
		if _, err := readExample(item); err != nil {
			fail(item.Line, "%v", err)
		}
	}
	if problems != nil {
		return nil, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return r, nil
}

// plain tells whether the word is neutral and only formal texts have another
// one for it.
func (r *rule) plain() bool {
	return r.register == Neutral && r.instead[Formal] != nil && r.instead[Neutral] == nil && r.instead[Casual] == nil
}

// fine tells whether the word is fine in all texts.
func (r *rule) fine() bool {
	return !slices.ContainsFunc(r.instead[:], func(list []substitution) bool { return list != nil })
}

// examples are the sentences that test the rule. There are tens of thousands, which
// are wanted a few at a time: they are read from their items when asked for.
func (r *rule) examples() []example {
	list := make([]example, 0, len(r.items))
	for _, item := range r.items {
		if e, err := readExample(item); err == nil {
			list = append(list, e)
		}
	}
	return list
}

// unlisted tells which ❶ … of the substitutions stand for nothing.
func (r *rule) unlisted() (problems []string) {
	texts := []string{r.chinese, r.english}
	for _, subs := range r.instead {
		for _, s := range subs {
			texts = append(texts, s.text)
		}
	}
	for n := 1; n < maxCaptures; n++ {
		sign := string(rune('❶' + n - 1))
		if !slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, sign) }) {
			continue
		}
		if len(r.forms) == 0 {
			return []string{fmt.Sprintf("%s stands for the counterpart of what a form catches, and there is no form", sign)}
		}
		for _, f := range r.forms {
			if f.list(n) == nil {
				problems = append(problems, fmt.Sprintf("%s stands for what is behind the arrow of a word in a list; what number %d of %q catches is in no list with arrows", sign, n, f.source))
			}
		}
	}
	return problems
}

// readSubstitutions reads what a page says to write instead: texts with 、
// between, each perhaps with its contexts in 〔〕.
func readSubstitutions(value, head string, n *notation) (list []substitution, err error) {
	for value != "" {
		var t, where string
		end := strings.IndexAny(value, "、〔")
		switch {
		case end < 0:
			t, value = value, ""
		case strings.HasPrefix(value[end:], "、"):
			t, value = value[:end], value[end+len("、"):]
		default:
			var ok bool
			t = value[:end]
			if where, value, ok = strings.Cut(value[end+len("〔"):], "〕"); !ok || where == "" {
				return nil, fmt.Errorf("%q: 〔 opens the contexts of a substitution, 〕 closes them", t)
			}
			if value, ok = strings.CutPrefix(strings.TrimSpace(value), "、"); !ok && value != "" {
				return nil, fmt.Errorf("%q stands behind the contexts of %q without 、", value, t)
			}
		}
		s := substitution{text: strings.TrimSpace(t)}
		switch s.text {
		case "":
			continue
		case "—", "——", "-":
			s = substitution{advice: true}
		case "（删）", "(删)":
			s.text = ""
		}
		for _, source := range splitPatterns(where) {
			p, err := n.context(source, head)
			if err != nil {
				return nil, err
			}
			s.where = append(s.where, p)
		}
		list = append(list, s)
	}
	return list, nil
}

// filled is a text with a headword for ～ and a substitution for ①.
func filled(text, head, instead string) string {
	parts := strings.Split(text, "～")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "①", instead)
	}
	return strings.Join(parts, head)
}

// hasCases tells whether a section has a table of cases: one whose first column
// is headed 词. Other tables of a rule's page are prose.
func hasCases(s *page.Section) bool { return len(s.Rows) > 0 && s.Rows[0].Cells[0] == "词" }

// tableSections reads a table of contrasts: its head names the keys of its
// columns, 词 for the headword and 例 for an example; each line is a section
// that has, besides its own, the fields of the section the table stands in.
func tableSections(file string, s *page.Section) (list []page.Section, err error) {
	head := s.Rows[0].Cells
	if head[0] != "词" {
		return nil, fmt.Errorf("%s:%d: the first column of a table of contrasts is 词, not %q", file, s.Rows[0].Line, head[0])
	}
	for _, key := range head[1:] {
		if !ruleKeys[key] && key != "例" {
			return nil, fmt.Errorf("%s:%d: there is no key %q", file, s.Rows[0].Line, key)
		}
	}
	for _, row := range s.Rows[1:] {
		if len(row.Cells) > len(head) || row.Cells[0] == "" {
			return list, fmt.Errorf("%s:%d: %d cells under a head of %d, or no word", file, row.Line, len(row.Cells), len(head))
		}
		section := page.Section{Title: row.Cells[0], Line: row.Line}
		own := map[string]bool{}
		instead := ""
		add := func(key, value string) {
			section.Fields = append(section.Fields, page.Field{Key: key, Value: value, Line: row.Line})
			own[key] = true
			if _, ok := targetKeys[key]; instead == "" && (ok || key == "任") {
				instead, _, _ = strings.Cut(value, "、")
				instead, _, _ = strings.Cut(instead, "〔")
			}
		}
		name := section.Title
		if strings.ContainsAny(name, "〈（【…＾＄") {
			add("形", name)
			name = "～" // which the text found stands for: see message
		}
		for i, cell := range row.Cells[1:] {
			switch key := head[i+1]; {
			case cell == "":
			case key == "例":
				section.Items = append(section.Items, page.Item{Text: cell, Line: row.Line})
			default:
				add(key, cell)
			}
		}
		for _, f := range s.Fields {
			if !own[f.Key] {
				f.Value = filled(f.Value, name, instead)
				section.Fields = append(section.Fields, f)
			}
		}
		list = append(list, section)
	}
	return list, nil
}

// readPair reads “错→对” of a list of wrong wordings: a form with its own
// substitutions. A short one must be a whole word, or whole words.
func readPair(source string) (*pattern, error) {
	wrong, right, ok := strings.Cut(source, "→")
	if wrong, right = strings.TrimSpace(wrong), strings.TrimSpace(right); !ok || utf8.RuneCountInString(wrong) < 2 || right == "" || wrong == right {
		return nil, fmt.Errorf("%q is not a wrong wording and the right one, 错→对", source)
	}
	p := &pattern{source: source, elements: []element{newLiteral(wrong)}, markTo: 1}
	p.loose = utf8.RuneCountInString(wrong) >= 4
	for _, text := range strings.Split(right, "、") {
		p.to = append(p.to, substitution{text: strings.TrimSpace(text)})
	}
	return p, nil
}

// readExample reads “〔口〕…【…】…→ …”.
func readExample(item page.Item) (example, error) {
	e := example{line: item.Line}
	text := item.Text
	if rest, ok := strings.CutPrefix(text, "〔"); ok {
		name, after, ok := strings.Cut(rest, "〕")
		target, known := targetKeys[name]
		if !ok || !known {
			return e, fmt.Errorf("〔%s〕 is not 〔口〕, 〔平〕 or 〔书〕", name)
		}
		e.target, e.aimed, text = target, true, after
	}
	if before, after, ok := strings.Cut(text, "→"); ok && strings.Contains(before, "】") {
		text = strings.TrimSpace(before)
		for _, f := range strings.Split(after, "、") {
			f = strings.TrimSpace(f)
			if f == "（删）" {
				f = ""
			}
			e.fixes = append(e.fixes, f)
		}
	}
	before, rest, ok := strings.Cut(text, "【")
	if !ok {
		e.text = text
		return e, nil
	}
	marked, after, ok := strings.Cut(rest, "】")
	if !ok || strings.ContainsAny(after, "【】") || marked == "" {
		return e, fmt.Errorf("【 and 】 must stand once each, round something")
	}
	e.text, e.flagged = before+marked+after, true
	e.span = Span{len(before), len(before) + len(marked)}
	return e, nil
}

// loadClasses reads the named word lists, and adds the classes that go by
// part of speech.
func loadClasses() (map[string]*wordClass, error) {
	named, err := readLists("classes.md")
	if err != nil {
		return nil, err
	}
	classes := map[string]*wordClass{"词": {name: "词", any: true}}
	n := newNotation(classes)
	for name, tags := range posClasses {
		classes[name] = &wordClass{name: name, tags: tags}
	}
	for name, words := range named {
		c := classes[name]
		if c == nil {
			c = &wordClass{name: name}
			classes[name] = c
		}
		c.words = map[string]bool{}
		for _, w := range words {
			if err := c.add(w, n); err != nil {
				return nil, fmt.Errorf("classes.md: in the class 〈%s〉 %w", name, err)
			}
		}
		if c.counterparts != nil && len(c.counterparts) < len(c.words) {
			return nil, fmt.Errorf("classes.md: of the class 〈%s〉 some words have an arrow and some have none", name)
		}
	}
	return classes, nil
}

// add puts in a word, perhaps with its counterparts (修→维修、修理).
func (c *wordClass) add(entry string, n *notation) error {
	word, counterparts, ok := strings.Cut(entry, "→")
	if c.words[word] && ok {
		return fmt.Errorf("%s stands twice", word)
	}
	c.words[word] = true
	c.longest = max(c.longest, len(word))
	if !ok {
		return nil
	}
	subs, err := readSubstitutions(counterparts, word, n)
	if err != nil {
		return err
	}
	if word == "" || len(subs) == 0 {
		return fmt.Errorf("%q is not a word and what formal texts say instead", entry)
	}
	if c.counterparts == nil {
		c.counterparts = map[string][]substitution{}
	}
	c.counterparts[word] = subs
	return nil
}
