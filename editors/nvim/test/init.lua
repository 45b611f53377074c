vim.o.swapfile = false
vim.diagnostic.config({ virtual_text = true }) -- of itself since 0.11 only where it is asked for
vim.opt.rtp:prepend(vim.env.YUTI_PLUGIN)
local yuti = require('yuti')
if vim.env.YUTI_ENCODING == 'utf-16' then
  -- what Neovim 0.10 says by itself
  local capabilities = yuti.capabilities()
  capabilities.general.positionEncodings = { 'utf-16' }
  yuti.capabilities = function()
    return capabilities
  end
end
yuti.setup({ cmd = { vim.env.YUTI_BINARY, 'lsp' }, motions = vim.env.YUTI_MOTIONS ~= nil })
