/** Each of the fifteen mistakes that are commonly made with Fabric and a mirror has a test that begins with its number. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkoutRoot } from '../../network/root.js'

const TESTS = join(checkoutRoot(), 'test')
const NAME = /t\.test\(\s*['`"]mistake (\d+): /g

t.test('fifteen mistakes, a test each', async t => {
  const sources = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.test.ts'))
  const numbers = sources.flatMap(name =>
    [...readFileSync(join(TESTS, name), 'utf8').matchAll(NAME)].map(([, number]) => Number(number))
  )
  t.same(
    numbers.sort((a, b) => a - b),
    Array.from({ length: 15 }, (_, i) => i + 1)
  )
})
