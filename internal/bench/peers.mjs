// Times what others do with a text and with a folder of files, one core each,
// and prints {"what": seconds, …}: the quickest of several passes over the
// text, and one pass over the folder.
//
//	node peers.mjs TEXT FOLDER
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const [file, folder] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const files = readdirSync(folder).map((name) => join(folder, name))
const seconds = {}

function quickest(work) {
  let best = Infinity
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best / 1000
}

async function time(name, load) {
  try {
    const lint = await load()
    lint('试一试。')
    seconds[name + ', text'] = quickest(() => lint(text))
    const start = performance.now()
    for (const f of files) lint(readFileSync(f, 'utf8'))
    seconds[name + ', folder'] = (performance.now() - start) / 1000
  } catch (e) {
    console.error(`${name}: ${e.message}`)
  }
}

await time('AutoCorrect lint', async () => {
  const autocorrect = (await import('autocorrect-node')).default
  return (text) => autocorrect.lintFor(text, 'a.md')
})
await time('zhlint', async () => {
  const module = await import('zhlint')
  const run = module.run ?? module.default.run
  return (text) => run(text, { rules: { preset: 'default' }, logger: { log() {}, error() {}, warn() {} } })
})
await time('jieba, words only', async () => {
  const { Jieba } = await import('@node-rs/jieba')
  const { dict } = await import('@node-rs/jieba/dict.js')
  const jieba = Jieba.withDict(dict)
  return (text) => jieba.cut(text, true)
})
console.log(JSON.stringify(seconds))
