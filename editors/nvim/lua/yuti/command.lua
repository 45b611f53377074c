-- :Yuti
local M = {}

local request = require('yuti.request')
local status = require('yuti.status')

local function say(text, level)
  vim.notify('yuti: ' .. text, level or vim.log.levels.INFO)
end

local function actions(client, range, kind)
  return request.sync(client, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = range,
    context = { diagnostics = {}, only = { kind }, triggerKind = 1 },
  }) or {}
end

-- Applies an action's edit. A settings file that it changes is saved, for nothing
-- shows that it would need to be, and read again: Neovim may not watch it.
local function apply(client, action)
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.bo[buffer].modified and vim.fs.basename(vim.api.nvim_buf_get_name(buffer)) == '.yuti.toml' then
      vim.api.nvim_buf_call(buffer, function()
        vim.cmd('silent write! ++p') -- its folder may not be there yet
      end)
      request.notify(client, 'workspace/didChangeConfiguration', { settings = client.settings })
    end
  end
end

-- Takes the action whose data is named, or asks which.
local function choose(client, found, data, prompt)
  if data then
    for _, action in ipairs(found) do
      if action.data == data then
        return apply(client, action)
      end
    end
    return say(('there is no “%s” here'):format(data), vim.log.levels.WARN)
  end
  vim.ui.select(found, {
    prompt = prompt,
    format_item = function(action)
      return action.title
    end,
  }, function(action)
    if action then
      apply(client, action)
    end
  end)
end

local function here(client)
  local position = request.position_params(client).position
  return { start = position, ['end'] = position }
end

local top = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 0 } }

M.commands = {
  target = {
    values = { 'auto', 'casual', 'neutral', 'formal' },
    run = function(client, value)
      choose(client, actions(client, top, 'source.target'), value, 'Target register')
    end,
  },
  hints = {
    values = { 'all', 'above-hsk', 'polyphones', 'off' },
    run = function(client, value)
      local function set(choice)
        if choice then
          local settings = vim.tbl_get(client, 'settings', 'yuti') or {}
          require('yuti').configure(vim.tbl_deep_extend('force', settings, { hints = { pinyin = choice } }))
        end
      end
      if value and not vim.tbl_contains(M.commands.hints.values, value) then
        return say(('hints are all, above-hsk, polyphones or off, not “%s”'):format(value), vim.log.levels.WARN)
      end
      if value then
        set(value)
      else
        vim.ui.select(M.commands.hints.values, { prompt = 'Pinyin hints' }, set)
      end
    end,
  },
  guide = {
    run = function(client, word)
      if not require('yuti.guide').open(client, word) then
        say(word and ('nothing is known of “%s”'):format(word) or 'there is no Chinese word under the cursor')
      end
    end,
  },
  review = {
    run = function()
      local file = vim.api.nvim_buf_get_name(0)
      if file == '' then
        return say('save the draft first', vim.log.levels.WARN)
      end
      if vim.bo.modified then
        vim.cmd('write')
      end
      local folder = vim.fn.stdpath('cache') .. '/yuti'
      vim.fn.mkdir(folder, 'p')
      local page = folder .. '/' .. vim.fs.basename(file) .. '.html'
      vim.system({ require('yuti').program(), 'review', file, '-o', page }, { text = true }, function(result)
        vim.schedule(function()
          if result.code > 1 or vim.fn.filereadable(page) == 0 then
            return say(vim.trim(result.stderr), vim.log.levels.ERROR)
          end
          vim.ui.open(page)
        end)
      end)
    end,
  },
  ignore = {
    values = { 'line', 'file', 'workspace', 'always', 'rule' },
    run = function(client, value)
      local found = actions(client, here(client), 'quickfix.ignore')
      if #found == 0 then
        return say('there is no finding under the cursor')
      end
      choose(client, found, value, 'Ignore')
    end,
  },
  fix = {
    run = function(client)
      local action = actions(client, top, 'source.fixAll.yuti')[1]
      if not action then
        return say('nothing that could be fixed without asking')
      end
      apply(client, action)
    end,
  },
  copy = {
    run = function(client, register, command)
      local first, last = command.line1 - 1, command.line2 - 1
      local result = request.sync(client, 'yuti/pinyin', request.lines_params(client, first, last))
      if result then
        vim.fn.setreg(register or (vim.fn.has('clipboard') == 1 and '+' or '"'), result.text .. '\n')
      end
    end,
  },
  status = {
    run = function(client)
      local state = request.sync(client, 'yuti/status', { textDocument = vim.lsp.util.make_text_document_params(0) })
      if not state or not state.chinese then
        return say('there is no Chinese here')
      end
      local counts = {}
      for family, n in vim.spairs(state.counts) do
        counts[#counts + 1] = family .. ' ' .. n
      end
      say(('aimed at %s (by the %s), judged to be %s; %s'):format(
        status.name(state.target), state.source, status.name(state.judged), #counts > 0 and table.concat(counts, ', ') or 'no findings'
      ))
    end,
  },
}

local names = vim.tbl_keys(M.commands)
table.sort(names)

--- Runs :Yuti with its arguments.
function M.run(command)
  local name, value = command.fargs[1], command.fargs[2]
  local chosen = M.commands[name]
  if not chosen then
    return say('there is ' .. table.concat(names, ', ') .. (name and (', not “' .. name .. '”') or ''), vim.log.levels.WARN)
  end
  local client = request.client()
  if not client then
    return say('no server is attached to this buffer; :checkhealth yuti says why', vim.log.levels.WARN)
  end
  chosen.run(client, value, command)
end

--- What can follow what was typed.
function M.complete(lead, line)
  local words = vim.split(vim.trim(line:gsub('^.-Yuti', '', 1)), '%s+', { trimempty = true })
  local choices = names
  if #words > 1 or (#words == 1 and lead == '') then
    choices = (M.commands[words[1]] or {}).values or {}
  end
  return vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices)
end

return M
