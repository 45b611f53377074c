// Command gen writes what is said of the settings outside the server, from the
// schema that the server reads them by: the settings of the VS Code extension
// (editors/vscode/package.json and its texts in two languages) and
// docs/settings.md. A test fails when these have drifted from the schema.
//
//	go run ./internal/config/gen
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/yuti-lsp/yuti/internal/config"
)

func main() {
	files, err := generate(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	for name, text := range files {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "gen:", err)
			os.Exit(1)
		}
	}
}

// prefix begins the names of texts that are generated; others are written by
// hand.
const prefix = "setting."

// generate returns the files, by name, as they should be. Root is the
// repository's folder.
func generate(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	folder := filepath.Join(root, "editors", "vscode")
	name := filepath.Join(folder, "package.json")
	manifest, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if files[name], err = withProperties(manifest); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for language, file := range map[int]string{chinese: "package.nls.zh-cn.json", english: "package.nls.json"} {
		name := filepath.Join(folder, file)
		if files[name], err = withTexts(name, language); err != nil {
			return nil, err
		}
	}
	files[filepath.Join(root, "docs", "settings.md")] = page()
	return files, nil
}

const (
	chinese = iota
	english
)

// A property is what VS Code knows of a setting, in the order that it prints.
type property struct {
	Type                 string   `json:"type"`
	Enum                 []string `json:"enum,omitempty"`
	EnumDescriptions     []string `json:"enumDescriptions,omitempty"`
	Minimum              *int     `json:"minimum,omitempty"`
	Maximum              *int     `json:"maximum,omitempty"`
	Items                *item    `json:"items,omitempty"`
	AdditionalProperties *item    `json:"additionalProperties,omitempty"`
	Default              any      `json:"default"`
	Scope                string   `json:"scope"`
	Order                int      `json:"order"`
	Description          string   `json:"description"`
}

type item struct {
	Type string   `json:"type"`
	Enum []string `json:"enum,omitempty"`
}

func propertyOf(order int, s *config.Setting) property {
	p := property{Default: s.Default, Scope: "resource", Order: order, Description: "%" + prefix + s.Key + "%"}
	switch s.Kind {
	case config.Choice:
		p.Type, p.Enum = "string", s.Values
		for _, value := range s.Values {
			p.EnumDescriptions = append(p.EnumDescriptions, "%"+prefix+s.Key+"."+value+"%")
		}
	case config.Number:
		p.Type, p.Minimum, p.Maximum = "integer", &s.Min, &s.Max
	case config.Flag:
		p.Type = "boolean"
	case config.List, config.Globs:
		p.Type, p.Items, p.Default = "array", &item{Type: "string"}, []string{}
	case config.Severity:
		p.Type, p.AdditionalProperties, p.Default = "object", &item{"string", s.Values}, map[string]string{}
	case config.Path:
		p.Type = "string"
	}
	return p
}

// withProperties puts the settings into the second section of the manifest's
// configuration; the first, about the extension itself, is written by hand.
func withProperties(manifest []byte) ([]byte, error) {
	const path = "contributes.configuration.1.properties"
	old := gjson.GetBytes(manifest, path)
	if !old.IsObject() {
		return nil, fmt.Errorf("there is no %s", path)
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for i := range config.Schema {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(propertyOf(i, &config.Schema[i]))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", "yuti."+config.Schema[i].Key, value)
	}
	b.WriteByte('}')
	text := slices.Concat(manifest[:old.Index], b.Bytes(), manifest[old.Index+len(old.Raw):])
	b.Reset()
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, err
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n'), nil
}

// withTexts puts the descriptions in one language among the extension's texts,
// which are sorted by name.
func withTexts(name string, language int) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var texts map[string]string
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	maps.DeleteFunc(texts, func(key, _ string) bool { return strings.HasPrefix(key, prefix) })
	for _, s := range config.Schema {
		texts[prefix+s.Key] = [...]string{s.Chinese, s.English}[language]
		for i, value := range s.Values {
			if s.Kind == config.Choice {
				texts[prefix+s.Key+"."+value] = s.Means[i][language]
			}
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(texts)
	return b.Bytes(), err
}

// page is docs/settings.md.
func page() []byte {
	var b strings.Builder
	b.WriteString("# Settings · 设置\n\n" +
		"<!-- Written by go run ./internal/config/gen from internal/config/schema.go; change it there. -->\n\n" +
		"In a `.yuti.toml` of your own in the folder `yuti` of your configuration folder (`~/.config/yuti` on Linux), in that at the root of a workspace, " +
		"and in the editor as `yuti.…`: the later wins; lists and tables of all add up.\n" +
		"写在工作区根目录的 `.yuti.toml` 里，或写在编辑器的 `yuti.…` 设置里；两处都有时以编辑器为准，列表和表则合并。\n")
	for _, s := range config.Schema {
		fmt.Fprintf(&b, "\n## `%s`\n\n%s  \n%s\n\n", s.Key, s.Chinese, s.English)
		switch s.Kind {
		case config.Choice:
			for i, value := range s.Values {
				fmt.Fprintf(&b, "- `%q`", value)
				if value == s.Default {
					b.WriteString(" (default)")
				}
				fmt.Fprintf(&b, ": %s · %s\n", s.Means[i][chinese], s.Means[i][english])
			}
		case config.Number:
			fmt.Fprintf(&b, "`%d` … `%d`, default `%v`\n", s.Min, s.Max, s.Default)
		case config.Flag:
			fmt.Fprintf(&b, "`true` or `false`, default `%v`\n", s.Default)
		case config.List, config.Globs:
			b.WriteString("A list of strings, such as `[\"…\", \"…\"]`\n")
		case config.Severity:
			fmt.Fprintf(&b, "A table, such as `\"register/stiff\" = \"off\"`; values: `%s`\n", strings.Join(s.Values, "`, `"))
		case config.Path:
			b.WriteString("A path; a relative one is taken from the workspace's root\n")
		}
	}
	return []byte(b.String())
}
