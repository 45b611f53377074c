-- Asking the server. Neovim 0.11 made functions of a client into methods.
local M = {}

local methods = vim.fn.has('nvim-0.11') == 1

--- The server that is attached to a buffer, nil when none is.
---@param buffer? integer 0 or nil for the current one
---@return vim.lsp.Client?
function M.client(buffer)
  local client = vim.lsp.get_clients({ bufnr = buffer or 0, name = 'yuti' })[1]
  return client and client.initialized and client or nil
end

--- Asks and waits; nil when there is no answer in time.
function M.sync(client, method, params, timeout)
  local buffer = vim.api.nvim_get_current_buf() -- by its number: changes not yet sent are sent first
  local answer
  if methods then
    answer = client:request_sync(method, params, timeout or 3000, buffer)
  else
    answer = client.request_sync(method, params, timeout or 3000, buffer)
  end
  local result = answer and answer.result
  return result ~= vim.NIL and result or nil
end

--- Asks, and hands the answer to a function.
function M.async(client, method, params, buffer, handler)
  local function take(err, result)
    handler(not err and result ~= vim.NIL and result or nil)
  end
  if methods then
    client:request(method, params, take, buffer)
  else
    client.request(method, params, take, buffer)
  end
end

function M.notify(client, method, params)
  if methods then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

--- The cursor as the server counts.
function M.position_params(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end

--- A whole line or several, from line first to line last, both from 0.
function M.lines_params(client, first, last)
  local text = vim.api.nvim_buf_get_lines(0, last, last + 1, false)[1] or ''
  return {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = {
      start = { line = first, character = 0 },
      ['end'] = { line = last, character = client.offset_encoding == 'utf-8' and #text or vim.str_utfindex(text) },
    },
  }
end

return M
