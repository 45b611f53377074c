module github.com/yuti-lsp/yuti

go 1.26.0
