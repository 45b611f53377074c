-- Ends the servers, and waits until they are gone.
for _, client in ipairs(vim.lsp.get_clients({ name = 'yuti' })) do
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop(true)
  else
    client.stop(true)
  end
end
vim.wait(10000, function()
  return #vim.lsp.get_clients({ name = 'yuti' }) == 0
end, 20)
