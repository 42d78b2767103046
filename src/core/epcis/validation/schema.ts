import { isEventType, KINDS, type Kind, SENSOR_METADATA, SENSOR_REPORT } from '@suyuan/model/core/epcis/fields'
import type { Json, JsonObject } from '@suyuan/model/core/epcis/json'
import { type EpcisDocument, eventsOf, isDocumentType } from '../document.js'
import { fieldsOf, kindsOf } from '../fields.js'
import { at, ROOT } from '../paths.js'
import { type Check, isUri } from './check.js'
import { checkVocabularies } from './master-data.js'

/** Structure: which members there are, and of which kind each is. */
export function checkSchema(document: EpcisDocument, check: Check): void {
  const { content } = document
  if (isDocumentType(content.type)) checkDocument(content, check)
  else if ('epcisBody' in content) check.add(at(ROOT, 'type'), '文件类型未知', 'not a type of EPCIS document')
  for (const { event, path } of eventsOf(document)) checkEvent(event, path, check)
}

const DOCUMENT = ['@context', 'id', 'type', 'schemaVersion', 'creationDate', 'epcisBody']
const CAPTURE = [...DOCUMENT, 'instanceIdentifier', 'sender', 'receiver', 'epcisHeader']

function checkDocument(content: JsonObject, check: Check): void {
  const { type, schemaVersion, creationDate, epcisBody } = content
  const query = type === 'EPCISQueryDocument'
  unknownMembers(content, query ? DOCUMENT : CAPTURE, ROOT, check)
  if (!query || schemaVersion !== undefined) {
    if (typeof schemaVersion !== 'string' || !/^\d+(\.\d+)*$/.test(schemaVersion))
      check.add(at(ROOT, 'schemaVersion'), '须为版本号，如 "2.0"', 'it must be a version, such as "2.0"')
  }
  if (!query || creationDate !== undefined) check.text(creationDate, at(ROOT, 'creationDate'))
  if ('id' in content) check.uri(content.id, at(ROOT, 'id'))
  for (const name of ['instanceIdentifier', 'sender', 'receiver'])
    if (name in content) check.text(content[name], at(ROOT, name))
  checkVocabularies(content, check)
  const path = at(ROOT, 'epcisBody')
  if (!check.object(epcisBody, path) || type === 'EPCISMasterDataDocument') return
  if (query) checkResults(epcisBody.queryResults, at(path, 'queryResults'), check)
  else eventObjects(epcisBody.eventList, at(path, 'eventList'), check)
}

function checkResults(results: Json | undefined, path: string, check: Check): void {
  if (!check.object(results, path)) return
  check.text(results.queryName, at(path, 'queryName'))
  const body = at(path, 'resultsBody')
  if (check.object(results.resultsBody, body)) eventObjects(results.resultsBody.eventList, at(body, 'eventList'), check)
}

function eventObjects(list: Json | undefined, path: string, check: Check): void {
  if (check.list(list, path)) list.forEach((event, index) => void check.object(event, at(path, index)))
}

/** Members that are neither standard here nor of a namespace. */
function unknownMembers(object: JsonObject, known: readonly string[], path: string, check: Check): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name) || name.includes(':')) continue
    if (name in KINDS) check.add(at(path, name), '此处不允许该字段', 'this field does not belong here')
    else check.add(at(path, name), '字段未知；扩展须带命名空间前缀', 'unknown; extensions need a prefix')
  }
}

const ACTIONS = ['ADD', 'OBSERVE', 'DELETE']
const URIS = new Set(['eventID', 'parentID', 'transformationID', 'epcClass'])

function checkEvent(event: JsonObject, path: string, check: Check): void {
  const { type } = event
  if (isEventType(type) || (typeof type === 'string' && isUri(type))) checkFields(event, type, path, check)
  else check.add(at(path, 'type'), '事件类型未知', 'not a type of EPCIS event')
}

function checkFields(event: JsonObject, type: string, path: string, check: Check): void {
  const fields = fieldsOf(type)
  unknownMembers(event, ['type', '@context', ...fields], path, check)
  for (const name of required(type)) if (!(name in event)) check.add(at(path, name), '缺少该字段', 'it is missing')
  for (const name of fields) {
    const value = event[name]
    if (value !== undefined) checkField(name, value, kindsOf(type)[name]!, at(path, name), check)
  }
}

function required(type: string): string[] {
  const always = ['eventTime', 'eventTimeZoneOffset']
  if (!isEventType(type) || type === 'TransformationEvent') return always
  if (type === 'QuantityEvent') return [...always, 'epcClass', 'quantity']
  if (type === 'AssociationEvent') return [...always, 'action', 'parentID']
  return type === 'TransactionEvent' ? [...always, 'action', 'bizTransactionList'] : [...always, 'action']
}

const each = (value: Json, path: string, check: Check, one: (entry: Json, path: string) => void): void => {
  if (check.list(value, path)) value.forEach((entry, index) => void one(entry, at(path, index)))
}

function checkField(name: string, value: Json, kind: Kind, path: string, check: Check): void {
  switch (kind.is) {
    case 'number':
      number(value, path, check)
      break
    case 'epcs':
      each(value, path, check, (entry, place) => check.uri(entry, place))
      break
    case 'texts':
      if (Array.isArray(value)) each(value, path, check, (entry, place) => check.uri(entry, place))
      else check.uri(value, path)
      break
    case 'quantities':
      each(value, path, check, (entry, place) => quantity(entry, place, check))
      break
    case 'typed':
      each(value, path, check, (entry, place) => typed(entry, kind, place, check))
      break
    case 'dispositions':
      dispositions(value, path, check)
      break
    case 'place':
      place(value, path, check)
      break
    case 'sensors':
      each(value, path, check, (entry, place) => sensorElement(entry, place, check))
      break
    case 'ilmd':
      if (check.object(value, path)) unknownMembers(value, [], path, check)
      break
    case 'error':
      errorDeclaration(value, path, check)
      break
    default:
      if (URIS.has(name)) check.uri(value, path)
      else if (name !== 'action') check.text(value, path)
      else if (!ACTIONS.includes(value as string))
        check.add(path, '须为 ADD、OBSERVE 或 DELETE', 'it must be ADD, OBSERVE or DELETE')
  }
}

function strictly(object: JsonObject, names: readonly string[], path: string, check: Check): void {
  for (const name of Object.keys(object))
    if (!names.includes(name)) check.add(at(path, name), '此处不允许其他成员', 'no other member is allowed here')
}

function number(value: Json | undefined, path: string, check: Check): void {
  if (value !== undefined && typeof value !== 'number')
    check.add(path, '须为数字，且位数不过多', 'it must be a number, of no more digits than can be kept')
}

function quantity(value: Json, path: string, check: Check): void {
  if (!check.object(value, path)) return
  strictly(value, ['epcClass', 'quantity', 'uom'], path, check)
  check.uri(value.epcClass, at(path, 'epcClass'))
  number(value.quantity, at(path, 'quantity'), check)
  if (value.uom !== undefined && !(typeof value.uom === 'string' && /^[A-Z0-9]{2,3}$/.test(value.uom)))
    check.add(at(path, 'uom'), '须为 UN/CEFACT 计量单位代码', 'it must be a unit code of UN/CEFACT')
}

function typed(value: Json, kind: Extract<Kind, { is: 'typed' }>, path: string, check: Check): void {
  if (!check.object(value, path)) return
  strictly(value, ['type', kind.element], path, check)
  check.uri(value[kind.element], at(path, kind.element))
  if (kind.element !== 'bizTransaction' || value.type !== undefined) check.text(value.type, at(path, 'type'))
}

function dispositions(value: Json, path: string, check: Check): void {
  if (!check.object(value, path)) return
  strictly(value, ['set', 'unset'], path, check)
  if (value.set === undefined && value.unset === undefined)
    check.add(path, '须有 set 或 unset', 'it must have set or unset')
  for (const name of ['set', 'unset']) {
    const words = value[name]
    if (words === undefined) continue
    each(words, at(path, name), check, (entry, where) => void check.text(entry, where))
    if (Array.isArray(words) && words.length === 0) check.add(at(path, name), '不得为空', 'it must not be empty')
  }
}

function place(value: Json, path: string, check: Check): void {
  if (!check.object(value, path)) return
  unknownMembers(value, ['id'], path, check)
  check.uri(value.id, at(path, 'id'))
}

function errorDeclaration(value: Json, path: string, check: Check): void {
  if (!check.object(value, path)) return
  unknownMembers(value, ['declarationTime', 'reason', 'correctiveEventIDs'], path, check)
  check.text(value.declarationTime, at(path, 'declarationTime'))
  if (value.reason !== undefined) check.text(value.reason, at(path, 'reason'))
  if (value.correctiveEventIDs !== undefined)
    each(value.correctiveEventIDs, at(path, 'correctiveEventIDs'), check, (id, where) => check.uri(id, where))
}

function sensorElement(value: Json, path: string, check: Check): void {
  if (!check.object(value, path)) return
  unknownMembers(value, ['sensorMetadata', 'sensorReport'], path, check)
  const metadata = at(path, 'sensorMetadata')
  if (value.sensorMetadata !== undefined && check.object(value.sensorMetadata, metadata))
    sensorFields(value.sensorMetadata, SENSOR_METADATA, metadata, check)
  const reports = at(path, 'sensorReport')
  each(value.sensorReport ?? null, reports, check, (report, where) => {
    if (!check.object(report, where)) return
    sensorFields(report, SENSOR_REPORT, where, check)
    // An alert needs no measurement.
    if (report.type === undefined && report.exception === undefined)
      check.add(at(where, 'type'), '缺少该字段', 'it is missing')
  })
  if (Array.isArray(value.sensorReport) && value.sensorReport.length === 0)
    check.add(reports, '不得为空', 'it must not be empty')
}

function sensorFields(object: JsonObject, fields: Readonly<Record<string, string>>, path: string, check: Check): void {
  unknownMembers(object, Object.keys(fields), path, check)
  for (const [name, kind] of Object.entries(fields)) {
    const value = object[name]
    const where = at(path, name)
    if (value === undefined) continue
    if (kind === 'number') number(value, where, check)
    else if (kind === 'uri') check.uri(value, where)
    else if (kind === 'boolean') {
      if (typeof value !== 'boolean') check.add(where, '须为 true 或 false', 'it must be true or false')
    } else if (name === 'stringValue') {
      if (typeof value !== 'string') check.add(where, '须为文字', 'it must be text')
    } else if (check.text(value, where) && name === 'hexBinaryValue' && !/^[A-Fa-f0-9]+$/.test(value))
      check.add(where, '须为十六进制', 'it must be hexadecimal')
  }
}
