package component

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPage(t *testing.T) {
	rows := 0
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "| ") {
			rows++
		}
	}
	list := parse(page)
	if len(list) != rows-1 { // all but the heading
		t.Errorf("%d components from %d rows: a row is twice, or not a row", len(list), rows-1)
	}
	for part, c := range list {
		if c.Chinese == "" || c.English == "" || c.Whole == utf8.RuneError {
			t.Errorf("%c: %+v", part, c)
		}
	}
	if c, ok := Of('氵'); !ok || c.Whole != '水' || c.English != "water" {
		t.Errorf("氵: %+v", c)
	}
}
