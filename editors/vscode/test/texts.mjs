// Every text that the sources and the manifest show is there in English and in
// Chinese, and nothing else is: run by npm run check.
import fs from 'node:fs';

const folder = new URL('../', import.meta.url);
const read = (name) => fs.readFileSync(new URL(name, folder), 'utf8');
let wrong = 0;
const complain = (file, what, texts) => {
  for (const text of texts) {
    wrong++;
    console.error(`${file}: ${what}: ${text}`);
  }
};
const places = (text) => (text.match(/\{\d\}|`[^`]*`|\$\([^)]*\)|command:[\w.]+/g) ?? []).sort().join();
// compare says what the Chinese texts of a file lack beside those that are used.
function compare(file, english, chinese) {
  complain(file, 'not translated', Object.keys(english).filter((key) => !(key in chinese)));
  complain(file, 'not used', Object.keys(chinese).filter((key) => !(key in english)));
  const both = Object.keys(english).filter((key) => key in chinese);
  complain(file, 'not Chinese', both.filter((key) => !/\p{Script=Han}/u.test(chinese[key])));
  complain(file, 'other places than the English', both.filter((key) => places(english[key]) !== places(chinese[key])));
}

const used = {};
for (const name of fs.readdirSync(new URL('src/', folder))) {
  for (const [, text] of read(`src/${name}`).matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) {
    const plain = text.replaceAll("\\'", "'");
    used[plain] = plain;
  }
}
compare('l10n/bundle.l10n.zh-cn.json', used, JSON.parse(read('l10n/bundle.l10n.zh-cn.json')));

const manifest = JSON.parse(read('package.nls.json'));
const named = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
complain('package.nls.json', 'missing', [...named].filter((key) => !(key in manifest)));
complain('package.nls.json', 'not used', Object.keys(manifest).filter((key) => !named.has(key)));
compare('package.nls.zh-cn.json', manifest, JSON.parse(read('package.nls.zh-cn.json')));
process.exit(wrong > 0 ? 1 : 0);
