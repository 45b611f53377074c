-- Every command, as it is typed, in a real Neovim.
local buffer = vim.api.nvim_get_current_buf()
local notices = {}
vim.notify = function(text)
  notices[#notices + 1] = text
end
local check = dofile(vim.env.YUTI_PLUGIN .. '/test/check.lua')('commands')
local report, wait = check.report, check.wait
local function lines()
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end
local function set(list)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, list)
end
local function findings()
  return #vim.diagnostic.get(buffer)
end
local function count(n)
  return function()
    return findings() == n
  end
end
local function hints()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer })
end
local function put(row, before)
  vim.api.nvim_win_set_cursor(0, { row, #before })
end

wait('attached', function()
  return require('yuti.request').client()
end)
local draft = { '我下周抵达杭州，咱们一起吃饭呗。', '', '𠮷👍以后和朋友多联络。' }
set(draft)
wait('two findings', count(2), function()
  return vim.diagnostic.get(buffer)
end)

-- status and status line
wait('the status line', function()
  return require('yuti').statusline():find('^语体 auto·%a+ 2$')
end, function()
  return require('yuti').statusline()
end)
vim.cmd('Yuti status')
report(notices[#notices]:find('register 2', 1, true) ~= nil, ':Yuti status', notices)

-- hints
wait('hints', function()
  return hints() > 5
end)
vim.cmd('Yuti hints off')
wait(':Yuti hints off', function()
  return hints() == 0
end)
vim.cmd('Yuti hints polyphones')
wait(':Yuti hints polyphones', function()
  return hints() > 0 and hints() < 9
end)
vim.cmd('Yuti hints all')
wait(':Yuti hints all', function()
  return hints() > 9
end)
vim.cmd('Yuti hints some')
report(notices[#notices]:find('not “some”', 1, true) ~= nil, ':Yuti hints with a wrong value', notices)
local asked
vim.ui.select = function(items, _, choose)
  asked = items
  choose(items[4])
end
vim.cmd('Yuti hints')
wait(':Yuti hints asks', function()
  return asked[4] == 'off' and hints() == 0
end)
vim.cmd('Yuti hints all')

-- target
vim.cmd('Yuti target casual')
wait(':Yuti target casual', function()
  return lines()[1] == '<!-- yuti: target=casual -->' and require('yuti').statusline():find('casual', 1, true)
end, lines)
vim.cmd('Yuti target auto')
wait(':Yuti target auto', function()
  return lines()[1] == '<!-- yuti: target=auto -->'
end, lines)
set(draft)
wait('two findings', count(2))

-- ignore
put(3, '𠮷👍以后和朋友多联')
vim.cmd('Yuti ignore line')
wait(':Yuti ignore line', function()
  return lines()[3] == draft[3] .. '<!-- yuti: ignore-line 联络 -->' and findings() == 1
end, lines)
set(draft)
wait('two findings', count(2))
put(3, '𠮷👍以后和朋友多联')
vim.cmd('Yuti ignore workspace')
wait(':Yuti ignore workspace, and the file is written', function()
  return vim.fn.readfile('.yuti.toml')[1] == 'ignore = ["联络"]' and findings() == 1
end, function()
  return { vim.uv.fs_stat('.yuti.toml'), findings(), notices, vim.fn.execute('ls!') }
end)
vim.fn.delete('.yuti.toml')
pcall(vim.cmd, 'bwipeout! .yuti.toml')
set(draft)
wait('two findings', count(2))
put(3, '𠮷👍以后和朋友多联')
vim.cmd('Yuti ignore always')
local own = vim.env.XDG_CONFIG_HOME .. '/yuti/.yuti.toml'
wait(':Yuti ignore always, and the file is written', function()
  return vim.fn.readfile(own)[1] == 'ignore = ["联络"]' and findings() == 1
end, function()
  return { vim.uv.fs_stat(own), findings(), notices, vim.fn.execute('ls!') }
end)
vim.fn.writefile({}, own)
pcall(vim.cmd, 'bwipeout! ' .. own)
set({ '', draft[3] })
put(1, '')
vim.cmd('Yuti ignore line')
report(notices[#notices]:find('no finding under the cursor', 1, true) ~= nil, ':Yuti ignore away from a finding', notices)
set(draft)
wait('two findings', count(2))

-- guide: a float, its links, and back
put(3, '𠮷👍以后和朋友多联')
vim.cmd('Yuti guide')
local window = vim.api.nvim_get_current_win()
local function page()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end
report(vim.api.nvim_win_get_config(window).relative == 'editor', ':Yuti guide opens a float')
report(page():find('^# 联络') ~= nil and not page():find('yuti:guide', 1, true), 'the guide is the word’s, without raw links', page())
vim.fn.search('### 沟通', 'w')
vim.cmd('normal! 0W')
vim.api.nvim_feedkeys(vim.keycode('<CR>'), 'x', false)
report(page():find('沟通') ~= nil and not page():find('^# 联络'), '<CR> follows a link', page())
vim.api.nvim_feedkeys(vim.keycode('<BS>'), 'x', false)
report(page():find('^# 联络') ~= nil, '<BS> goes back', page())
vim.api.nvim_feedkeys(vim.keycode('<Tab>'), 'x', false)
report(vim.fn.line('.') > 1, '<Tab> goes to a link')
vim.api.nvim_feedkeys('q', 'x', false)
report(not vim.api.nvim_win_is_valid(window), 'q closes it')
require('yuti').options.guide = 'split'
vim.cmd('Yuti guide 购买')
report(vim.api.nvim_win_get_config(0).relative == '' and page():find('购买', 1, true) ~= nil, ':Yuti guide WORD, in a split', page())
vim.api.nvim_feedkeys('q', 'x', false)
vim.cmd('Yuti guide xyzzy')
report(notices[#notices]:find('nothing is known of “xyzzy”', 1, true) ~= nil, ':Yuti guide of no word', notices)

-- fix
vim.cmd('Yuti fix')
wait(':Yuti fix', function()
  return lines()[1] == '我下周到杭州，咱们一起吃饭呗。' and lines()[3] == '𠮷👍以后和朋友多联系。' and findings() == 0
end, lines)
vim.cmd('Yuti fix')
report(notices[#notices]:find('nothing that could be fixed', 1, true) ~= nil, ':Yuti fix with nothing to fix', notices)

-- copy
set({ '他在银行工作。', '如果有任何问题，请随时联络我。' })
vim.cmd('2Yuti copy a')
report(vim.fn.getreg('a') == '如果有任何问题，请随时联络我。\nRúguǒ yǒu rènhé wèntí, qǐng suíshí liánluò wǒ.\n', ':Yuti copy', vim.fn.getreg('a'))

-- review
local opened
vim.ui.open = function(path)
  opened = path
end
set(draft)
vim.cmd('Yuti review')
wait(':Yuti review', function()
  return opened and table.concat(vim.fn.readfile(opened), '\n'):find('抵达', 1, true)
end, function()
  return { opened, notices }
end)

-- completion, and what is wrong
report(vim.deep_equal(vim.fn.getcompletion('Yuti ', 'cmdline'), { 'copy', 'fix', 'guide', 'hints', 'ignore', 'review', 'status', 'target' }), 'commands are completed', vim.fn.getcompletion('Yuti ', 'cmdline'))
report(vim.deep_equal(vim.fn.getcompletion('Yuti target f', 'cmdline'), { 'formal' }), 'values are completed', vim.fn.getcompletion('Yuti target f', 'cmdline'))
vim.cmd('Yuti nothing')
report(notices[#notices]:find('not “nothing”', 1, true) ~= nil, 'a wrong command', notices)
vim.cmd('enew')
vim.cmd('Yuti fix')
report(notices[#notices]:find('checkhealth', 1, true) ~= nil, 'a buffer without a server', notices)

-- health, help
vim.cmd('checkhealth yuti')
local health = page()
report(health:find('yuti', 1, true) and health:find('lexicon', 1, true) and health:find('counts in utf%-8') and not health:find('ERROR', 1, true), ':checkhealth yuti', health)
dofile(vim.env.YUTI_PLUGIN .. '/test/stop.lua')
require('yuti').options.cmd = { '/nowhere/yuti', 'lsp' }
vim.cmd('checkhealth yuti')
report(page():find('/nowhere/yuti was not found', 1, true) ~= nil, ':checkhealth yuti without a program', page())
require('yuti').attach(buffer)
report(notices[#notices]:find('/nowhere/yuti was not found', 1, true) ~= nil, 'a program that is missing is said once', notices)
vim.cmd('helptags ' .. vim.env.YUTI_HELP)
vim.opt.rtp:append(vim.fs.dirname(vim.env.YUTI_HELP))
for _, topic in ipairs({ 'yuti', ':Yuti', 'yuti-motions', 'yuti-statusline' }) do
  local found, problem = pcall(vim.cmd, 'help ' .. topic)
  report(found and vim.bo.buftype == 'help' and vim.api.nvim_buf_get_name(0):find('yuti.txt$'), ':help ' .. topic, { problem, vim.api.nvim_buf_get_name(0) })
end

-- What vim.lsp.enable of Neovim 0.11 reads
local config = dofile(vim.env.YUTI_PLUGIN .. '/lsp/yuti.lua')
report(config.cmd[2] == 'lsp' and config.capabilities.general.positionEncodings[1] == 'utf-8' and vim.tbl_contains(config.filetypes, 'markdown'), 'lsp/yuti.lua is a configuration', config)

check.finish()
