-- Sets the plugin up in the way that YUTI_SETUP names.
vim.o.swapfile = false
local folder = vim.env.YUTI_PLUGIN
local options = { cmd = { vim.env.YUTI_BINARY, 'lsp' }, settings = { ignore = { '抵达' } } }
local ways = {}

ways['by hand'] = function()
  vim.opt.rtp:append(folder)
  require('yuti').setup(options)
end

-- Neovim 0.11 and later.
ways['vim.lsp.enable'] = function()
  vim.opt.rtp:append(folder)
  vim.lsp.config('yuti', { cmd = options.cmd, settings = { yuti = options.settings } })
  vim.lsp.enable('yuti')
end

-- lazy.nvim is not to be had here. What it does with { dir = …, opts = … } is
-- done in its stead, after its documentation: the folder goes on the runtime
-- path, what is under plugin/ is sourced, and the one module under lua/ has its
-- setup called with opts.
local function lazily()
  vim.opt.rtp:prepend(folder)
  for _, file in ipairs(vim.fn.glob(folder .. '/plugin/*.lua', false, true)) do
    vim.cmd.source(file)
  end
  local modules = {}
  for name in vim.fs.dir(folder .. '/lua') do
    modules[#modules + 1] = (name:gsub('%.lua$', ''))
  end
  assert(#modules == 1, 'lazy.nvim would not know which module to set up')
  require(modules[1]).setup(options)
end
ways['as lazy.nvim does'] = lazily

-- With ft = 'markdown' besides: when the first such file is open already.
ways['as lazy.nvim does, by file type'] = function()
  vim.api.nvim_create_autocmd('FileType', { pattern = 'markdown', once = true, callback = lazily })
end

ways[vim.env.YUTI_SETUP]()
