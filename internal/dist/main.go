// Command dist builds the archives that are handed out: the program for six
// platforms with its man pages, shell completions and licence notices, and a
// file of checksums. The same commit gives the same bytes.
//
//	go run ./internal/dist -version v1.0.0 -commit 1a2b3c4 [-o dist] [GOOS/GOARCH…]
//	go run ./internal/dist -verify [-o dist]
//
// The second looks into the archives, and into VSIX files, that are there.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

func main() {
	version := flag.String("version", "unversioned", "what yuti --version says")
	commit := flag.String("commit", "unknown", "the commit that is built")
	folder := flag.String("o", "dist", "where the archives go")
	look := flag.Bool("verify", false, "look into the archives that are there")
	flag.Parse()
	if *look {
		if err := verify(*folder); err != nil {
			fmt.Fprintln(os.Stderr, "dist:", err)
			os.Exit(1)
		}
		return
	}
	wanted := flag.Args()
	if len(wanted) == 0 {
		wanted = platforms
	}
	if err := build(*folder, *version, *commit, wanted); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// A member is one file of an archive.
type member struct {
	name string // slashes, below the archive's one folder
	mode int64
	data []byte
}

func build(folder, version, commit string, wanted []string) error {
	ldflags := fmt.Sprintf("-s -w -X main.version=%s -X main.commit=%s", version, commit)
	work, err := os.MkdirTemp("", "yuti-dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	common, err := documents(work, ldflags)
	if err != nil {
		return err
	}
	// What is in the archives of one commit is as old as the commit.
	age, err := ageOf()
	if err != nil {
		return err
	}
	var sums strings.Builder
	for _, platform := range wanted {
		goos, goarch, ok := strings.Cut(platform, "/")
		if !ok {
			return fmt.Errorf("not a platform: %q (expected GOOS/GOARCH)", platform)
		}
		program := "yuti"
		if goos == "windows" {
			program += ".exe"
		}
		file := filepath.Join(work, goos+goarch+program)
		if err := run(nil, []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=0"},
			"go", "build", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", file, "./cmd/yuti"); err != nil {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		members := append([]member{{program, 0o755, data}}, common...)
		base := fmt.Sprintf("yuti-%s-%s-%s", strings.TrimPrefix(version, "v"), goos, goarch)
		name, pack := base+".tar.gz", tarball
		if goos == "windows" {
			name, pack = base+".zip", zipped
		}
		archive, err := pack(base, members, age)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), archive, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(archive), name)
		fmt.Printf("%s (%.1f MB)\n", filepath.Join(folder, name), float64(len(archive))/1e6)
	}
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// documents are what every archive has besides the program: built and written
// by the program of this machine.
func documents(work, ldflags string) ([]member, error) {
	program := filepath.Join(work, "documented")
	if err := run(nil, nil, "go", "build", "-tags", "man", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", program, "./cmd/yuti"); err != nil {
		return nil, err
	}
	var members []member
	for _, name := range []string{"LICENSE", "README.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		members = append(members, member{name, 0o644, data})
	}
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		return nil, err
	}
	var licenses bytes.Buffer
	if err := run(&licenses, nil, program, "licenses"); err != nil {
		return nil, err
	}
	members = append(members, member{"NOTICE", 0o644, slices.Concat(notice, []byte("\n"), licenses.Bytes())})
	for shell, name := range map[string]string{
		"bash": "completions/yuti.bash", "zsh": "completions/_yuti", "fish": "completions/yuti.fish", "powershell": "completions/yuti.ps1",
	} {
		var script bytes.Buffer
		if err := run(&script, nil, program, "completion", shell); err != nil {
			return nil, err
		}
		// The script calls the program by its name here.
		text := bytes.ReplaceAll(script.Bytes(), []byte("documented"), []byte("yuti"))
		members = append(members, member{name, 0o644, text})
	}
	pages := filepath.Join(work, "man")
	if err := os.Mkdir(pages, 0o755); err != nil {
		return nil, err
	}
	if err := run(nil, nil, program, "man", pages); err != nil {
		return nil, err
	}
	found, err := filepath.Glob(filepath.Join(pages, "*.1"))
	if err != nil {
		return nil, err
	}
	for _, file := range found {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		members = append(members, member{"man/man1/" + filepath.Base(file), 0o644, data})
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return members, nil
}

// ageOf is when the commit was made: SOURCE_DATE_EPOCH, else what git says,
// else the beginning of 2026.
func ageOf() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		out, err := exec.Command("git", "log", "-1", "--format=%ct").Output()
		if err != nil {
			return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), nil
		}
		text = strings.TrimSpace(string(out))
	}
	var seconds int64
	if _, err := fmt.Sscanf(text, "%d", &seconds); err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %q is no number of seconds", text)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

func tarball(base string, members []member, age time.Time) ([]byte, error) {
	var b bytes.Buffer
	compressed, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	archive := tar.NewWriter(compressed)
	for _, m := range members {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: path.Join(base, m.name), Mode: m.mode, Size: int64(len(m.data)), ModTime: age, Format: tar.FormatUSTAR,
		}
		if err := archive.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := archive.Write(m.data); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	err = compressed.Close()
	return b.Bytes(), err
}

func zipped(base string, members []member, age time.Time) ([]byte, error) {
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for _, m := range members {
		header := &zip.FileHeader{Name: path.Join(base, m.name), Method: zip.Deflate, Modified: age}
		header.SetMode(os.FileMode(m.mode))
		w, err := archive.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(m.data); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return b.Bytes(), err
}

func run(out io.Writer, environment []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	// The language of help texts must not depend on who builds.
	cmd.Env = append(append(os.Environ(), "LC_ALL=C.UTF-8"), environment...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}
