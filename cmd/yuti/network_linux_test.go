package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"
)

// asProgram makes the test's own binary run as yuti, with its arguments.
const asProgram = "YUTI_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	switch os.Getenv(asProgram) {
	case "yes":
		main()
		return
	case "interfaces":
		list, err := net.InterfaceAddrs()
		if err != nil || len(list) > 0 {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// program is a run of yuti; without a network the system gives it a network
// namespace of its own, in which there is nobody to talk to, not even itself.
func program(t *testing.T, home string, network bool, as string, args ...string) *exec.Cmd {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), own, args...)
	cmd.Env = []string{asProgram + "=" + as, "HOME=" + home, "XDG_CACHE_HOME=" + home, "LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	if !network {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
		}
	}
	return cmd
}

type ends struct {
	io.Reader
	io.WriteCloser
}

// wholeSession is an editor's day in small; what the server said, by method.
func wholeSession(t *testing.T, home string, network bool, folder string) map[string]string {
	t.Helper()
	cmd := program(t, home, network, "yes", "lsp")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	published := make(chan string, 100)
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(ends{out, in}))
	conn.Go(context.Background(), func(_ context.Context, request *jsonrpc2.Request) (any, error) {
		if request.Method() == "textDocument/publishDiagnostics" {
			published <- string(request.Params())
		}
		return nil, nil
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ask := func(method, params string) {
		var answer json.RawMessage
		if _, err := conn.Call(ctx, method, json.RawMessage(params), &answer); err != nil {
			t.Errorf("%s: %v", method, err)
		}
		said[method] = string(answer)
	}
	tell := func(method, params string) {
		if err := conn.Notify(ctx, method, json.RawMessage(params)); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
	root, file := string(uri.File(folder)), string(uri.File(filepath.Join(folder, "draft.md")))
	document := `"textDocument": {"uri": "` + file + `"}`
	// On 联 of 联络.
	place := document + `, "position": {"line": 0, "character": 6}`
	all := `"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 11}}`
	ask("initialize", `{"processId": null, "rootUri": "`+root+`", "capabilities": {}, "workspaceFolders": [{"uri": "`+root+`", "name": "f"}]}`)
	tell("initialized", `{}`)
	tell("textDocument/didOpen", `{"textDocument": {"uri": "`+file+`", "languageId": "markdown", "version": 1, "text": "和你的朋友多联络。\n"}}`)
	select {
	case said["textDocument/publishDiagnostics"] = <-published:
	case <-ctx.Done():
		t.Error("no diagnostics")
	}
	for _, method := range []string{"hover", "definition", "documentHighlight", "completion"} {
		ask("textDocument/"+method, `{`+place+`}`)
	}
	ask("textDocument/references", `{`+place+`, "context": {"includeDeclaration": true}}`)
	ask("textDocument/rename", `{`+place+`, "newName": "联系"}`)
	ask("textDocument/selectionRange", `{`+document+`, "positions": [{"line": 0, "character": 6}]}`)
	ask("textDocument/inlayHint", `{`+document+`, `+all+`}`)
	ask("textDocument/codeAction", `{`+document+`, `+all+`, "context": {"diagnostics": []}}`)
	ask("textDocument/semanticTokens/full", `{`+document+`}`)
	ask("yuti/status", `{`+document+`}`)
	ask("yuti/guide", `{"word": "联络"}`)
	tell("textDocument/didClose", `{`+document+`}`)
	ask("shutdown", `null`)
	tell("exit", `null`)
	if err := cmd.Wait(); err != nil {
		t.Errorf("the session ends with %v", err)
	}
	_ = conn.Close()
	return said
}

// Whatever is asked of it, yuti answers without a network as it does with one.
func TestSessionWithoutNetwork(t *testing.T) {
	home := t.TempDir()
	if err := program(t, home, false, "interfaces").Run(); err != nil {
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL) {
			t.Skipf("this system gives no network namespace: %v", err)
		}
		t.Fatalf("a network in the namespace: %v", err)
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "draft.md"), "和你的朋友多联络。\n")
	with, without := wholeSession(t, home, true, folder), wholeSession(t, home, false, folder)
	for _, method := range slices.Sorted(maps.Keys(with)) {
		if with[method] != without[method] {
			t.Errorf("%s: with a network\n%s\nwithout\n%s", method, with[method], without[method])
		}
		if empty := with[method] == "" || with[method] == "null"; empty != (method == "shutdown") {
			t.Errorf("%s: %q", method, with[method])
		}
	}
	if got := without["textDocument/publishDiagnostics"]; !strings.Contains(got, "register/stiff") {
		t.Errorf("diagnostics: %s", got)
	}
	for _, args := range [][]string{{"check", "draft.md"}, {"explain", "联络"}, {"review", "draft.md", "-o", "draft.html"}} {
		cmd := program(t, home, false, "yes", args...)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); err != nil && (code != 1 || args[0] != "check") {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	if page, err := os.ReadFile(filepath.Join(folder, "draft.html")); err != nil || !strings.Contains(string(page), "联络") {
		t.Errorf("the review page: %d bytes, %v", len(page), err)
	}
}
