-- :checkhealth yuti
local M = {}

function M.check()
  local health, options = vim.health, require('yuti').options
  health.start('yuti')
  if vim.fn.has('nvim-0.10') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.error('Neovim 0.10 or later is needed')
  end
  local program = require('yuti').program()
  if vim.fn.executable(program) == 0 then
    health.error(program .. ' was not found', { 'Put yuti on your PATH.', 'Or: require("yuti").setup{ cmd = { "/path/to/yuti", "lsp" } }' })
  else
    local version = vim.trim(vim.fn.system({ program, '--version' }))
    if vim.v.shell_error ~= 0 then
      health.error(program .. ' does not run: ' .. version)
    elseif version:find('no lexicon', 1, true) then
      health.error(version, { 'This program was built without its dictionary: build it with make build, or take one of the archives.' })
    else
      health.ok(version)
    end
  end
  local clients = vim.lsp.get_clients({ name = 'yuti' })
  if #clients == 0 then
    health.info('No server is running: none of the open buffers has a file type among ' .. table.concat(options.filetypes, ', '))
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_keys(vim.tbl_get(client, 'attached_buffers') or {})
    local text = ('a server counts in %s and is attached to %d buffers, in %s'):format(client.offset_encoding, #buffers, client.config.root_dir or '-')
    if client.offset_encoding ~= 'utf-8' and vim.fn.has('nvim-0.11') == 0 then
      health.warn(text, { 'Neovim 0.10 miscounts columns of Chinese lines in UTF-16: start the server with require("yuti").capabilities().' })
    else
      health.ok(text)
    end
  end
end

return M
