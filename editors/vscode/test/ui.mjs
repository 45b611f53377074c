// ui.mjs VSIX: what a person does with mouse and keys in the drawn workbench.
// Pictures of each step go to the folder YUTI_PICTURES.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { rest, sleep, start } from './workbench.mjs';

const [vsix] = process.argv.slice(2);
const pictures = process.env.YUTI_PICTURES;
fs.mkdirSync(pictures, { recursive: true });

const draft = [
  '# 给小敏', '', '小敏：', '', '好久不见啦！听说你搬回杭州了，真替你高兴。', '',
  '我下周二抵达杭州，咱们找个地方一起吃饭呗，我请客。上次那个护手霜，你是在哪儿购买的？我妈说特别好用。', '',
  '以后和朋友多联络，别老闷在家里写稿子啦。', '', '晓雯', '', '', '', '', '', '', '', '', '', '', '𠮷👍', '',
].join('\r\n');

const { page, stop, workspace, data } = await start({
  extensions: [vsix], files: { 'draft.md': draft, 'english.md': 'Nothing here is Chinese.\n' },
  more: { 'window.zoomLevel': 0, 'explorer.confirmDelete': false, 'editor.wordWrap': 'on' },
});
const begin = Date.now();
let step = 0;
const picture = (name) => page.screenshot({ path: path.join(pictures, `vscode-${++step}-${name}.png`) });
// The pictures of the walkthrough and the docs are made of these.
const part = (name, clip) => page.screenshot({ path: path.join(pictures, `walkthrough-${name}.png`), clip });
const done = (what) => console.log(`ok   vscode drawn: ${what} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
const text = () => page.evaluate(() => [...document.querySelectorAll('.editor-instance .view-line')]
  .sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top)).map((line) => line.innerText.replaceAll('\u00a0', ' ')).join('\n'));
const squiggles = page.locator('.editor-instance .squiggly-warning');
const status = page.locator('[id="yuti-lsp.yuti.yuti.status"]');

async function until(what, condition, ms = 60_000) {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(80);
  }
}

// A key can be lost while the workbench still loads what it belongs to.
async function press(keys, appears, what) {
  for (let tries = 0; tries < 5; tries++) {
    for (const key of keys) await page.keyboard.press(key);
    if (await appears.first().waitFor({ timeout: 3000 }).then(() => true, () => false)) return;
    await page.keyboard.press('Escape');
  }
  throw new Error(`${what} does not appear`);
}

let failed = false;
try {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'english.md' }).waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'english.md' }).click();
  await page.locator('.editor-instance .view-line').first().waitFor();
  await sleep(1500);
  assert.equal(await status.isVisible(), false);
  done('asleep in a file without Chinese');

  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'draft.md' }).dblclick();
  await squiggles.first().waitFor({ timeout: 60_000 });
  assert.equal(await squiggles.count(), 3);
  await until('pinyin', async () => (await text()).includes('liánluò'));
  await status.waitFor();
  await sleep(400);
  await picture('findings-and-pinyin');
  await part('open', { x: 353, y: 92, width: 907, height: 390 });
  done('three findings underlined, pinyin behind the words');

  // Hover, by real moves of the mouse.
  const boxes = await Promise.all((await squiggles.all()).map((squiggle) => squiggle.boundingBox()));
  const word = boxes.reduce((lowest, box) => (box.y > lowest.y ? box : lowest)); // they are drawn in any order
  await page.mouse.move(word.x - 60, word.y - 40);
  await page.mouse.move(word.x + word.width / 2, word.y + word.height / 2, { steps: 6 });
  const hover = page.locator('.monaco-hover:visible', { hasText: '聯絡' }).first();
  await hover.waitFor({ timeout: 60_000 });
  assert.match(await hover.innerText(), /liánluò/);
  await sleep(300);
  await picture('hover');
  await part('hover', { x: 353, y: 36, width: 922, height: 400 });
  done('the hover is about the word');

  // Quick fix.
  await page.mouse.click(word.x + word.width / 2, word.y + word.height / 2);
  const menu = page.locator('.action-widget .monaco-list-row', { hasText: '联系' });
  await press(['Control+Period'], menu, 'the menu of fixes');
  const titles = await page.locator('.action-widget').first().innerText();
  assert.match(titles, /Ignore “联络” in this workspace/);
  await picture('light-bulb');
  await part('fix', { x: 353, y: 180, width: 907, height: 390 });
  await page.keyboard.press('Enter');
  await until('the fix', async () => (await squiggles.count()) === 2);
  done('the light bulb mends the word, and offers to ignore it');

  // The guide, by its key; a link in it by the mouse.
  await page.keyboard.press('Control+z');
  await until('the finding', async () => (await squiggles.count()) === 3);
  await page.mouse.click(word.x + word.width / 2, word.y + word.height / 2);
  const guide = page.locator('.tab', { hasText: '联络' });
  await press(['Alt+y', 'g'], guide, 'the guide');
  const frame = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await frame.locator('h1', { hasText: '联络' }).waitFor({ timeout: 60_000 });
  await sleep(500);
  await picture('guide');
  await part('read', { x: 353, y: 36, width: 922, height: 500 });
  await frame.locator('a', { hasText: /^联系$/ }).first().click();
  await frame.locator('a', { hasText: '← 联络' }).waitFor({ timeout: 60_000 });
  const top = await frame.locator('a', { hasText: '← 联络' }).boundingBox();
  assert.ok(top.y > 0 && top.y < 200, 'the page begins at its top');
  await picture('guide-after-a-link');
  await frame.locator('a', { hasText: '← 联络' }).click();
  await frame.locator('h1', { hasText: '联络' }).waitFor();
  await page.locator('.tab', { hasText: '联络' }).click({ button: 'middle' });
  done('the guide opens beside the text, and its links work');

  // The status bar and its picker.
  await rest(page, status, page.locator('.monaco-hover:visible', { hasText: 'was judged to be' }));
  await sleep(300);
  await picture('status');
  await page.mouse.move(300, 300);
  await status.click();
  const formal = page.locator('.quick-input-list .monaco-list-row', { hasText: 'formal' });
  await formal.first().waitFor();
  await sleep(300);
  await picture('target');
  await part('target', { x: 340, y: 0, width: 602, height: 256 });
  await formal.first().click();
  await until('the target', async () => (await status.innerText()).includes('Register: formal'));
  await until('the comment', async () => (await text()).includes('yuti: target=formal'));
  await sleep(800);
  await picture('formal');
  await page.locator('.editor-instance .view-line').nth(2).click();
  await page.keyboard.press('Control+z');
  await until('the text as it was', async () => (await squiggles.count()) === 3);
  done('the status bar shows and sets the target');

  // Keys: next finding, fix all, hints off.
  const message = page.locator('.statusbar-item', { hasText: '1/3' });
  await page.keyboard.press('Control+Home');
  await press(['Alt+y', 'n'], message, 'the first finding');
  await page.keyboard.press('Alt+y');
  await page.keyboard.press('f');
  await until('all fixed', async () => (await squiggles.count()) === 0);
  await page.keyboard.press('Alt+y');
  await page.keyboard.press('h');
  await until('no pinyin', async () => !(await text()).includes('gāoxìng'));
  await page.keyboard.press('Control+s');
  const file = path.join(workspace, 'draft.md');
  const want = draft.replace('抵达', '到').replace('购买', '买').replace('联络', '联系');
  await until('the saved file', () => fs.readFileSync(file, 'utf8') === want);
  await picture('fixed-without-pinyin');
  await page.keyboard.press('Alt+y');
  await page.keyboard.press('h');
  await until('pinyin again', async () => (await text()).includes('gāoxìng'));
  for (const key of ['Alt+y', 'h', 'Alt+y', 'h']) await page.keyboard.press(key); // twice at once: off, and on
  await until('the setting, written twice', () => /"yuti.hints.pinyin": "all"/.test(fs.readFileSync(path.join(workspace, '.vscode', 'settings.json'), 'utf8')));
  await sleep(1500);
  await until('pinyin after both', async () => (await text()).includes('gāoxìng'));
  done('keys go to findings, fix all and turn pinyin off and on');

  // The walkthrough.
  await page.keyboard.press('F1');
  await page.keyboard.type('Welcome: Open Walkthrough');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Open Walkthrough' }).first().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Write Chinese in the right register' }).first().click();
  const steps = page.locator('.getting-started-step');
  await steps.first().waitFor({ timeout: 60_000 });
  assert.equal(await steps.count(), 4);
  await sleep(1000);
  await picture('walkthrough');
  done('the walkthrough has four steps');

  // A program that is not there: a message that says what to do.
  const box = page.locator('.settings-editor .setting-item-control input[aria-label="yuti.path"]');
  const openSetting = async () => {
    await page.keyboard.press('F1');
    await page.keyboard.type('Preferences: Open Workspace Settings');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: /Open Workspace Settings(?! \(JSON)/ }).first().click();
    await page.locator('.settings-editor .search-container .view-lines').first().click();
    await page.keyboard.type('@id:yuti.path');
    await box.waitFor({ timeout: 60_000 });
  };
  await openSetting();
  await box.fill('/nowhere/yuti');
  const toast = page.locator('.notification-toast', { hasText: 'there is no program at /nowhere/yuti' });
  await toast.waitFor({ timeout: 60_000 });
  await sleep(500);
  await picture('no-program');
  await box.fill('');
  const written = path.join(workspace, '.vscode', 'settings.json');
  await until('the setting', () => !fs.readFileSync(written, 'utf8').includes('nowhere')); // when typing pauses
  await page.keyboard.press('Escape');
  await toast.locator('.monaco-button', { hasText: 'Restart' }).click();
  await page.locator('.tab', { hasText: 'draft.md' }).first().click();
  await status.waitFor({ timeout: 60_000 });
  done('a missing program is a message with what to do, and a restart');

  // One that crashes at once, again and again.
  const crashing = path.join(workspace, 'crashing-yuti');
  fs.writeFileSync(crashing, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  await openSetting();
  await box.fill(crashing);
  const crash = page.locator('.notification-toast', { hasText: /yuti (could not be started|stopped)/ });
  await crash.first().waitFor({ timeout: 60_000 });
  await sleep(3000);
  await picture('crashing-program');
  assert.equal(await crash.count(), 1, 'one message, not many');
  assert.equal(await page.locator('.notification-toast', { hasText: /couldn't create connection|got closed/ }).count(), 0, 'and none of the library’s own');
  done('a program that crashes is one message');
} catch (error) {
  failed = true;
  console.log(`FAIL vscode drawn: ${error.stack ?? error}`);
  await page.screenshot({ path: path.join(pictures, 'vscode-failed.png') });
  const set = path.join(workspace, '.vscode', 'settings.json');
  console.log(`     the settings: ${fs.existsSync(set) ? fs.readFileSync(set, 'utf8') : 'none'}`);
  console.log(`     the messages: ${(await page.locator('.notification-toast').allInnerTexts()).join(' | ')}`);
} finally {
  await stop();
}
process.exit(failed ? 1 : 0);
