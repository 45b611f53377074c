package analysis

import (
	"path"
	"sort"
	"strings"

	"github.com/yuti-lsp/yuti/internal/page"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Lexicon is the lexicon the analyzer was made over.
func (a *Analyzer) Lexicon() *lexicon.Lexicon { return a.lex }

// A RuleInfo is a rule as its page describes it.
type RuleInfo struct {
	Code  string // family/rule
	Title string // Chinese · English
	Page  string // the page's Markdown: what is found, why, and its examples
	Quiet bool   // speaks only where settings or an explicit target ask for it
	Cases int    // how many words or patterns it knows
}

// Rules lists every rule that has a page, by code.
func (a *Analyzer) Rules() []RuleInfo {
	cases := map[string]int{}
	for _, r := range a.rules {
		cases[r.code]++
	}
	var list []RuleInfo
	for _, file := range ruleFiles() {
		folder, name := path.Split(file)
		if !strings.HasPrefix(folder, "rules/") {
			continue
		}
		text, err := pages.ReadFile(file)
		if err != nil {
			continue
		}
		p, err := page.Parse(file, string(text), ruleKeys)
		if err != nil {
			continue
		}
		code := path.Base(folder) + "/" + strings.TrimSuffix(name, ".md")
		list = append(list, RuleInfo{Code: code, Title: p.Title, Page: string(text), Quiet: p.Value("默认") == "关", Cases: cases[code]})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Code < list[j].Code })
	return list
}

// Page returns the Markdown page of a rule; ok is false for a code without
// one.
func (a *Analyzer) Page(code string) (markdown string, ok bool) {
	text, err := pages.ReadFile("rules/" + code + ".md")
	return string(text), err == nil
}

// Size counts the contrasts and rule cases, and the example sentences that
// test them.
func (a *Analyzer) Size() (contrasts, cases, sentences int) {
	for _, r := range a.rules {
		if strings.HasPrefix(r.page, "contrasts/") {
			contrasts++
		} else {
			cases++
		}
		sentences += len(r.examples)
	}
	return contrasts, cases, sentences
}
