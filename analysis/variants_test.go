package analysis

import (
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// What else a headword is said as is found by its contrast, and only that.
func TestVariants(t *testing.T) {
	a := analyzer(t)
	for _, c := range []struct{ text, want string }{
		{"据悉，数百名投资者的资金已经打了水漂。", "打了水漂 → 付诸东流"},
		{"有关部门指出，该项听证会仅走了个过场。", "走了个过场 → 流于形式"},
		{"我方代表在谈判中碰了个钉子，遂退出谈判。", "碰了个钉子 → 遭到拒绝"},
		{"原告所述受伤经过为：被告搞断了原告右手食指。", "搞断 → 折断"},
		{"被告人整坏了原告的车辆，应当承担赔偿责任。", "整坏 → 损坏"},
		{"你又掉了链子吧，哈哈。", ""},
		{"该车间负责整平路面，并组织验收。", ""},
		{"他搭了个台，唱了一出戏。", ""},
	} {
		got := reported(a.Open(c.text, prose.Text, nil), "register")
		if c.want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || c.want == "" || !strings.HasPrefix(got[0], "register/colloquial: "+c.want) {
			t.Errorf("%s: found %q, want %q", c.text, got, c.want)
		}
	}
}
