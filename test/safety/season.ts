/** A season in which every table of the mirror has a row. */
import { bureau, CASES, garden, grams, lotOf, type Season, shipmentOf, toOutlet } from '../http/season.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { PARTIES } from '../support/world.js'

export async function everyTable(season: Season): Promise<void> {
  await season.live()
  const agreement = {
    id: 'A-1',
    supplier: PARTIES.grower.uscc,
    buyer: PARTIES.supermarket.uscc,
    document: 'ab'.repeat(32),
    grams: 1_000_000
  }
  const shipped = {
    from: garden,
    to: toOutlet,
    shipment: shipmentOf('S9'),
    goods: [grams('crude', 'C1', 1000)],
    agreement,
    time: events.at(40)
  }
  await all([season.does('grower', events.shipping(shipped))])
  const stacked = { place: garden, sscc: sscc(70), cases: [CASES.home], time: events.at(40) }
  await all([season.does('grower', events.palletising(stacked))])
  const recalled = { place: bureau, lots: [lotOf('pack', 'P2')], number: 'ZH-1' }
  await all([season.does('inspector', events.recalling(recalled))])
  const { inspector, grower } = season.authors
  const drill = { class: 'II', origin: { kind: 'lot', ...lotOf('pack', 'P1') }, lots: 1, parties: 2, milliseconds: 9 }
  const described = {
    id: `https://id.gs1.org/414/${garden}`,
    attributes: [{ id: 'urn:epcglobal:cbv:mda:sst', attribute: '201' }],
    children: ['urn:epc:id:sgln:9521234.00001.0']
  }
  const claim = { vocabulary: 'urn:epcglobal:epcis:vtype:BusinessLocation', element: described }
  const steps = [
    grower.command('epcis', 'describe', { document: 'cd'.repeat(32), elements: [claim] }),
    inspector.command('trace', 'noticeRecall', { number: 'ZH-1', parties: [PARTIES.supermarket.uscc] }),
    inspector.command('trace', 'drillRecall', { number: 'YL-1', ...drill })
  ]
  await all(steps.map(step => season.service.send(step)))
  await attested(season)
}

/** Has the organisations attest what is in the ledger: proofs are made of checkpoints. */
export async function attested({ service }: Season): Promise<void> {
  const { rows } = await service.pool.query<{ key: string; id: string }>(
    `select key, command_id as id from command where status = 'accepted' order by block desc limit 1`
  )
  const [{ key, id }] = rows as [{ key: string; id: string }]
  const { status, body } = await service.get(`/api/core/commands/${key}/${id}/proof`)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
}
