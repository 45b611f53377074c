package config

import (
	"encoding/json"
	"strings"
)

// clientKeys are settings of the editors' plugins: they share the prefix
// yuti with the server's and mean nothing to it.
var clientKeys = []string{"path", "trace", "languages", "enable"}

// FromJSON reads what an editor sends: the value of its section "yuti", or an
// object that holds that section. Keys may be nested or dotted; null counts as
// not set.
func FromJSON(data []byte) (Layer, []Problem) {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return nil, []Problem{{
			Chinese: "编辑器的设置不是有效的 JSON：" + err.Error() + "。",
			English: "the editor's settings are not JSON: " + err.Error(),
		}}
	}
	if value == nil || isEmptyList(value) {
		return nil, nil
	}
	tree, ok := value.(map[string]any)
	if !ok {
		return nil, []Problem{{
			Chinese: "编辑器的设置应为对象，而不是 " + shown(value) + "。",
			English: "expected an object of settings from the editor, not " + shown(value),
		}}
	}
	switch section := tree["yuti"].(type) {
	case map[string]any:
		tree = section
	case []any:
		if isEmptyList(section) {
			return nil, nil
		}
	}
	for key, value := range tree {
		if dotted, ok := strings.CutPrefix(key, "yuti."); ok {
			delete(tree, key)
			tree[dotted] = value
		}
	}
	c := checker{layer: Layer{}, foreign: clientKeys}
	c.tree(tree, nil)
	for i := range c.problems {
		c.problems[i].Start = 0
	}
	return c.layer, c.problems
}
