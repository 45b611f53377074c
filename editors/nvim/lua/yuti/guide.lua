-- The guide to a word in a window of its own, with links to other words' pages.
local M = {}

local request = require('yuti.request')
local namespace = vim.api.nvim_create_namespace('yuti-guide')
local page -- { buffer, window, client, links = { [mark] = word }, word, before = {} }

-- Takes the links out of a line: they become marks.
local function unlink(line)
  local links, text, rest = {}, '', line
  while true do
    local before, label, word, after = rest:match('^(.-)%[([^%]]*)%]%(yuti:guide/([^)]*)%)(.*)$')
    if not before then
      return text .. rest, links
    end
    text = text .. before
    links[#links + 1] = { #text, #text + #label, word }
    text, rest = text .. label, after
  end
end

local function draw(guide)
  local lines, found = {}, {}
  for line in vim.gsplit(vim.trim(guide.markdown), '\n', { plain = true }) do
    local text, links = unlink(line)
    lines[#lines + 1] = text
    for _, link in ipairs(links) do
      found[#found + 1] = { #lines - 1, unpack(link) }
    end
  end
  vim.bo[page.buffer].modifiable = true
  vim.api.nvim_buf_clear_namespace(page.buffer, namespace, 0, -1)
  vim.api.nvim_buf_set_lines(page.buffer, 0, -1, false, lines)
  vim.bo[page.buffer].modifiable = false
  page.links, page.word = {}, guide.word
  for _, link in ipairs(found) do
    local row, from, to, word = unpack(link)
    local mark = vim.api.nvim_buf_set_extmark(page.buffer, namespace, row, from, { end_col = to, hl_group = 'Underlined' })
    page.links[mark] = word
  end
  vim.api.nvim_win_set_cursor(page.window, { 1, 0 })
  if page.float then
    vim.api.nvim_win_set_config(page.window, { title = ' ' .. guide.word .. ' ', title_pos = 'center' })
  end
end

local function ask(word)
  local guide = request.sync(page.client, 'yuti/guide', { word = word })
  if guide then
    draw(guide)
  end
  return guide
end

--- Follows the link under the cursor.
function M.follow()
  local row, column = unpack(vim.api.nvim_win_get_cursor(page.window))
  local marks = vim.api.nvim_buf_get_extmarks(page.buffer, namespace, { row - 1, 0 }, { row - 1, -1 }, { details = true })
  for _, mark in ipairs(marks) do
    if mark[3] <= column and column < mark[4].end_col then
      local here = page.word
      if ask(page.links[mark[1]]) then
        table.insert(page.before, here)
      end
      return
    end
  end
end

--- Back to the page that a link was followed from.
function M.back()
  local word = table.remove(page.before)
  if word then
    ask(word)
  end
end

--- On to the next link.
function M.next()
  local row, column = unpack(vim.api.nvim_win_get_cursor(page.window))
  local marks = vim.api.nvim_buf_get_extmarks(page.buffer, namespace, { row - 1, column + 1 }, -1, {})
  local mark = marks[1] or vim.api.nvim_buf_get_extmarks(page.buffer, namespace, 0, -1, {})[1]
  if mark then
    vim.api.nvim_win_set_cursor(page.window, { mark[2] + 1, mark[3] })
  end
end

function M.close()
  if page and vim.api.nvim_win_is_valid(page.window) then
    vim.api.nvim_win_close(page.window, true)
  end
  page = nil
end

--- Opens the guide of a word, or of the word under the cursor.
---@param client vim.lsp.Client
---@param word? string
---@return boolean found
function M.open(client, word)
  local params = word and { word = word } or request.position_params(client)
  local guide = request.sync(client, 'yuti/guide', params)
  if not guide then
    return false
  end
  M.close()
  local buffer = vim.api.nvim_create_buf(false, true)
  local float = require('yuti').options.guide ~= 'split'
  local window
  if float then
    local width, height = math.min(84, vim.o.columns - 4), math.max(5, math.floor(vim.o.lines * 0.7))
    window = vim.api.nvim_open_win(buffer, true, {
      relative = 'editor', style = 'minimal', border = 'rounded', width = width, height = math.min(height, vim.o.lines - 4),
      row = math.floor((vim.o.lines - height) / 2) - 1, col = math.floor((vim.o.columns - width) / 2),
    })
  else
    vim.cmd('rightbelow vsplit')
    window = vim.api.nvim_get_current_win()
    vim.api.nvim_win_set_buf(window, buffer)
  end
  page = { buffer = buffer, window = window, client = client, float = float, before = {} }
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].filetype = 'markdown.yuti'
  pcall(vim.treesitter.start, buffer, 'markdown')
  vim.wo[window].wrap, vim.wo[window].linebreak, vim.wo[window].conceallevel = true, true, 2
  for key, action in pairs({ ['<CR>'] = M.follow, ['<BS>'] = M.back, ['<Tab>'] = M.next, q = M.close }) do
    vim.keymap.set('n', key, action, { buffer = buffer, nowait = true })
  end
  draw(guide)
  return true
end

return M
