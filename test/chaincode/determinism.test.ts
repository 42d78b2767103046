/** What gives another answer on another peer, or at another time, is nowhere in the code that endorses. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkoutRoot } from '../../network/root.js'

const FOLDERS = ['src/model', 'chaincode/src']
/** Clock, chance, the machine's language and time zone, and what is called back in no order. */
const UNSTEADY =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\brandom[A-Z]\w*\(|\bgetRandomValues\b|\bperformance\b|\bhrtime\b|\bIntl\b|\.toLocale\w*|\.localeCompare\b|\bset(Timeout|Interval|Immediate)\b|\bPromise\.(race|any)\b/
/** Withholds an endorsement by its clock, and alters no answer. */
const CLOCK = { file: 'chaincode/src/core/submission.ts', line: 'const skew = time.getTime() - Date.now()' }

t.test('neither law nor chaincode looks at a clock, at chance or at the machine', async t => {
  const found = FOLDERS.flatMap(folder =>
    readdirSync(join(checkoutRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(name))
      .flatMap(name => unsteady(`${folder}/${name}`))
  )
  t.same(found, [CLOCK])
})

function unsteady(file: string): { file: string; line: string }[] {
  const lines = readFileSync(join(checkoutRoot(), file), 'utf8').split('\n')
  return lines.filter(line => UNSTEADY.test(line)).map(line => ({ file, line: line.trim() }))
}

t.test('the pattern finds what it is to find', async t => {
  for (const code of [
    'new Date()',
    'Date.now()',
    'Math.random()',
    'randomUUID()',
    'a.toLocaleString()',
    'Promise.any(x)'
  ])
    t.match(code, UNSTEADY)
  for (const code of ['Date.parse(time)', 'new Date(time)']) t.notMatch(code, UNSTEADY)
})
