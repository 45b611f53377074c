package analysis

import (
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// FuzzRules reads pages of contrasts and rules that no one would write: each
// gets rules or errors, and what is read can be looked for in a text.
func FuzzRules(f *testing.F) {
	for _, file := range []string{"contrasts/联络.md", "rules/usage/repetition.md"} {
		if text, err := pages.ReadFile(file); err == nil {
			f.Add(string(text), "和你的朋友多联络。")
		}
	}
	f.Add("## 咋\n\n语体：口\n改成：怎么\n\n- 你〈咋〉不来？→ 怎么\n- 咋舌\n", "你咋不来？咋舌。")
	f.Add("## 〈a…b〉【c】\n\n语体：书\n当：…〈…〉\n", "a，b。")
	classes, err := loadClasses()
	if err != nil {
		f.Fatal(err)
	}
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, page, text string) {
		if len(page) > 4000 || len(text) > 400 {
			return
		}
		for _, file := range []string{"contrasts/a.md", "rules/usage/a.md"} {
			rules, err := readRules(file, page, newNotation(classes))
			if err != nil {
				continue
			}
			scan, err := newScanner(rules, nil, func(string) float64 { return 1 })
			if err != nil {
				continue
			}
			p := a.cut(&prose.Block{Text: text}, a.userWords(nil))
			p.units = []unit{{spans: []Span{{0, len(text)}}}}
			p.owners = []owner{{Span{0, len(text)}, 0}}
			m := &matcher{passage: p}
			var found []candidate
			scan.all(p, func(hit *anchor, at, u int) { a.consider(m, hit, at, u, &found, &leaning{}) })
		}
	})
}
