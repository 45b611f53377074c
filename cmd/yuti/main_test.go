package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the scenes in testdata expect")

// The scenes in testdata: the first line says why there is one; then files,
// the arguments and perhaps the standard input of a run, and what it must
// print, what a file must hold afterwards, as in “a.md (after)”, last of all
// the exit code.
func TestScenes(t *testing.T) {
	scenes, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scenes) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, name := range scenes {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			path, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			t.Chdir(folder)
			t.Setenv("LC_ALL", "C.UTF-8")
			t.Setenv("XDG_CONFIG_HOME", filepath.Join(folder, "home"))
			play(t, archive)
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// after marks what a file of a scene must hold after the run.
const after = " (after)"

func play(t *testing.T, archive *txtar.Archive) {
	var args []string
	var in, out, problems bytes.Buffer
	for _, file := range archive.Files {
		switch file.Name {
		case "args":
			args = strings.Fields(string(file.Data))
			for len(args) > 0 && strings.Contains(args[0], "=") {
				name, value, _ := strings.Cut(args[0], "=")
				t.Setenv(name, value)
				args = args[1:]
			}
		case "stdin":
			in.Write(file.Data)
		case "stdout", "stderr", "exit":
		default:
			if strings.HasSuffix(file.Name, after) {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(file.Name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file.Name, file.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(&in)
	root.SetOut(&out)
	root.SetErr(&problems)
	code := 0
	var exit exitCode
	if err := root.ExecuteContext(t.Context()); errors.As(err, &exit) {
		code = int(exit)
	} else if err != nil {
		fmt.Fprintln(&problems, "yuti:", err)
		code = exitCannotRun
	}
	got := map[string]string{"stdout": out.String(), "stderr": problems.String(), "exit": fmt.Sprintln(code)}
	for _, file := range archive.Files {
		if name, ok := strings.CutSuffix(file.Name, after); ok {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Error(err)
			}
			got[file.Name] = string(data)
		}
	}
	compared := 0
	for i := range archive.Files {
		file := &archive.Files[i]
		text, ok := got[file.Name]
		if !ok {
			continue
		}
		compared++
		if *update {
			file.Data = []byte(text)
		} else if string(file.Data) != text {
			t.Errorf("%s:\n%s\nwant:\n%s", file.Name, text, file.Data)
		}
		delete(got, file.Name)
	}
	if compared == 0 {
		t.Error("the scene expects nothing")
	}
	if unexpected := got["stderr"]; unexpected != "" && !*update {
		t.Errorf("on standard error: %s", unexpected)
	}
}

func TestVersionLine(t *testing.T) {
	line := versionLine()
	for _, part := range []string{"yuti ", ", lexicon 20", ", commit "} {
		if !strings.Contains(line, part) {
			t.Errorf("%q lacks %q", line, part)
		}
	}
}

// The contract of explain's JSON. What the dictionary says is not compared: its
// text is not ours to keep here.
func TestExplainJSON(t *testing.T) {
	var out bytes.Buffer
	root := rootCommand()
	root.SetArgs([]string{"explain", "--format", "json", "联络"})
	root.SetOut(&out)
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Word    string
		Entries []struct {
			Traditional string
			Pinyin      []string
			Senses      []string
		}
		HSK       int
		Register  string
		Contrasts []struct{ To, Register, When string }
		Guide     *bool
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Word != "联络" || got.HSK != 6 || got.Register != "formal" || got.Guide == nil {
		t.Errorf("got %+v", got)
	}
	if len(got.Entries) != 1 || got.Entries[0].Traditional != "聯絡" ||
		strings.Join(got.Entries[0].Pinyin, " ") != "lian2 luo4" || len(got.Entries[0].Senses) < 3 {
		t.Errorf("entries %+v", got.Entries)
	}
	found := false
	for _, contrast := range got.Contrasts {
		found = found || contrast.To == "联系" && contrast.When != "" && contrast.Register != ""
	}
	if !found {
		t.Errorf("contrasts %+v", got.Contrasts)
	}
}
