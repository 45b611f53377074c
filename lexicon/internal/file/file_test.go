package file

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	table, err := NewTable(string(AppendTable(nil, map[string]string{"乾": "干", "乾坤": "乾坤", "乾坤一擲": "乾坤一掷", "b": "", "聯": "联"})))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text, key, value string
		ok               bool
	}{
		{"乾", "乾", "干", true},
		{"乾杯", "乾", "干", true},
		{"乾坤大", "乾坤", "乾坤", true},
		{"乾坤一", "乾坤", "乾坤", true},
		{"乾坤一擲了", "乾坤一擲", "乾坤一掷", true},
		{"bb", "b", "", true},
		{"a", "", "", false},
		{"", "", "", false},
		{"聯\t联", "聯", "联", true},
		{"絡", "", "", false},
	} {
		if key, value, ok := table.LongestPrefix(test.text); key != test.key || value != test.value || ok != test.ok {
			t.Errorf("%q begins with %q → %q, %v", test.text, key, value, ok)
		}
		if value, ok := table.Get(test.text); ok != (test.ok && test.text == test.key) || ok && value != test.value {
			t.Errorf("%q is %q, %v", test.text, value, ok)
		}
	}
}

func TestWriter(t *testing.T) {
	w := &Writer{Date: "2026-01-02"}
	w.Add("one", []byte("first"))
	w.Add("none", nil)
	w.Add("two", AppendStrings(nil, []string{"a", "", "bc"}))
	data, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(string(data))
	if err != nil || f.Date != "2026-01-02" || f.Verify() != nil {
		t.Fatalf("%v, %v", f, err)
	}
	one, _ := f.Section("one")
	two, _ := f.Section("two")
	list, err := NewStrings(two)
	if one != "first" || err != nil || list.Len() != 3 || list.At(0)+"|"+list.At(1)+"|"+list.At(2)+"|"+list.At(3)+list.At(-1) != "a||bc|" {
		t.Errorf("read back %q, %q, %v", one, two, err)
	}
	if _, err := f.Section("three"); err == nil || !strings.Contains(err.Error(), "three") {
		t.Errorf("a section that is not there: %v", err)
	}
	if err := f.Verify("three"); err == nil {
		t.Error("a section that is not there is sound")
	}
	w.Add(strings.Repeat("long", 10), nil)
	if _, err := w.Bytes(); err == nil {
		t.Error("a name that does not fit was written")
	}
	twice := &Writer{}
	twice.Add("one", nil)
	twice.Add("one", nil)
	data, _ = twice.Bytes()
	if _, err := Open(string(data)); err == nil {
		t.Error("a section that is there twice was read")
	}
	for _, section := range []string{"", "\x01", "\xff\xff\xff\xff", "\x01\x00\x00\x00\x05\x00\x00\x00abc"} {
		if _, err := NewStrings(section); err == nil {
			t.Errorf("%q makes strings", section)
		}
	}
}
