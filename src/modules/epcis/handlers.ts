import type { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import type pg from 'pg'
import { type Conditions, OPERATORS, type Operator } from './conditions.js'
import { expanded } from './context.js'
import { indexed } from './epc.js'
import { EpcisException } from './exceptions.js'
import { attributeTerms, VOCABULARIES_OF } from './master-data.js'
import { allBelow, MOST_PLACES, placesHaving } from './queries/master-data.js'
import type { Reader } from './reader.js'
import { extensionField, numberOf, type Role, SENSOR_MEASURES, SENSOR_TEXTS, term, timeOf, wordOf } from './terms.js'
import { inEveryUnit } from './units.js'

/** A parameter that is asked, and the conditions that it adds to. */
export interface Asked {
  pool: pg.Pool
  conditions: Conditions
  namespaces: Namespaces
  reader: Reader
}
export type Handler = (asked: Asked, match: readonly string[]) => Promise<void> | void

const words = ({ reader, namespaces }: Asked) => reader.list().map(text => wordOf(text, namespaces))
const termsOf = (kind: string, values: readonly string[]) => values.map(value => term(kind, value))
const says =
  (kind: string, values: (asked: Asked) => string[]): Handler =>
  asked =>
    asked.conditions.requireSaid(termsOf(kind, values(asked)))
const uris = ({ reader }: Asked) => reader.uris().map(indexed)
const texts = ({ reader }: Asked) => reader.list()
const exists =
  (what: string): Handler =>
  ({ reader, conditions }) => {
    reader.exists()
    conditions.requireSaid([term('has', what)])
  }
const dated =
  (column: 'event_time' | 'record_time', operator: 'GE' | 'LT'): Handler =>
  ({ reader, conditions }) =>
    conditions.requireTime(column, operator, reader.time())
const timed =
  (field: string, operator: 'GE' | 'LT'): Handler =>
  ({ reader, conditions }) =>
    conditions.require(conditions.measures(`@${field}`, operator, Date.parse(reader.time())))
/** An equality may be with any of several numbers. */
const numbersIn = ({ reader }: Asked, operator: Operator) => (operator === 'EQ' ? reader.numbers() : [reader.number()])
const measured =
  (field: string, operator: Operator): Handler =>
  asked =>
    asked.conditions.require(...numbersIn(asked, operator).map(n => asked.conditions.measures(field, operator, n)))

/** What was measured in another unit of the same quantity is found too. */
function measuredIn(asked: Asked, operator: Operator, measure: string, unit: string): void {
  const boundsOf = (number: number) =>
    new Map([...inEveryUnit(number, unit, measure === 'sDev')].map(([code, value]) => [`${measure}_${code}`, value]))
  asked.conditions.require(...numbersIn(asked, operator).map(n => asked.conditions.measuresIn(boundsOf(n), operator)))
}

const INSTANCES: readonly Role[] = ['epc', 'parent', 'in', 'out']
const isProduct = (name: string) => /^https:\/\/id\.gs1\.org\/01\/\d{14}$/.test(name)

/** What names of goods begin with that are of a company, by the scheme of a pattern. */
const BEGINNINGS: Readonly<Record<string, string>> = { sgtin: '01/_', sscc: '00/_', grai: '8003/0', giai: '8004/' }

/** Goods by name or pattern (`urn:epc:idpat:…*`), in any of these roles. */
const goods =
  (...roles: Role[]): Handler =>
  ({ reader, conditions }) => {
    const terms: string[] = []
    const clauses: string[] = []
    for (const given of reader.uris()) {
      const name = indexed(given)
      const [, scheme = '', company = ''] = /^urn:epc:idpat:(\w+):(\d{6,12})\.[\d.]*\*/.exec(name) ?? []
      if (name.startsWith('urn:epc:idpat:')) {
        const beginning = BEGINNINGS[scheme]
        if (!beginning) throw reader.wrong(`不支持该模式：${given}`, `this pattern is not understood: ${given}`)
        for (const role of roles)
          clauses.push(conditions.saysLike(`${role}:https://id.gs1.org/${beginning}${company}%`))
      } else
        for (const role of roles) {
          terms.push(term(role, name))
          if (isProduct(name) && INSTANCES.includes(role)) terms.push(term(`${role}*`, name))
        }
    }
    if (terms.length > 0) conditions.requireSaid(terms, ...clauses)
    else conditions.require(...clauses)
  }

type PlaceField = keyof typeof VOCABULARIES_OF

/** The event is at one of these places. */
function at({ conditions }: Asked, field: PlaceField, places: readonly string[]): void {
  if (places.length > MOST_PLACES)
    throw new EpcisException('QueryTooComplexException', {
      zh: `涉及的地点超过 ${MOST_PLACES} 个`,
      en: `more than ${MOST_PLACES} places are meant`
    })
  conditions.requireSaid(termsOf(field, places))
}

const within =
  (field: PlaceField): Handler =>
  async asked =>
    at(asked, field, await allBelow(asked.pool, asked.reader.uris().map(indexed), VOCABULARIES_OF[field]))

/** Attributes are those of places in the register, and those that master data give places. */
async function placesThat(asked: Asked, field: PlaceField, names: string[], values: string[] | null): Promise<void> {
  const terms = attributeTerms(names, values, asked.namespaces)
  const masterData = { vocabularies: VOCABULARIES_OF[field], terms }
  at(asked, field, await placesHaving(asked.pool, { names, values }, masterData))
}

/** Parameters by their names. */
export const FIXED: Readonly<Record<string, Handler>> = {
  eventType: asked => asked.conditions.requireAmong('event_type', words(asked)),
  EQ_eventID: ({ reader, conditions }) => conditions.requireAmong('event_id', reader.uris()),
  EQ_bizStep: asked => asked.conditions.requireAmong('biz_step', words(asked)),
  GE_eventTime: dated('event_time', 'GE'),
  LT_eventTime: dated('event_time', 'LT'),
  GE_recordTime: dated('record_time', 'GE'),
  LT_recordTime: dated('record_time', 'LT'),
  EQ_action: says('action', ({ reader }) => reader.oneOf(['ADD', 'OBSERVE', 'DELETE'])),
  EQ_disposition: says('disposition', words),
  EQ_persistentDisposition_set: says('persistentDisposition_set', words),
  EQ_persistentDisposition_unset: says('persistentDisposition_unset', words),
  EQ_readPoint: says('readPoint', uris),
  EQ_bizLocation: says('bizLocation', uris),
  WD_readPoint: within('readPoint'),
  WD_bizLocation: within('bizLocation'),
  EQ_transformationID: says('transformationID', uris),
  MATCH_epc: goods('epc'),
  MATCH_parentID: goods('parent'),
  MATCH_inputEPC: goods('in'),
  MATCH_outputEPC: goods('out'),
  MATCH_anyEPC: goods(...INSTANCES),
  MATCH_epcClass: goods('class'),
  MATCH_inputEPCClass: goods('inclass'),
  MATCH_outputEPCClass: goods('outclass'),
  MATCH_anyEPCClass: goods('class', 'inclass', 'outclass'),
  EXISTS_errorDeclaration: exists('errorDeclaration'),
  GE_errorDeclarationTime: timed('errorDeclarationTime', 'GE'),
  LT_errorDeclarationTime: timed('errorDeclarationTime', 'LT'),
  // As GS1's query schema spells them, where its REST description says it as above.
  GE_errorDeclaration_Time: timed('errorDeclarationTime', 'GE'),
  LT_errorDeclaration_Time: timed('errorDeclarationTime', 'LT'),
  EQ_errorReason: says('errorReason', words),
  EQ_correctiveEventID: says('correctiveEventID', ({ reader }) => reader.uris()),
  EXISTS_sensorElementList: exists('sensorElementList'),
  ...Object.fromEntries(
    ['time', 'startTime', 'endTime'].flatMap(field => [
      [`GE_${field}`, timed(field, 'GE')],
      [`LT_${field}`, timed(field, 'LT')]
    ])
  ),
  EQ_type: says('type', words),
  ...Object.fromEntries(
    SENSOR_TEXTS.map(member => [
      `EQ_${member}`,
      says(member, /Value$/.test(member) && member !== 'uriValue' ? texts : uris)
    ])
  ),
  ...Object.fromEntries(OPERATORS.map(operator => [`${operator}_percRank`, measured('percRank', operator)])),
  ...Object.fromEntries(OPERATORS.map(operator => [`${operator}_quantity`, measured('quantity', operator)]))
}

const ANY_OPERATOR = OPERATORS.join('|')
const PART = '(?:(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT|readPoint|bizLocation)_)?'
const NAME = '([A-Za-z][\\w.+-]*:\\S+)'

/** The field that a parameter's name speaks of. */
function fieldOf({ namespaces, reader }: Asked, inner: string | undefined, part = '', name: string): string {
  const full = expanded(name, namespaces)
  if (full === null)
    throw reader.wrong('前缀未声明（见 GS1-Extensions）', 'its prefix is declared nowhere (see GS1-Extensions)')
  return extensionField(inner ? `INNER${part && `_${part}`}` : part, full)
}

/** Parameters whose names have a type, a unit or a field in them. */
export const PATTERNS: readonly [RegExp, Handler][] = [
  [
    /^EQ_(bizTransaction|source|destination)_(.+)$/,
    (asked, [, kind, type]) => says(`${kind}_${wordOf(type!, asked.namespaces)}`, uris)(asked, [])
  ],
  [
    new RegExp(`^(${ANY_OPERATOR})_(quantity|${SENSOR_MEASURES.join('|')})_([A-Z0-9]{2,4})$`),
    (asked, [, operator, measure, unit]) => measuredIn(asked, operator as Operator, measure!, unit!)
  ],
  [
    /^HASATTR_(readPoint|bizLocation)$/,
    (asked, [, field]) => placesThat(asked, field as PlaceField, asked.reader.list(), null)
  ],
  [
    /^EQ_ATTR_(readPoint|bizLocation)_(\S+)$/,
    (asked, [, field, attribute]) => placesThat(asked, field as PlaceField, [attribute!], asked.reader.list())
  ],
  [
    new RegExp(`^EXISTS_(INNER_)?${PART}${NAME}$`),
    (asked, [, inner, part, name]) => exists(fieldOf(asked, inner, part, name!))(asked, [])
  ],
  [
    new RegExp(`^EQ_(INNER_)?${PART}${NAME}$`),
    (asked, [, inner, part, name]) => {
      const field = fieldOf(asked, inner, part, name!)
      const values = asked.reader.list()
      const numbers = values.map(numberOf).filter(number => number !== null)
      const { conditions } = asked
      conditions.requireSaid(
        termsOf(field, values),
        ...numbers.map(number => conditions.measures(field, 'EQ', number)),
        ...values.flatMap(value =>
          timeOf(value) === null ? [] : [conditions.measures(`@${field}`, 'EQ', timeOf(value)!)]
        )
      )
    }
  ],
  [
    new RegExp(`^(GT|GE|LT|LE)_(INNER_)?${PART}${NAME}$`),
    (asked, [, operator, inner, part, name]) => {
      const [field, value] = asked.reader.comparable(fieldOf(asked, inner, part, name!))
      asked.conditions.require(asked.conditions.measures(field, operator as Operator, value))
    }
  ]
]
