// Package safefile writes files so that nothing is lost: a file is replaced
// whole or not at all, what is no regular file is left alone, and two programs
// that change one file at the same time wait for each other.
package safefile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
	"github.com/natefinch/atomic"
)

// Write replaces the content of a file, or makes the file, its folders too. A
// symbolic link is followed. With root not "", the file must lie in that folder
// after links are followed. The error names the file.
func Write(name, root string, data []byte) error {
	target, err := resolve(name, root)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	_, err = os.Stat(target)
	isNew := errors.Is(err, fs.ErrNotExist)
	if err := atomic.WriteFile(target, bytes.NewReader(data)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if isNew { // a temporary file is for its owner only
		return os.Chmod(target, 0o644)
	}
	return nil
}

// Update changes a file by its content, which is nil when there is no file. No
// other Update of the file, in this or another program, comes between reading
// and writing. An error of change is returned as it is, and nothing is written;
// nor is anything when the content stays as it was.
func Update(name, root string, change func(content []byte) ([]byte, error)) error {
	target, err := resolve(name, root)
	if err != nil {
		return err
	}
	unlock, err := lock(target)
	if err != nil {
		return err
	}
	defer unlock()
	before, err := os.ReadFile(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	after, err := change(before)
	if err != nil {
		return err
	}
	if before != nil && bytes.Equal(before, after) {
		return nil
	}
	return Write(target, root, after)
}

// resolve follows links to the file that is to be written, which need not be
// there yet.
func resolve(name, root string) (string, error) {
	target, err := filepath.EvalSymlinks(name)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(name); err == nil {
			return "", fmt.Errorf("%s: a link that leads nowhere", name)
		}
		// the deepest folder that is there decides
		folder, rest := filepath.Dir(name), filepath.Base(name)
		for {
			found, err := filepath.EvalSymlinks(folder)
			if err == nil {
				target = filepath.Join(found, rest)
				break
			}
			parent := filepath.Dir(folder)
			if !errors.Is(err, fs.ErrNotExist) || parent == folder {
				return "", err
			}
			folder, rest = parent, filepath.Join(filepath.Base(folder), rest)
		}
	} else if err != nil {
		return "", err
	}
	if target, err = filepath.Abs(target); err != nil {
		return "", err
	}
	if info, err := os.Stat(target); err == nil && !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s: not a regular file", name)
	}
	if root != "" {
		if root, err = filepath.Abs(root); err != nil {
			return "", err
		}
		if real, err := filepath.EvalSymlinks(root); err == nil {
			root = real
		}
		inside, err := filepath.Rel(root, target)
		if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
			return "", fmt.Errorf("%s: lies outside %s", name, root)
		}
	}
	return target, nil
}

// lock waits for the right to change a file. The lock lies beside no user's
// file but in the cache folder, or else in that for temporary files.
func lock(target string) (unlock func(), err error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		folder = os.TempDir()
	}
	folder = filepath.Join(folder, "yuti", "locks")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	l := flock.New(filepath.Join(folder, fmt.Sprintf("%x", sha256.Sum256([]byte(target)))))
	if err := l.Lock(); err != nil {
		return nil, err
	}
	return func() { _ = l.Unlock() }, nil
}
