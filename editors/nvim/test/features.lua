-- What the server gives beyond hovers and findings, in a file with 𠮷, emoji and
-- CRLF, and in one of 1 MB.
local check = dofile(vim.env.YUTI_PLUGIN .. '/test/check.lua')('features')
local report, wait = check.report, check.wait
local function write(name, text)
  local file = assert(io.open(name, 'wb'))
  file:write(text)
  file:close()
end
local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end
local function put(row, before)
  vim.api.nvim_win_set_cursor(0, { row, #before })
end

write('mixed.md', '# 𠮷野家 👨‍👩‍👧\r\n\r\n𠮷👍以后和朋友多联络。\r\n\r\n别的朋友说：朋友圈里没有朋友。\r\n')
vim.cmd('edit mixed.md')
report(vim.bo.fileformat == 'dos' and #lines() == 5, 'the file has CRLF')
wait('the finding', function()
  local found = vim.diagnostic.get(0)
  return #found == 1 and found[1].lnum == 2 and found[1].col == #'𠮷👍以后和朋友多'
end, function()
  return vim.diagnostic.get(0)
end)

-- semantic tokens: none, and some by a setting
local function coloured()
  vim.cmd('redraw!')
  local found = {}
  for name, space in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('semantic_tokens') then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, { 2, 0 }, { 2, -1 }, { details = true })) do
        found[#found + 1] = vim.api.nvim_buf_get_text(0, mark[2], mark[3], mark[4].end_row or mark[2], mark[4].end_col, {})[1]
      end
    end
  end
  return found
end
report(#coloured() == 0, 'no words are coloured of themselves', coloured())
require('yuti').configure({ tokens = { register = true } })
wait('the word out of register is coloured', function()
  return vim.tbl_contains(coloured(), '联络')
end, coloured)

-- references and rename: the word, not the characters of it
put(3, '𠮷👍以后和')
local client = require('yuti.request').client()
local function ask(method, more)
  return require('yuti.request').sync(client, method, vim.tbl_extend('force', require('yuti.request').position_params(client), more or {}), 10000)
end
local places = vim.tbl_filter(function(place)
  return place.uri == vim.uri_from_bufnr(0)
end, ask('textDocument/references', { context = { includeDeclaration = true } }) or {})
report(#places == 3, 'three places of 朋友 here, without that in 朋友圈', places)
report(#(ask('textDocument/documentHighlight') or {}) == 3, 'and they are highlighted')
vim.lsp.buf.rename('友人')
wait('the word is renamed everywhere', function()
  return lines()[3] == '𠮷👍以后和友人多联络。' and lines()[5] == '别的友人说：朋友圈里没有友人。'
end, lines)
vim.cmd('silent undo')

-- completion, where it is asked for
put(3, '𠮷👍以后和朋友多联')
vim.cmd('startinsert')
vim.api.nvim_win_set_cursor(0, { 3, #'𠮷👍以后和朋友多联络' })
local list = ask('textDocument/completion', { context = { triggerKind = 1 } })
local labels = vim.tbl_map(function(item)
  return item.label
end, list and list.items or list or {})
report(vim.tbl_contains(labels, '联系'), 'the substitution is completed', labels)
vim.cmd('stopinsert')
vim.cmd('silent write')
local saved = io.open('mixed.md', 'rb'):read('*a')
report(select(2, saved:gsub('\r\n', '')) == 5 and not saved:gsub('\r\n', ''):find('\r'), 'what is saved has CRLF', saved)

-- 1 MB
local paragraph = '老人在灯塔里住了四十年，对每一艘经过的船都记得清清楚楚。𠮷👍窗外下着雨，远处传来汽笛声。\n\n'
write('large.md', paragraph:rep(math.ceil(2 ^ 20 / #paragraph)) .. '以后和朋友多联络。\n')
local begin = vim.uv.hrtime()
vim.cmd('edit large.md')
local last = vim.api.nvim_buf_line_count(0)
wait('a file of 1 MB: the finding in its last line', function()
  local found = vim.diagnostic.get(0)
  return #found == 1 and found[1].lnum == last - 1
end)
local opened = vim.uv.hrtime()
vim.api.nvim_buf_set_lines(0, 0, 0, false, { '和朋友多联络。' })
wait('and one that is typed', function()
  return #vim.diagnostic.get(0) == 2
end)
io.stdout:write(('     first finding after %d ms, after a keystroke %d ms\n'):format((opened - begin) / 1e6, (vim.uv.hrtime() - opened) / 1e6))
check.finish()
