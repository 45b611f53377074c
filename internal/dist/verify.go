package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// inEvery are the files that every archive has besides the program, and what
// each must say.
var inEvery = map[string]string{
	"LICENSE": "Apache License", "NOTICE": "CC-CEDICT", "README.md": "yuti",
	"man/man1/yuti.1": ".TH", "man/man1/yuti-check.1": ".TH", "man/man1/yuti-lsp.1": ".TH",
	"completions/yuti.bash": "yuti", "completions/_yuti": "yuti", "completions/yuti.fish": "yuti", "completions/yuti.ps1": "yuti",
}

// inVSIX are those of a VSIX.
var inVSIX = map[string]string{
	"package.json": `"yuti"`, "package.nls.zh-cn.json": "语体", "dist/extension.js": "yuti", "l10n/bundle.l10n.zh-cn.json": "语体",
	"LICENSE.txt": "Apache License", "NOTICE.txt": "CC-CEDICT", "walkthrough/sample.zh.md": "联络",
}

// verify looks into the archives or VSIX files that the SHA256SUMS of a folder
// names: whether each is what was summed, and holds the program of its platform,
// with the lexicon, and all that goes with it.
func verify(folder string) error {
	lexicon, err := os.ReadFile("lexicon/data/lexicon.bin")
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if fmt.Sprintf("%x", sha256.Sum256(data)) != sum {
			return fmt.Errorf("%s: the checksum is another", name)
		}
		says, err := verifyOne(name, data, lexicon)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Printf("ok   %s: %s, %.1f MB\n", name, says, float64(len(data))/1e6)
	}
	return nil
}

// verifyOne looks into one archive and returns what its program was built for.
func verifyOne(name string, data, lexicon []byte) (string, error) {
	members, err := unpack(name, data)
	if err != nil {
		return "", err
	}
	base, wanted := "extension", inVSIX
	program := "bin/yuti"
	if !strings.HasSuffix(name, ".vsix") {
		base, wanted = strings.TrimSuffix(strings.TrimSuffix(name, ".zip"), ".tar.gz"), inEvery
		program = "yuti"
	}
	for file, says := range wanted {
		if text := members[path.Join(base, file)]; !bytes.Contains(text, []byte(says)) {
			return "", fmt.Errorf("%s is not there, or does not say %q", file, says)
		}
	}
	parts := strings.Split(strings.TrimSuffix(path.Base(base), ".vsix"), "-")
	if base == "extension" {
		parts = strings.Split(strings.TrimSuffix(name, ".vsix"), "-")
		if manifest := string(members["extension.vsixmanifest"]); !strings.Contains(manifest, `TargetPlatform="`+strings.Join(parts[len(parts)-2:], "-")+`"`) {
			return "", errors.New("its manifest names another platform")
		}
	}
	want := strings.NewReplacer("win32", "windows", "x64", "amd64").Replace(strings.Join(parts[len(parts)-2:], "/"))
	if strings.HasPrefix(want, "windows/") {
		program += ".exe"
	}
	binary := members[path.Join(base, program)]
	if got := builtFor(binary); got != want {
		return "", fmt.Errorf("%s is built for %q", program, got)
	}
	if !bytes.Contains(binary, lexicon) {
		return "", fmt.Errorf("%s is without the lexicon of lexicon/data", program)
	}
	return want, nil
}

// unpack returns the files of an archive by their names.
func unpack(name string, data []byte) (map[string][]byte, error) {
	members := map[string][]byte{}
	if strings.HasSuffix(name, ".tar.gz") {
		unzipped, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		reader := tar.NewReader(unzipped)
		for {
			header, err := reader.Next()
			if err == io.EOF {
				return members, nil
			}
			if err == nil {
				members[header.Name], err = io.ReadAll(reader)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	for _, file := range reader.File {
		r, err := file.Open()
		if err != nil {
			return nil, err
		}
		if members[file.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
	return members, nil
}

// builtFor is the GOOS/GOARCH that the headers of a program name, as far as
// yuti is built for it.
func builtFor(program []byte) string {
	reader := bytes.NewReader(program)
	if f, err := elf.NewFile(reader); err == nil {
		return "linux/" + map[elf.Machine]string{elf.EM_X86_64: "amd64", elf.EM_AARCH64: "arm64"}[f.Machine]
	}
	if f, err := macho.NewFile(reader); err == nil {
		return "darwin/" + map[macho.Cpu]string{macho.CpuAmd64: "amd64", macho.CpuArm64: "arm64"}[f.Cpu]
	}
	if f, err := pe.NewFile(reader); err == nil {
		return "windows/" + map[uint16]string{pe.IMAGE_FILE_MACHINE_AMD64: "amd64", pe.IMAGE_FILE_MACHINE_ARM64: "arm64"}[f.Machine]
	}
	return ""
}
