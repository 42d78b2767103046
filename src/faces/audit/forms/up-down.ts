import { say } from '../../../core/web/texts.js'
import type { Movement } from '../../../modules/trace/queries/movements.js'
import { kindName } from '../tables-events.js'
import type { TraceBook } from './book.js'
import {
  agreementField,
  blankField,
  caseFields,
  descriptionField,
  documentFields,
  type Field,
  type FormSheet,
  formSheet,
  LEDGER,
  ledgerFields,
  locationFields,
  lotFields,
  ofInput,
  ofPortion,
  partyFields,
  quantityFields,
  recordedField,
  shipmentStateField,
  timeField
} from './fields.js'
import { shortageFields } from './fsma.js'

/** One up, one down: from whom each lot came and to whom it went, and which lots went into which. */
export const upDownSheets = (book: TraceBook): FormSheet[] => [
  formSheet('up', say('formUp'), book.of('harvest', 'receiving', 'returning'), upFields(book)),
  formSheet('down', say('formDown'), book.of('shipping', 'selling'), downFields(book)),
  formSheet(
    'ingredients',
    say('auditEdges'),
    book.movements.filter(({ input }) => input !== null),
    ingredientFields(book)
  )
]

const USED = { of: say('formUsed') }
const kindField: Field<Movement> = { name: say('auditWhat'), source: LEDGER, of: ({ event }) => kindName(event.kind) }

const upClause = (number: number, law = true) =>
  `21 CFR 1.337(a)(${number})${law ? '; 食品安全法 第五十条、第五十三条' : ''}`
const downClause = (number: number, law = true) => `21 CFR 1.345(a)(${number})${law ? '; 食品安全法 第五十一条' : ''}`

/** What goods are called on either side, and how much of them there was. */
const goodsFields = (book: TraceBook, clause: typeof upClause): Field<Movement>[] => [
  descriptionField<Movement>(book, clause(2), ofPortion),
  ...lotFields<Movement>(clause(4), ofPortion),
  ...quantityFields<Movement>(book, clause(5), ofPortion),
  ...caseFields(clause(5, false)),
  {
    name: say('formProducedOn'),
    source: '食品安全法 第五十条、第五十一条、第五十三条',
    of: ({ portion }) => {
      const lot = book.lot(portion)
      return lot ? { at: lot.made } : null
    }
  },
  {
    name: say('formExpires'),
    source: '食品安全法 第五十条、第五十一条、第五十三条',
    blank: say('formNoExpiry'),
    of: ({ portion }) => {
      const expires = book.lot(portion)?.expires
      return expires ? { at: expires, day: true } : null
    }
  }
]

const carriedFields = (book: TraceBook, clause: typeof upClause): Field<Movement>[] => [
  ...partyFields<Movement>(
    book,
    say('auditCarrier'),
    clause(6, false),
    ({ shipment }) => shipment?.carrier,
    say('formNoCarrier')
  ),
  ...documentFields(LEDGER),
  agreementField(LEDGER)
]

function upFields(book: TraceBook): Field<Movement>[] {
  const unknown = say('formNoSource')
  return [
    timeField(say('formReceivedOn'), upClause(3)),
    kindField,
    ...partyFields<Movement>(book, say('formReceiver'), LEDGER, ({ event }) => event.author),
    ...locationFields<Movement>(book, say('formReceivedAt'), LEDGER, ({ event }) => event.place),
    ...partyFields<Movement>(book, say('formPrevious'), upClause(1), ({ shipment }) => shipment?.consignor, unknown),
    ...locationFields<Movement>(book, say('formShipFrom'), upClause(1), placeBefore(book), say('formNoSourcePlace')),
    blankField<Movement>(say('formContacts'), upClause(1), say('formNoContacts')),
    ...goodsFields(book, upClause),
    ...shortageFields(book),
    recordedField(book),
    ...carriedFields(book, upClause),
    ...ledgerFields
  ]
}

/** From where it was shipped, or on which plot it was picked. */
const placeBefore =
  (book: TraceBook) =>
  ({ event, shipment, portion }: Movement) =>
    event.kind === 'harvest' ? book.harvest(portion)?.plot : shipment?.origin

function downFields(book: TraceBook): Field<Movement>[] {
  const unknown = say('formNoConsumers')
  return [
    timeField(say('formReleasedOn'), downClause(3)),
    kindField,
    ...partyFields<Movement>(book, say('formSender'), LEDGER, ({ event }) => event.author),
    ...locationFields<Movement>(
      book,
      say('formReleasedAt'),
      LEDGER,
      ({ event, shipment }) => shipment?.origin ?? event.place
    ),
    ...partyFields<Movement>(book, say('formNext'), downClause(1), ({ shipment }) => shipment?.consignee, unknown),
    ...locationFields<Movement>(
      book,
      say('formShipTo'),
      downClause(1),
      ({ shipment }) => shipment?.destination,
      unknown
    ),
    blankField<Movement>(say('formContacts'), downClause(1), say('formNoContacts')),
    ...goodsFields(book, downClause),
    ...carriedFields(book, downClause),
    shipmentStateField,
    ...ledgerFields
  ]
}

function ingredientFields(book: TraceBook): Field<Movement>[] {
  const source = '21 CFR 1.345(b)'
  return [
    timeField(say('formCompletedOn'), source),
    kindField,
    ...partyFields<Movement>(book, say('auditMaker'), source, ({ event }) => event.author),
    ...locationFields<Movement>(book, say('formTransformedAt'), LEDGER, ({ event }) => event.place),
    ...lotFields<Movement>(source, ofPortion),
    descriptionField<Movement>(book, source, ofPortion),
    ...quantityFields<Movement>(book, source, ofPortion),
    ...lotFields<Movement>(source, ofInput, USED),
    descriptionField<Movement>(book, source, ofInput, USED),
    ...quantityFields<Movement>(book, source, ofInput, USED),
    ...documentFields(LEDGER),
    ...ledgerFields
  ]
}
