import { scannedOf } from '../../core/web/browser/scanning/scanned.js'

/** What a code is searched by, whatever else it says: its case, pack or lot. What is no code stays as it was typed. */
export function soughtBy(typed: string): string {
  const { sscc, gtin, serial, lot, text } = scannedOf(typed)
  if (sscc) return sscc
  if (gtin && serial) return `${gtin} ${serial}`
  return gtin && lot ? `${gtin}/${lot}` : text
}
