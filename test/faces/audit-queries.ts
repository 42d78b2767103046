/** What people look for in the search box, each with what they mean by it. */
import { bench, CASES, garden, outlet, plot, type Season } from '../http/season.js'
import { uscc } from '../support/codes.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const pack = PRODUCTS.pack.gtin
export const LICENSED = {
  uscc: uscc(40),
  name: { zh: '演示·某某茶厂', en: 'Demo Licensed Works' },
  licence: 'SC11444162190099'
}
export const agreement = {
  id: 'XY-2026-01',
  supplier: PARTIES.grower.uscc,
  buyer: PARTIES.supermarket.uscc,
  document: 'ab'.repeat(32),
  grams: 100_000
}
/** A hundred things that people look for, each with what they mean by it. */
export async function queriesOf({ service }: Season): Promise<[query: string, first: string][]> {
  const { rows: commands } = await service.pool.query<{ key: string; id: string }>(
    `select key, command_id as id from core.command where status in ('accepted', 'refused') order by md5(command_id::text) limit 15`
  )
  const { rows: transactions } = await service.pool.query<{ id: string }>(
    `select tx_id as id from core.transaction where tx_id <> '' order by md5(tx_id) limit 15`
  )
  const { rows: blocks } = await service.pool.query<{ number: number; hash: string }>(
    `select number, encode(hash, 'hex') as hash from core.block order by md5(hash::text) limit 8`
  )
  const { rows: known } = await service.pool.query<{ id: string }>(
    `select event_id as id from trace.event where kind <> 'correcting' order by md5(event_id) limit 8`
  )
  const lots = (['leaf/L1', 'leaf/L2', 'leaf/L3', 'crude/C1', 'crude/C2', 'pack/P1', 'pack/P2'] as const).map(
    each => each.split('/') as ['leaf' | 'crude' | 'pack', string]
  )
  const serials = ['SOLD000000', 'SOLD000003', 'STOCK00001', 'TRAVEL0001', 'HOME000002', 'STALE00004']
  const lot = ([product, number]: (typeof lots)[number]) => `lot /audit/lots/${PRODUCTS[product].gtin}/${number}`
  const packAt = (serial: string) => `pack /audit/packs/${pack}/${serial}`
  return [
    ...lots.map(each => [each[1], lot(each)] as [string, string]),
    ...lots.slice(3).map(each => [each[1].toLowerCase(), lot(each)] as [string, string]),
    ...lots.slice(0, 3).map(each => [`(01)${PRODUCTS[each[0]].gtin}(10)${each[1]}`, lot(each)] as [string, string]),
    ...lots
      .slice(2, 5)
      .map(each => [`https://any.example/01/${PRODUCTS[each[0]].gtin}/10/${each[1]}`, lot(each)] as [string, string]),
    ...serials.map(serial => [serial, packAt(serial)] as [string, string]),
    ...serials.slice(0, 3).map(serial => [`${pack.slice(1)} ${serial}`, packAt(serial)] as [string, string]),
    ...serials
      .slice(3)
      .map(serial => [`https://id.gs1.org/01/${pack}/21/${serial}`, packAt(serial)] as [string, string]),
    ...Object.values(CASES).map(sscc => [sscc, `case /audit/cases/${sscc}`] as [string, string]),
    [`(00)${CASES.home}`, `case /audit/cases/${CASES.home}`],
    ...Object.values(PARTIES).map(({ uscc }) => [uscc, `party /audit/parties/${uscc}`] as [string, string]),
    [PARTIES.grower.name.zh, `party /audit/parties/${PARTIES.grower.uscc}`],
    ['鹏晨', `party /audit/parties/${PARTIES.supermarket.uscc}`],
    ['First Primary', `party /audit/parties/${PARTIES.school.uscc}`],
    [LICENSED.licence, `party /audit/parties/${LICENSED.uscc}`],
    [LICENSED.licence.toLowerCase(), `party /audit/parties/${LICENSED.uscc}`],
    [LICENSED.name.zh, `party /audit/parties/${LICENSED.uscc}`],
    ...[garden, plot, outlet, bench].map(gln => [gln, `place /audit/places/${gln}`] as [string, string]),
    [PLACES.plot.name.zh, `place /audit/places/${plot}`],
    [pack, `product /audit/products/${pack}`],
    // The same digits are a place's, to whom they belong as they stand.
    [pack.slice(1), `place /audit/places/${pack.slice(1)}`],
    ['S1', `shipment /audit/shipments/${garden}:S1`],
    [`${garden}:S2`, `shipment /audit/shipments/${garden}:S2`],
    [`urn:epcglobal:cbv:bt:${garden}:S3`, `shipment /audit/shipments/${garden}:S3`],
    [agreement.id, `agreement /audit/agreements/${agreement.id}`],
    ['ZH-2026-9', 'recall /audit/recalls/ZH-2026-9'],
    ['DEMO-2026-001', `test /audit/events/${await reportEvent(service)}`],
    ...blocks
      .slice(0, 4)
      .map(({ number }) => [`#${number}`, `block /audit/ledger/blocks/${number}`] as [string, string]),
    ...blocks.slice(4).map(({ number, hash }) => [hash, `block /audit/ledger/blocks/${number}`] as [string, string]),
    ...transactions.map(({ id }) => [id, `transaction /audit/ledger/transactions/${id}`] as [string, string]),
    ...commands.map(({ key, id }) => [id, `command /audit/ledger/commands/${key}/${id}`] as [string, string]),
    ...known.map(({ id }) => [id, `event /audit/events/${id}`] as [string, string])
  ]
}

async function reportEvent(service: Season['service']): Promise<string> {
  const { rows } = await service.pool.query<{ id: string }>(
    `select event_id as id from trace.event where kind = 'testing'`
  )
  return rows[0]!.id
}
