import { toSVG } from 'bwip-js/node'

/** Codes as SVG, without a size of their own: the label's stylesheet gives it. */

/** Addresses of things at the service, as GS1 Digital Link has them. */
export const packAddress = (origin: string, gtin: string, lot: string, serial: string) =>
  `${origin}/01/${gtin}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}`
export const caseAddress = (origin: string, sscc: string) => `${origin}/00/${sscc}`

/** Kept apart since the library's types know what is common to all symbols, and not each one's own. */
const QR = { bcid: 'qrcode', eclevel: 'M', padding: 4, scale: 1 }
const BARS = { bcid: 'gs1-128', scale: 1, height: 12, paddingwidth: 10, paddingheight: 0 }

/** With the quiet zone of four modules that readers want around it. */
export const qr = (text: string): string => toSVG({ ...QR, text })

/** GS1-128 of an element string in brackets; ten modules of quiet on either side. */
export const bars = (elements: string): string => toSVG({ ...BARS, text: elements })
