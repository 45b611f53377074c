package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// changes are the lines of a repository's files that are new or changed since a
// revision.
type changes struct {
	root string // the repository's, absolute, links followed
	// lines maps a path from root, with slashes, to its changed lines, counted
	// from 1; a file that is new as a whole has nil.
	lines map[string]map[int]bool
}

// changesSince asks git what has changed in the repository that holds the
// working directory.
func changesSince(ctx context.Context, revision string) (*changes, error) {
	root, err := git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	c := &changes{root: strings.TrimRight(string(root), "\r\n"), lines: map[string]map[int]bool{}}
	if strings.HasPrefix(revision, "-") { // git would take it for an option
		return nil, fmt.Errorf("--since: %q is no revision", revision)
	}
	patch, err := git(ctx, "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
		"--src-prefix=a/", "--dst-prefix=b/", revision, "--")
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(patch))
	if err != nil {
		return nil, fmt.Errorf("--since: git's answer: %w", err)
	}
	for _, file := range files {
		if file.IsDelete {
			continue
		}
		lines := map[int]bool{}
		for _, f := range file.TextFragments {
			for i := range f.NewLines {
				lines[int(f.NewPosition+i)] = true
			}
		}
		c.lines[file.NewName] = lines
	}
	others, err := git(ctx, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(others), "\x00"), "\x00") {
		if name != "" {
			c.lines[name] = nil
		}
	}
	return c, nil
}

// of returns the changed lines of a file, nil for all of them; ok is false for
// a file without any.
func (c *changes) of(name string) (lines map[int]bool, ok bool) {
	at, err := filepath.Abs(name)
	if err != nil {
		return nil, false
	}
	if real, err := filepath.EvalSymlinks(at); err == nil {
		at = real
	}
	inside, err := filepath.Rel(filepath.FromSlash(c.root), at)
	if err != nil {
		return nil, false
	}
	lines, ok = c.lines[filepath.ToSlash(inside)]
	return lines, ok && (lines == nil || len(lines) > 0)
}

// git runs a command of git in the working directory and returns what it
// prints.
func git(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("--since needs git, which is not installed")
	case errors.As(err, &exit):
		reason, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
		return nil, fmt.Errorf("--since: git %s: %s", args[0], reason)
	}
	return out, err
}
