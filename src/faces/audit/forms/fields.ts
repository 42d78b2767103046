import type { Text } from '@suyuan/model/core/refusal'
import { say } from '../../../core/web/texts.js'
import type { Movement, Portion } from '../../../modules/trace/queries/movements.js'
import type { Cell, Column, Sheet } from '../sheets.js'
import type { TraceBook } from './book.js'

/** A column of a form: what it is called, who asks for it, and what of a row stands in it. */
export interface Field<Row> extends Column {
  /** Standard and clause. */
  source: string | Text
  /** Why it may be blank. */
  blank?: Text
  of(row: Row): Cell
}

/** A sheet of a form with what its columns are. */
export interface FormSheet {
  sheet: Sheet
  fields: readonly Pick<Field<never>, 'name' | 'source' | 'blank'>[]
}

export const formSheet = <Row>(
  id: string,
  title: Text,
  rows: readonly Row[],
  fields: readonly Field<Row>[]
): FormSheet => ({
  sheet: {
    id,
    title,
    columns: fields.map(({ name, as }) => ({ name, ...(as && { as }) })),
    rows: rows.map(row => fields.map(field => field.of(row)))
  },
  fields
})

/** 字段说明: each column of each sheet, with its source, and why it may be blank. */
export const fieldsSheet = (sheets: readonly FormSheet[]): Sheet => ({
  id: 'fields',
  title: say('formFields'),
  columns: [
    { name: say('formSheet') },
    { name: say('formField') },
    { name: say('formSource') },
    { name: say('formBlank') }
  ],
  rows: sheets.flatMap(({ sheet, fields }) =>
    fields.map(({ name, source, blank }) => [sheet.title, name, source, blank ?? null])
  )
})

/** What the ledger adds to what is asked for. */
export const LEDGER = say('formLedger')

type Whose<Row> = (row: Row) => Portion | null
const both = (name: Text, more: Text): Text => ({ zh: `${name.zh}${more.zh}`, en: `${name.en} ${more.en}` })
const NUMBERED = { zh: '（GLN）', en: '(GLN)' }
const CODED = { zh: '（统一社会信用代码）', en: '(USCC)' }

/** Whose lot a column is about, where a row has two, and why there may be none. */
interface Other {
  of?: Text
  blank?: Text
}
const named = (name: Text, of: Text | undefined): Text =>
  of ? { zh: `${of.zh}${name.zh}`, en: `${of.en}: ${name.en}` } : name

/** A column about one lot of a row. */
const lotField = <Row>(
  name: Text,
  source: string | Text,
  pick: Whose<Row>,
  { of, blank }: Other,
  told: (portion: Portion) => Cell,
  as?: 'number' | 'code'
): Field<Row> => ({
  name: named(name, of),
  source,
  ...(as && { as }),
  ...(blank && { blank }),
  of: row => {
    const portion = pick(row)
    return portion && told(portion)
  }
})

/** Product and batch number, which together name a lot. */
export const lotFields = <Row>(source: string | Text, pick: Whose<Row>, other: Other = {}): Field<Row>[] => [
  lotField(say('formGtin'), source, pick, other, ({ gtin }) => gtin, 'code'),
  lotField(say('formLot'), source, pick, other, ({ lot }) => lot, 'code')
]

export const descriptionField = <Row>(
  book: TraceBook,
  source: string | Text,
  pick: Whose<Row>,
  other: Other = {}
): Field<Row> => lotField(say('formProduct'), source, pick, other, book.description)

/** A number and its unit, each in a column of its own: numbers sort and add up. */
export const quantityFields = <Row>(
  book: TraceBook,
  source: string | Text,
  pick: Whose<Row>,
  other: Other = {}
): Field<Row>[] => [
  lotField(say('formQuantity'), source, pick, other, ({ gtin, amount }) => book.quantity(gtin, amount), 'number'),
  lotField(say('formUnit'), source, pick, other, book.unit)
]

/** A place in words, and its number by which the sheet of places has more of it. */
export const locationFields = <Row>(
  book: TraceBook,
  name: Text,
  source: string | Text,
  gln: (row: Row) => string | null | undefined,
  blank?: Text
): Field<Row>[] => [
  { name, source, ...(blank && { blank }), of: row => book.location(gln(row)) },
  { name: both(name, NUMBERED), as: 'code', source, ...(blank && { blank }), of: row => gln(row) ?? null }
]

export const partyFields = <Row>(
  book: TraceBook,
  name: Text,
  source: string | Text,
  uscc: (row: Row) => string | null | undefined,
  blank?: Text
): Field<Row>[] => [
  { name, source, ...(blank && { blank }), of: row => book.party(uscc(row)) },
  { name: both(name, CODED), as: 'code', source, ...(blank && { blank }), of: row => uscc(row) ?? null }
]

/** Cases that the goods were in. */
export const caseFields = (
  source: string | Text,
  pick = (movement: Movement) => movement.portion
): Field<Movement>[] => [
  {
    name: say('formCases'),
    as: 'number',
    source,
    blank: say('formNoCases'),
    of: movement => pick(movement).cases.length || null
  },
  {
    name: say('formSsccs'),
    as: 'code',
    source,
    blank: say('formNoCases'),
    of: movement => pick(movement).cases.join(' ') || null
  }
]

/** Which document tells of it: the despatch advice of a shipment, or the event as it was signed. */
export const documentFields = (source: string | Text): Field<Movement>[] => [
  {
    name: say('formDocumentType'),
    source,
    of: ({ shipment }) => say(shipment ? 'formDespatchAdvice' : 'formSignedEvent')
  },
  {
    name: say('formDocumentNumber'),
    as: 'code',
    source,
    of: ({ shipment, event }) => shipment?.id ?? event.event
  }
]

/** Under which agreement it was shipped. */
export const agreementField = (source: string | Text): Field<Movement> => ({
  name: say('auditAgreement'),
  as: 'code',
  source,
  blank: say('formNoAgreement'),
  of: ({ shipment }) => shipment?.agreement ?? null
})

const SHIPMENT_STATES = {
  in_transit: say('statusInTransit'),
  received: say('formAllReceived'),
  void: say('auditVoid')
}
const GOING_BACK = say('formGoingBack')

export const shipmentStateField: Field<Movement> = {
  name: say('auditState'),
  source: LEDGER,
  blank: say('formNoShipment'),
  of: ({ shipment }) => {
    if (!shipment) return null
    const state = SHIPMENT_STATES[shipment.status]
    if (!shipment.returning) return state
    return { zh: `${state.zh}；${GOING_BACK.zh}`, en: `${state.en}; ${GOING_BACK.en}` }
  }
}

/** Where it stands on the ledger, and so in the bundle with proofs. */
export const ledgerFields: readonly Field<Movement>[] = [
  { name: say('auditEntered'), source: LEDGER, of: ({ event }) => ({ at: event.recorded }) },
  { name: say('auditBlock'), as: 'number', source: LEDGER, of: ({ event }) => event.block },
  { name: say('auditTransaction'), as: 'code', source: LEDGER, of: ({ event }) => event.transaction }
]

/** What a maker had said before a correction took effect. */
export const recordedField = (book: TraceBook): Field<Movement> => ({
  name: say('formRecorded'),
  as: 'number',
  source: LEDGER,
  blank: say('formNotCorrected'),
  of: ({ recorded, portion }) => (recorded === null ? null : book.quantity(portion.gtin, recorded))
})

/** Date and time of what happened. */
export const timeField = (name: Text, source: string | Text): Field<Movement> => ({
  name,
  source,
  of: ({ event }) => ({ at: event.time })
})

/** Asked for, and not on this ledger: a blank column that says why. */
export const blankField = <Row>(name: Text, source: string | Text, blank: Text): Field<Row> => ({
  name,
  source,
  blank,
  of: () => null
})

export const ofPortion = ({ portion }: Movement): Portion => portion
export const ofInput = ({ input }: Movement): Portion | null => input
