-- One walk through what a person does: open a draft, see the finding and the
-- pinyin, hover the word late in its line, take the fix, change a setting.
local encoding = vim.env.YUTI_ENCODING
local buffer = vim.api.nvim_get_current_buf()
local row = 2 -- the line that holds the finding, from 0
local line = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1]
local start = assert(line:find('联络', 1, true)) - 1

local check = dofile(vim.env.YUTI_PLUGIN .. '/test/check.lua')(encoding, true)
local report, wait = check.report, check.wait

local function client()
  return vim.lsp.get_clients({ bufnr = buffer, name = 'yuti' })[1]
end

wait('attached', function()
  return client() and client().initialized
end)
report(client().offset_encoding == encoding, 'the encoding is agreed on', client().offset_encoding)

wait('one diagnostic, on exactly the word', function()
  local found = vim.diagnostic.get(buffer)
  return #found == 1 and found[1].lnum == row and found[1].col == start and found[1].end_col == start + #'联络'
    and found[1].code == 'register/stiff' and found[1].source == 'yuti'
end, function()
  return vim.inspect(vim.tbl_map(function(d)
    return { d.lnum, d.col, d.end_col, d.code }
  end, vim.diagnostic.get(buffer))):gsub('%s+', ' ')
end)

wait('pinyin behind the word', function()
  for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = buffer })) do
    if hint.inlay_hint.label == 'liánluò' then
      return true
    end
  end
end)
vim.cmd('redraw!') -- hints are made into marks when they are drawn
local drawn
for name, space in pairs(vim.api.nvim_get_namespaces()) do
  if name:find('inlay') then
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, space, { row, 0 }, { row, -1 }, { details = true })) do
      for _, chunk in ipairs(mark[4].virt_text or {}) do
        if chunk[1]:find('liánluò', 1, true) then
          drawn = mark[3]
        end
      end
    end
  end
end
report(drawn == start + #'联络', 'the hint is drawn right behind the word', ('column %s'):format(drawn))

if encoding == 'utf-8' then
  vim.api.nvim_win_set_cursor(0, { row + 1, start + 3 })
  vim.lsp.buf.hover()
  local float
  wait('the hover is about the word', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        float = window
        local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        return text:find('聯絡', 1, true) and text:find('liánluò', 1, true)
      end
    end
  end)
  local inside = vim.api.nvim_win_get_buf(float)
  vim.wait(100) -- a server would be attached when the buffer's type is known
  report(#vim.lsp.get_clients({ bufnr = inside }) == 0, 'the hover itself is not read')
  vim.api.nvim_win_close(float, true)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.isPreferred
    end,
  })
else
  -- Neovim 0.10 asks about the end of the line here, so ask about the whole.
  vim.lsp.buf.code_action({
    apply = true,
    range = { start = { row + 1, 0 }, ['end'] = { row + 1, #line } },
    filter = function(action)
      return action.isPreferred
    end,
  })
end
wait('the fix is applied where it belongs', function()
  return vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1] == line:gsub('联络', '联系')
end)
wait('the diagnostic is gone', function()
  return #vim.diagnostic.get(buffer) == 0
end)

-- Typing: a line of its own, late characters and all, then away with it.
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { '𠮷👍哥们儿，和朋友多联络啊' })
wait('what is typed is looked at', function()
  local found = vim.diagnostic.get(buffer)
  return #found == 1 and found[1].col == #'𠮷👍哥们儿，和朋友多'
end)
require('yuti').configure({ ignore = { '联络' } })
wait('a setting takes effect at once', function()
  return #vim.diagnostic.get(buffer) == 0
end)
report(client() ~= nil, 'the server still runs')
check.finish()
