// host.mjs VSIX TESTS-VSIX: runs the tests of host/tests.js in the extension
// host of a real VS Code and prints what they say.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sleep, start } from './workbench.mjs';

const [vsix, tests] = process.argv.slice(2);
const result = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'yuti-result-')), 'result.txt');
const { page, stop } = await start({ extensions: [vsix, tests], environment: { YUTI_RESULT: result } });
const read = () => (fs.existsSync(result) ? fs.readFileSync(result, 'utf8') : '');
const end = Date.now() + 380_000;
let printed = 0;
while (Date.now() < end && !/^(PASS|FAILED)/m.test(read())) {
  await sleep(200);
  process.stdout.write(read().slice(printed));
  printed = read().length;
}
process.stdout.write(read().slice(printed));
const passed = /^PASS/m.test(read());
if (!passed && process.env.YUTI_PICTURES) {
  await page.screenshot({ path: path.join(process.env.YUTI_PICTURES, 'vscode-host-failed.png') });
}
if (read() === '') console.log('FAIL vscode: no test ran');
await stop();
process.exit(passed ? 0 : 1);
