package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"testing"
	"time"
)

var age = time.Unix(1_800_000_000, 0).UTC()

var sample = []member{{"yuti", 0o755, []byte("program")}, {"completions/_yuti", 0o644, []byte("词")}}

func TestTarball(t *testing.T) {
	first, err := tarball("yuti-1-linux-amd64", sample, age)
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := tarball("yuti-1-linux-amd64", sample, age); !bytes.Equal(first, second) {
		t.Error("the same members give other bytes")
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	reader := tar.NewReader(unpacked)
	for _, want := range sample {
		header, err := reader.Next()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(reader)
		if err != nil || !bytes.Equal(data, want.data) {
			t.Errorf("%s: %q, %v", header.Name, data, err)
		}
		if header.Name != "yuti-1-linux-amd64/"+want.name || header.Mode != want.mode || !header.ModTime.Equal(age) || header.Uid != 0 || header.Uname != "" {
			t.Errorf("got %+v", header)
		}
	}
	if _, err := reader.Next(); err != io.EOF {
		t.Errorf("more than was put in: %v", err)
	}
}

func TestZipped(t *testing.T) {
	first, err := zipped("yuti-1-windows-amd64", sample, age)
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := zipped("yuti-1-windows-amd64", sample, age); !bytes.Equal(first, second) {
		t.Error("the same members give other bytes")
	}
	reader, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil || len(reader.File) != len(sample) {
		t.Fatalf("%v, %d files", err, len(reader.File))
	}
	for i, file := range reader.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(data, sample[i].data) || int64(file.Mode().Perm()) != sample[i].mode {
			t.Errorf("%s: %q %v %v", file.Name, data, file.Mode(), err)
		}
	}
}
