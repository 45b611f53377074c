-- Motions and text objects by Chinese words: what they do to Chinese, and that
-- in English they do what the built-in ones do.
local buffer = vim.api.nvim_get_current_buf()
local failures, checks = 0, 0
local function report(ok, what, detail)
  if not ok or not what:find('^quiet') then
    io.stdout:write(('%s motions: %s%s\n'):format(ok and 'ok  ' or 'FAIL', what, detail and ' (' .. detail .. ')' or ''))
  end
  failures = failures + (ok and 0 or 1)
end
local function finish()
  io.stdout:write(('%s motions: %d checks\n'):format(failures == 0 and 'ok  ' or 'FAIL', checks))
  vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
end
local attached = vim.wait(30000, function()
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'yuti' })[1]
  -- hints tell that the lexicon is open: a key waits for half a second only
  return client and client.initialized and #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
end, 20)
if not attached then
  report(false, 'the server is attached')
  finish()
end

require('yuti.motions').patience = 10000 -- for the machines of tests
local function set(text)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\n', { plain = true }))
end
-- | marks the cursor in what is given and in what is got.
local function place(text)
  local at = text:find('|', 1, true) - 1
  local before = text:sub(1, at)
  set((text:gsub('|', '', 1)))
  local row = select(2, before:gsub('\n', ''))
  vim.api.nvim_win_set_cursor(0, { row + 1, #before:match('[^\n]*$') })
end
local function got()
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  lines[row] = lines[row]:sub(1, column) .. '|' .. lines[row]:sub(column + 1)
  return table.concat(lines, '\n')
end
local function keys(typed)
  vim.api.nvim_feedkeys(vim.keycode(typed), 'xt', false)
end
local function check(typed, before, after)
  checks = checks + 1
  place(before)
  keys(typed)
  local result = got()
  report(result == after, (result == after and 'quiet ' or '') .. typed .. ' in ' .. vim.inspect(before), result ~= after and ('got %s, want %s'):format(vim.inspect(result), vim.inspect(after)) or nil)
end

check('w', '|他在银行工作。', '他|在银行工作。')
check('ww', '|他在银行工作。', '他在|银行工作。')
check('3w', '|他在银行工作。', '他在银行|工作。')
check('4w', '|他在银行工作。', '他在银行工作|。')
check('9w', '|他在银行工作。', '他在银行工作|。')
check('e', '他在|银行工作。', '他在银|行工作。')
check('2e', '他在|银行工作。', '他在银行工|作。')
check('b', '他在银行工|作。', '他在银行|工作。')
check('2b', '他在银行|工作。', '他|在银行工作。')
check('ge', '他在银行|工作。', '他在银|行工作。')
check('3ge', '他在银行|工作。', '|他在银行工作。')
check('w', '他在银行|工作\n明天见。', '他在银行工作\n|明天见。')
check('2w', '他在银行|工作\n\n明天见。', '他在银行工作\n\n|明天见。')
check('b', '他在银行工作\n|明天见。', '他在银行|工作\n明天见。')
check('w', '𠮷👍|银行工作。', '𠮷👍银行|工作。')
check('2w', '用 |Neovim 写文章。', '用 Neovim 写|文章。')
check('w', '用 |Neovim 写文章。', '用 Neovim |写文章。')
check('dw', '他在|银行工作。', '他在|工作。')
check('d2w', '他|在银行工作。', '他|工作。')
check('2dw', '他|在银行工作。', '他|工作。')
check('dw', '他在银行|工作\n明天见。', '他在银|行\n明天见。')
check('de', '他在|银行工作。', '他在|工作。')
check('db', '他在银行|工作。', '他在|工作。')
check('dge', '他在银行|工作。', '他在银|作。') -- both ends, as in English
check('cw酒店<Esc>', '他在|银行工作。', '他在酒|店工作。')
check('cw酒店<Esc>', '他|在银行工作。', '他酒|店银行工作。')
check('dw.', '|他在银行工作。', '|银行工作。')
check('cw酒店<Esc>w.', '他在|银行工作。', '他在酒店酒|店。')
check('diw', '他在银|行工作。', '他在|工作。')
check('ciw酒店<Esc>', '他在银|行工作。', '他在酒|店工作。')
check('d2iw', '他在银|行工作。', '他在|。')
check('daw', '他在 |银行 工作。', '他在 |工作。')
check('daw', '去 |银行', '|去')
check('d2aw', '他在 |银行 工作。', '他在|。')
check('daw', '他在| 银行 工作。', '他在| 工作。')
check('d2aw', '他在| 银行 工作。', '他在|工作。')
check('diw.', '他在|银行工作。', '他在|。')
check('viwd', '他在银|行工作。', '他在|工作。')
check('v2iwd', '他在银|行工作。', '他在|。')
check('viwiwd', '他在银|行工作。', '他在|。')
check('vwd', '他在|银行工作。', '他在|作。')
check('ved', '他在|银行工作。', '他在|工作。')
check('yiwP', '他在银|行工作。', '他在银|行银行工作。')
check('dw', '- `银行` |银行工作。', '- `银行` |工作。')

-- Without Chinese every key does what it does without us, from every place.
local english = 'The quick-brown  fox, (jumps)\n\n  over_the lazy dog...\n\t\nEnd of it'
local typed = {}
for _, key in ipairs({ 'w', 'b', 'e', 'ge', 'dw', 'db', 'de', 'dge', 'cwX<Esc>', 'yw', 'diw', 'daw', 'v#iwd', 'v#awd', 'v#wd', 'v#ed', 'v#bd' }) do
  for _, count in ipairs({ '', '2', '3' }) do
    typed[#typed + 1] = key:find('#') and key:gsub('#', count) or count .. key
  end
end
local differing = {}
vim.o.report = 9999
local function walk(texts, everywhere)
  require('yuti.motions').everywhere = everywhere
  local lines = vim.split(texts, '\n', { plain = true })
  for row, line in ipairs(lines) do
    for column = 0, math.max(0, #line - 1) do
      for _, key in ipairs(typed) do
        if everywhere and (not line:find('%S') or key:find('%d') and key:find('[ia]w')) then
          goto continue
        end
        checks = checks + 1
        local results = {}
        for _, flags in ipairs({ 'xt', 'nxt' }) do -- mapped, and not
          set(texts)
          vim.api.nvim_win_set_cursor(0, { row, column })
          vim.api.nvim_feedkeys(vim.keycode(key), flags == 'xt' and 'xt' or 'nxt', false)
          if vim.api.nvim_get_mode().mode ~= 'n' then
            vim.api.nvim_feedkeys(vim.keycode('<Esc>'), 'nx', false)
          end
          results[#results + 1] = got()
        end
        if results[1] ~= results[2] and #differing < 12 then
          differing[#differing + 1] = ('%s at %d:%d: %s, built in %s'):format(key, row, column, vim.inspect(results[1]), vim.inspect(results[2]))
        end
        ::continue::
      end
    end
  end
end
walk(english, false)
-- And what we do ourselves with operators is what Vim does; text objects stay
-- in their line, lines without words are Vim's.
walk(english, true)
require('yuti.motions').everywhere = false
report(#differing == 0, 'in English the keys do what the built-in ones do', #differing > 0 and '\n  ' .. table.concat(differing, '\n  ') or nil)

-- A server that is gone leaves the built-in keys.
set('他在银行工作。hello world')
dofile(vim.env.YUTI_PLUGIN .. '/test/stop.lua')
vim.api.nvim_win_set_cursor(0, { 1, 0 })
keys('w')
report(vim.api.nvim_win_get_cursor(0)[2] == #'他在银行工作', 'without a server w is the built-in one', ('column %d'):format(vim.api.nvim_win_get_cursor(0)[2]))
finish()
