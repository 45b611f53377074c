-- w b e ge iw aw over Chinese words. Where there is no Chinese, words are the
-- built-in ones: runs of characters of one class (:help charclass()).
local M = {}

local request = require('yuti.request')

--- How many milliseconds a key may wait for the server before the built-in
--- motion is taken.
M.patience = 500
-- How many lines are asked for at once.
local window = 40

local cache = {} -- by buffer: { tick, [line] = words }

local han = vim.regex('[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]')

--- Whether operators and text objects are ours in lines without Chinese too:
--- so they are compared with the built-in ones.
M.everywhere = false

local function line_of(row)
  return vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1] or ''
end

-- The words of a line as { from, to }, bytes from 0, to exclusive. Chinese are
-- the places of Chinese words; the rest goes by class.
local function split(line, chinese)
  local words, at = {}, 0
  local function classes(to)
    local class
    while at < to do
      local size = vim.str_utf_end(line, at + 1) + 1
      local here = vim.fn.charclass(line:sub(at + 1, at + size))
      if here ~= 0 then
        if here == class then
          words[#words][2] = at + size
        else
          words[#words + 1] = { at, at + size }
        end
      end
      class, at = here, at + size
    end
  end
  for _, word in ipairs(chinese) do
    classes(word[1])
    words[#words + 1] = { word[1], word[2] }
    at = word[2]
  end
  classes(#line)
  return words
end

-- Asks for the Chinese words of some lines.
local function fetch(client, known, row)
  local last = math.min(row + window, vim.api.nvim_buf_line_count(0)) - 1
  local answer = request.sync(client, 'yuti/words', request.lines_params(client, row, last), M.patience)
  if not answer then
    return false
  end
  local places = {}
  for _, word in ipairs(answer.words) do
    local from, to = word.range.start, word.range['end']
    if word.chinese and from.line == to.line then
      local line = line_of(from.line)
      local function byte(character)
        return client.offset_encoding == 'utf-8' and character or vim.str_byteindex(line, character, true)
      end
      places[from.line] = places[from.line] or {}
      table.insert(places[from.line], { byte(from.character), byte(to.character) })
    end
  end
  for line = row, last do
    known[line] = split(line_of(line), places[line] or {})
  end
  return true
end

-- The words of a line; nil when the server does not tell in time.
local function words(client, row)
  local buffer, tick = vim.api.nvim_get_current_buf(), vim.api.nvim_buf_get_changedtick(0)
  local known = cache[buffer]
  if not known or known.tick ~= tick then
    known = { tick = tick }
    cache[buffer] = known
  end
  if not known[row] then
    local line = line_of(row)
    if not han:match_str(line) then
      known[row] = split(line, {})
    elseif not fetch(client, known, row) then
      return nil
    end
  end
  return known[row]
end

-- Where the last character of a word begins.
local function last_of(row, word)
  local line = line_of(row)
  return word[2] - 1 + vim.str_utf_start(line, word[2])
end

local function told(list)
  if not list then
    error('yuti: no answer', 0)
  end
  return list
end

local function first_of(_, word)
  return word[1]
end

-- Steps on to the next word's place, its first character or its last. An empty
-- line counts as a word for w, not for e.
local function onward(place, at_empty)
  return function(client, row, column)
    for _, word in ipairs(told(words(client, row))) do
      if place(row, word) > column then
        return row, place(row, word)
      end
    end
    for below = row + 1, vim.api.nvim_buf_line_count(0) - 1 do
      if at_empty and line_of(below) == '' then
        return below, 0
      end
      local first = told(words(client, below))[1]
      if first then
        return below, place(below, first)
      end
    end
  end
end

-- Steps back to the place of the word before; an empty line counts as one.
local function backward(place)
  return function(client, row, column)
    local list = told(words(client, row))
    for i = #list, 1, -1 do
      if place(row, list[i]) < column then
        return row, place(row, list[i])
      end
    end
    for above = row - 1, 0, -1 do
      if line_of(above) == '' then
        return above, 0
      end
      list = told(words(client, above))
      if #list > 0 then
        return above, place(above, list[#list])
      end
    end
  end
end

-- Each step goes from a place to the next one, or returns nil at the end of the
-- buffer; it throws when the server does not answer.
local steps = {
  w = onward(first_of, true),
  e = onward(last_of, false),
  b = backward(first_of),
  ge = backward(last_of),
}

local function set_cursor(row, column)
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
end

-- Lets the pending operator take the characters from one place to another, both
-- included.
local function operate_on(row, column, to_row, to_column)
  local selection = vim.o.selection
  if selection ~= 'inclusive' then
    vim.o.selection = 'inclusive'
    vim.schedule(function()
      vim.o.selection = selection
    end)
  end
  set_cursor(row, column)
  vim.cmd('normal! v')
  set_cursor(to_row, to_column)
end

local function end_of_line(row)
  local line = line_of(row)
  return #line == 0 and 0 or #line - 1 + vim.str_utf_start(line, #line)
end

local function blank_at(row, column)
  local character = line_of(row):sub(column + 1, column + 1)
  return character == '' or character:match('%s') ~= nil
end

local function pending(client, key, count, row, column)
  if key == 'w' and vim.v.operator == 'c' and not blank_at(row, column) then
    -- cw changes to the end of the word, of this one to begin with
    local at_row, at_column = row, column
    for i = 1, count do
      local from = i == 1 and at_column - 1 or at_column
      local next_row, next_column = steps.e(client, at_row, from)
      if not next_row then
        break
      end
      at_row, at_column = next_row, next_column
    end
    return operate_on(row, column, at_row, at_column)
  end
  local at_row, at_column = row, column
  local ended = false
  for i = 1, count do
    local next_row, next_column = steps[key](client, at_row, at_column)
    if not next_row then
      ended = true
      if key == 'b' or key == 'ge' then
        at_row, at_column = 0, 0
      end
      break
    end
    if key == 'w' and i == count and next_row > at_row then
      -- an operator stops at the end of the last word's line
      if line_of(at_row) == '' and at_row > row then -- up to the line break before it
        operate_on(row, column, at_row - 1, end_of_line(at_row - 1))
        return vim.cmd('normal! $')
      end
      return operate_on(row, column, at_row, end_of_line(at_row))
    end
    at_row, at_column = next_row, next_column
  end
  if key == 'w' then
    if ended then
      return operate_on(row, column, vim.api.nvim_buf_line_count(0) - 1, end_of_line(vim.api.nvim_buf_line_count(0) - 1))
    end
    return set_cursor(at_row, at_column) -- exclusive, as Vim takes a motion of the cursor
  elseif key == 'e' then
    if ended then
      at_row = vim.api.nvim_buf_line_count(0) - 1
      at_column = end_of_line(at_row)
    end
    return operate_on(row, column, at_row, at_column)
  elseif at_row == row and at_column == column then
    return vim.api.nvim_feedkeys(vim.keycode('<Esc>'), 'n', false) -- nothing before
  elseif key == 'b' then
    return set_cursor(at_row, at_column)
  end
  return operate_on(at_row, at_column, row, column) -- ge takes both ends
end

--- Moves by a key, or hands the stretch to the operator that waits for it.
function M.move(key)
  local client, count = request.client(), vim.v.count1
  local mode = vim.api.nvim_get_mode().mode
  local row, column = vim.api.nvim_win_get_cursor(0)[1] - 1, vim.api.nvim_win_get_cursor(0)[2]
  local ok = client and pcall(function()
    if mode:sub(1, 2) == 'no' then
      return pending(client, key, count, row, column)
    end
    for _ = 1, count do
      local next_row, next_column = steps[key](client, row, column)
      if not next_row then -- as far as there is
        if key == 'w' or key == 'e' then
          row = vim.api.nvim_buf_line_count(0) - 1
          column = end_of_line(row)
        else
          row, column = 0, 0
        end
        break
      end
      row, column = next_row, next_column
    end
    set_cursor(row, column)
  end)
  if not ok then
    vim.cmd('normal! ' .. count .. key)
  end
end

-- The words of a line and the blanks between them, in order, as { from, to,
-- blank }.
local function stretches(client, row)
  local list, at = {}, 0
  for _, word in ipairs(told(words(client, row))) do
    if word[1] > at then
      list[#list + 1] = { at, word[1], true }
    end
    list[#list + 1] = { word[1], word[2], false }
    at = word[2]
  end
  if at < #line_of(row) then
    list[#list + 1] = { at, #line_of(row), true }
  end
  return list
end

--- Selects a word: iw the word or the blanks under the cursor, aw the word with
--- the blanks behind it, or those before it when there are none.
function M.object(kind)
  local client, count = request.client(), vim.v.count1
  local mode = vim.api.nvim_get_mode().mode
  local here = vim.api.nvim_win_get_cursor(0)[1] - 1
  local ok = client and pcall(function()
    local row, column = here, vim.api.nvim_win_get_cursor(0)[2]
    local anchor
    if mode:sub(1, 1):lower() == 'v' then
      local other = vim.fn.getpos('v')
      if other[2] ~= row + 1 or other[3] ~= column + 1 then
        anchor = { other[2] - 1, other[3] - 1 }
      end
    end
    local list = stretches(client, row)
    local first
    for i, stretch in ipairs(list) do
      if stretch[2] > column then
        first = i
        break
      end
    end
    if not first then
      error('nothing here', 0)
    end
    if anchor then -- a selection grows by what follows it
      first = first + (list[first][2] > column + vim.str_utf_end(line_of(row), column + 1) + 1 and 0 or 1)
    end
    local from, last = first, first - 1
    if kind == 'iw' then
      last = math.min(first + count - 1, #list)
    else
      local blank_first = list[first] and list[first][3]
      for i = 1, count do
        last = last + 1
        local blank = list[last] and list[last][3]
        if blank and i == 1 or not blank and list[last + 1] and list[last + 1][3] then
          last = last + 1
        end
      end
      last = math.min(last, #list)
      if not blank_first and not list[last][3] and list[from - 1] and list[from - 1][3] and not anchor then
        from = from - 1
      end
    end
    if not list[last] then
      error('nothing there', 0)
    end
    local to = last_of(row, list[last])
    if anchor then
      set_cursor(row, to)
      return
    end
    if mode:sub(1, 1):lower() == 'v' then
      vim.cmd('normal! ' .. vim.keycode('<Esc>'))
    end
    operate_on(row, list[from][1], row, to)
  end)
  if not ok then
    vim.cmd('normal! ' .. (mode:sub(1, 2) == 'no' and 'v' or '') .. count .. kind)
  end
end

-- Whether a key is ours here. In a line without Chinese operators and text
-- objects are left to Vim.
local function ours(key)
  if not request.client() then
    return false
  end
  local object = key == 'iw' or key == 'aw'
  local operator = vim.api.nvim_get_mode().mode:sub(1, 2) == 'no'
  return M.everywhere or not (object or operator) or han:match_str(vim.api.nvim_get_current_line()) ~= nil
end

--- Maps the keys in a buffer. Without a server they are the built-in ones.
---@param buffer integer
function M.map(buffer)
  for _, key in ipairs({ 'w', 'b', 'e', 'ge', 'iw', 'aw' }) do
    local object = key == 'iw' or key == 'aw'
    local call = ("<Cmd>lua require('yuti.motions').%s('%s')<CR>"):format(object and 'object' or 'move', key)
    vim.keymap.set(object and { 'x', 'o' } or { 'n', 'x', 'o' }, key, function()
      return ours(key) and call or key
    end, { buffer = buffer, expr = true, desc = 'yuti: ' .. key .. ' by Chinese words' })
  end
end

return M
