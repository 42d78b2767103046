import type { LotRef } from '@suyuan/model/core/gs1'
import type { Product } from '@suyuan/model/core/records'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { Reconciled } from '@suyuan/model/trace/states'
import type { Area } from '../../../core/web/app-page.js'
import { minuteOf } from '../../../core/web/clock.js'
import { say, type TextName } from '../../../core/web/texts.js'
import { type Names, partyIn } from '../../../modules/trace/queries/names.js'
import type { Notice, Step } from '../../../modules/trace/queries/recall-steps.js'
import type { AffectedLot } from '../../../modules/trace/queries/recalls.js'
import { amountOf, type Cell, commandHref, contentOf, lotHref, type Sheet } from '../sheets.js'
import { stateOf } from '../tables-goods.js'
import { type Counts, type Impact, leftOf, unrecoveredOf } from './impact.js'

type Named = Pick<Product, 'name' | 'unit'>

/** What became of the goods, by product. What is left has to come back or be destroyed. */
export const countsSheet = (counts: readonly Counts[]): Sheet => ({
  id: 'counts',
  title: say('auditImpact'),
  help: say('auditImpactHelp'),
  columns: [
    { name: say('product') },
    { name: say('auditLots'), as: 'number' },
    { name: say('auditMade'), as: 'number' },
    { name: say('auditHeld'), as: 'number' },
    { name: say('auditBlocked'), as: 'number' },
    { name: say('auditTransit'), as: 'number' },
    { name: say('auditConsumed'), as: 'number' },
    { name: say('auditDestroyed'), as: 'number' },
    { name: say('auditLost'), as: 'number' },
    { name: say('auditSold'), as: 'number' },
    { name: say('auditUnrecovered'), as: 'number' },
    { name: say('auditLeft'), as: 'number' }
  ],
  rows: counts.map(count => [
    count.product,
    count.lots,
    ...[
      count.made,
      count.held,
      count.blocked,
      count.transit,
      count.consumed,
      count.destroyed,
      count.lost,
      count.sold,
      unrecoveredOf(count),
      leftOf(count)
    ].map(amount => amountOf(amount, count.unit))
  ])
})

/** A lot's number, leading to its page in the reader's own face. */
const lotCell = (ref: LotRef, area: Area): Cell => ({
  text: ref.lot,
  href: area === 'audit' ? lotHref(ref) : `/desk/goods/${ref.gtin}/${encodeURIComponent(ref.lot)}`
})

/** Who has how much of what, and where. @param only one party's, where others' are none of the reader's business */
export const holdersSheet = (
  { holders }: Impact,
  names: Names,
  { area, only = null }: { area: Area; only?: string | null }
): Sheet => ({
  id: 'holders',
  title: say('auditHolders'),
  columns: [
    { name: say('operator') },
    { name: say('place') },
    { name: say('lot'), as: 'code' },
    { name: say('auditHeld'), as: 'number' },
    { name: say('auditBlocked'), as: 'number' },
    { name: say('auditSold'), as: 'number' },
    { name: say('auditDestroyed'), as: 'number' },
    { name: say('auditLost'), as: 'number' }
  ],
  rows: holders
    .filter(({ party }) => only === null || party === only)
    .map(({ party, name, gtin, lot, unit, held, blocked, sold, destroyed, lost }): Cell[] => [
      partyIn(names, party),
      name,
      lotCell({ gtin, lot }, area),
      ...[held, blocked, sold, destroyed, lost].map(amount => amountOf(amount, unit))
    ])
})

export const transitSheet = ({ inTransit }: Impact, names: Names, only: string | null = null): Sheet => ({
  id: 'transit',
  title: say('auditInTransit'),
  columns: [
    { name: say('auditShipment'), as: 'code' },
    { name: say('auditConsignee') },
    { name: say('lot'), as: 'code' },
    { name: say('quantity'), as: 'number' }
  ],
  rows: inTransit
    .filter(({ consignee }) => only === null || consignee === only)
    .map(({ shipment, consignee, lot, amount, unit }) => [
      shipment,
      partyIn(names, consignee),
      lot,
      amountOf(amount, unit)
    ])
})

/** Who was told when, and who said so. */
export const noticesSheet = (notices: readonly Notice[], names: Names): Sheet => ({
  id: 'notices',
  title: say('auditNotices'),
  help: say('auditNoticesHelp'),
  columns: [
    { name: say('auditParty') },
    { name: say('auditNoticed') },
    { name: say('auditAcknowledged') },
    { name: say('auditWords') }
  ],
  rows: notices.map(({ party, noticedAt, acknowledgedAt, words }) => [
    partyIn(names, party),
    minuteOf(noticedAt),
    acknowledgedAt ? minuteOf(acknowledgedAt) : say('auditNotYet'),
    words
  ])
})

/** What became of the goods, as a closing says it. */
export const reconciledSheet = (goods: readonly Reconciled[], products: ReadonlyMap<string, Named>): Sheet => ({
  id: 'reconciled',
  title: say('auditReconciled'),
  help: say('auditReconciledHelp'),
  columns: [
    { name: say('product') },
    { name: say('auditRecovered'), as: 'number' },
    { name: say('auditOfThemDestroyed'), as: 'number' },
    { name: say('auditUnrecovered'), as: 'number' },
    { name: say('auditOfThemSold'), as: 'number' }
  ],
  rows: goods.map(({ gtin, recovered, destroyed, unrecovered, sold }) => {
    const { name = untranslated(gtin), unit = 'piece' } = products.get(gtin) ?? {}
    return [name, ...[recovered, destroyed, unrecovered, sold].map(amount => amountOf(amount, unit))]
  })
})

const STEP_TEXTS = {
  capture: 'auditStepOpened',
  noticeRecall: 'auditStepTold',
  acknowledgeRecall: 'auditStepAnswered',
  closeRecall: 'auditStepClosed'
} as const satisfies Record<Step['step'], TextName>

/** The commands on the ledger of which a recall consists. */
export const stepsSheet = (steps: readonly Step[], names: Names, area: Area): Sheet => ({
  id: 'steps',
  title: say('auditStepsOnLedger'),
  help: say('auditStepsHelp'),
  columns: [
    { name: say('auditTime') },
    { name: say('auditStep') },
    { name: say('auditParty') },
    { name: say('auditBlock'), as: 'number' },
    { name: say('auditCommand'), as: 'code' }
  ],
  rows: steps.map(({ step, author, key, id, recordedAt, block }): Cell[] => [
    minuteOf(recordedAt),
    say(STEP_TEXTS[step]),
    partyIn(names, author),
    block,
    area === 'audit' ? { text: id.slice(0, 13), href: commandHref(key, id), full: id } : id.slice(0, 13)
  ])
})

/** Lots that a recall concerns. */
export const lotsSheet = ({ lots }: Impact, area: Area): Sheet => ({
  id: 'lots',
  title: say('auditLotsConcerned'),
  columns: [
    { name: say('product') },
    { name: say('lot'), as: 'code' },
    { name: say('quantity'), as: 'number' },
    { name: say('auditMadeAt') },
    { name: say('auditState') }
  ],
  rows: lots.map(lot => [
    lot.product,
    lotCell(lot, area),
    amountOf(lot.quantity, lot.unit),
    minuteOf(lot.made),
    area === 'audit' ? stateOf(lot) : contentOf(stateOf(lot))
  ])
})

export const othersSheet = (lots: readonly AffectedLot[], names: Names): Sheet => ({
  id: 'others',
  title: say('auditOthers'),
  help: say('auditOthersHelp'),
  columns: [{ name: say('lot'), as: 'code' }, { name: say('auditMaker') }],
  rows: lots.map(({ gtin, lot, maker }) => [`${gtin}/${lot}`, partyIn(names, maker)])
})
