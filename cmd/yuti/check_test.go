package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
	xencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// runCheck runs yuti check in the working directory.
func runCheck(t *testing.T, args ...string) (out, problems string, code int) {
	t.Helper()
	var o, p bytes.Buffer
	root := rootCommand()
	root.SetArgs(append([]string{"check"}, args...))
	root.SetIn(strings.NewReader(""))
	root.SetOut(&o)
	root.SetErr(&p)
	var exit exitCode
	if err := root.ExecuteContext(t.Context()); errors.As(err, &exit) {
		code = int(exit)
	} else if err != nil {
		fmt.Fprintln(&p, "yuti:", err)
		code = exitCannotRun
	}
	return o.String(), p.String(), code
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

const flagged = "和朋友多联络。\n"

// The SARIF that is written is valid against the schema of SARIF 2.1.0, with
// names of files that need escaping, fixes and none.
func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchema(t)
	t.Chdir(t.TempDir())
	write(t, "草稿 1%.md", "𠮷野家见，"+flagged+"\n咱俩一同前往吧。\n")
	write(t, "clean.md", "今天天气不错。\n")
	for _, file := range []string{"草稿 1%.md", "clean.md"} {
		out, problems, _ := runCheck(t, "--format", "sarif", file)
		report, err := sarif.FromString(out)
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", file, err, out, problems)
		}
		result, err := schema.Validate(gojsonschema.NewStringLoader(out))
		if err != nil || !result.Valid() {
			t.Errorf("%s: %v %v\n%s", file, err, result.Errors(), out)
		}
		results := report.Runs[0].Results
		if file == "clean.md" {
			if len(results) != 0 {
				t.Errorf("results of a clean file: %s", out)
			}
			continue
		}
		if len(results) < 2 || *results[0].RuleID != "register/stiff" {
			t.Fatalf("results: %s", out)
		}
		place := results[0].Locations[0].PhysicalLocation
		if *place.Region.StartLine != 1 || *place.Region.StartColumn != 10 || *place.Region.Snippet.Text != "联络" {
			t.Errorf("the first result lies at %+v", place.Region)
		}
		if *place.ArtifactLocation.URI != "%E8%8D%89%E7%A8%BF%201%25.md" {
			t.Errorf("the file is called %s", *place.ArtifactLocation.URI)
		}
	}
}

// sarifSchema is the schema of OASIS that the go-sarif module carries. It is
// taken from the module's source, since the module can only check what it has
// read into types of its own, not what was written.
func sarifSchema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(strings.TrimSpace(string(dir)), "pkg", "report", "v210", "sarif", "schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && len(literal.Value) > len(text) {
			text = literal.Value
		}
		return true
	})
	schema, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(strings.Trim(text, "`")))
	if err != nil {
		t.Fatal(err)
	}
	// a log without runs is none: the schema is not one that takes anything
	if result, err := schema.Validate(gojsonschema.NewStringLoader(`{"version":"2.1.0"}`)); err != nil || result.Valid() {
		t.Fatalf("the schema takes a log without runs: %v", err)
	}
	return schema
}

func TestCheckstyleCanBeRead(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, `a"<&.md`, flagged)
	out, _, _ := runCheck(t, "--format", "checkstyle", `a"<&.md`)
	var read checkstyle
	if err := xml.Unmarshal([]byte(out), &read); err != nil || len(read.Files) != 1 || read.Files[0].Name != `a"<&.md` {
		t.Errorf("%v: %s", err, out)
	}
}

func gitHere(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=y", "-c", "user.email=y@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// Only lines that are new or changed since a revision are reported, in files
// with names that git would quote too, and new files as a whole.
func TestSince(t *testing.T) {
	t.Chdir(t.TempDir())
	gitHere(t, "init", "-q")
	write(t, "旧 file.md", flagged+"\n第二段。\n")
	write(t, "same.md", flagged)
	gitHere(t, "add", ".")
	gitHere(t, "commit", "-qm", "one")
	write(t, "旧 file.md", flagged+"\n第二段。\n\n妈，你到了那边记得跟二姨多联络呀。\n++ b/same.md 和朋友多联络。\n")
	write(t, "sub/new.md", flagged)
	out, problems, code := runCheck(t, "--since", "HEAD", "--format", "github", ".")
	var lines []string
	for line := range strings.Lines(out) {
		place, _, _ := strings.Cut(line, ",endLine")
		lines = append(lines, place)
	}
	want := []string{"::warning file=sub/new.md,line=1", "::warning file=旧 file.md,line=5", "::warning file=旧 file.md,line=6"}
	if slices.Sort(lines); !slices.Equal(lines, want) || code != exitFindings {
		t.Errorf("code %d, %q, want %q; %s", code, lines, want, problems)
	}
	t.Chdir("sub")
	if out, _, _ := runCheck(t, "--since", "HEAD", "--format", "github", "."); strings.Count(out, "\n") != 1 {
		t.Errorf("from a folder inside: %s", out)
	}
	for _, revision := range []string{"nowhere", "--output=x"} {
		if _, problems, code := runCheck(t, "--since="+revision); code != exitCannotRun || problems == "" {
			t.Errorf("a revision that is none: code %d, %s", code, problems)
		}
	}
}

// What .gitignore leaves out is what git itself leaves out, over random trees
// and patterns.
func TestIgnoredAsGitDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	patterns := func() string {
		var b strings.Builder
		for range 1 + random.IntN(4) {
			p := pick("", "", "!", "/") + pick("a", "b", "*.md", "a*", "**", "?.txt", "{a,b}", "[ab]", "[!a]", "a/b", "a/**", "**/b", "a/**/b.md", "b.md", "# a", `\#a.md`, "a ")
			b.WriteString(p + pick("", "", "/") + "\n")
		}
		return b.String()
	}
	compared := 0
	for range 40 {
		dir := t.TempDir()
		t.Chdir(dir)
		gitHere(t, "init", "-q")
		for _, folder := range []string{"", "a/", "b/", "a/b/", "b/a/", "{a,b}/"} {
			for _, name := range []string{"a.md", "b.md", "a.txt", "c", "#a.md"} {
				write(t, folder+name, "")
			}
		}
		write(t, ".gitignore", patterns())
		if random.IntN(2) == 0 {
			write(t, "a/.gitignore", patterns())
		}
		out, err := exec.Command("git", "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard", "-z").Output()
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for name := range strings.SplitSeq(string(out), "\x00") {
			if name != "" && filepath.Base(name) != ".gitignore" {
				want = append(want, name)
			}
		}
		g := newIgnoredByGit(".")
		_ = filepath.WalkDir(".", func(name string, entry os.DirEntry, err error) error {
			switch {
			case entry.Name() == ".git" || name != "." && entry.IsDir() && g.has(name, true):
				return filepath.SkipDir
			case entry.IsDir():
				g.enter(name)
			case !g.has(name, false) && entry.Name() != ".gitignore":
				got = append(got, filepath.ToSlash(name))
			}
			return nil
		})
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			top, _ := os.ReadFile(".gitignore")
			inner, _ := os.ReadFile("a/.gitignore")
			t.Errorf("with\n%sand in a/\n%s\ngot  %q\nwant %q", top, inner, got, want)
		}
		compared += len(want)
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// Files that are too large, binary or no files are named and passed over; asked
// for by name they make the exit code 2.
func TestPassedOver(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".yuti.toml", "max-size = 1\n")
	write(t, "large.md", strings.Repeat("好。\n", 200_000))
	write(t, "binary.md", "好\x00\x01")
	write(t, "good.md", flagged)
	out, problems, code := runCheck(t, "--format", "github", ".")
	if strings.Count(out, "\n") != 1 || code != exitFindings {
		t.Errorf("code %d, %s", code, out)
	}
	for _, want := range []string{"large.md: larger than 1 MB", "binary.md: not text"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q lacks %q", problems, want)
		}
	}
	for _, name := range []string{"large.md", "binary.md"} {
		if _, problems, code := runCheck(t, name); code != exitCannotRun || !strings.Contains(problems, name) {
			t.Errorf("%s: code %d, %s", name, code, problems)
		}
	}
}

// A file with CRLF, a rune outside the first plane and a byte order mark is the
// same after fixing but for the substitution.
func TestFixKeepsBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	before := byteOrderMark + "𠮷野家👍\r\n\r\n和朋友多联络。\r\n\r\n尾巴没有换行"
	write(t, "a.md", before)
	if err := os.Chmod("a.md", 0o640); err != nil {
		t.Fatal(err)
	}
	out, problems, code := runCheck(t, "--fix", "a.md")
	data, err := os.ReadFile("a.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(before, "联络", "联系", 1); string(data) != want || code != 0 {
		t.Errorf("code %d, %q, want %q; %s%s", code, data, want, out, problems)
	}
	if info, _ := os.Stat("a.md"); runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
}

// Files in the encodings of old are read, reported in positions of their text,
// and never rewritten.
func TestOtherEncodings(t *testing.T) {
	t.Chdir(t.TempDir())
	text := "今天下午我们去了一趟公园，风景真不错。\r\n和朋友多联络。\r\n"
	for name, codec := range map[string]xencoding.Encoding{
		"gb18030": simplifiedchinese.GB18030, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	} {
		data, err := codec.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		file := name + ".txt"
		write(t, file, data)
		out, problems, code := runCheck(t, "--format", "github", file)
		if !strings.Contains(out, "line=2,endLine=2,col=5,endColumn=7") || code != exitFindings {
			t.Errorf("%s: code %d, %s%s", name, code, out, problems)
		}
		if _, problems, code = runCheck(t, "--fix", file); code != exitCannotRun || !strings.Contains(problems, name) {
			t.Errorf("%s: fixing: code %d, %s", name, code, problems)
		}
		if after, _ := os.ReadFile(file); string(after) != data {
			t.Errorf("%s: rewritten", name)
		}
	}
}

// The patch that --diff prints is one that git can apply.
func TestDiffApplies(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.md", byteOrderMark+flagged+"\n一。\n\n二。\n\n三。\n\n四。\n\n咱俩一同前往吧。")
	patch, _, _ := runCheck(t, "--fix=all", "--diff", "a.md")
	write(t, "p.patch", patch)
	gitHere(t, "init", "-q")
	gitHere(t, "apply", "p.patch")
	patched, _ := os.ReadFile("a.md")
	write(t, "a.md", byteOrderMark+flagged+"\n一。\n\n二。\n\n三。\n\n四。\n\n咱俩一同前往吧。")
	runCheck(t, "--fix=all", "a.md")
	if fixed, _ := os.ReadFile("a.md"); !bytes.Equal(fixed, patched) || !strings.Contains(string(fixed), "一起去") {
		t.Errorf("the patch gives %q, fixing %q", patched, fixed)
	}
}

// A baseline that was just written leaves nothing to report.
func TestBaselineOfToday(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "docs/a.md", flagged+"\n"+flagged)
	if _, problems, code := runCheck(t, "--baseline", "b.json", "--write-baseline", "docs"); code != 0 {
		t.Fatalf("code %d: %s", code, problems)
	}
	out, problems, code := runCheck(t, "--baseline", "b.json", "--format", "github", "docs")
	if out != "" || code != 0 || !strings.Contains(problems, "2 are in the baseline") {
		t.Errorf("code %d: %s%s", code, out, problems)
	}
	write(t, "b.json", `{"findings": 3}`)
	if _, problems, code := runCheck(t, "--baseline", "b.json", "docs"); code != exitCannotRun || !strings.Contains(problems, "b.json") {
		t.Errorf("a broken baseline: code %d, %s", code, problems)
	}
	if _, problems, code := runCheck(t, "--baseline", "b.json", "--write-baseline", "docs"); code == 0 || !strings.Contains(problems, "b.json") {
		t.Errorf("written over what is no baseline: code %d, %s", code, problems)
	}
	if got, _ := os.ReadFile("b.json"); string(got) != `{"findings": 3}` {
		t.Errorf("the file holds %s", got)
	}
}

// Who writes the baseline of one folder leaves what is there of another, also
// when both are written at once; of a file that is gone nothing is kept.
func TestBaselineOfAPart(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("XDG_CACHE_HOME", folder)
	parts := []string{"one", "two", "three"}
	record := func() {
		var group sync.WaitGroup
		for _, part := range parts {
			group.Go(func() {
				if _, problems, code := runCheck(t, "--baseline", "b.json", "--write-baseline", part); code != 0 {
					t.Errorf("code %d: %s", code, problems)
				}
			})
		}
		group.Wait()
	}
	known := func(want string) {
		t.Helper()
		if out, problems, code := runCheck(t, append([]string{"--baseline", "b.json", "--format", "github"}, parts...)...); out != "" || code != 0 || !strings.Contains(problems, want) {
			t.Errorf("code %d: %s%s", code, out, problems)
		}
	}
	for _, part := range parts {
		write(t, part+"/a.md", flagged)
		write(t, part+"/b.md", flagged)
	}
	record()
	known("6 are in the baseline")
	if err := os.Remove("two/b.md"); err != nil {
		t.Fatal(err)
	}
	parts = []string{"one"}
	record()
	parts = []string{"one", "two", "three"}
	known("5 are in the baseline")
	if data, err := os.ReadFile("b.json"); err != nil || strings.Contains(string(data), "two/b.md") {
		t.Errorf("the baseline holds %s, %v", data, err)
	}
}

// The bar is drawn in one line, and gone when something else is printed.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	bar := drawProgress(&out, 40)
	bar.step()
	if !strings.Contains(out.String(), "1 / 40") || strings.Contains(out.String(), "\n") {
		t.Errorf("drawn as %q", out.String())
	}
	bar.hide()
	if !strings.HasSuffix(out.String(), "\r\x1b[K") {
		t.Errorf("not taken away: %q", out.String())
	}
	if newProgress(&out, &out, 40) != nil {
		t.Error("a bar that is no terminal's")
	}
}
