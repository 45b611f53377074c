package lexicon

import "testing"

// FuzzGuide reads guides that no one would write: each is read or refused.
func FuzzGuide(f *testing.F) {
	guides, err := Guides()
	if err != nil {
		f.Fatal(err)
	}
	for _, g := range guides[:min(3, len(guides))] {
		f.Add("# " + g.Word + "\n\n" + g.Word + "\n")
	}
	f.Add("# 联络\n\n## 一句话 · In a nutshell\n\n- a\n  b\n\n| 甲 | 乙 |\n|---|---|\n| 丙 |\n")
	f.Fuzz(func(t *testing.T, text string) {
		g, err := ReadGuide("guides/联络.md", text)
		if (g == nil) == (err == nil) {
			t.Fatalf("%q gives %v and %v", text, g, err)
		}
	})
}
