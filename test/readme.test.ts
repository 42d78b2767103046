/** What README promises is what is there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REFUSALS } from '@suyuan/model/core/refusal'
import t from 'tap'

const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const sources = ['src/config.ts', 'network/settings.ts'].map(path => readFileSync(join(root, path), 'utf8')).join('\n')

t.test('README lists every refusal with its texts, and no other', async t => {
  const section = readme.split('## Refusals')[1]!.split('\n## ')[0]!
  const listed = [...section.matchAll(/^\| `([A-Z_]+)` \| (\S.*?) \| (\S.*?) \|$/gm)].map(([, code, zh, en]) => [
    code,
    { zh, en }
  ])
  t.strictSame(Object.fromEntries(listed), { ...REFUSALS })
})

t.test('README lists every setting', async t => {
  const read = new Set(sources.match(/\b(SUYUAN_[A-Z_]+|DATABASE_URL|FABRIC_BIN|LOG_LEVEL|PORT|HOST)\b/g))
  t.same(
    [...read].filter(name => !readme.includes(`\`${name}\``)),
    []
  )
})
