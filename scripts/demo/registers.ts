/** Who, where, what, and under which numbers: recorded before anything happens. */
import { ALL_PARTIES, BASE, PARTIES, type PartyName, REGIONS, RETAIL } from './parties.js'
import { BASES, COUNTY_OFFICE, CULTIVAR, LABORATORY, OFFICE, OUTLETS, plotsOf, STATION } from './places.js'
import { PRODUCTS, TEMPLATES } from './products.js'
import { type DemoRequest, register } from './request.js'

export const parties = (): DemoRequest[] =>
  ALL_PARTIES.map(({ organisation, ...party }) => register(organisation, 'parties', `party/${party.uscc}`, party))

const place = (owner: PartyName, body: { gln: string } & Record<string, unknown>): DemoRequest =>
  register(PARTIES[owner].uscc, 'places', `place/${body.gln}`, body)

export const places = (): DemoRequest[] => [
  ...BASES.map(({ party, gln, name, altitude }) =>
    place(party, { gln, name, kind: 'base', region: REGIONS.zijin, altitude, cultivar: CULTIVAR })
  ),
  ...OUTLETS.map(({ party, ...outlet }) => place(party, { ...outlet, kind: 'outlet', region: REGIONS.shenzhen })),
  ...[STATION, LABORATORY, OFFICE, COUNTY_OFFICE].map(({ party, ...other }) => place(party, other))
]

export const plots = (season: number): DemoRequest[] =>
  plotsOf(season).map(({ base, households: _, ...plot }) =>
    place(base.party, {
      ...plot,
      kind: 'plot',
      parent: base.gln,
      region: REGIONS.zijin,
      altitude: base.altitude,
      cultivar: CULTIVAR
    })
  )

export const products = (): DemoRequest[] =>
  Object.values(PRODUCTS).map(product => register(PARTIES.yunxiu.uscc, 'products', `product/${product.gtin}`, product))

const templates = (organisation: string, path: string): DemoRequest[] =>
  TEMPLATES.map(({ id, value, source }) =>
    register(organisation, path, `${path}/${id}`, { name: `trace.process.${id}`, value, source })
  )

export const proposals = (): DemoRequest[] => templates(BASE, 'parameter-proposals')
export const acceptances = (): DemoRequest[] => templates(RETAIL, 'parameter-acceptances')
