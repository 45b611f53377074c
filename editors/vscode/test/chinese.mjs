// chinese.mjs VSIX: the extension drawn in Chinese, on a dark ground. VS Code's
// own texts stay English: what is Chinese here is ours. Pictures go to the
// folder YUTI_PICTURES.
import assert from 'node:assert/strict';
import path from 'node:path';
import { rest, sleep, start } from './workbench.mjs';

const [vsix] = process.argv.slice(2);
const pictures = process.env.YUTI_PICTURES;
const draft = '# 给小敏\n\n好久不见啦！听说你搬回杭州了，真替你高兴。\n\n以后和朋友多联络，别老闷在家里写稿子啦。\n\n晓雯\n';
const { page, stop } = await start({
  extensions: [vsix], files: { 'draft.md': draft }, locale: 'zh-CN',
  more: { 'editor.wordWrap': 'on', 'workbench.colorTheme': 'Default Dark Modern' },
});
const picture = (name) => page.screenshot({ path: path.join(pictures, `vscode-chinese-${name}.png`) });
const done = (what) => console.log(`ok   vscode in Chinese: ${what}`);
const patient = { timeout: 120_000 };
let failed = false;
try {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'draft.md' }).dblclick(patient);
  const squiggle = page.locator('.editor-instance .squiggly-warning').first();
  await squiggle.waitFor(patient);
  const status = page.locator('[id="yuti-lsp.yuti.yuti.status"]');
  await status.waitFor(patient);
  assert.equal(await status.innerText(), '语体：自动（口语）');
  const tooltip = page.locator('.monaco-hover:visible', { hasText: '正文读起来是' });
  await rest(page, status, tooltip);
  assert.match(await tooltip.innerText(), /目标语体：口语（由正文判断）[^]*语体 1[^]*改正所有有把握之处（1）/);
  await sleep(300);
  await picture('status');
  done('the status bar and its tooltip');

  const box = await squiggle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
  const hover = page.locator('.monaco-hover:visible', { hasText: '聯絡' }).first();
  await hover.waitFor(patient);
  assert.match(await hover.innerText(), /「联络」/);
  await sleep(300);
  await picture('hover');
  done('the finding and the hover');

  const rows = page.locator('.quick-input-list .monaco-list-row');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('F1');
  await page.keyboard.type('查看这个词的用法');
  await rows.filter({ hasText: '查看这个词的用法' }).first().click(patient);
  await page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('h1', { hasText: '联络' }).waitFor(patient);
  await sleep(500);
  await picture('guide');
  done('a command by its name, and the guide');

  await status.click();
  await rows.filter({ hasText: '通知、报告、合同' }).first().waitFor(patient);
  await sleep(300);
  await picture('target');
  await page.keyboard.press('Escape');
  done('the picker of the target');

  await page.keyboard.press('F1');
  await page.keyboard.type('Preferences: Open Settings (UI)');
  await rows.filter({ hasText: 'Open Settings (UI)' }).first().click(patient);
  await page.locator('.settings-editor .search-container .view-lines').first().click(patient);
  await page.keyboard.type('@ext:yuti-lsp.yuti');
  const setting = page.locator('.settings-editor .setting-item-description').first();
  await setting.waitFor(patient);
  await sleep(800);
  const described = await page.locator('.settings-editor .setting-item-description').allInnerTexts();
  assert.ok(described.length > 2);
  assert.deepEqual(described.filter((text) => !/\p{Script=Han}/u.test(text)), [], 'settings without a word of Chinese');
  await picture('settings');
  done('the settings');
} catch (error) {
  failed = true;
  console.log(`FAIL vscode in Chinese: ${error.stack ?? error}`);
  await picture('failed');
} finally {
  await stop();
}
process.exit(failed ? 1 : 0);
