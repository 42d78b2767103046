import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { lawHash } from '@suyuan/model/node/law-hash'
import t, { type Test } from 'tap'
import { findBinaries, findCaBinaries } from '../../network/binaries.js'
import { lawHash as hashOfCheckout } from '../../network/law-hash.js'

/** A folder of programs to stand first on the path, and a cache of one's own. */
function pretend(t: Test, programs: Record<string, string>, path = process.env.PATH): string {
  const folder = t.testdir({ bin: {}, cache: {} })
  const bin = join(folder, 'bin')
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const before = { PATH: process.env.PATH, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME }
  process.env.PATH = [bin, path].filter(Boolean).join(delimiter)
  process.env.XDG_CACHE_HOME = join(folder, 'cache')
  t.teardown(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  return folder
}

/** A Go that tells its version, and whose every program does nothing but tell Fabric's; the sixth word is the output. */
const GO = (version: string): string => `
case "$1" in
  env) echo ${version};;
  build) printf '#!/bin/sh\\necho Version: 2.5.9\\n' > "$6" && chmod 755 "$6";;
esac`

t.test('without Go, one sentence says what is needed and what else would do', async t => {
  pretend(t, {}, '')
  await t.rejects(findBinaries({ log: () => {} }), {
    message:
      /^Go 1\.24 or newer is needed to build Fabric's tools \(\S+\), or set FABRIC_BIN to a folder that holds peer, .*$/
  })
})

t.test('a Go too old is named', async t => {
  pretend(t, { go: GO('go1.23.9') })
  await t.rejects(findBinaries({ log: () => {} }), {
    message: /^Go 1\.24 or newer .* not go1\.23\.9; or set FABRIC_BIN/
  })
})

t.test('two that build at once both end with whole binaries, and the next builds nothing', async t => {
  const folder = pretend(t, { go: GO('go1.24.0') })
  const lines: string[] = []
  const log = (line: string): void => void lines.push(line)
  const [one, other] = await Promise.all([findBinaries({ log }), findBinaries({ log })])
  t.same(one, other)
  t.match(lines.join('\n'), /building peer \(1 of 6\)[\s\S]*building osnadmin \(6 of 6\)/)
  t.equal(readdirSync(join(folder, 'cache', 'suyuan')).length, 1, 'nothing half done is left')
  lines.length = 0
  await findBinaries({ log })
  t.same(lines, [])
})

t.test('a build that fails leaves no cache and says what Go said', async t => {
  const folder = pretend(t, { go: `${GO('go1.24.0')}\n[ "$1" = build ] && { echo no space left >&2; exit 1; }\ntrue` })
  await t.rejects(findBinaries({ log: () => {} }), /no space left/)
  t.same(readdirSync(join(folder, 'cache', 'suyuan')), [])
})

t.test('FABRIC_BIN is used as it is, if it holds all tools of a Fabric new enough', async t => {
  const ready = t.testdir()
  await t.rejects(findBinaries({ ready, log: () => {} }), /FABRIC_BIN \(.*\) lacks peer, orderer/)
  mkdirSync(join(ready, 'bin'))
  for (const tool of ['peer', 'orderer', 'configtxgen', 'configtxlator', 'cryptogen', 'osnadmin']) {
    writeFileSync(join(ready, 'bin', tool), '#!/bin/sh\necho " Version: v2.4.9"\n', { mode: 0o755 })
  }
  await t.rejects(findBinaries({ ready: join(ready, 'bin'), log: () => {} }), /holds Fabric v?2\.4\.9; it must be 2\.5/)
  writeFileSync(join(ready, 'bin', 'peer'), '#!/bin/sh\necho " Version: v2.5.16"\n', { mode: 0o755 })
  t.match(await findBinaries({ ready: join(ready, 'bin'), log: () => {} }), { peer: join(ready, 'bin', 'peer') })
})

t.test('Fabric CA is built from modules of its own, without C, or taken from FABRIC_BIN where it is there', async t => {
  const folder = pretend(t, { go: `${GO('go1.24.0')}\n[ "$1" = build ] && echo "C: $CGO_ENABLED" >> "$6"\ntrue` })
  const built = await findCaBinaries({ ready: folder, log: () => {} })
  t.match(built['fabric-ca-server'], join(folder, 'cache', 'suyuan', 'fabric-ca-1.5.15-'))
  t.match(readFileSync(built['fabric-ca-client'], 'utf8'), /^C: 0$/m)
  for (const tool of ['fabric-ca-server', 'fabric-ca-client']) writeFileSync(join(folder, tool), '')
  t.equal(
    (await findCaBinaries({ ready: folder, log: () => {} }))['fabric-ca-client'],
    join(folder, 'fabric-ca-client')
  )
})

t.test(
  'a process names the law that it holds as the network does that approves it, or no chaincode would start',
  async t => {
    t.equal(lawHash(), await hashOfCheckout())
  }
)
