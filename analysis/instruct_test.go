package analysis

import (
	"strings"
	"testing"
)

func TestAim(t *testing.T) {
	a := analyzer(t)
	for _, test := range []struct{ name, before, after string }{
		{"nothing yet", "# 题\n\n文字。\n", "<!-- yuti: target=formal -->\n\n# 题\n\n文字。\n"},
		{"CRLF", "# 题\r\n文字。\r\n", "<!-- yuti: target=formal -->\r\n\r\n# 题\r\n文字。\r\n"},
		{"a comment", "# 题\n\n<!-- yuti: target=casual -->\n\n文字。\n", "# 题\n\n<!-- yuti: target=formal -->\n\n文字。\n"},
		{"front matter", "---\ntitle: 题\n---\n\n文字。\n", "---\nyuti-target: formal\ntitle: 题\n---\n\n文字。\n"},
		{"front matter with a target", "---\ntitle: 题\nyuti-target: casual\n---\n文字。\n", "---\ntitle: 题\nyuti-target: formal\n---\n文字。\n"},
		{"front matter with a group", "---\nyuti:\n  ignore: [联络]\n  target: casual\ntitle: 题\n---\n文字。\n", "---\nyuti:\n  ignore: [联络]\n  target: formal\ntitle: 题\n---\n文字。\n"},
		{"front matter with a group on a line", "---\nyuti: {target: casual}\n---\n文字。\n", "---\nyuti: {target: formal}\n---\n文字。\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := a.Open(test.before, Markdown, nil)
			edit, ok := d.Aim("formal")
			if !ok {
				t.Fatal("no edit")
			}
			aimed := d.Edit(edit.Span, edit.Text)
			if aimed.Text() != test.after {
				t.Errorf("got\n%s\nwant\n%s", aimed.Text(), test.after)
			}
			if target := aimed.Target(); target.Register != Formal || target.Source != "document" {
				t.Errorf("aimed at %+v", target)
			}
			edit, _ = aimed.Aim("auto")
			if target := aimed.Edit(edit.Span, edit.Text).Target(); target.Source == "document" {
				t.Errorf("auto leaves %+v", target)
			}
		})
	}
}

func TestIgnore(t *testing.T) {
	a := analyzer(t)
	for name, text := range map[string]string{
		"a paragraph":   "和你的朋友多联络。  \n下一行。\n",
		"a heading":     "# 和你的朋友多联络\n",
		"a list":        "- 和你的朋友多联络。\n- 另一项。\n",
		"a table":       "| 甲 | 乙 |\n|---|---|\n| 和你的朋友多联络。 | 好 |\n",
		"front matter":  "---\ntitle: 题\n---\n\n和你的朋友多联络。\n",
		"a byte mark":   "\ufeff和你的朋友多联络。\r\n",
		"the last line": "和你的朋友多联络。",
	} {
		t.Run(name, func(t *testing.T) {
			d := a.Open(text, Markdown, nil)
			var found []Finding
			for f := range d.Findings(Span{0, d.Len()}) {
				found = append(found, f)
			}
			if len(found) != 1 {
				t.Fatalf("expected one finding, not %d", len(found))
			}
			for what, ignore := range map[string]func(*Finding) (Edit, bool){"line": d.IgnoreLine, "here": d.IgnoreHere} {
				edit, ok := ignore(&found[0])
				if !ok {
					t.Fatalf("%s: no edit", what)
				}
				quiet := d.Edit(edit.Span, edit.Text)
				for f := range quiet.Findings(Span{0, quiet.Len()}) {
					t.Errorf("%s: still reported in %q: %+v", what, quiet.Text(), f)
				}
				if problems := quiet.Problems(); len(problems) > 0 {
					t.Errorf("%s: %v", what, problems)
				}
				if strings.Count(quiet.Text(), "yuti:") != 1 {
					t.Errorf("%s: got %q", what, quiet.Text())
				}
			}
		})
	}
}
