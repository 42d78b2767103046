import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import { KINDS } from '@suyuan/model/trace/law'
import { Receipt } from '../../../../modules/trace/bodies.js'
import { receiving } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot, DeskShipment } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Choice, Field, Form, Situation, Values } from './form.js'
import {
  among,
  amountsOf,
  amountText,
  caseChoices,
  countOf,
  goodsOf,
  lines,
  lotChoices,
  lotText,
  numberOfShipment,
  palletChoices,
  placeChoices,
  productOf,
  refOf,
  storesOf,
  unitChoices,
  unitOf
} from './reading.js'

const shipmentOf = ({ arriving }: DeskData, values: Values): DeskShipment | undefined =>
  arriving.find(({ id }) => id === values.shipment)

const shipmentChoices = ({ arriving }: DeskData): Choice[] =>
  arriving.map(({ id, from, items }) => ({
    value: id,
    text: { zh: `${from.zh} ${numberOfShipment(id)}`, en: `${from.en} ${numberOfShipment(id)}` },
    note: say('deskItems', { count: items.length })
  }))

const casesIn = (shipment: DeskShipment | undefined) =>
  (shipment?.items ?? []).flatMap(({ sscc, amount, ...item }) => (sscc ? [{ ...item, sscc, pieces: amount }] : []))

/** What comes in bulk, as lots of which that much is to be had. */
const bulkIn = (shipment: DeskShipment | undefined): DeskLot[] =>
  (shipment?.items ?? []).flatMap(({ sscc, gtin, lot, amount }) =>
    sscc ? [] : [{ gtin, lot, place: '', held: amount }]
  )

/** Lots of which something is in the shipment, in cases or in bulk, with how much that is. */
function lotsIn(shipment: DeskShipment | undefined): (LotRef & { amount: number })[] {
  const lots = new Map<string, LotRef & { amount: number }>()
  for (const { gtin, lot, amount } of shipment?.items ?? []) {
    const known = lots.get(refOf({ gtin, lot }))
    lots.set(refOf({ gtin, lot }), { gtin, lot, amount: amount + (known?.amount ?? 0) })
  }
  return [...lots.values()]
}

/** All of it came: what did not is unticked. */
const allOf = (shipment: DeskShipment | undefined): Values => ({
  cases: [...new Set(casesIn(shipment).map(({ sscc, pallet }) => pallet ?? sscc))].join('\n'),
  goods: bulkIn(shipment).map(refOf).join('\n'),
  lost: ''
})

const without = (text: string | undefined, others: string | undefined) =>
  lines(text)
    .filter(line => !lines(others).includes(line))
    .join('\n')

/** Cases and pallets that came; what is given up for lost has not, nor a pallet of which all is. */
const cameIn = (values: Values, shipment: DeskShipment | undefined) =>
  lines(without(values.cases, values.lost)).filter(unit => {
    const boxes = casesIn(shipment).filter(among([unit]))
    return boxes.length === 0 || !boxes.every(among(lines(values.lost)))
  })

/** The cases among that. */
const boxesCame = (values: Values, shipment: DeskShipment | undefined) => {
  const isLost = among(lines(values.lost))
  return casesIn(shipment)
    .filter(among(cameIn(values, shipment)))
    .filter(box => !isLost(box))
}

/** Cases of a pallet that were scanned by themselves. */
const aloneIn = (values: Values, shipment: DeskShipment | undefined) =>
  casesIn(shipment).filter(({ sscc, pallet }) => pallet && lines(values.cases).includes(sscc))

const bulkCame = (data: DeskData, values: Values) => {
  const bulk = bulkIn(shipmentOf(data, values))
  return goodsOf(data, values, 'goods', ref => bulk.find(lot => refOf(lot) === ref)?.held ?? 0)
}

const shortOf = (data: DeskData, values: Values) => amountsOf(data, values, 'short', lotsIn(shipmentOf(data, values)))
const damagedOf = (data: DeskData, values: Values) =>
  amountsOf(data, values, 'damaged', lotsIn(shipmentOf(data, values)))

/** As the law has it: short in bulk where some of that is still under way, else out of what came; damaged is what came. */
function wrongAmounts(values: Values, { data }: Situation): Record<string, Text> {
  const shipment = shipmentOf(data, values)
  const wrong: Record<string, Text> = {}
  for (const lot of lotsIn(shipment)) {
    const isIt = (other: LotRef) => refOf(other) === refOf(lot)
    const told = (goods: ReturnType<typeof shortOf>) => goods.filter(isIt).reduce((sum, one) => sum + countOf(one), 0)
    const bulk = told(bulkCame(data, values))
    const open = (bulkIn(shipment).find(isIt)?.held ?? 0) - bulk
    const cased = boxesCame(values, shipment).filter(isIt)
    const there = bulk + cased.reduce((sum, { pieces }) => sum + pieces, 0)
    const [short, damaged] = [told(shortOf(data, values)), told(damagedOf(data, values))]
    if (short > (open > 0 ? open : there)) wrong.short = say('deskMoreThanCame')
    if (damaged > 0 && damaged > there - (open > 0 ? 0 : short)) wrong.damaged = say('deskMoreThanCame')
  }
  return wrong
}

const amountChoices = (data: DeskData, shipment: DeskShipment | undefined): Choice[] =>
  lotsIn(shipment).map(lot => {
    const product = productOf(data, lot.gtin)
    const note = say('deskInShipment', { amount: amountText(product, lot.amount) })
    return { value: refOf(lot), text: lotText(data, lot), note, amount: unitOf(product) }
  })

/** What most shipments have none of. */
const amiss = (data: DeskData, shipment: DeskShipment | undefined) => {
  const [choices, more] = [amountChoices(data, shipment), say('deskAmiss')]
  return [
    ...(casesIn(shipment).length > 0
      ? [
          {
            kind: 'many',
            name: 'lost',
            label: say('deskLost'),
            hint: say('deskLostHint'),
            choices: [...palletChoices(casesIn(shipment)), ...caseChoices(data, casesIn(shipment))],
            more
          } as const
        ]
      : []),
    {
      kind: 'amounts',
      name: 'damaged',
      label: say('deskDamaged'),
      hint: say('deskDamagedHint'),
      choices,
      more
    } as const,
    { kind: 'amounts', name: 'short', label: say('deskShort'), hint: say('deskShortHint'), choices, more } as const
  ]
}

/** 进货查验: what is kept of each, by its number. */
const CHECKS = [
  ['licence', 'deskLicence', 'deskLicenceHint'],
  ['conformity', 'deskConformity', 'deskConformityHint'],
  ['deliveryNote', 'deskDeliveryNote', undefined]
] as const

const checkFields = (): readonly Field[] =>
  CHECKS.map(([name, label, hint]) => ({
    ...{ kind: 'text', name, label: say(label), longest: 80, more: say('deskPurchaseCheck') },
    ...(hint && { hint: say(hint) })
  }))

function checkOf(values: Values) {
  const told = CHECKS.flatMap(([name]) => (values[name] ? [[name, values[name]] as const] : []))
  return told.length > 0 && { purchaseCheck: Object.fromEntries(told) }
}

export const receivingForm: Form = {
  title: KINDS.receiving.name,
  roles: [],
  schema: Receipt,
  compose: receiving,
  names: {
    shortage: 'short',
    damage: 'damaged',
    ...Object.fromEntries(CHECKS.map(([name]) => [`purchaseCheck.${name}`, name]))
  },
  defaults: ({ data }) => {
    const shipment = data.arriving[0]
    return { shipment: shipment?.id ?? '', place: shipment?.to ?? '', ...allOf(shipment) }
  },
  changed: (name, values, { data }) => {
    if (name === 'cases') return { ...values, lost: without(values.lost, values.cases) }
    if (name === 'lost') return { ...values, cases: without(values.cases, values.lost) }
    if (name !== 'shipment') return values
    const shipment = shipmentOf(data, values)
    return { ...values, place: shipment?.to ?? '', ...allOf(shipment) }
  },
  // A case of another shipment: that one is before him, and of it what he scans.
  scanned: (_, code, values, { data }) => {
    const shipment = data.arriving.find(({ items }) => items.some(among([code])))
    return shipment && { ...values, shipment: shipment.id, place: shipment.to, cases: code, goods: '', lost: '' }
  },
  wrong: wrongAmounts,
  fields: (values, { data }) => {
    const shipment = shipmentOf(data, values)
    const bulk = lotChoices(data, bulkIn(shipment))
    return [
      { kind: 'choice', name: 'shipment', label: say('deskShipment'), choices: shipmentChoices(data) },
      {
        kind: 'many',
        name: 'cases',
        label: say('deskCasesCame'),
        hint: say('deskCasesCameHint'),
        choices: [...unitChoices(data, casesIn(shipment)), ...caseChoices(data, aloneIn(values, shipment))],
        scans: 'case'
      },
      ...(bulk.length > 0 ? [{ kind: 'many', name: 'goods', label: say('deskBulkCame'), choices: bulk } as const] : []),
      ...(shipment ? [...amiss(data, shipment), ...checkFields()] : []),
      { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(storesOf(data)), more: true }
    ]
  },
  body: (values, { data }) => {
    const [lost, short, damage] = [lines(values.lost), shortOf(data, values), damagedOf(data, values)]
    return {
      place: values.place,
      shipment: values.shipment,
      cases: cameIn(values, shipmentOf(data, values)),
      goods: bulkCame(data, values),
      ...(lost.length + short.length > 0 && { shortage: { cases: lost, goods: short } }),
      ...(damage.length > 0 && { damage }),
      ...checkOf(values)
    }
  },
  summary: (values, { data }) => {
    const from = shipmentOf(data, values)?.from
    const count = boxesCame(values, shipmentOf(data, values)).length + lines(values.goods).length
    return { zh: `${from?.zh ?? values.shipment}，${count} 箱（批）`, en: `${from?.en ?? ''}, ${count} cases or lots` }
  }
}
