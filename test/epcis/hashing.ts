/** What stands beside events: by which hash id the ledger knows each. */
import t from 'tap'
import { documentOf as documentRead } from '../../src/core/epcis/documents.js'
import { eventHashes } from '../../src/core/epcis/event-hashes.js'
import { garden, grams, lotOf, plot } from '../http/season.js'
import * as events from '../support/events.js'
import { recordsIn } from './client.js'
import { documentOf, packUrn, seen } from './foreign.js'
import type { EpcisStage } from './stage.js'

export async function hashing({ grower }: EpcisStage): Promise<void> {
  t.test('each event has its hash id beside it, which `suyuan hash` makes of it again', async t => {
    const { gtin } = lotOf('leaf', '')
    const goods = { ...grams('leaf', 'H1', 1000), epcClass: `https://tea.example.com/01/${gtin}/10/H1` }
    const sent = {
      observed: documentOf([seen({ 'example:grade': { 'example:n': 2.5 }, epcList: [packUrn('H1'), packUrn('H2')] })]),
      ruled: documentOf([events.harvest({ base: garden, plot, goods })])
    }
    for (const [custody, document] of Object.entries(sent)) {
      t.match(await grower.capture(document), { success: true })
      const { eventID } = document.epcisBody.eventList[0] as { eventID: string }
      const given = async (format: string) =>
        (await grower.get(`/events/${encodeURIComponent(eventID)}`, { 'gs1-epc-format': format })).body
      const asUrn = await given('Always_EPC_URN')
      const body = await given('No_Preference')
      const [{ hashId, ...record }] = recordsIn(body)
      t.match(record, { eventID, custody })
      t.match(hashId, /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
      for (const one of [document, body, asUrn])
        t.same(
          eventHashes(documentRead(JSON.parse(JSON.stringify(one)))).map(({ id }) => id),
          [hashId],
          custody
        )
    }
  })
}
