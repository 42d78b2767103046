import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { laws } from '@suyuan/model/laws'
import t from 'tap'

// Coverage counts only what was loaded: a file that no test imports would go unnoticed.
t.test('every file of the law is loaded, so that the coverage gate sees it', async t => {
  const folder = dirname(fileURLToPath(import.meta.resolve('@suyuan/model/laws')))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.js'))
  for (const file of files) t.ok(await import(pathToFileURL(join(folder, file)).href), file)
})

t.test('a module of the law goes by its name', async t => {
  for (const [name, { module }] of laws) t.equal(module, name)
  t.same([...laws.keys()].slice(0, 2), ['core', 'trace'])
})
