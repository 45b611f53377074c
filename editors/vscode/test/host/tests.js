// The tests of the extension, run inside a real extension host. Each opens what
// it needs and leaves the settings as they were.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const tests = [];
const test = (name, body) => tests.push({ name, body });
const say = (line) => fs.appendFileSync(process.env.YUTI_RESULT, line + '\n');

exports.run = async () => {
  const only = process.env.YUTI_ONLY;
  let failed = 0;
  for (const { name, body } of tests.filter(({ name }) => !only || name.includes(only))) {
    const begin = Date.now();
    try {
      await Promise.race([body(), sleep(120_000).then(() => { throw new Error('not to the end in two minutes'); })]);
      say(`ok   vscode: ${name} (${Date.now() - begin} ms)`);
    } catch (error) {
      failed++;
      say(`FAIL vscode: ${name}\n${error?.stack ?? error}`);
    }
    for (const command of ['closeQuickOpen', 'revertAndCloseActiveEditor', 'closeAllEditors']) {
      // VS Code does not always answer, and what was to be closed is closed then
      await Promise.race([vscode.commands.executeCommand(`workbench.action.${command}`), sleep(15_000)]);
    }
    fs.rmSync(inWorkspace('.yuti.toml').fsPath, { force: true });
  }
  say(failed === 0 ? `PASS vscode ${vscode.version}: ${tests.length} tests` : `FAILED ${failed}`);
};

// --- what the tests are written with

const parts = () => vscode.extensions.getExtension('yuti-lsp.yuti').exports;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what, condition, ms = 30_000) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(30);
  }
}

const inWorkspace = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
let serial = 0;

// A new file with a text, shown in an editor.
async function open(text, { name = `draft-${++serial}.md` } = {}) {
  const uri = inWorkspace(name);
  fs.mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  fs.writeFileSync(uri.fsPath, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return { document, editor };
}

const findings = (document) =>
  vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === 'yuti').sort((a, b) => a.range.start.compareTo(b.range.start));
const words = (document) => findings(document).map((d) => document.getText(d.range));

async function finds(document, want, ms) {
  await until(`the findings ${want}`, () => String(words(document)) === String(want), ms).catch((error) => {
    throw new Error(`${error.message}; there are ${words(document)}`);
  });
  return findings(document);
}

const hints = async (document) =>
  (await vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, document.lineCount, 0)))
    .map((hint) => (typeof hint.label === 'string' ? hint.label : hint.label.map((part) => part.value).join('')));

function put(editor, word, into = 1) {
  const at = editor.document.positionAt(editor.document.getText().indexOf(word) + into);
  editor.selection = new vscode.Selection(at, at);
}

async function withSetting(key, value, body, target = vscode.ConfigurationTarget.Workspace) {
  const configuration = () => vscode.workspace.getConfiguration('yuti');
  await configuration().update(key, value, target);
  try {
    await body();
  } finally {
    await configuration().update(key, undefined, target);
  }
}

// Runs a command that asks, and takes the answer whose label holds a text.
async function answer(command, label) {
  const done = vscode.commands.executeCommand(command);
  await sleep(700); // the list is drawn
  // What the list holds can't be read here: filter it as one who types would.
  await vscode.commands.executeCommand('workbench.action.quickInputBack').then(undefined, () => {});
  await label();
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  return done;
}

const down = (n) => async () => {
  for (let i = 0; i < n; i++) await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
};

const stiff = '以后和朋友多联络。\n';

// --- the tests

test('asleep until there is Chinese', async () => {
  const { document, editor } = await open('Nothing here is Chinese.\n');
  await sleep(400);
  assert.equal(parts().server.running, undefined, 'the server runs for English');
  await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, stiff));
  await finds(document, ['联络'], 60_000);
});

test('a file without Chinese has no status and no findings', async () => {
  const chinese = await open(stiff);
  await until('the status', () => parts().status.item.text !== '' && /Register/.test(parts().status.item.text));
  const { document } = await open('Nothing here is Chinese.\n');
  await sleep(600);
  assert.deepEqual(findings(document), []);
  assert.deepEqual(await hints(document), []);
  await vscode.window.showTextDocument(chinese.document);
});

test('findings stand on exactly the word after 𠮷, emoji and CRLF', async () => {
  const { document } = await open('# 𠮷野家 👨‍👩‍👧\r\n\r\n𠮷👍哥们儿，以后和朋友多联络啊。\r\n\r\n我下周抵达杭州，咱们一起吃饭呗。\r\n');
  const [first, second] = await finds(document, ['联络', '抵达']);
  assert.equal(document.eol, vscode.EndOfLine.CRLF);
  assert.equal(first.range.start.character, '𠮷👍哥们儿，以后和朋友多'.length);
  assert.equal(first.code.value, 'register/stiff');
  assert.equal(second.range.start.line, 4);
});

test('the code of a finding leads to the page of its rule', async () => {
  const { document } = await open(stiff);
  const [found] = await finds(document, ['联络']);
  const page = await vscode.workspace.openTextDocument(found.code.target);
  assert.match(page.getText(), /^# /);
});

test('pinyin hints', async () => {
  const { document } = await open('他在银行工作，𠮷👍也在银行。\n');
  const labels = await until('hints', async () => (await hints(document)).length > 3 && hints(document));
  assert.equal(labels.filter((label) => label.trim() === 'yínháng').length, 2, String(labels));
});

test('hints: the key turns them off and back on', async () => {
  const { document } = await open('他在银行工作。\n');
  await until('hints', async () => (await hints(document)).length > 0);
  await vscode.commands.executeCommand('yuti.toggleHints');
  await until('no hints', async () => (await hints(document)).length === 0);
  await vscode.commands.executeCommand('yuti.toggleHints');
  await until('hints', async () => (await hints(document)).length > 0);
  // twice at once is off and on again, not off twice
  await Promise.all([vscode.commands.executeCommand('yuti.toggleHints'), vscode.commands.executeCommand('yuti.toggleHints')]);
  assert.equal(vscode.workspace.getConfiguration('yuti').get('hints.pinyin'), 'all');
  await vscode.workspace.getConfiguration('yuti').update('hints.pinyin', undefined, vscode.ConfigurationTarget.Workspace);
});

test('hints: news of others that come while they are asked for are told again', async () => {
  const { document } = await open('他在银行工作。\n');
  await until('hints', async () => (await hints(document)).length > 0);
  const news = parts().server.running.getFeature('textDocument/inlayHint').getProvider(document).onDidChangeInlayHints;
  let told = 0;
  const listener = news.event(() => { told++; });
  let fired = 0;
  const timer = setInterval(() => { fired++; news.fire(); }, 1);
  await hints(document);
  clearInterval(timer);
  await until('one more than were fired', () => told > fired, 5000);
  listener.dispose();
});

test('hints: the picker chooses which words get one', async () => {
  const { document } = await open('他在银行工作。\n');
  const all = await until('hints', async () => { const h = await hints(document); return h.length > 0 && h; });
  await answer('yuti.hints', down(2)); // polyphones
  assert.equal(vscode.workspace.getConfiguration('yuti').get('hints.pinyin'), 'polyphones');
  await until('fewer hints', async () => { const h = await hints(document); return h.length > 0 && h.length < all.length; });
  await vscode.workspace.getConfiguration('yuti').update('hints.pinyin', undefined, vscode.ConfigurationTarget.Workspace);
});

test('hover tells what the word means here', async () => {
  const { document } = await open('👍以后和朋友多联络。\n');
  await finds(document, ['联络']);
  const at = document.positionAt(document.getText().indexOf('联络') + 1);
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
  const text = hovers.flatMap((hover) => hover.contents.map((content) => content.value)).join('\n');
  assert.match(text, /聯絡/);
  assert.match(text, /liánluò/);
  assert.equal(document.getText(hovers[0].range), '联络');
});

test('the guide is a definition', async () => {
  const { document } = await open(stiff);
  await finds(document, ['联络']);
  const [place] = await vscode.commands.executeCommand('vscode.executeDefinitionProvider', document.uri, document.positionAt(stiff.indexOf('联络')));
  const page = await vscode.workspace.openTextDocument(place.uri ?? place.targetUri);
  assert.match(page.getText(), /^# 联络/);
});

test('the quick fix changes the word and nothing else', async () => {
  const text = '𠮷👍以后和朋友多联络啊。\r\n下一行。\r\n';
  const { document } = await open(text);
  const [found] = await finds(document, ['联络']);
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, found.range, 'quickfix');
  const [fix] = actions.filter((action) => action.isPreferred);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.equal(document.getText(), text.replace('联络', '联系'));
  await finds(document, []);
});

test('next and previous finding, around the end', async () => {
  const { document, editor } = await open('以后和朋友多联络。\n\n好的。\n\n我下周抵达杭州，咱们一起吃饭呗。\n');
  const [first, second] = await finds(document, ['联络', '抵达']);
  const go = async (command, to) => {
    await vscode.commands.executeCommand(`yuti.${command}`);
    assert.ok(editor.selection.active.isEqual(to.range.start), command);
  };
  await go('nextFinding', first);
  await go('nextFinding', second);
  await go('nextFinding', first);
  await go('previousFinding', second);
  await go('previousFinding', first);
});

test('fix all takes the safe ones, in one step back', async () => {
  const text = '𠮷以后和朋友多联络。\r\n\r\n我下周抵达杭州，咱们一起吃饭呗。\r\n';
  const { document } = await open(text);
  await finds(document, ['联络', '抵达']);
  await vscode.commands.executeCommand('yuti.fixAll');
  await until('fixed', () => document.getText() === text.replace('联络', '联系').replace('抵达', '到'));
  await finds(document, []);
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), text);
});

test('ignore: on this line', async () => {
  const { document, editor } = await open('以后和朋友多联络。\n\n还是和朋友多联络吧。\n');
  await finds(document, ['联络', '联络']);
  put(editor, '联络');
  await answer('yuti.ignore', down(0));
  await until('a comment', () => document.lineAt(0).text === '以后和朋友多联络。<!-- yuti: ignore-line 联络 -->');
  await finds(document, ['联络']);
});

test('ignore: in the workspace, saved, and undone', async () => {
  const settings = inWorkspace('.yuti.toml');
  try {
    const { document, editor } = await open(stiff);
    await finds(document, ['联络']);
    put(editor, '联络');
    await answer('yuti.ignore', down(2));
    await until('the file', () => fs.existsSync(settings.fsPath) && fs.readFileSync(settings.fsPath, 'utf8') === 'ignore = ["联络"]\n');
    await finds(document, []);
    const file = await vscode.workspace.openTextDocument(settings);
    assert.equal(file.isDirty, false);
    fs.rmSync(settings.fsPath);
    await finds(document, ['联络']);
  } finally {
    fs.rmSync(settings.fsPath, { force: true });
  }
});

test('ignore: everywhere, in the user’s own settings file', async () => {
  const settings = path.join(process.env.XDG_CONFIG_HOME, 'yuti', '.yuti.toml');
  const { document, editor } = await open(stiff);
  await finds(document, ['联络']);
  put(editor, '联络');
  await answer('yuti.ignore', down(3));
  await until('the file', () => fs.existsSync(settings) && fs.readFileSync(settings, 'utf8') === 'ignore = ["联络"]\n');
  await finds(document, []);
  fs.rmSync(settings);
  await finds(document, ['联络']);
});

test('the status bar shows the target, what was judged, and counts', async () => {
  const { document } = await open('以后和朋友多联络。\n\n我下周抵达杭州，咱们一起吃饭呗。\n');
  await finds(document, ['联络', '抵达']);
  const { item } = parts().status;
  await until('the counts', () => /register 2/.test(item.tooltip?.value ?? ''));
  assert.match(item.text, /^Register: auto · (casual|neutral)$/);
  assert.match(item.tooltip.value, /The text was judged to be: \*\*(casual|neutral)\*\*/);
  assert.match(item.tooltip.value, /Fix all safe ones \(2\)/);
});

test('the target: for this file, by a comment', async () => {
  const { document } = await open('特此通知。请各部门遵照执行。\n\n以后和朋友多联络。\n');
  await until('the status', () => /auto/.test(parts().status.item.text));
  await answer('yuti.setTarget', down(1)); // casual
  await until('the comment', () => document.getText().startsWith('<!-- yuti: target=casual -->\n\n特此通知'));
  await until('the status', () => parts().status.item.text === 'Register: casual');
  await answer('yuti.setTarget', down(3)); // formal
  await until('the comment', () => document.getText().startsWith('<!-- yuti: target=formal -->\n\n特此通知'));
  await until('the status', () => parts().status.item.text === 'Register: formal');
});

test('the target: for all files, by a setting', async () => {
  const { document } = await open('今天天气很好。\n');
  await until('the status', () => /auto/.test(parts().status.item.text));
  await answer('yuti.setTarget', down(7)); // formal, by the settings
  await until('the status', () => parts().status.item.text === 'Register: formal');
  assert.equal(document.isDirty, false);
  await vscode.workspace.getConfiguration('yuti').update('target', undefined, vscode.ConfigurationTarget.Workspace);
  await until('the status', () => /auto/.test(parts().status.item.text));
});

test('the guide beside the text, and its links', async () => {
  const { document, editor } = await open('👍以后和朋友多联络。\n');
  await finds(document, ['联络']);
  put(editor, '联络');
  await vscode.commands.executeCommand('yuti.guide');
  const page = () => parts().guides.page;
  assert.equal(page().word, '联络');
  assert.match(page().html, /<h1[^>]*>联络<\/h1>/);
  const link = /href="command:yuti\.guide\?([^"]*)"[^>]*>联系</.exec(page().html);
  assert.ok(link, page().html);
  assert.deepEqual(JSON.parse(decodeURIComponent(link[1])), ['联系']);
  assert.equal(vscode.window.activeTextEditor?.document, document, 'the text keeps the cursor');
  await vscode.commands.executeCommand('yuti.guide', '联系');
  assert.equal(page().word, '联系');
  assert.match(page().html, /command:yuti\.guideBack[^>]*>← 联络/);
  await vscode.commands.executeCommand('yuti.guideBack');
  assert.equal(page().word, '联络');
});

test('copy with pinyin', async () => {
  const { document, editor } = await open('他在银行工作。\n如果有任何问题，请随时联络我。\n');
  await until('hints', async () => (await hints(document)).length > 0);
  put(editor, '如果');
  await vscode.commands.executeCommand('yuti.copyWithPinyin');
  assert.equal(await vscode.env.clipboard.readText(), '如果有任何问题，请随时联络我。\nRúguǒ yǒu rènhé wèntí, qǐng suíshí liánluò wǒ.');
  editor.selection = new vscode.Selection(0, 2, 0, 6);
  await vscode.commands.executeCommand('yuti.copyWithPinyin');
  assert.equal(await vscode.env.clipboard.readText(), '银行工作\nYínháng gōngzuò');
});

test('colours of words: off, and on by a setting', async () => {
  const { document } = await open('👍以后和朋友多联络。\n');
  await finds(document, ['联络']);
  const tokens = async () => (await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', document.uri))?.data ?? [];
  assert.equal((await tokens()).length, 0);
  await withSetting('tokens.register', true, async () => {
    const data = await until('a colour', async () => { const d = await tokens(); return d.length > 0 && d; });
    const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', document.uri);
    assert.deepEqual([...data.slice(0, 3)], [0, '👍以后和朋友多'.length, 2]);
    assert.equal(legend.tokenTypes[data[3]], 'outOfRegister');
    const { semanticTokenTypes } = vscode.extensions.getExtension('yuti-lsp.yuti').packageJSON.contributes;
    assert.deepEqual(legend.tokenTypes.filter((type) => !semanticTokenTypes.some(({ id }) => id === type)), [], 'every type has a colour');
  });
});

test('the places of a word, and its phrase: highlights, references, selection', async () => {
  const { document } = await open('👍以后和朋友多联络。\n\n朋友圈里没有朋友。\n');
  await finds(document, ['联络']);
  const at = document.positionAt(document.getText().indexOf('朋友'));
  const ask = (what, ...more) => vscode.commands.executeCommand(`vscode.execute${what}`, document.uri, ...more);
  const lines = (places) => places.map(({ range }) => `${range.start.line}:${range.start.character} ${document.getText(range)}`);
  const want = ['0:5 朋友', '2:6 朋友']; // not that in 朋友圈
  assert.deepEqual(lines(await ask('DocumentHighlights', at)), want);
  assert.deepEqual(lines((await ask('ReferenceProvider', at)).filter(({ uri }) => uri.toString() === document.uri.toString())), want);
  const [selection] = await ask('SelectionRangeProvider', [at]);
  const wider = [];
  for (let range = selection; range; range = range.parent) {
    wider.push(document.getText(range.range));
  }
  assert.ok(wider.includes('朋友') && wider.indexOf('朋友') < wider.indexOf('👍以后和朋友多联络。'), wider.join(' | '));
});

test('rename: the word throughout', async () => {
  // a word that no other file of the workspace has: those would be left unsaved
  const { document } = await open('👍院里的石榴红了。\n\n她摘了一个石榴，多联络。\n');
  const at = document.positionAt(document.getText().indexOf('石榴'));
  const edit = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, at, '樱桃');
  assert.deepEqual(edit.entries().map(([uri]) => uri.toString()), [document.uri.toString()]);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.equal(document.getText(), '👍院里的樱桃红了。\n\n她摘了一个樱桃，多联络。\n');
});

test('completion: substitutions, where asked for', async () => {
  const { document } = await open('👍以后和朋友多联络。\n');
  await finds(document, ['联络']);
  const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, document.positionAt('👍以后和朋友多联络'.length));
  assert.ok(items.some(({ label }) => (label.label ?? label) === '联系'), JSON.stringify(items.map(({ label }) => label)));
});

test('the review page of a draft', async () => {
  const { document, editor } = await open('以后和朋友多联络。\n');
  await finds(document, ['联络']);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '我下周抵达杭州，咱们一起吃饭呗。\n\n'));
  await vscode.commands.executeCommand('yuti.review');
  const tab = await until('the page', () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).find(({ label }) => label.startsWith('Review: ')));
  assert.ok(tab.input instanceof vscode.TabInputWebview);
  assert.equal(document.isDirty, false, 'the page is about what is saved');
});

test('the log', async () => {
  await vscode.commands.executeCommand('yuti.showLog');
  assert.ok((await vscode.commands.getCommands(true)).includes('yuti.showLog'));
});

for (const [what, name, text, want] of [
  ['plain text', 'a.txt', stiff, '联络'],
  ['LaTeX', 'a.tex', `\\section{信}\n${stiff}`, '联络'],
  ['HTML', 'a.html', '<!DOCTYPE html>\n<p>以后和朋友多联络。</p>\n', '联络'],
  ['Typst', 'a.typ', stiff, '联络'],
  ['AsciiDoc', 'a.adoc', stiff, '联络'],
  ['reStructuredText', 'a.rst', stiff, '联络'],
  ['gettext', 'a.po', 'msgid "Keep in touch with your friends."\nmsgstr "以后和朋友多联络。"\n', '联络'],
  ['XLIFF', 'a.xlf', '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="zh-CN" datatype="plaintext" original="a"><body><trans-unit id="1"><source>Keep in touch.</source><target>以后和朋友多联络。</target></trans-unit></body></file></xliff>\n', '联络'],
  ['subtitles', 'a.srt', '1\n00:00:01,000 --> 00:00:03,000\n以后和朋友多联络。\n', '联络'],
  ['a commit message', 'COMMIT_EDITMSG', stiff, '联络'],
]) {
  test(`active for ${what}`, async () => {
    const { document } = await open(text, { name });
    await finds(document, [want]);
  });
}

test('active for other languages by a setting', async () => {
  const { document } = await open(stiff, { name: 'a.log' });
  await sleep(500);
  assert.deepEqual(findings(document), []);
  await withSetting('languages', ['log'], () => finds(document, ['联络']));
  await finds(document, []);
});

test('off by a setting, and on again', async () => {
  const { document } = await open(stiff);
  await finds(document, ['联络']);
  await withSetting('enable', false, () => finds(document, []));
  await finds(document, ['联络']);
});

test('.yuti.toml holds where VS Code only has defaults; what is set in VS Code wins', async () => {
  const file = inWorkspace('.yuti.toml').fsPath;
  fs.writeFileSync(file, '[hints]\npinyin = "off"\n');
  try {
    const { document } = await open('他在银行工作。\n');
    await until('no hints', async () => (await hints(document)).length === 0);
    await withSetting('hints.pinyin', 'all', () => until('hints', async () => (await hints(document)).length > 0));
    await until('no hints', async () => (await hints(document)).length === 0);
  } finally {
    fs.rmSync(file);
  }
});

test('a wrong .yuti.toml is reported where it is wrong', async () => {
  const { document } = await open('target = "fromal"\n', { name: '.yuti.toml' });
  try {
    const [found] = await until('a finding', () => findings(document).length === 1 && findings(document));
    assert.equal(document.getText(found.range), '"fromal"');
  } finally {
    fs.rmSync(document.fileName);
  }
});

test('the sample of the walkthrough', async () => {
  await vscode.commands.executeCommand('yuti.openSample');
  const { document } = vscode.window.activeTextEditor;
  assert.ok(document.isUntitled);
  await finds(document, ['抵达', '购买', '联络']);
});

test('a server that ends of itself is started again', async () => {
  const { document, editor } = await open(stiff);
  await finds(document, ['联络']);
  const { server } = parts();
  const pid = server.running._serverProcess.pid;
  process.kill(pid, 'SIGKILL');
  await until('another server', () => server.running && server.running._serverProcess.pid !== pid, 45_000);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '我下周抵达杭州，咱们一起吃饭呗。\n\n'));
  await finds(document, ['抵达', '联络']);
});

test('restart by command', async () => {
  const { document } = await open(stiff);
  await finds(document, ['联络']);
  const { server } = parts();
  const pid = server.running._serverProcess.pid;
  await vscode.commands.executeCommand('yuti.restart');
  assert.notEqual(server.running._serverProcess.pid, pid);
  await finds(document, ['联络']);
});

test('a program of one’s own by yuti.path', async () => {
  const own = inWorkspace('bin/my-yuti').fsPath;
  fs.mkdirSync(path.dirname(own), { recursive: true });
  fs.writeFileSync(own, `#!/bin/sh\ntouch "$0.started"\nexec '${parts().server.program()}' "$@"\n`, { mode: 0o755 });
  const { document } = await open(stiff);
  await finds(document, ['联络']);
  await withSetting('path', '${workspaceFolder}/bin/my-yuti', async () => {
    await until('it is started', () => fs.existsSync(`${own}.started`));
    await finds(document, ['联络']);
  });
});

test('a text of 1 MB', async () => {
  const paragraph = '老人在灯塔里住了四十年，对每一艘经过的船都记得清清楚楚。𠮷👍窗外下着雨，远处传来汽笛声。\r\n\r\n';
  const text = paragraph.repeat(Math.ceil((1 << 20) / Buffer.byteLength(paragraph))) + stiff;
  const { document, editor } = await open(text);
  const begin = Date.now();
  const [found] = await finds(document, ['联络'], 60_000);
  const first = Date.now() - begin;
  assert.equal(found.range.start.line, document.lineCount - 2);
  const typed = Date.now();
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '和朋友多联络。'));
  await finds(document, ['联络', '联络']);
  say(`     first findings after ${first} ms, after a keystroke ${Date.now() - typed} ms`);
});

test('keys clash with nothing', async () => {
  const defaults = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
  const bound = defaults.getText();
  const { keybindings } = vscode.extensions.getExtension('yuti-lsp.yuti').packageJSON.contributes;
  const others = new Set([...bound.matchAll(/"key":\s*"([^"]+)",[\s\S]*?"command":\s*"([^"]+)"/g)].filter(([, , command]) => !command.startsWith('yuti.')).map(([, key]) => key));
  assert.ok(others.size > 300, `only ${others.size} default keys were read`);
  for (const { key } of keybindings) {
    const [first] = key.split(' ');
    const taken = [...others].filter((other) => other.split(' ')[0] === first);
    assert.deepEqual(taken, [], `${key} clashes`);
  }
  assert.equal(new Set(keybindings.map(({ key }) => key)).size, keybindings.length);
});

test('every command that is offered is there', async () => {
  const { commands } = vscode.extensions.getExtension('yuti-lsp.yuti').packageJSON.contributes;
  const known = new Set(await vscode.commands.getCommands(true));
  assert.deepEqual(commands.map(({ command }) => command).filter((command) => !known.has(command)), []);
});
