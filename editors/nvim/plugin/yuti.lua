if vim.g.loaded_yuti then
  return
end
vim.g.loaded_yuti = true

vim.api.nvim_create_user_command('Yuti', function(command)
  require('yuti.command').run(command)
end, {
  nargs = '*',
  range = true,
  desc = 'Chinese prose: target, hints, guide, review, ignore, fix, copy, status',
  complete = function(lead, line)
    return require('yuti.command').complete(lead, line)
  end,
})
