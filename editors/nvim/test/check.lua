-- How the scripts beside it tell what they saw: check(name) gives what they
-- report with. The name stands in every line. A script that can't go on after a
-- failure stops at the first.
return function(name, stops)
  local failed = false
  local check = {}

  -- The detail is for a failure: any value.
  function check.report(ok, what, detail)
    failed = failed or not ok
    io.stdout:write(('%s %s: %s%s\n'):format(ok and 'ok  ' or 'FAIL', name, what, not ok and detail and ' (' .. vim.inspect(detail) .. ')' or ''))
    if failed and stops then
      vim.cmd('cquit 1')
    end
  end

  -- Waits until a condition holds, which may fail meanwhile; detail is a function.
  function check.wait(what, condition, detail)
    local ok = vim.wait(30000, function()
      local fine, result = pcall(condition)
      return fine and result
    end, 20)
    check.report(ok, what, not ok and detail and detail())
  end

  function check.finish()
    vim.cmd(failed and 'cquit 1' or 'qall!')
  end

  return check
end
