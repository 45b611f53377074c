package config

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestDefaults(t *testing.T) {
	s := Merge()
	want := Settings{
		Target: "auto", Hints: Hints{"all", 4, "marks", "yi-bu"}, Hover: Hover{Gloss: true, Lines: 24},
		Readings: "mainland", MaxSize: 64, Locale: "auto",
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got %+v\nwant %+v", s, want)
	}
}

func TestEditorWins(t *testing.T) {
	file, problems := FromTOML([]byte(`
target = "formal"
words = ["阿里云"]
hints.pinyin = "off"
hints.style = "zhuyin"

[rules]
"register/stiff" = "warning"
translationese = "off"
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	editor, problems := FromJSON([]byte(`{"yuti": {
		"target": null, "words": ["语体"], "hints": {"pinyin": "polyphones"},
		"rules": {"register/stiff": "hint"}, "trace": {"server": "off"}
	}}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := Merge(file, editor)
	if s.Target != "formal" {
		t.Errorf("null in the editor overrode the file: target %q", s.Target)
	}
	if s.Hints.Pinyin != "polyphones" || s.Hints.Style != "zhuyin" {
		t.Errorf("hints %+v", s.Hints)
	}
	if want := []string{"阿里云", "语体"}; !reflect.DeepEqual(s.Words, want) {
		t.Errorf("words %v, want %v", s.Words, want)
	}
	if want := map[string]string{"register/stiff": "hint", "translationese": "off"}; !reflect.DeepEqual(s.Rules, want) {
		t.Errorf("rules %v, want %v", s.Rules, want)
	}
	if again := Merge(file); again.Rules["register/stiff"] != "warning" {
		t.Errorf("merging changed a layer: %v", again.Rules)
	}
}

func TestWrongValuesHaveAPlace(t *testing.T) {
	const text = `target = "frmal"
colour = "red"
words = ["好", 3, "行"] # 注
hints = { level = 9, style = "numbers" }
exclude = ["[a"]

[rules]
"register/stiff" = "loud"
"Register" = "off"

[hover]
gloss = "yes"

[hover.deep]
x = 1

[[extra]]
y = 2
`
	layer, problems := FromTOML([]byte(text))
	got := map[string]string{}
	for _, p := range problems {
		got[p.Key] = text[p.Start:p.End]
		if line := 1 + strings.Count(text[:p.Start], "\n"); line != p.Line {
			t.Errorf("%s: line %d, want %d", p.Key, p.Line, line)
		}
		if p.Chinese == "" || !strings.HasPrefix(p.English, p.Key) {
			t.Errorf("%s: messages %q, %q", p.Key, p.Chinese, p.English)
		}
	}
	want := map[string]string{
		"target": `"frmal"`, "colour": "colour", "words": "3", "hints.level": "9", "exclude": `"[a"`,
		"rules.register/stiff": `"loud"`, "rules.Register": `"off"`, "hover.gloss": `"yes"`,
		"hover.deep": "deep", "extra": "extra",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	s := Merge(layer)
	if s.Hints.Style != "numbers" || !reflect.DeepEqual(s.Words, []string{"好", "行"}) {
		t.Errorf("what is right was lost: %+v", s)
	}
	if s.Target != "auto" || s.Hints.Level != 4 || !s.Hover.Gloss {
		t.Errorf("what is wrong was taken: %+v", s)
	}
	for _, p := range problems {
		if p.Key == "target" && !strings.Contains(p.English, "did you mean formal?") {
			t.Errorf("no suggestion in %q", p.English)
		}
	}
}

func TestNotTOML(t *testing.T) {
	layer, problems := FromTOML([]byte("target = \"formal\"\nwords = [\"好\"\nhints = 3\n"))
	if layer != nil || len(problems) != 1 {
		t.Fatalf("layer %v, problems %v", layer, problems)
	}
	if problems[0].Line < 2 || problems[0].Line > 3 {
		t.Errorf("placed at %d:%d", problems[0].Line, problems[0].Column)
	}
}

func TestEditorProblems(t *testing.T) {
	for _, test := range []struct{ json, key string }{
		{`{"target": 3}`, "target"},
		{`{"hints.level": 2.5}`, "hints.level"},
		{`{"hints": "off"}`, "hints"},
		{`{"yuti.hints.stile": "zhuyin"}`, "hints.stile"},
		{`{"words": "好"}`, "words"},
		{`{"words": [""]}`, "words"},
		{`[1]`, ""},
		{`{`, ""},
	} {
		if _, problems := FromJSON([]byte(test.json)); len(problems) != 1 || problems[0].Key != test.key {
			t.Errorf("%s: %v", test.json, problems)
		}
	}
	if layer, problems := FromJSON([]byte("null")); layer != nil || problems != nil {
		t.Errorf("null: %v %v", layer, problems)
	}
	for _, empty := range []string{`[]`, `{"yuti": []}`, `{"hints": [], "rules": []}`} {
		if layer, problems := FromJSON([]byte(empty)); len(layer) != 0 || problems != nil {
			t.Errorf("%s: %v %v", empty, layer, problems)
		}
	}
	if layer, _ := FromJSON([]byte(`{"yuti.hints.pinyin": "off"}`)); Merge(layer).Hints.Pinyin != "off" {
		t.Error("a dotted key with its prefix was not taken")
	}
}

func TestExcluded(t *testing.T) {
	s := Settings{Exclude: []string{"*.tmp", "vendor/", "/docs/old/*.md", "**/gen"}}
	for name, want := range map[string]bool{
		"a.tmp": true, "x/y/a.tmp": true, "vendor/a.md": true, "x/vendor/b/a.md": true, "docs/old/a.md": true,
		"x/docs/old/a.md": false, "docs/new/a.md": false, "x/gen/a.md": true, "a.md": false, "vendors/a.md": false,
	} {
		if got := s.Excluded(name); got != want {
			t.Errorf("Excluded(%q) = %v", name, got)
		}
	}
}

func TestReadLevels(t *testing.T) {
	dir := t.TempDir()
	read := func(text string) (Levels, error) {
		if err := os.WriteFile(filepath.Join(dir, "l.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return Settings{Levels: "l.csv"}.ReadLevels(dir)
	}
	levels, err := read("\ufeffword,level\n联络,HSK 3.0 5 级\n好,1\n")
	if err != nil || levels.Of["联络"] != "HSK 3.0 5 级" || levels.Of["好"] != "1" || len(levels.Of) != 2 || levels.Problems != nil {
		t.Errorf("%+v, %v", levels, err)
	}
	levels, err = read("# 本校词表\n词语\t等级\t备注\n联络\t五\n好\n\n看\t一\t动词\n")
	if err != nil || levels.Of["联络"] != "五" || levels.Of["看"] != "一" {
		t.Errorf("%+v, %v", levels, err)
	}
	levels, err = read("联络,5\n好\n,1\n看,一\n")
	if err != nil || levels.Of["联络"] != "5" || levels.Of["看"] != "一" || len(levels.Of) != 2 || len(levels.Problems) != 2 {
		t.Fatalf("%+v, %v", levels, err)
	}
	for i, want := range []string{"2:1 好", "3:1 ,1"} {
		p := levels.Problems[i]
		if got := fmt.Sprintf("%d:%d %s", p.Line, p.Column, "联络,5\n好\n,1\n看,一\n"[p.Start:p.End]); got != want {
			t.Errorf("problem %q, want %q", got, want)
		}
	}
	if levels, err := (Settings{Levels: "none.csv"}).ReadLevels(dir); err == nil || levels.Path != filepath.Join(dir, "none.csv") {
		t.Errorf("a missing file: %+v, %v", levels, err)
	}
}

func TestSchemaIsComplete(t *testing.T) {
	for _, setting := range Schema {
		if setting.Chinese == "" || setting.English == "" || setting.set == nil {
			t.Errorf("%s lacks a description or a setter", setting.Key)
		}
		if setting.Kind == Choice {
			if _, problems := FromJSON([]byte(`{"` + setting.Key + `": "` + setting.Default.(string) + `"}`)); problems != nil {
				t.Errorf("%s: the default does not hold: %v", setting.Key, problems)
			}
		}
	}
}

// Any text gives settings or problems that lie within it, never a panic.
func FuzzFromTOML(f *testing.F) {
	f.Add("target = \"formal\"\n[rules]\n\"register/stiff\" = 3\n")
	f.Add("hints = { pinyin = [1, { a = 2 }] }\n[[words]]\n")
	f.Add("\ufeff words = [\n'''\n好''', 1979-05-27, 0x1F]")
	f.Fuzz(func(t *testing.T, text string) {
		_, problems := FromTOML([]byte(text))
		for _, p := range problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(text) || p.Line < 1 || p.Column < 1 {
				t.Errorf("%q: %+v", text, p)
			}
		}
	})
}
