import { toSVG } from 'bwip-js/node'

/** Codes as SVG, without a size of their own: the label's stylesheet gives it. */

/** Addresses of things at the service, as GS1 Digital Link has them. */
export const packAddress = (origin: string, gtin: string, lot: string, serial: string) =>
  `${origin}/01/${gtin}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}`
export const caseAddress = (origin: string, sscc: string) => `${origin}/00/${sscc}`

/** With the quiet zone of four modules that readers want around it. */
export const qr = (text: string): string => toSVG({ bcid: 'qrcode', text, eclevel: 'M', padding: 4, scale: 1 })

/** GS1-128 of an element string in brackets; ten modules of quiet on either side. */
export const bars = (elements: string): string =>
  toSVG({ bcid: 'gs1-128', text: elements, scale: 1, height: 12, paddingwidth: 10, paddingheight: 0 })
