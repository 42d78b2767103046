/**
 * Chaincode packages. Fabric names a package by the hash of its bytes and each organisation makes its own, so the same law
 * must give the same bytes everywhere: no times, no owners, no compressor's version in them.
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

export interface ChaincodePackage {
  /** What the peers call it: label:hash. */
  id: string
  label: string
  bytes: Buffer
}

/** The package of a law behind one of a peer's connections. It holds no code: the code runs as a service. */
export function chaincodePackage(name: string, lawHash: string, connection: string): ChaincodePackage {
  const label = `${name}-${lawHash.slice(0, 12)}`
  const code = archive([
    ['law.sha256', lawHash],
    ['slot', connection]
  ])
  const bytes = archive([
    ['metadata.json', JSON.stringify({ type: 'ccaas', label })],
    ['code.tar.gz', code]
  ])
  return { id: `${label}:${createHash('sha256').update(bytes).digest('hex')}`, label, bytes }
}

const BLOCK = 512

function archive(files: Array<[string, string | Buffer]>): Buffer {
  const blocks = files.flatMap(([name, content]) => {
    const bytes = Buffer.from(content)
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)
    return [header(name, bytes.length), bytes, padding]
  })
  // Level 0 stores: compressed bytes would depend on zlib's version.
  const zipped = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 0 })
  const OPERATING_SYSTEM = 9
  zipped[OPERATING_SYSTEM] = 255
  return zipped
}

/** A ustar header of a plain file, of the year 1970, owned by nobody in particular. */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`
  block.write(name, 0)
  block.write(octal(0o644, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(0, 12), 136)
  block.write(' '.repeat(8), 148)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
