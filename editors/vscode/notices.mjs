// notices.mjs META: prints the licences of the packages that the bundle holds,
// by the metafile that esbuild wrote.
import fs from 'node:fs';
import path from 'node:path';

const { inputs } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const folders = new Set(Object.keys(inputs).map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} has no licence file`);
  }
  console.log(`\n${'='.repeat(72)}\n${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), 'utf8').trim()}`);
}
