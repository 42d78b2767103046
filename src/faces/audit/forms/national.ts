import { lotUri } from '@suyuan/model/core/gs1'
import { ROLES } from '@suyuan/model/core/law'
import type { Party } from '@suyuan/model/core/records'
import { say } from '../../../core/web/texts.js'
import type { LotFacts } from '../../../modules/trace/queries/lot-facts.js'
import type { Movement } from '../../../modules/trace/queries/movements.js'
import { contentOf, lineOf } from '../sheets.js'
import { kindName } from '../tables-events.js'
import { stateOf } from '../tables-goods.js'
import type { TraceBook } from './book.js'
import {
  agreementField,
  blankField,
  descriptionField,
  documentFields,
  type Field,
  type FormSheet,
  formSheet,
  LEDGER,
  ledgerFields,
  locationFields,
  lotFields,
  ofPortion,
  partyFields,
  quantityFields,
  shipmentStateField,
  timeField
} from './fields.js'

/** What of these texts could be read is told in the form's notes. */
const DATA_FORMAT = 'NY/T 4712-2025'
const OPERATORS = `${DATA_FORMAT} 生产经营者基础信息`
const LINKS = `${DATA_FORMAT} 业务基础信息`
const CODES = '国家重要产品追溯体系编码规则（试行）二'
const TERMS = 'GB/T 38155-2019 追溯术语'
const TRADES = 'GB/T 38156-2019'
const CERTIFICATES = '农业农村部令2025年第4号 第十四条'

/** 追溯参与方、追溯单元、追溯环节、交易记录, and what a 承诺达标合格证 of fresh leaf says. */
export const nationalSheets = (book: TraceBook): FormSheet[] => [
  formSheet('participants', say('formParticipants'), book.parties, participantFields(book)),
  formSheet('units', say('formUnits'), book.lots, unitFields(book)),
  formSheet('links', say('formLinks'), book.movements, linkFields(book)),
  formSheet('trades', say('formTrades'), book.of('shipping', 'selling'), tradeFields(book)),
  formSheet(
    'certificates',
    say('formCertificates'),
    book.lots.filter(lot => book.isRaw(lot)),
    certificateFields(book)
  )
]

const participantFields = (book: TraceBook): Field<[uscc: string, party: Party]>[] => [
  { name: say('formParticipant'), source: `${TERMS} 追溯参与方; ${OPERATORS}（名称）`, of: ([, { name }]) => name },
  { name: say('formUscc'), as: 'code', source: `${OPERATORS}（统一社会信用代码）; GB 32100`, of: ([uscc]) => uscc },
  blankField(say('formSubjectCode'), `${CODES}（三）主体码; ${TERMS} 主体码`, say('formNoSubjectCode')),
  {
    name: say('formRoles'),
    source: LEDGER,
    of: ([, { roles }]) => roles.map(role => lineOf(ROLES[role])).join('；')
  },
  {
    name: say('formLicence'),
    as: 'code',
    source: LEDGER,
    blank: say('formNoLicence'),
    of: ([, { licence }]) => licence ?? null
  },
  blankField(say('formStreet'), `${OPERATORS}（地址）`, say('formNoAddresses')),
  blankField(say('formPhone'), '食品安全法 第五十条、第五十一条、第五十三条', say('formNoContacts')),
  {
    name: say('auditState'),
    source: LEDGER,
    of: ([uscc]) => say(book.isBarred(uscc) ? 'formDisqualified' : 'formActive')
  }
]

/** The whole of a lot as a portion of itself. */
const ofLot = ({ gtin, lot, quantity }: LotFacts) => ({ gtin, lot, amount: quantity, cases: [] })

function unitFields(book: TraceBook): Field<LotFacts>[] {
  const notPicked = say('formNotPicked')
  return [
    { name: say('formMadeOn'), source: LINKS, of: ({ made }) => ({ at: made }) },
    { name: say('formGtin'), as: 'code', source: `${CODES}（六）产品代码`, of: ({ gtin }) => gtin },
    { name: say('formLot'), as: 'code', source: `${CODES}（五）批次码; ${TERMS} 追溯单元`, of: ({ lot }) => lot },
    {
      name: say('formTraceCode'),
      as: 'code',
      source: `${TERMS} 追溯码; ${CODES}（四）追溯码; NY/T 2531-2013 3.2`,
      of: lotUri
    },
    descriptionField<LotFacts>(book, `${TRADES} 5.2`, ofLot),
    ...quantityFields<LotFacts>(book, `${TRADES} 5.2`, ofLot),
    ...partyFields<LotFacts>(book, say('auditMaker'), `NY/T 2531-2013 3.1 责任主体`, ({ maker }) => maker),
    ...locationFields<LotFacts>(book, say('formOrigin'), LINKS, ({ place }) => place),
    ...locationFields<LotFacts>(book, say('formPlot'), LEDGER, lot => book.harvest(lot)?.plot, notPicked),
    { name: say('cultivar'), source: LEDGER, blank: notPicked, of: lot => book.harvest(lot)?.cultivar ?? null },
    { name: say('formGrade'), source: LEDGER, blank: notPicked, of: lot => book.harvest(lot)?.grade ?? null },
    {
      name: say('formExpires'),
      source: '食品安全法 第五十条、第五十一条、第五十三条',
      blank: say('formNoExpiry'),
      of: ({ expires }) => (expires ? { at: expires, day: true } : null)
    },
    { name: say('auditTest'), source: LEDGER, blank: say('formNoReport'), of: reportsOf(book) },
    {
      name: say('auditState'),
      source: LEDGER,
      blank: say('formNothingAgainst'),
      of: lot => contentOf(stateOf(lot))
    }
  ]
}

const reportsOf = (book: TraceBook) => (lot: LotFacts) =>
  book
    .reports(lot)
    .map(({ number, standard, conforms }) =>
      [number, standard, lineOf(say(conforms ? 'formConforms' : 'auditRejected'))].join(' ')
    )
    .join('；') || null

const CAME_IN = { of: say('formCameIn'), blank: say('formNothingIn') }
const WENT_OUT = { of: say('formWentOut'), blank: say('formNothingOut') }
/** What of a movement came in and what went out, as the data format has it. */
const cameIn = ({ event, portion, input }: Movement) =>
  event.kind === 'receiving' || event.kind === 'returning' ? portion : input
const wentOut = ({ event, portion }: Movement) =>
  event.kind === 'receiving' || event.kind === 'returning' ? null : portion

function linkFields(book: TraceBook): Field<Movement>[] {
  const source = `${LINKS}（来源）`
  const destination = `${LINKS}（去向）`
  return [
    timeField(say('auditTime'), LINKS),
    { name: say('formLink'), source: LINKS, of: ({ event }) => kindName(event.kind) },
    ...partyFields<Movement>(book, say('formResponsible'), 'NY/T 2531-2013 3.1 责任主体', ({ event }) => event.author),
    ...locationFields<Movement>(book, say('place'), LINKS, ({ event }) => event.place),
    ...lotFields<Movement>(`${DATA_FORMAT} 入库批次`, cameIn, CAME_IN),
    ...quantityFields<Movement>(book, LINKS, cameIn, CAME_IN),
    ...lotFields<Movement>(`${DATA_FORMAT} 出库批次（追溯码）`, wentOut, WENT_OUT),
    ...quantityFields<Movement>(book, LINKS, wentOut, WENT_OUT),
    ...partyFields<Movement>(
      book,
      say('formPrevious'),
      source,
      ({ event, shipment }) => (event.kind === 'receiving' ? shipment?.consignor : null),
      say('formSameHands')
    ),
    ...partyFields<Movement>(
      book,
      say('formNext'),
      destination,
      ({ event, shipment }) => (event.kind === 'shipping' ? shipment?.consignee : null),
      say('formSameHands')
    ),
    ...documentFields(LEDGER),
    ...ledgerFields
  ]
}

function tradeFields(book: TraceBook): Field<Movement>[] {
  const [subjects, goods, deed] = [
    `${TRADES} 5.1 交易主体信息`,
    `${TRADES} 5.2 交易产品信息`,
    `${TRADES} 5.3 交易行为信息`
  ]
  const unknown = say('formNoConsumers')
  return [
    timeField(say('auditTime'), deed),
    { name: say('auditWhat'), source: deed, of: ({ event }) => kindName(event.kind) },
    ...partyFields<Movement>(book, say('formSender'), subjects, ({ event }) => event.author),
    ...partyFields<Movement>(book, say('formNext'), subjects, ({ shipment }) => shipment?.consignee, unknown),
    descriptionField<Movement>(book, goods, ofPortion),
    ...lotFields<Movement>(goods, ofPortion),
    ...quantityFields<Movement>(book, goods, ofPortion),
    ...locationFields<Movement>(
      book,
      say('formReleasedAt'),
      deed,
      ({ event, shipment }) => shipment?.origin ?? event.place
    ),
    ...locationFields<Movement>(book, say('formShipTo'), deed, ({ shipment }) => shipment?.destination, unknown),
    ...documentFields(deed),
    agreementField(deed),
    shipmentStateField,
    ...ledgerFields
  ]
}

function certificateFields(book: TraceBook): Field<LotFacts>[] {
  return [
    { name: say('certProduct'), source: CERTIFICATES, of: ({ gtin }) => book.product(gtin) },
    ...quantityFields<LotFacts>(book, CERTIFICATES, ofLot),
    ...locationFields<LotFacts>(book, say('certOrigin'), CERTIFICATES, ({ place }) => place),
    ...partyFields<LotFacts>(book, say('certPromisor'), CERTIFICATES, ({ maker }) => maker),
    blankField<LotFacts>(say('certContact'), CERTIFICATES, say('formNoContacts')),
    blankField<LotFacts>(say('certDay'), CERTIFICATES, say('formNoCertificate')),
    blankField<LotFacts>(say('certBasis'), CERTIFICATES, say('formNoCertificate')),
    ...lotFields<LotFacts>(LEDGER, ofLot)
  ]
}
