-- The ways to set the plugin up, as they are written in its README: each in a
-- Neovim of its own, which YUTI_SETUP names. What is checked is the same.
local check = dofile(vim.env.YUTI_PLUGIN .. '/test/check.lua')(vim.env.YUTI_SETUP)
local report, wait = check.report, check.wait
local buffer = vim.api.nvim_get_current_buf()
local function clients()
  return vim.lsp.get_clients({ name = 'yuti' })
end
local function words()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    found[#found + 1] = vim.api.nvim_buf_get_text(buffer, d.lnum, d.col, d.end_lnum, d.end_col, {})[1]
  end
  return table.concat(found, ' ')
end
local function hints()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer })
end

wait('attached, in UTF-8', function()
  return #clients() == 1 and clients()[1].initialized and clients()[1].offset_encoding == 'utf-8'
end)
vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { '我下周抵达杭州，咱们一起吃饭呗。', '', '𠮷👍以后和朋友多联络。' })
wait('its settings hold', function() -- they say to ignore 抵达
  return words() == '联络'
end, words)
wait('pinyin', function()
  return hints() > 5
end)
vim.cmd('Yuti hints off')
wait(':Yuti hints off', function()
  return hints() == 0
end)
report(words() == '联络', 'and leaves the other settings', words())
wait('the status line', function()
  return require('yuti').statusline():find('^语体 auto·%a+ 1$')
end, require('yuti').statusline)
vim.api.nvim_win_set_cursor(0, { 3, #'𠮷👍以后和朋友多' })
local own = vim.env.XDG_CONFIG_HOME .. '/yuti/.yuti.toml'
vim.fn.mkdir(vim.fs.dirname(own), 'p')
vim.fn.writefile({}, own)
vim.cmd('Yuti ignore always')
report(#clients() == 1, 'the settings file of the user’s own starts no other server', #clients())
wait(':Yuti ignore always', function()
  return words() == '' and vim.fn.readfile(own)[1] == 'ignore = ["联络"]'
end, words)
vim.fn.delete(own)
vim.cmd('bwipeout! ' .. own)
require('yuti').configure(vim.tbl_get(clients()[1], 'settings', 'yuti'))
wait('and back', function()
  return words() == '联络'
end, words)
vim.fn.writefile({ '# none yet' }, '.yuti.toml')
vim.cmd('edit .yuti.toml')
vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'ignore = ["联络"]' })
wait('.yuti.toml counts as it is typed', function()
  return words() == ''
end, words)
vim.cmd('bwipeout!')
vim.cmd('edit second.md')
wait('one server for two files', function()
  return #clients() == 1 and vim.lsp.buf_is_attached(0, clients()[1].id)
end)
vim.cmd('enew | setlocal buftype=nofile filetype=markdown')
vim.wait(100)
report(#vim.lsp.get_clients({ bufnr = 0 }) == 0, 'what is no file is left alone')
check.finish()
