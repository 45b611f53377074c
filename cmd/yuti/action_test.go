package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// built builds the program as users run it.
func built(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "yuti")
	if out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// The step of action.yml and the hooks of .pre-commit-hooks.yaml run as they
// are written there, on the program itself.
func TestActionAndHooks(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash here")
	}
	read := func(name string, into any) {
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var action struct {
		Runs struct {
			Steps []struct {
				Run string            `yaml:"run"`
				Env map[string]string `yaml:"env"`
			} `yaml:"steps"`
		} `yaml:"runs"`
		Inputs map[string]struct {
			Default string `yaml:"default"`
		} `yaml:"inputs"`
	}
	read("action.yml", &action)
	var hooks []struct{ ID, Entry, Files string }
	read(".pre-commit-hooks.yaml", &hooks)
	program := built(t)
	t.Chdir(t.TempDir())
	write(t, "a.md", flagged)
	t.Setenv("LC_ALL", "C.UTF-8")

	step := action.Runs.Steps[0]
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
	cmd.Env = os.Environ()
	for name, value := range step.Env {
		input := regexp.MustCompile(`inputs\.([a-z-]+)`).FindStringSubmatch(value)
		if input == nil {
			t.Fatalf("action.yml: %s is no input", name)
		}
		value = action.Inputs[input[1]].Default
		if name == "YUTI" {
			value = program
		}
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != exitFindings || !strings.HasPrefix(string(out), "::warning file=a.md,line=1,") {
		t.Errorf("the step: %v\n%s", err, out)
	}

	for _, hook := range hooks {
		if !regexp.MustCompile(hook.Files).MatchString("a.md") || regexp.MustCompile(hook.Files).MatchString("a.png") {
			t.Errorf("%s: files %q", hook.ID, hook.Files)
		}
		args := strings.Fields(hook.Entry)[1:]
		if out, err := exec.Command(program, append(args, "a.md")...).CombinedOutput(); err != nil && hook.ID != "yuti" {
			t.Errorf("%s: %v\n%s", hook.ID, err, out)
		}
	}
	if data, _ := os.ReadFile("a.md"); !strings.Contains(string(data), "联系") {
		t.Errorf("the fixing hook left %q", data)
	}
}
