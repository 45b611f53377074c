package main

import (
	"os"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/yuti-lsp/yuti/internal/config"
)

func TestNothingHasDrifted(t *testing.T) {
	files, err := generate("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got, err := os.ReadFile(name); err != nil || string(got) != string(want) {
			t.Errorf("%s is not what internal/config/schema.go says: run go run ./internal/config/gen (%v)", name, err)
		}
	}
}

func TestChoicesAreExplained(t *testing.T) {
	for _, s := range config.Schema {
		if s.Kind == config.Choice && len(s.Means) != len(s.Values) {
			t.Errorf("%s: %d values, %d explained", s.Key, len(s.Values), len(s.Means))
		}
		if s.Chinese == "" || s.English == "" {
			t.Errorf("%s is not described", s.Key)
		}
	}
}

// Every name that the manifest refers to is there in both languages.
func TestTextsAreThere(t *testing.T) {
	manifest, err := os.ReadFile("../../../editors/vscode/package.json")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	var walk func(value gjson.Result)
	walk = func(value gjson.Result) {
		if value.IsObject() || value.IsArray() {
			value.ForEach(func(_, v gjson.Result) bool { walk(v); return true })
		} else if text := value.String(); len(text) > 2 && text[0] == '%' && text[len(text)-1] == '%' {
			used[text[1:len(text)-1]] = true
		}
	}
	walk(gjson.ParseBytes(manifest))
	for _, name := range []string{"package.nls.json", "package.nls.zh-cn.json"} {
		data, err := os.ReadFile("../../../editors/vscode/" + name)
		if err != nil {
			t.Fatal(err)
		}
		texts := gjson.ParseBytes(data).Map()
		for key := range used {
			if texts[key].String() == "" {
				t.Errorf("%s lacks %q", name, key)
			}
		}
		for key := range texts {
			if !used[key] {
				t.Errorf("%s has %q, which nothing uses", name, key)
			}
		}
	}
}
