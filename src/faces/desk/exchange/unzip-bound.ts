import { inflateRawSync } from 'node:zlib'

/** Bytes that all parts of a workbook may have unpacked, and how many there may be. */
const MOST_BYTES = 24 * 1024 * 1024
const MOST_PARTS = 200

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const LONGEST_COMMENT = 0xffff

/** The file is no workbook that anybody honest would send. */
export class WorkbookRefused extends Error {
  override readonly name = 'WorkbookRefused'

  constructor(readonly reason: 'notXlsx' | 'tooLarge') {
    super(reason)
  }
}

/**
 * Unpacks each part of a ZIP to nowhere, no further than the bound, before a library unpacks them for good: what a ZIP says
 * of its sizes is its own word. Parts with a document type, by which XML multiplies itself, are refused.
 *
 * @throws WorkbookRefused
 */
export function checkWorkbook(file: Buffer): void {
  let left = MOST_BYTES
  for (const { method, bytes } of partsOf(file)) {
    const part = method === 0 ? bytes : inflated(bytes, left)
    left -= part.length
    if (left < 0) throw new WorkbookRefused('tooLarge')
    if (part.subarray(0, 2000).includes('<!DOCTYPE')) throw new WorkbookRefused('notXlsx')
  }
}

function inflated(bytes: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new WorkbookRefused(tooLarge ? 'tooLarge' : 'notXlsx')
  }
}

/** The parts by the ZIP's directory, packed. */
function* partsOf(file: Buffer): Generator<{ method: number; bytes: Buffer }> {
  const end = file.lastIndexOf(uint32(END))
  if (end < 0 || file.length - end > LONGEST_COMMENT + 22) throw new WorkbookRefused('notXlsx')
  try {
    const count = file.readUInt16LE(end + 10)
    if (count > MOST_PARTS) throw new WorkbookRefused('tooLarge')
    let at = file.readUInt32LE(end + 16)
    for (let i = 0; i < count; i++) {
      if (file.readUInt32LE(at) !== ENTRY) throw new WorkbookRefused('notXlsx')
      const start = file.readUInt32LE(at + 42)
      if (file.readUInt32LE(start) !== LOCAL) throw new WorkbookRefused('notXlsx')
      const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
      yield { method: file.readUInt16LE(at + 10), bytes: file.subarray(from, from + file.readUInt32LE(at + 20)) }
      at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
    }
  } catch (error) {
    if (error instanceof RangeError) throw new WorkbookRefused('notXlsx')
    throw error
  }
}

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
