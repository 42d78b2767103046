import type { LotRef } from '@suyuan/model/core/gs1'
import type { Place } from '@suyuan/model/core/records'
import { untranslated } from '@suyuan/model/core/untranslated'
import { say } from '../../../core/web/texts.js'
import type { Movement } from '../../../modules/trace/queries/movements.js'
import { lineOf } from '../sheets.js'
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

/** The electronic sortable spreadsheet of 21 CFR 1.1455(c)(3)(ii): a sheet a critical tracking event, its key data elements in columns. */
export const fsmaSheets = (book: TraceBook): FormSheet[] => [
  formSheet('harvesting', say('formHarvesting'), book.of('harvest'), harvestingFields(book)),
  formSheet('initial-packing', say('formInitialPacking'), makings(book, true), [
    ...inputFields(book),
    ...originFields(book, clause => `21 CFR 1.1330(a)(${clause})`),
    ...packingFields(book),
    ...ledgerFields
  ]),
  formSheet('shipping', say('formShipping'), book.of('shipping'), shippingFields(book)),
  formSheet('receiving', say('formReceiving'), book.of('receiving'), receivingFields(book)),
  formSheet('transformation', say('formTransformation'), makings(book, false), [
    ...transformationFields(book),
    ...originFields(book, clause => `21 CFR 1.1350(b), 1.1330(a)(${clause})`),
    ...ledgerFields
  ]),
  formSheet('locations', say('formLocations'), book.places, placeFields(book))
]

/** Makings that packed what was picked, or all others: tea that is made is another food than the leaf was. */
const makings = (book: TraceBook, packedRaw: boolean): Movement[] =>
  book
    .of('process', 'packing')
    .filter(({ event, input }) => (event.kind === 'packing' && input !== null && book.isRaw(input)) === packedRaw)

const USED = { of: say('formUsed') }
const CODES_AT_HARVEST = say('formCodesAtHarvest')

function harvestingFields(book: TraceBook): Field<Movement>[] {
  const clause = (paragraph: string) => `21 CFR 1.1325(a)(1)(${paragraph})`
  const harvest = (movement: Movement) => book.harvest(movement.portion)
  return [
    timeField(say('formHarvestDate'), clause('vii')),
    { name: say('formCommodity'), source: clause('ii'), of: ({ portion }) => book.product(portion.gtin) },
    { name: say('cultivar'), source: clause('ii'), of: movement => harvest(movement)?.cultivar ?? null },
    ...quantityFields(book, clause('iii'), ofPortion),
    recordedField(book),
    ...lotFields(CODES_AT_HARVEST, ofPortion),
    ...locationFields<Movement>(book, say('formFarm'), clause('iv'), movement => harvest(movement)?.place),
    ...locationFields<Movement>(book, say('formPlot'), clause('v'), movement => harvest(movement)?.plot),
    ...partyFields<Movement>(book, say('formHarvester'), '21 CFR 1.1325(a)(2)', ({ event }) => event.author),
    blankField<Movement>(say('formHarvesterPhone'), '21 CFR 1.1325(a)(2)', say('formNoContacts')),
    ...recipientFields(book, clause('i')),
    ...documentFields(clause('viii')),
    ...ledgerFields
  ]
}

/** Where a harvest went first: several places where it was divided. */
const recipientFields = (book: TraceBook, source: string): Field<Movement>[] => {
  const destinations = ({ portion }: Movement) => book.destinations(portion)
  return [
    {
      name: say('formFirstRecipient'),
      source,
      blank: say('formStillThere'),
      of: movement =>
        destinations(movement)
          .map(({ place }) => lineOf(book.location(place)!))
          .join('；') || null
    },
    {
      name: { zh: `${say('formFirstRecipient').zh}（GLN）`, en: `${say('formFirstRecipient').en} (GLN)` },
      as: 'code',
      source,
      blank: say('formStillThere'),
      of: movement =>
        destinations(movement)
          .map(({ place }) => place)
          .join(' ') || null
    }
  ]
}

/** What a packer of a raw commodity took in. */
function inputFields(book: TraceBook): Field<Movement>[] {
  const clause = (number: number) => `21 CFR 1.1330(a)(${number})`
  return [
    { name: say('formCommodity'), source: clause(1), of: ({ input }) => input && book.product(input.gtin) },
    blankField(say('formReceivedOn'), clause(2), say('formOwnHarvest')),
    ...quantityFields(book, clause(3), ofInput, USED),
    ...lotFields(LEDGER, ofInput, USED)
  ]
}

/** What packers and makers keep of the harvest of a raw commodity: 21 CFR 1.1330(a)(4) to (10). */
function originFields(book: TraceBook, clause: (number: number) => string): Field<Movement>[] {
  const harvest = ({ input }: Movement) => (input ? book.harvest(input) : null)
  const notPicked = say('formNotPicked')
  return [
    { name: say('cultivar'), source: clause(1), blank: notPicked, of: movement => harvest(movement)?.cultivar ?? null },
    ...locationFields(book, say('formFarm'), clause(4), (movement: Movement) => harvest(movement)?.place, notPicked),
    ...locationFields(book, say('formPlot'), clause(5), (movement: Movement) => harvest(movement)?.plot, notPicked),
    ...partyFields(book, say('formHarvester'), clause(7), (movement: Movement) => harvest(movement)?.maker, notPicked),
    blankField(say('formHarvesterPhone'), clause(7), say('formNoContacts')),
    {
      name: say('formHarvestDate'),
      source: clause(8),
      blank: notPicked,
      of: movement => {
        const picked = harvest(movement)
        return picked && { at: picked.time.toISOString() }
      }
    },
    blankField(say('formCooled'), `${clause(9)}, ${clause(10)}`, say('formNoCooling'))
  ]
}

function packingFields(book: TraceBook): Field<Movement>[] {
  const clause = (number: number) => `21 CFR 1.1330(a)(${number})`
  return [
    ...lotFields<Movement>(clause(11), ofPortion),
    descriptionField<Movement>(book, clause(12), ofPortion),
    ...quantityFields<Movement>(book, clause(13), ofPortion),
    recordedField(book),
    ...locationFields<Movement>(book, say('formPackedAt'), clause(14), ({ event }) => event.place),
    timeField(say('formPackedOn'), clause(15)),
    ...documentFields(clause(16))
  ]
}

function transformationFields(book: TraceBook): Field<Movement>[] {
  const used = (paragraph: string) => `21 CFR 1.1350(a)(1)(${paragraph})`
  const made = (paragraph: string) => `21 CFR 1.1350(a)(2)(${paragraph})`
  return [
    timeField(say('formCompletedOn'), made('iii')),
    ...lotFields<Movement>(made('i'), ofPortion),
    descriptionField<Movement>(book, made('iv'), ofPortion),
    ...quantityFields<Movement>(book, made('v'), ofPortion),
    recordedField(book),
    ...lotFields<Movement>(used('i'), ofInput, USED),
    descriptionField<Movement>(book, used('ii'), ofInput, USED),
    ...quantityFields<Movement>(book, used('iii'), ofInput, USED),
    ...locationFields<Movement>(book, say('formTransformedAt'), made('ii'), ({ event }) => event.place),
    ...documentFields(made('vi'))
  ]
}

function shippingFields(book: TraceBook): Field<Movement>[] {
  const clause = (number: number) => `21 CFR 1.1340(a)(${number})`
  return [
    timeField(say('formShippedOn'), clause(6)),
    ...lotFields<Movement>(clause(1), ofPortion),
    descriptionField<Movement>(book, clause(3), ofPortion),
    ...quantityFields<Movement>(book, clause(2), ofPortion),
    ...caseFields(clause(2)),
    ...locationFields<Movement>(book, say('formShipFrom'), clause(5), ({ shipment }) => shipment?.origin),
    ...locationFields<Movement>(book, say('formShipTo'), clause(4), ({ shipment }) => shipment?.destination),
    ...codeSourceFields(book, clause(7)),
    ...documentFields(clause(8)),
    agreementField(clause(8)),
    shipmentStateField,
    ...ledgerFields
  ]
}

function receivingFields(book: TraceBook): Field<Movement>[] {
  const clause = (number: number) => `21 CFR 1.1345(a)(${number})`
  return [
    timeField(say('formReceivedOn'), clause(6)),
    ...lotFields<Movement>(clause(1), ofPortion),
    descriptionField<Movement>(book, clause(3), ofPortion),
    ...quantityFields<Movement>(book, clause(2), ofPortion),
    ...caseFields(clause(2)),
    ...shortageFields(book),
    ...locationFields<Movement>(book, say('formShipFrom'), clause(4), ({ shipment }) => shipment?.origin),
    ...locationFields<Movement>(book, say('formReceivedAt'), clause(5), ({ event }) => event.place),
    ...codeSourceFields(book, clause(7)),
    ...documentFields(clause(8)),
    agreementField(clause(8)),
    ...ledgerFields
  ]
}

/** What was declared missing and damaged, in the unit of what came. */
export const shortageFields = (book: TraceBook): Field<Movement>[] => [
  {
    name: say('formShort'),
    as: 'number',
    source: LEDGER,
    blank: say('formNothingShort'),
    of: ({ portion, short }) => (short === 0 ? null : book.quantity(portion.gtin, short))
  },
  {
    name: say('formDamaged'),
    as: 'number',
    source: LEDGER,
    blank: say('formNothingShort'),
    of: ({ portion, damaged }) => (damaged === 0 ? null : book.quantity(portion.gtin, damaged))
  }
]

/** Who gave the lot its code, and where. */
const codeSourceFields = (book: TraceBook, source: string): Field<Movement>[] => {
  const place = (ref: LotRef) => book.lot(ref)?.place
  return locationFields<Movement>(book, say('formCodeSource'), source, ({ portion }) => place(portion))
}

/** What descriptions of places are made of; each sheet names them by their GLN. */
function placeFields(book: TraceBook): Field<[gln: string, place: Place]>[] {
  const source = '21 CFR 1.1310 (location description)'
  return [
    { name: untranslated('GLN'), as: 'code', source: LEDGER, of: ([gln]) => gln },
    { name: say('formBusiness'), source, of: ([, { party }]) => book.party(party) },
    { name: say('auditPartyCode'), as: 'code', source: LEDGER, of: ([, { party }]) => party },
    { name: say('place'), source, of: ([, { name }]) => name },
    { name: say('placeKind'), source: LEDGER, of: ([, { kind }]) => say(kind) },
    { name: say('formRegion'), as: 'code', source, of: ([, { region }]) => region },
    { name: say('village'), source, blank: say('formNoVillage'), of: ([, { village }]) => village ?? null },
    blankField(say('formStreet'), source, say('formNoAddresses')),
    blankField(say('formPhone'), source, say('formNoContacts'))
  ]
}
