// hovers.mjs VSIX FOLDER OUT: a picture of the hover at each place of FOLDER's
// draft; see hovers.sh.
import fs from 'node:fs';
import path from 'node:path';
import { sleep, start } from '../vscode/test/workbench.mjs';

const [vsix, folder, out] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const { page, stop } = await start({
  extensions: [vsix], files: { 'draft.md': read('draft.md'), '.yuti.toml': read('.yuti.toml') },
  more: { 'editor.fontSize': 14 }, viewport: { width: 1100, height: 900 },
});
const hover = page.locator('.monaco-hover:visible').first();
let seen = 0;
try {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'draft.md' }).dblclick({ timeout: 60_000 });
  await page.locator('.editor-instance .view-line').first().waitFor();
  await sleep(10_000);
  for (const [i, place] of read('places').trim().split('\n').entries()) {
    const [line, , , cell] = place.split(' ');
    for (let tries = 0; tries < 3; tries++) { // the first may come before the server is ready
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+g');
      await sleep(350);
      await page.keyboard.type(`${line}:${cell}`); // columns of cells
      await page.keyboard.press('Enter');
      await sleep(250);
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
      if (!(await hover.locator('.hover-row').first().waitFor({ timeout: 4000 }).then(() => true, () => false))) continue;
      await sleep(350);
      await page.screenshot({ path: path.join(out, `${String(i + 1).padStart(2, '0')}.png`), clip: await hover.boundingBox() });
      seen++;
      break;
    }
  }
} finally {
  await stop();
}
console.log(`vscode: ${seen} hovers in ${out}`);
