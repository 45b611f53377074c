-- For vim.lsp.enable('yuti') of Neovim 0.11.
return require('yuti').config()
