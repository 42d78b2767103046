import { createHash } from 'node:crypto'
import { merklePath, merkleRoot } from '@suyuan/model/core/merkle'
import t from 'tap'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

// The leaves and roots of Certificate Transparency's reference tests of RFC 6962.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  text => Buffer.from(text, 'hex')
)
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
]

t.test('roots of no leaf to eight', async t => {
  for (const [count, root] of ROOTS.entries()) t.equal(hex(merkleRoot(LEAVES.slice(0, count), hash)), root)
})

/** RFC 9162 §2.1.3.2, written apart from what makes the paths. */
function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): string {
  let [at, last] = [index, size - 1]
  let root = hash(Buffer.concat([Buffer.of(0), leaf]))
  for (const sibling of path) {
    const right = at % 2 === 1 || at === last
    root = hash(Buffer.concat([Buffer.of(1), ...(right ? [sibling, root] : [root, sibling])]))
    while (right && at % 2 === 0 && at > 0) [at, last] = [at >> 1, last >> 1]
    ;[at, last] = [at >> 1, last >> 1]
  }
  return hex(root)
}

t.test('every audit path leads from its leaf to the root', async t => {
  for (let size = 1; size <= 40; size++) {
    const leaves = Array.from({ length: size }, (_, i) => Buffer.from(`leaf ${i}`))
    const root = hex(merkleRoot(leaves, hash))
    for (const [index, leaf] of leaves.entries()) {
      const path = merklePath(leaves, index, hash)
      if (rootFrom(leaf, index, size, path) !== root) t.fail(`leaf ${index} of ${size}`)
    }
  }
  t.same(merklePath([], 0, hash), [])
})
