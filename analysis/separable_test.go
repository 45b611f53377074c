package analysis

import (
	"strings"
	"testing"
)

// A reader who points at either part of a separable verb is told of the verb.
func TestSeparable(t *testing.T) {
	a := analyzer(t)
	for _, test := range []struct{ text, at, want string }{
		{"他洗了个澡就睡了", "洗", "洗澡"},
		{"他洗了个澡就睡了", "澡", "洗澡"},
		{"他洗了个澡就睡了", "了", ""},
		{"我们见过三次面", "面", "见面"},
		{"你帮了我一个大忙", "帮", "帮忙"},
		{"我昨晚睡不着觉", "觉", "睡觉"},
		{"他結過婚嗎", "婚", "結婚"},
		{"跟他聊聊天吧", "天", "聊天"},
		{"生他的气", "气", "生气"},
		{"他睡了，觉得很好", "睡", ""},
		{"他才能来", "能", ""},
		{"见了三个老师，面很好吃", "面", ""},
	} {
		d := a.Open(test.text, PlainText, nil)
		w, ok := d.WordAt(strings.Index(test.text, test.at))
		got := ""
		if ok && w.Separable != nil {
			got = w.Separable.Simplified
		}
		if got != a.simplify(test.want) {
			t.Errorf("%s, at %s (%s): %q, want %q", test.text, test.at, w.Token.Text, got, test.want)
		}
	}
}
