// Reads texts with pinyin-pro: a JSON array of texts comes in, one of arrays
// with a syllable for each Han character goes out, 5 for the neutral tone. The
// argument is sandhi or citation.
import { readFileSync } from 'node:fs'
import { pinyin } from 'pinyin-pro'

const toneSandhi = process.argv[2] === 'sandhi'
const read = (text) =>
  pinyin(text, { type: 'all', toneType: 'num', toneSandhi })
    .filter((item) => /\p{Script=Han}/u.test(item.origin))
    .map((item) => {
      const syllable = item.pinyin.replace(/0$/, '5')
      return item.origin === '儿' && /^er?5$/.test(syllable) ? 'r5' : syllable
    })
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)))
