import { z } from 'zod'
import { Gln, Gtin, LotNumber } from '../core/gs1.js'
import { action, type Context } from '../core/law.js'
import { partyKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Uscc } from '../core/uscc.js'
import { EventId, Time } from './epcis.js'
import { RecallClass, RecallNumber } from './recalling.js'
import { drillKey, noticeKey, type Recall, recallKey } from './states.js'

/**
 * What is done about a recall once it is open. No goods move by it: holders are told, answer, and the recall ends. It is on
 * the ledger because each relies on the other's word that it was told, that it heard, and what came back.
 */

/** Holders that one command may tell. */
export const PARTIES_AT_ONCE = 100

export const NoticeRecall = z.strictObject({
  number: RecallNumber,
  parties: z.array(Uscc).min(1).max(PARTIES_AT_ONCE)
})

/** The party is named since a command's states are known by its words alone; it can only be the author. */
export const AcknowledgeRecall = z.strictObject({
  number: RecallNumber,
  party: Uscc,
  words: z.string().min(1).max(300).optional()
})

const Count = z.int().nonnegative()
const Reconciled = z
  .strictObject({ gtin: Gtin, recovered: Count, destroyed: Count, unrecovered: Count, sold: Count })
  .refine(({ recovered, destroyed, unrecovered, sold }) => destroyed <= recovered && sold <= unrecovered, {
    path: ['recovered'],
    message: 'PART_EXCEEDS_WHOLE'
  })

export const CloseRecall = z.strictObject({
  number: RecallNumber,
  goods: z
    .array(Reconciled)
    .max(200)
    .refine(goods => new Set(goods.map(({ gtin }) => gtin)).size === goods.length, 'PRODUCT_TWICE'),
  words: z.string().min(1).max(1000)
})

const Origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lot'), gtin: Gtin, lot: LotNumber }),
  z.strictObject({ kind: z.literal('plot'), gln: Gln, from: Time.optional(), to: Time.optional() }),
  z.strictObject({ kind: z.literal('event'), event: EventId })
])

export const DrillRecall = z.strictObject({
  number: RecallNumber,
  class: RecallClass,
  origin: Origin,
  lots: Count,
  parties: Count,
  milliseconds: Count
})

/** Holders are told, each once: who was told before is passed over, or he would not know which notice to answer. */
const noticeRecall = action(
  NoticeRecall,
  ({ number, parties }) => [
    recallKey(number),
    ...parties.flatMap(party => [partyKey(party), noticeKey(number, party)])
  ],
  ({ number, parties }, draft, context) => {
    requireOpen(draft, number, context)
    for (const uscc of parties) {
      draft.need(partyKey(uscc), 'PARTY_UNKNOWN', { uscc })
      if (draft.read(noticeKey(number, uscc)) !== null) continue
      draft.write(noticeKey(number, uscc), { at: context.recordedAt, by: context.author })
    }
    return []
  }
)

/** Who was told says that it heard, and what it does. After the closing too: late words are words. */
const acknowledgeRecall = action(
  AcknowledgeRecall,
  ({ number, party }) => [noticeKey(number, party)],
  ({ number, party, words }, draft, { author, recordedAt }) => {
    const notice = draft.read(noticeKey(number, party))
    if (!notice || party !== author) throw new Refusal('RECALL_NOT_NOTICED', { recall: number, party })
    if (notice.acknowledged) throw new Refusal('RECALL_ACKNOWLEDGED', { recall: number, at: notice.acknowledged.at })
    draft.write(noticeKey(number, party), {
      ...notice,
      acknowledged: { at: recordedAt, ...(words !== undefined && { words }) }
    })
    return []
  }
)

/** A recall ends once, with what became of the goods. The flags on its lots stay. */
const closeRecall = action(
  CloseRecall,
  ({ number }) => [recallKey(number)],
  ({ number, ...told }, draft, context) => {
    const recall = requireOpen(draft, number, context)
    draft.write(recallKey(number), { ...recall, closed: { at: context.recordedAt, by: context.author, ...told } })
    return []
  }
)

/** That a recall was played. Anybody registered may practise: no goods, and nobody else, is touched by it. */
const drillRecall = action(
  DrillRecall,
  ({ number }) => [drillKey(number), recallKey(number)],
  ({ number, ...told }, draft, { author, recordedAt }) => {
    draft.refuseExisting(drillKey(number), 'RECALL_NUMBER_USED', { number })
    draft.refuseExisting(recallKey(number), 'RECALL_NUMBER_USED', { number })
    draft.write(drillKey(number), { at: recordedAt, by: author, ...told })
    return []
  }
)

export const recallActions = { noticeRecall, acknowledgeRecall, closeRecall, drillRecall }
export type RecallStep = keyof typeof recallActions

/** @throws Refusal unless the recall goes on, and the author opened it or supervises */
function requireOpen(draft: Draft, number: string, { author, roles }: Context): Recall {
  const recall = draft.need(recallKey(number), 'RECALL_UNKNOWN', { recall: number })
  if (recall.by !== author && !roles.includes('inspector'))
    throw new Refusal('RECALL_NOT_OPENER', { recall: number, by: recall.by })
  if (recall.closed) throw new Refusal('RECALL_CLOSED', { recall: number, at: recall.closed.at })
  return recall
}
