module github.com/yuti-lsp/yuti/analysis/eval/peers

go 1.26

require github.com/mozillazg/go-pinyin v0.21.0
