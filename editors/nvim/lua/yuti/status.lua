-- A status line's part: the target register and the number of findings.
local M = {}

local request = require('yuti.request')
local states = {} -- by buffer
local asked = 0
local newest = {} -- by buffer: the number of the last question

local names = {
  en = { casual = 'casual', neutral = 'neutral', formal = 'formal', auto = 'auto' },
  zh = { casual = '口语', neutral = '通用', formal = '书面', auto = '自动' },
}

function M.name(register)
  return names[vim.v.lang:find('^zh') and 'zh' or 'en'][register] or register
end

local function refresh(buffer)
  local client = request.client(buffer)
  if not client then
    states[buffer] = nil
    return
  end
  asked = asked + 1
  local number = asked
  newest[buffer] = number
  request.async(client, 'yuti/status', { textDocument = { uri = vim.uri_from_bufnr(buffer) } }, buffer, function(state)
    if newest[buffer] ~= number then
      return -- answers may overtake each other
    end
    states[buffer] = state
    vim.cmd('redrawstatus')
  end)
end

--- Keeps what is shown of a buffer up to date.
function M.follow(buffer)
  local group = vim.api.nvim_create_augroup('yuti-status-' .. buffer, { clear = true })
  vim.api.nvim_create_autocmd('DiagnosticChanged', {
    group = group,
    buffer = buffer,
    callback = function()
      refresh(buffer)
    end,
  })
  vim.api.nvim_create_autocmd({ 'LspDetach', 'BufDelete' }, {
    group = group,
    buffer = buffer,
    callback = function()
      states[buffer] = nil
    end,
  })
  refresh(buffer)
end

--- The server's last word on a buffer, nil when there is none.
function M.of(buffer)
  return states[buffer]
end

function M.line()
  local state = states[vim.api.nvim_get_current_buf()]
  if not state or not state.chinese then
    return ''
  end
  local text = M.name(state.target)
  if state.source == 'text' then
    text = M.name('auto') .. '·' .. text
  end
  local count = 0
  for _, n in pairs(state.counts) do
    count = count + n
  end
  return '语体 ' .. text .. (count > 0 and ' ' .. count or '')
end

return M
