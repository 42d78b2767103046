/** What the service is made of: named whole in a bill of materials, and pinned by hash. `npm test` leaves it as dist/sbom.json. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkoutRoot } from '../../network/root.js'
import { run } from '../../network/run.js'

interface Locked {
  name?: string
  version: string
  integrity?: string
  resolved?: string
  dev?: boolean
  link?: boolean
}

const root = checkoutRoot()
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}
const locked = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link)
const nameOf = (path: string, { name }: Locked) => name ?? path.split('node_modules/').at(-1)!

t.test('the bill of materials has every package that runs, at the version that is locked', async t => {
  // Without `--omit dev`: with it npm 10 and 11 leave out what tools need too, pg-protocol and a score of others.
  const text = await run('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], { cwd: root })
  const { components } = JSON.parse(text) as { components: { purl: string }[] }
  const named = new Set(components.map(({ purl }) => decodeURIComponent(purl)))
  const runs = locked.filter(([, { dev }]) => !dev)
  t.ok(runs.length > 150, `${runs.length} packages`)
  const missing = runs.filter(([path, each]) => !named.has(`pkg:npm/${nameOf(path, each)}@${each.version}`))
  t.same(
    missing.map(([path]) => path),
    []
  )
  writeFileSync(join(root, 'dist', 'sbom.json'), text)
})

t.test('every package is pinned by its hash, wherever it comes from', async t => {
  t.same(
    locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    []
  )
  t.same(
    locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path),
    []
  )
})
