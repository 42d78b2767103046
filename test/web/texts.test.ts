/** Everything that pages say, in both languages. */
import t from 'tap'
import { TEXTS } from '../../src/core/web/texts-dictionary.js'

const slotsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

t.test('every text of the dictionary is there in Chinese and in English, with the same slots', async t => {
  for (const [name, { zh, en }] of Object.entries<{ zh: string; en: string }>(TEXTS)) {
    // What has no letters at all but its slots is of no language.
    t.match(zh.replace(/\{\w+\}/g, ''), /[\u3400-\u9fff]|^[^a-z]*$/i, `${name} in Chinese`)
    t.match(en, /\S/, `${name} in English`)
    t.notMatch(en, /[\u3400-\u9fff]/, `${name} in English`)
    t.same(slotsIn(zh), slotsIn(en), name)
  }
})
