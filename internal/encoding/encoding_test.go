package encoding

import (
	"errors"
	"testing"
)

var samples = map[string]string{
	"simplified":  "和朋友多联络，不要总是一个人在家里。\r\n如果有问题，请随时告诉我们。\r\n",
	"traditional": "和朋友多聯絡，不要總是一個人在家裡。\r\n如果有問題，請隨時告訴我們。\r\n",
	"mixed":       "# Title\n\nRun `make`，然后看看有没有问题。\n",
	"short":       "请随时联系我们。",
}

// TestDecode writes texts in every encoding and reads them back.
func TestDecode(t *testing.T) {
	for label, text := range samples {
		for _, name := range []string{UTF8, UTF8Mark, UTF16LE, UTF16BE, GB18030, Big5} {
			if name == Big5 && label != "traditional" {
				continue
			}
			data, err := Encode(text, name)
			if err != nil {
				t.Fatalf("%s in %s: %v", label, name, err)
			}
			got, as, err := Decode(data)
			if err != nil || got != text || as != name {
				t.Errorf("%s in %s is read as %q in %q: %v", label, name, got, as, err)
			}
		}
	}
}

// TestDecodeWithoutMark reads UTF-16 that does not say so.
func TestDecodeWithoutMark(t *testing.T) {
	for _, name := range []string{UTF16LE, UTF16BE} {
		data, err := Encode(samples["simplified"]+"𠮷", name)
		if err != nil {
			t.Fatal(err)
		}
		got, as, err := Decode(data[2:])
		if err != nil || got != samples["simplified"]+"𠮷" || as != name {
			t.Errorf("%s without its mark is read as %q in %q: %v", name, got, as, err)
		}
	}
}

func TestNotText(t *testing.T) {
	for _, data := range []string{"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "\x7fELF\x02\x01\x01\x00", "\xff\xfe\x00\x00a\x00\x00\x00", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H", "caf\xe9 cr\xe8me, d\xe9j\xe0 vu"} {
		if text, name, err := Decode([]byte(data)); !errors.Is(err, ErrNotText) {
			t.Errorf("%q is read as %q in %q", data, text, name)
		}
	}
	if text, name, err := Decode(nil); text != "" || name != UTF8 || err != nil {
		t.Errorf("nothing is read as %q in %q: %v", text, name, err)
	}
}

func TestEncodeFails(t *testing.T) {
	if _, err := Encode("联络", Big5); err == nil {
		t.Error("Big5 has no 联络, and yet it was written")
	}
	if _, err := Encode("甲", "latin-1"); err == nil {
		t.Error("there is no latin-1 here, and yet it was written")
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range samples {
		for name := range codecs {
			if data, err := Encode(text, name); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name, err := Decode(data)
		if err != nil {
			return
		}
		back, err := Encode(text, name)
		if err != nil {
			t.Fatalf("%q in %s can't be written: %v", text, name, err)
		}
		again, _, err := Decode(back)
		if err != nil || again != text {
			t.Fatalf("%q in %s is read as %q afterwards: %v", text, name, again, err)
		}
	})
}
