package glossary

import (
	"reflect"
	"testing"
)

func TestCSV(t *testing.T) {
	text := "\ufeffsource,term,forbidden,note\r\n# 注释\r\nserver|host,服务器,伺服器、主机,\"泛指, 软硬件皆可\"\r\n,用户,使用者,\r\nbad,,x,\r\nuser,\"用户\r\n一二\"三,x\r\ncloud,云,云,\r\n"
	terms, problems := Parse("terms.csv", text)
	want := []Term{
		{Sources: []string{"server", "host"}, Preferred: "服务器", Forbidden: []string{"伺服器", "主机"}, Note: "泛指, 软硬件皆可"},
		{Preferred: "用户", Forbidden: []string{"使用者"}},
		{Sources: []string{"cloud"}, Preferred: "云"},
	}
	for i := range terms {
		if len(terms[i].Forbidden) == 0 {
			terms[i].Forbidden = nil
		}
	}
	if !reflect.DeepEqual(terms, want) {
		t.Errorf("reads %+v", terms)
	}
	var at [][2]int
	for _, p := range problems {
		at = append(at, [2]int{p.Line, p.Column})
		if p.Start >= p.End || p.Chinese == "" || p.English == "" {
			t.Errorf("not a problem: %+v", p)
		}
	}
	if len(at) != 3 || at[0] != [2]int{5, 1} || at[2] != [2]int{8, 1} {
		t.Errorf("problems at %v: %v", at, problems)
	}
}

// TestColumns reads columns in another order, separated otherwise, and without
// headings.
func TestColumns(t *testing.T) {
	for name, text := range map[string]string{
		"a.csv": "术语,备注,en\n服务器,软硬件,server\n",
		"b.csv": "zh;note;en\n服务器;软硬件;server\n",
		"a.tsv": "server\t服务器\t\t软硬件\n",
		"c.csv": "server,服务器,,软硬件\n",
	} {
		terms, problems := Parse(name, text)
		if len(problems) > 0 || len(terms) != 1 || terms[0].Preferred != "服务器" || terms[0].Note != "软硬件" || len(terms[0].Sources) != 1 || terms[0].Sources[0] != "server" {
			t.Errorf("%s: %+v %v", name, terms, problems)
		}
	}
}

func TestTBX(t *testing.T) {
	two := `<?xml version="1.0" encoding="UTF-8"?><martif type="TBX"><text><body>
<termEntry id="1"><descrip type="definition">软硬件</descrip>
<langSet xml:lang="en"><tig><term>server</term></tig></langSet>
<langSet xml:lang="zh-CN"><tig><term>伺服器</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>服务器</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>x</term></tig></langSet></termEntry>
</body></text></martif>`
	three := `<tbx type="TBX-Basic" style="dct" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry><langSec xml:lang="en"><termSec><term>server</term></termSec></langSec>
<langSec xml:lang="zh"><termSec><term>服务器</term></termSec><termSec><term>伺服器</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec><note>软硬件</note></conceptEntry>
</body></text></tbx>`
	want := []Term{{Sources: []string{"server"}, Preferred: "服务器", Forbidden: []string{"伺服器"}, Note: "软硬件"}}
	terms, problems := Parse("a.tbx", two)
	if !reflect.DeepEqual(terms, want) || len(problems) != 1 || problems[0].Line != 6 {
		t.Errorf("TBX 2: %+v %v", terms, problems)
	}
	if terms, problems = Parse("a.tbx", three); !reflect.DeepEqual(terms, want) || len(problems) != 0 {
		t.Errorf("TBX 3: %+v %v", terms, problems)
	}
	if _, problems = Parse("a.tbx", "<tbx>\n<text>"); len(problems) != 1 || problems[0].Line != 2 {
		t.Errorf("cut short: %v", problems)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a.csv", "source,term\n\"a\"b,c\n")
	f.Add("a.tbx", "<tbx><termEntry><langSet xml:lang='zh'><tig><term>甲</term></tig></langSet></termEntry></tbx>")
	f.Fuzz(func(t *testing.T, name, text string) {
		terms, problems := Parse(name, text)
		for _, term := range terms {
			if term.Preferred == "" {
				t.Fatalf("a term without a word in %q", text)
			}
		}
		for _, p := range problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(text) || p.Line < 1 || p.Column < 1 {
				t.Fatalf("%+v does not lie in %q", p, text)
			}
		}
	})
}
