package safefile

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteKeepsModeAndFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "a.md"), filepath.Join(dir, "link.md")
	if err := os.WriteFile(file, []byte("旧"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := Write(link, dir, []byte("新")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, file); got != "新" {
		t.Errorf("the file holds %q", got)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if list, _ := os.ReadDir(dir); len(list) != 2 {
		t.Errorf("left behind: %v", list)
	}
}

func TestWriteMakesFolders(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x", "y", "z.toml")
	if err := Write(file, dir, []byte("一")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, file); got != "一" {
		t.Errorf("got %q", got)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	if err := os.Symlink(other, filepath.Join(dir, "out")); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "dangling")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		filepath.Join(dir, "out", "a.md"):        "outside",
		filepath.Join(dir, "..", "a.md"):         "outside",
		filepath.Join(dir, "out", "new", "a.md"): "outside",
		filepath.Join(dir, "dangling"):           "leads nowhere",
		dir:                                      "not a regular file",
	} {
		if err := Write(name, dir, []byte("x")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list, _ := os.ReadDir(other); len(list) != 0 {
		t.Errorf("written outside: %v", list)
	}
}

// Twenty writers add a line each; none is lost.
func TestUpdateLosesNothing(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "list")
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			err := Update(file, "", func(content []byte) ([]byte, error) {
				return append(content, strconv.Itoa(i)+"\n"...), nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := strings.Count(read(t, file), "\n"); n != 20 {
		t.Errorf("%d lines", n)
	}
}

func TestUpdateThatFailsChangesNothing(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(file, []byte("甲"), 0o644); err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("wrong")
	if err := Update(file, "", func([]byte) ([]byte, error) { return nil, wrong }); err != wrong {
		t.Errorf("got %v", err)
	}
	if got := read(t, file); got != "甲" {
		t.Errorf("the file holds %q", got)
	}
}
