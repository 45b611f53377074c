// Package encoding tells in which encoding a file was written, and reads it.
package encoding

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
)

// The names of the encodings that are known.
const (
	UTF8     = "utf-8"
	UTF8Mark = "utf-8-bom" // with a byte-order mark
	UTF16LE  = "utf-16le"  // always with a mark when written by Encode
	UTF16BE  = "utf-16be"
	GB18030  = "gb18030" // GBK and GB 2312 too
	Big5     = "big5"
)

// ErrNotText is the error for a file that is text in no encoding we know.
var ErrNotText = errors.New("not text in UTF-8, UTF-16, GB18030 or Big5")

const mark = "\ufeff"

var codecs = map[string]encoding.Encoding{
	UTF16LE: utf.UTF16(utf.LittleEndian, utf.UseBOM),
	UTF16BE: utf.UTF16(utf.BigEndian, utf.UseBOM),
	GB18030: simplifiedchinese.GB18030,
	Big5:    traditionalchinese.Big5,
}

// Decode reads a file: its text in UTF-8 without the byte-order mark, and the
// name of its encoding. A mark decides; else what is valid UTF-8 is UTF-8; else
// the encoding in which the text looks most like Chinese. For a text of a few
// characters that is a guess.
func Decode(data []byte) (text, name string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte(mark)):
		if data = data[len(mark):]; utf8.Valid(data) && !binary(data) {
			return string(data), UTF8Mark, nil
		}
		return "", "", ErrNotText
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return "", "", ErrNotText // UTF-32
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decode(data, UTF16LE)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode(data, UTF16BE)
	case utf8.Valid(data) && !binary(data):
		return string(data), UTF8, nil
	}
	best := 0.0
	for _, candidate := range []string{GB18030, Big5, UTF16LE, UTF16BE} {
		read, _, err := decode(data, candidate)
		if err != nil {
			continue
		}
		if score := likeness(read); score > best {
			text, name, best = read, candidate, score
		}
	}
	// a wrong guess gives characters that nobody writes: few of them are common
	if best < 0.3 {
		return "", "", ErrNotText
	}
	return text, name, nil
}

// binary tells bytes that no text has.
func binary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }

func decode(data []byte, name string) (string, string, error) {
	if (name == UTF16LE || name == UTF16BE) && len(data)%2 != 0 {
		return "", "", ErrNotText
	}
	out, err := codecs[name].NewDecoder().Bytes(data)
	if err != nil || bytes.Contains(out, []byte(string(utf8.RuneError))) || binary(out) {
		return "", "", ErrNotText
	}
	if name == Big5 {
		// four of its codes are two characters, ê̄ and others, which nothing can write again
		if _, err := Encode(string(out), name); err != nil {
			return "", "", ErrNotText
		}
	}
	text := string(out)
	if name != UTF16LE && name != UTF16BE { // these decoders take the mark off
		text = strings.TrimLeft(text, mark)
	}
	return text, name, nil
}

// Encode writes text in an encoding that Decode names, with the mark where
// that has one. It fails for text that the encoding has no way to write.
func Encode(text, name string) ([]byte, error) {
	switch name {
	case UTF8:
		return []byte(text), nil
	case UTF8Mark:
		return []byte(mark + text), nil
	}
	codec, ok := codecs[name]
	if !ok {
		return nil, fmt.Errorf("there is no encoding %q", name)
	}
	if !utf8.ValidString(text) {
		return nil, errors.New("the text is not valid UTF-8")
	}
	out, err := codec.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// common are characters and marks of which any page of Chinese holds many, in
// both scripts.
const common = "的一是不了人我在有他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發" +
	"后後作里裡裏用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日" +
	"请請您与與及或将將无無已更很让讓把被给給吗嗎吧呢啊什怎谁誰，。、：；？！“”「」（）《》"

// likeness is the share of the characters outside ASCII that are common in
// Chinese, at the beginning of a text; 0 when there are none.
func likeness(text string) float64 {
	known, all := 0, 0
	for i, r := range text {
		if i > 64<<10 {
			break
		}
		switch {
		case r < utf8.RuneSelf:
			if r < ' ' && !strings.ContainsRune("\t\n\r\f", r) {
				all++
			}
		case strings.ContainsRune(common, r):
			known++
			all++
		case unicode.Is(unicode.Co, r): // private use: never in text of today
			all += 4
		default:
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(known) / float64(all)
}
