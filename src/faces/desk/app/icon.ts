import { crc32, deflateSync } from 'node:zlib'

const PAPER = [0x1f, 0x6b, 0x45]
const LEAF = [0xee, 0xf5, 0xf0]
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Whether a point of the unit square is on the leaf: where two circles overlap, but for the vein between their meetings. */
function isLeaf(x: number, y: number): boolean {
  const inCircle = (cx: number, cy: number) => (x - cx) ** 2 + (y - cy) ** 2 < 0.42 ** 2
  const vein = Math.abs(x - (1 - y)) < 0.018 && x > 0.24 && x < 0.62
  return inCircle(0.34, 0.34) && inCircle(0.66, 0.66) && !vein
}

/** The app's icon as PNG, drawn: nothing of it comes near the edge, where launchers cut. */
export function iconOf(size: number): Buffer {
  const rows = Buffer.alloc(size * (size * 3 + 1))
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = y * (size * 3 + 1) + 1 + x * 3
      const colour = isLeaf((x + 0.5) / size, (y + 0.5) / size) ? LEAF : PAPER
      rows.set(colour, at)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2, 0, 0, 0], 8) // eight bits, RGB
  return Buffer.concat([
    SIGNATURE,
    chunkOf('IHDR', header),
    chunkOf('IDAT', deflateSync(rows, { level: 9 })),
    chunkOf('IEND', Buffer.alloc(0))
  ])
}

function chunkOf(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
