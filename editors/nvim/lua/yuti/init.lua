-- yuti for Neovim 0.10 and later: starts the language server for Chinese
-- prose. What it shows is the server's; nothing is decided here.
local M = {}

---@class yuti.Options
---@field cmd? string[] how the server is started
---@field filetypes? string[] the buffers it is attached to
---@field settings? table what .yuti.toml has too, e.g. { target = 'formal' }
---@field hints? boolean whether pinyin is shown behind words from the start
---@field guide? 'float'|'split' where the guide to a word is shown
---@field motions? boolean whether w b e ge iw aw go by Chinese words
---@field on_attach? fun(client: vim.lsp.Client, buffer: integer)
local defaults = {
  cmd = { 'yuti', 'lsp' },
  filetypes = {
    'markdown', 'text', 'gitcommit', 'tex', 'plaintex', 'html', 'typst', 'rst', 'asciidoc', 'po', 'xliff', 'subrip', 'srt', 'webvtt', 'ssa', 'org',
  },
  settings = {},
  hints = true,
  guide = 'float',
  motions = false,
}

---@type yuti.Options
M.options = vim.deepcopy(defaults)

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
  -- Neovim takes such edits, of versions and with new files, and 0.10 does not say so.
  capabilities.workspace.workspaceEdit.documentChanges = true
  if not vim.tbl_get(capabilities, 'workspace', 'diagnostics', 'refreshSupport') then
    capabilities.textDocument.diagnostic = nil
  end
  return capabilities
end

local function root_of(buffer)
  return vim.fs.root(buffer, { '.yuti.toml', '.git' }) or vim.uv.cwd()
end

-- Only files are read: the window of a hover is Markdown too, and is gone again
-- before the server has had its say.
local function is_file(buffer)
  return vim.bo[buffer].buftype == ''
end

--- The program that runs, or that would.
---@return string
function M.program()
  local client = vim.lsp.get_clients({ name = 'yuti' })[1]
  local cmd = client and client.config.cmd
  return type(cmd) == 'table' and cmd[1] or M.options.cmd[1]
end

local told = false

-- What else is done in a buffer that the server is attached to.
---@param client vim.lsp.Client
---@param buffer integer
function M.attached(client, buffer)
  if M.options.hints and vim.bo[buffer].filetype ~= 'toml' then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if M.options.motions then
    require('yuti.motions').map(buffer)
  end
  require('yuti.status').follow(buffer)
  -- The settings file of its folder counts as it stands in its buffer.
  vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
    group = vim.api.nvim_create_augroup('yuti-settings-' .. client.id, { clear = true }),
    pattern = (client.config.root_dir or '*') .. '/.yuti.toml',
    callback = function(event)
      vim.lsp.buf_attach_client(event.buf, client.id)
    end,
  })
  if M.options.on_attach then
    M.options.on_attach(client, buffer)
  end
end

--- The server's configuration, for vim.lsp.start and vim.lsp.config.
function M.config()
  local settings = M.options.settings
  return {
    name = 'yuti',
    cmd = M.options.cmd,
    filetypes = M.options.filetypes,
    root_markers = { '.yuti.toml', '.git' },
    capabilities = M.capabilities(),
    settings = { yuti = next(settings) and settings or vim.empty_dict() },
    before_init = function(params)
      params.locale = vim.v.lang -- messages come in the language of the editor
    end,
    on_attach = M.attached,
  }
end

--- Attaches the server to a buffer, starting it if it does not run yet.
---@param buffer integer
---@return integer? client_id
function M.attach(buffer)
  local options = M.options
  if vim.fn.executable(options.cmd[1]) == 0 then
    if not told then
      told = true
      vim.notify(
        ('yuti: %s was not found. Put it on your PATH, or set cmd in require("yuti").setup{}; :checkhealth yuti says more.'):format(options.cmd[1]),
        vim.log.levels.WARN
      )
    end
    return nil
  end
  local config = M.config()
  config.root_dir = root_of(buffer)
  config.filetypes, config.root_markers = nil, nil
  return vim.lsp.start(config, { bufnr = buffer })
end

--- Puts new settings in force in running servers.
---@param settings table
function M.configure(settings)
  M.options.settings = settings
  for _, client in ipairs(vim.lsp.get_clients({ name = 'yuti' })) do
    client.config.settings = { yuti = next(settings) and settings or vim.empty_dict() }
    client.settings = client.config.settings
    require('yuti.request').notify(client, 'workspace/didChangeConfiguration', { settings = client.config.settings })
  end
end

--- What the server says of the buffer in few words, for a status line.
function M.statusline()
  return require('yuti.status').line()
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
      if is_file(event.buf) then
        M.attach(event.buf)
      end
    end,
  })
  -- A settings file that is opened first says what is wrong in it, too. Else it
  -- goes to the server that runs: the user's own belongs to every folder.
  vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
    group = group,
    pattern = '.yuti.toml',
    callback = function(event)
      local client = vim.lsp.get_clients({ name = 'yuti' })[1]
      if client then
        vim.lsp.buf_attach_client(event.buf, client.id)
      else
        M.attach(event.buf)
      end
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and is_file(buffer) and vim.tbl_contains(M.options.filetypes, vim.bo[buffer].filetype) then
      M.attach(buffer)
    end
  end
end

return M
