package config

import (
	"testing"
	"unicode/utf8"
)

func TestEdits(t *testing.T) {
	add := func(data []byte) (Edit, bool) { return AddItem(data, "ignore", "联络") }
	set := func(data []byte) (Edit, bool) { return SetValue(data, "target", "formal") }
	off := func(data []byte) (Edit, bool) { return SetRule(data, "register/stiff", "off") }
	for _, test := range []struct {
		name, before, after string // after "" = no edit
		edit                func([]byte) (Edit, bool)
	}{
		{"a new file", "", "ignore = [\"联络\"]\n", add},
		{"a list", "# 我的\nignore = [\"购买\"] # 等\n", "# 我的\nignore = [\"联络\", \"购买\"] # 等\n", add},
		{"an empty list", "ignore = [ ]\n", "ignore = [\"联络\" ]\n", add},
		{"a list over lines", "ignore = [\n  \"购买\",\n]\n", "ignore = [\"联络\", \n  \"购买\",\n]\n", add},
		{"the word is there", "ignore = [\"联络\"]\n", "", add},
		{"no list before a table", "target = \"formal\"\n\n[hints]\nlevel = 3\n", "target = \"formal\"\n\nignore = [\"联络\"]\n[hints]\nlevel = 3\n", add},
		{"no line break at the end", "target = \"formal\"", "target = \"formal\"\nignore = [\"联络\"]\n", add},
		{"CRLF", "target = \"formal\"\r\n", "target = \"formal\"\r\nignore = [\"联络\"]\r\n", add},
		{"not TOML", "ignore = [", "", add},
		{"no list but a string", "ignore = \"联络\"\n", "", add},
		{"a value", "target='casual' # 口语\n", "target=\"formal\" # 口语\n", set},
		{"a value of the wrong kind", "target = 3\n", "target = \"formal\"\n", set},
		{"no value", "[rules]\n\"usage\" = \"off\"\n", "target = \"formal\"\n[rules]\n\"usage\" = \"off\"\n", set},
		{"no rules", "target = \"formal\"\n", "target = \"formal\"\n\n[rules]\n\"register/stiff\" = \"off\"\n", off},
		{"rules in a new file", "", "[rules]\n\"register/stiff\" = \"off\"\n", off},
		{"a table of rules", "[rules] # 规则\nusage = \"off\"\n[hints]\nlevel = 3\n", "[rules] # 规则\n\"register/stiff\" = \"off\"\nusage = \"off\"\n[hints]\nlevel = 3\n", off},
		{"the rule in a table", "[rules]\n\"register/stiff\" = \"hint\"\n", "[rules]\n\"register/stiff\" = \"off\"\n", off},
		{"an inline table", "rules = { usage = \"off\" }\n", "rules = { \"register/stiff\" = \"off\", usage = \"off\" }\n", off},
		{"the rule in an inline table", "rules = { \"register/stiff\" = \"hint\" }\n", "rules = { \"register/stiff\" = \"off\" }\n", off},
		{"a dotted key", "rules.\"register/stiff\" = \"hint\"\n", "rules.\"register/stiff\" = \"off\"\n", off},
	} {
		t.Run(test.name, func(t *testing.T) {
			edit, ok := test.edit([]byte(test.before))
			if !ok {
				if test.after != "" {
					t.Fatal("no edit")
				}
				return
			}
			after := string(edit.Apply([]byte(test.before)))
			if after != test.after {
				t.Fatalf("got\n%s\nwant\n%s", after, test.after)
			}
			if _, problems := FromTOML([]byte(after)); len(problems) > 0 {
				t.Errorf("the file is wrong now: %v", problems)
			}
		})
	}
}

// Whatever the file, an edit leaves a file that can be read and says what was
// asked for, and what it said before.
func FuzzEdits(f *testing.F) {
	f.Add("ignore = [\"购买\"]\n[rules]\nusage = \"off\"\n", "联络")
	f.Add("rules = { usage = \"off\" }\r\ntarget = 'casual'", "\"\\\x01")
	f.Fuzz(func(t *testing.T, text, word string) {
		before, problems := FromTOML([]byte(text))
		if len(problems) > 0 || word == "" || !utf8.ValidString(word) {
			return
		}
		if edit, ok := AddItem([]byte(text), "ignore", word); ok {
			after := edit.Apply([]byte(text))
			layer, problems := FromTOML(after)
			if len(problems) > 0 || !contains(layer["ignore"], word) || layer["target"] != before["target"] {
				t.Fatalf("%q became %q: %v", text, after, problems)
			}
		}
		if edit, ok := SetRule([]byte(text), "register/stiff", "off"); ok {
			after := edit.Apply([]byte(text))
			layer, problems := FromTOML(after)
			rules, _ := layer["rules"].(map[string]string)
			if len(problems) > 0 || rules["register/stiff"] != "off" {
				t.Fatalf("%q became %q: %v", text, after, problems)
			}
		}
	})
}
