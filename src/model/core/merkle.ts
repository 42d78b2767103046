/** SHA-256, given by whoever runs the law: peers and gateway have node:crypto, browsers WebCrypto. */
export type Hash = (bytes: Uint8Array) => Uint8Array

const LEAF = 0
const NODE = 1

function prefixed(prefix: number, ...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((length, part) => length + part.length, 0))
  bytes[0] = prefix
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** RFC 6962 §2.1 Merkle tree hash. */
export function merkleRoot(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array())
  if (leaves.length === 1) return hash(prefixed(LEAF, leaves[0]!))
  const split = largestPowerBelow(leaves.length)
  return hash(prefixed(NODE, merkleRoot(leaves.slice(0, split), hash), merkleRoot(leaves.slice(split), hash)))
}

/** RFC 6962 §2.1.1 audit path of the leaf at `index`, from the leaf up. */
export function merklePath(leaves: readonly Uint8Array[], index: number, hash: Hash): Uint8Array[] {
  if (leaves.length <= 1) return []
  const split = largestPowerBelow(leaves.length)
  return index < split
    ? [...merklePath(leaves.slice(0, split), index, hash), merkleRoot(leaves.slice(split), hash)]
    : [...merklePath(leaves.slice(split), index - split, hash), merkleRoot(leaves.slice(0, split), hash)]
}

/** The largest power of two less than n (n > 1). */
const largestPowerBelow = (n: number) => 2 ** Math.floor(Math.log2(n - 1))

/**
 * RFC 9162 §2.1.3.2: the root of the tree of `size` leaves in which `leaf` is at `index` and `path` is its audit path;
 * null when no tree has such a path. For who verifies, also where hashing is asynchronous.
 */
export async function rootByPath(
  leaf: Uint8Array,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
  hash: (bytes: Uint8Array) => Promise<Uint8Array>
): Promise<Uint8Array | null> {
  let at = index
  let last = size - 1
  let root = await hash(prefixed(LEAF, leaf))
  for (const sibling of path) {
    if (last === 0) return null
    const isRight = at % 2 === 1 || at === last
    root = await hash(isRight ? prefixed(NODE, sibling, root) : prefixed(NODE, root, sibling))
    // A last node without a neighbour goes up as it is.
    if (isRight) for (; at !== 0 && at % 2 === 0; at /= 2) last = Math.floor(last / 2)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && index < size ? root : null
}
