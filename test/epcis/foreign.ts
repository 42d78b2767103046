/** EPCIS events and documents about goods that the programme does not know. Pure data. */
import { randomUUID } from 'node:crypto'
import { gln, gtin, sscc } from '../support/codes.js'

export const FOREIGN = gtin(90_000)
/** Its parts as EPC URNs have them: company prefix of seven digits. */
const [COMPANY, ITEM] = [FOREIGN.slice(1, 8), FOREIGN[0] + FOREIGN.slice(8, 13)]

export const packLink = (serial: string) => `https://id.gs1.org/01/${FOREIGN}/21/${serial}`
export const packUrn = (serial: string) => `urn:epc:id:sgtin:${COMPANY}.${ITEM}.${serial}`
export const lotLink = (lot: string) => `https://id.gs1.org/01/${FOREIGN}/10/${lot}`
export const lotUrn = (lot: string) => `urn:epc:class:lgtin:${COMPANY}.${ITEM}.${lot}`
export const anyPackUrn = `urn:epc:idpat:sgtin:${COMPANY}.${ITEM}.*`
export const anyOfCompanyUrn = `urn:epc:idpat:sgtin:${COMPANY}.*.*`
export const palletLink = (n: number) => `https://id.gs1.org/00/${sscc(900_000 + n)}`

export const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
export const EXAMPLE = { example: 'http://ns.example.com/epcis/' }
export const SUYUAN = { suyuan: 'urn:suyuan:' }

/** An ObjectEvent that nobody's law concerns. */
export const seen = (more: object = {}) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:${randomUUID()}`,
  eventTime: '2026-04-05T08:00:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'storing',
  disposition: 'in_progress',
  epcList: [packLink('A1')],
  readPoint: { id: `https://id.gs1.org/414/${gln(95_000)}` },
  ...more
})

/** An event that is sent by itself. */
export const alone = (event: object, context: object = { ...EXAMPLE, ...SUYUAN }) => ({
  '@context': [CONTEXT, context],
  ...event
})

export const documentOf = (events: readonly object[], context: object = { ...EXAMPLE, ...SUYUAN }) => ({
  '@context': [CONTEXT, context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-04-05T08:00:00.000+08:00',
  epcisBody: { eventList: events }
})
