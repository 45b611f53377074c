// Command peers reads texts with go-pinyin: a JSON array of texts comes in, one
// of arrays with a syllable for each Han character goes out. It is a module of
// its own so that what yuti is measured against is no part of it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
	args := pinyin.NewArgs()
	args.Style = pinyin.Tone3
	all := make([][]string, len(texts))
	for i, text := range texts {
		for _, r := range text {
			if !unicode.Is(unicode.Han, r) {
				continue
			}
			reading := ""
			if list := pinyin.SinglePinyin(r, args); len(list) > 0 {
				reading = strings.ReplaceAll(list[0], "v", "ü")
				if last := reading[len(reading)-1]; last < '1' || last > '4' {
					reading += "5"
				}
			}
			all[i] = append(all[i], reading)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}
