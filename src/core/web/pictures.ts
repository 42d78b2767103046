/** By the first bytes, whatever the name says. */
const PICTURES: readonly [RegExp, string][] = [
  [/^ffd8ff/, 'image/jpeg'],
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^52494646.{8}57454250/, 'image/webp']
]

/** Media type of a picture; null for anything else. */
export const pictureType = (bytes: Buffer): string | null =>
  PICTURES.find(([shape]) => shape.test(bytes.subarray(0, 12).toString('hex')))?.[1] ?? null

/** Markers of ITU-T T.81 (JPEG), table B.1. */
const [PREFIX, START, SCAN, COMMENT] = [0xff, 0xd8, 0xda, 0xfe]
/** APP1 has what the camera wrote of place and device (Exif, XMP), APP13 what editors wrote. */
const SAID_BY_DEVICES: ReadonlySet<number> = new Set([0xe1, 0xed, COMMENT])

/** The JPEG without what cameras write of place, time and device; null for what is no JPEG. */
export function withoutMetadata(jpeg: Buffer): Buffer | null {
  if (jpeg[0] !== PREFIX || jpeg[1] !== START) return null
  const kept = [jpeg.subarray(0, 2)]
  for (let at = 2; at + 4 <= jpeg.length; ) {
    const marker = jpeg[at + 1]!
    if (jpeg[at] !== PREFIX || marker <= 0x01 || marker === PREFIX) return null
    // From the first scan on there are only pixels.
    if (marker === SCAN) return Buffer.concat([...kept, jpeg.subarray(at)])
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    if (!SAID_BY_DEVICES.has(marker)) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return null
}
