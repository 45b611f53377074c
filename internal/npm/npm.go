// Package npm fetches pinned packages from npm for the builds of this
// repository, and runs none of their scripts.
package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Package is an npm package at a fixed version, known by the SHA-256 of its
// tarball in hexadecimal.
type Package struct{ Name, Version, SHA256 string }

// A Source is a fetched package with the contents of its files.
type Source struct {
	Package
	files map[string][]byte // by path, beginning with "package/"
}

// Read returns the text of a file of the package.
func (s Source) Read(path string) (string, error) {
	data, ok := s.files["package/"+path]
	if !ok {
		return "", fmt.Errorf("%s@%s has no file %s", s.Name, s.Version, path)
	}
	return string(data), nil
}

// FetchAll fetches packages by name. Their tarballs are kept in the folder
// cache, and npm is asked only for what is not there yet.
func FetchAll(packages []Package, cache string) (map[string]Source, error) {
	sources := map[string]Source{}
	for _, p := range packages {
		tarball, err := p.Fetch(cache)
		if err != nil {
			return nil, err
		}
		files, err := unpack(tarball)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tarball, err)
		}
		sources[p.Name] = Source{p, files}
	}
	return sources, nil
}

// Fetch returns the path of the package's tarball in the cache, asking npm for
// it when it is not there yet.
func (p Package) Fetch(cacheDir string) (string, error) {
	path := filepath.Join(cacheDir, fmt.Sprintf("%s-%s.tgz", p.Name, p.Version))
	if sum, err := FileHash(path); err == nil && sum == p.SHA256 {
		return path, nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", fmt.Errorf("npm is missing: the build takes what it embeds from npm packages. "+
			"Install Node.js (https://nodejs.org, npm comes with it) and run `make build` again; or put %s-%s.tgz into %s yourself",
			p.Name, p.Version, cacheDir)
	}
	if err := os.MkdirAll(cacheDir, 0o755); err != nil {
		return "", err
	}
	fmt.Fprintf(os.Stderr, "fetching %s@%s\n", p.Name, p.Version)
	command := exec.Command(npm, "pack", p.Name+"@"+p.Version, "--ignore-scripts", "--loglevel=error",
		"--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=3000", "--pack-destination", cacheDir)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("`npm pack %s@%s` failed (%v)\n"+
			"The first build needs Node.js with npm, and the network. Check `node --version` and `npm ping`, "+
			"then run `make build` again. Later builds need neither. npm said%s",
			p.Name, p.Version, err, Indent(said.String()))
	}
	sum, err := FileHash(path)
	if err != nil {
		return "", fmt.Errorf("`npm pack %s@%s` left no %s: %w", p.Name, p.Version, path, err)
	}
	if sum != p.SHA256 {
		// The file stays out of the cache, so that the next run asks again.
		return "", errors.Join(fmt.Errorf("%s@%s is not the package this build was made for: its SHA-256 is %s, expected %s. "+
			"Nothing was built. Check which registry npm uses (`npm config get registry`) and run `make build` again",
			p.Name, p.Version, sum, p.SHA256), os.Remove(path))
	}
	return path, nil
}

// Indent quotes the first lines of what a command said; npm goes on with the
// state of its program.
func Indent(said string) string {
	said = strings.TrimSpace(said)
	if said == "" {
		return " nothing"
	}
	lines := strings.Split(said, "\n")
	return ":\n    " + strings.Join(lines[:min(len(lines), 4)], "\n    ")
}

func unpack(tarball string) (map[string][]byte, error) {
	f, err := os.Open(tarball)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for r := tar.NewReader(plain); ; {
		header, err := r.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if files[header.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
}

// FileHash is the SHA-256 of a file in hexadecimal.
func FileHash(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// WriteFile replaces a file in one step, so that no reader and no interrupted
// run ever leaves half of it.
func WriteFile(path string, data []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".gen-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(data)
	if err := errors.Join(err, temporary.Chmod(0o644), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
