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
	Page  string // Markdown, to be read: what is found, why, and examples
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
		list = append(list, RuleInfo{Code: code, Title: p.Title, Page: readable(p), Quiet: p.Value("默认") == "关", Cases: cases[code]})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Code < list[j].Code })
	return list
}

// readable is a rule's page as it is read: the patterns of its cases are left
// out, their reasons and examples are laid out.
func readable(p *page.Page) string {
	var b strings.Builder
	paragraph := func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			b.WriteString(text + "\n\n")
		}
	}
	paragraph("# " + p.Title)
	if p.Value("默认") == "关" {
		paragraph("> 默认不提示；在设置里打开，或者把全文的目标语体设为口语、中性，才会提示。  \n" +
			"> Off by default: it speaks where settings turn it on, or where the text's target is set to casual or neutral.")
	}
	paragraph(p.Text())
	for i := range p.Sections {
		s := &p.Sections[i]
		paragraph("## " + s.Title)
		if hasCases(s) {
			examplesOf(&b, s)
			continue
		}
		paragraph(s.Text())
		// ① and ② stand for what a case finds; the first pair of a list shows it
		first := strings.NewReplacer("①", "……", "②", "……")
		pairs := strings.Join(s.Values("对"), "；")
		for _, item := range s.Items {
			// a detector's ① is what it marks, ② its first substitution
			if e, err := readExample(item); err == nil && s.Value("查") != "" && len(e.fixes) > 0 {
				first = strings.NewReplacer("①", e.text[e.span.Start:e.span.End], "②", e.fixes[0])
				break
			}
		}
		if wrong, right, ok := strings.Cut(pairs, "→"); ok {
			right, _, _ = strings.Cut(right, "；")
			first = strings.NewReplacer("①", wrong, "②", right)
		}
		if reason := s.Value("因"); reason != "" {
			paragraph(first.Replace(reason) + "  \n" + first.Replace(s.Value("why")))
		}
		for _, item := range s.Items {
			switch {
			case len(s.Fields) == 0:
				b.WriteString("- " + item.Text + "\n")
			case strings.Contains(item.Text, "【"):
				b.WriteString("- ✗ " + item.Text + "\n")
			default:
				b.WriteString("- ✓ " + item.Text + "\n")
			}
		}
		if len(s.Items) > 0 {
			b.WriteString("\n")
		}
		if pairs != "" {
			paragraph(pairs)
		}
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// examplesOf lays out the examples of a table of cases.
func examplesOf(b *strings.Builder, s *page.Section) {
	head := s.Rows[0].Cells
	for _, row := range s.Rows[1:] {
		for i, cell := range row.Cells {
			if i >= len(head) || head[i] != "例" || cell == "" {
				continue
			}
			mark := "✓"
			if strings.Contains(cell, "【") {
				mark = "✗"
			}
			b.WriteString("- " + mark + " " + cell + "\n")
		}
	}
	b.WriteString("\n")
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
		sentences += len(r.items)
	}
	return contrasts, cases, sentences
}
