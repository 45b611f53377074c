// Every text that the sources show is translated, and nothing else is: run by
// npm run check.
import fs from 'node:fs';

const folder = new URL('../', import.meta.url);
const used = new Set();
for (const name of fs.readdirSync(new URL('src/', folder))) {
  const source = fs.readFileSync(new URL(`src/${name}`, folder), 'utf8');
  for (const [, text] of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) {
    used.add(text.replaceAll("\\'", "'"));
  }
}
const bundle = JSON.parse(fs.readFileSync(new URL('l10n/bundle.l10n.zh-cn.json', folder), 'utf8'));
const missing = [...used].filter((text) => !bundle[text]);
const idle = Object.keys(bundle).filter((text) => !used.has(text));
const wrong = Object.entries(bundle).filter(([text, chinese]) => {
  const places = (of) => (of.match(/\{\d\}/g) ?? []).sort().join();
  return places(text) !== places(chinese);
});
for (const [what, list] of Object.entries({ 'not translated': missing, 'not used': idle, 'other places than the English': wrong })) {
  for (const text of list) {
    console.error(`l10n/bundle.l10n.zh-cn.json: ${what}: ${text}`);
  }
}
process.exit(missing.length + idle.length + wrong.length > 0 ? 1 : 0);
