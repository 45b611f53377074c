-- yuti for Neovim 0.10 and later: starts the language server for Chinese
-- prose. What it shows is the server's; nothing is decided here.
local M = {}

---@class yuti.Options
---@field cmd? string[] how the server is started
---@field filetypes? string[] the buffers it is attached to
---@field settings? table what :help and .yuti.toml call settings, e.g. { target = 'formal' }
---@field hints? boolean whether pinyin is shown behind words from the start
---@field on_attach? fun(client: vim.lsp.Client, buffer: integer)
local defaults = {
  cmd = { 'yuti', 'lsp' },
  filetypes = { 'markdown', 'text', 'gitcommit', 'tex', 'typst', 'rst', 'asciidoc' },
  settings = {},
  hints = true,
}

-- Neovim 0.10 offers UTF-16 only, and then takes the byte column of a cursor
-- for one in UTF-16 units (neovim#30692): on a Chinese line hovers and code
-- actions would ask about the end of the line. In UTF-8 it counts rightly.
--
-- A Neovim that fetches diagnostics, but can't be told to fetch them anew, would
-- go on showing those of old settings: it is better off when they are sent.
function M.capabilities()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.general = capabilities.general or {}
  capabilities.general.positionEncodings = { 'utf-8', 'utf-16' }
  if not vim.tbl_get(capabilities, 'workspace', 'diagnostics', 'refreshSupport') then
    capabilities.textDocument.diagnostic = nil
  end
  return capabilities
end

local function root_of(buffer)
  return vim.fs.root(buffer, { '.yuti.toml', '.git' }) or vim.uv.cwd()
end

local told = false

--- Attaches the server to a buffer, starting it if it does not run yet.
---@param buffer integer
---@return integer? client_id
function M.attach(buffer)
  local options = M.options
  if vim.fn.executable(options.cmd[1]) == 0 then
    if not told then
      told = true
      vim.notify(
        ('yuti: %s was not found. Put it on your PATH, or set cmd in require("yuti").setup{}.'):format(options.cmd[1]),
        vim.log.levels.WARN
      )
    end
    return nil
  end
  return vim.lsp.start({
    name = 'yuti',
    cmd = options.cmd,
    root_dir = root_of(buffer),
    capabilities = M.capabilities(),
    settings = { yuti = next(options.settings) and options.settings or vim.empty_dict() },
    on_attach = function(client, attached)
      if options.hints and client.supports_method('textDocument/inlayHint') then
        vim.lsp.inlay_hint.enable(true, { bufnr = attached })
      end
      if options.on_attach then
        options.on_attach(client, attached)
      end
    end,
  }, { bufnr = buffer })
end

--- Puts new settings in force in running servers.
---@param settings table
function M.configure(settings)
  M.options.settings = settings
  for _, client in ipairs(vim.lsp.get_clients({ name = 'yuti' })) do
    client.config.settings = { yuti = settings }
    client.settings = client.config.settings
    client.notify('workspace/didChangeConfiguration', { settings = client.config.settings })
  end
end

---@param options? yuti.Options
function M.setup(options)
  M.options = vim.tbl_deep_extend('force', defaults, options or {})
  if options and options.filetypes then
    M.options.filetypes = options.filetypes -- a list is taken whole
  end
  local group = vim.api.nvim_create_augroup('yuti', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options.filetypes,
    callback = function(event)
      M.attach(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(M.options.filetypes, vim.bo[buffer].filetype) then
      M.attach(buffer)
    end
  end
end

return M
