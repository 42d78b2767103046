import { instantOf } from '@suyuan/model/core/epcis/instant'
import { isObject, type Json, type JsonObject, objectsOf, table, textsOf } from '@suyuan/model/core/epcis/json'
import { type EpcisDocument, eventsOf } from '../document.js'
import { at } from '../paths.js'
import type { Check } from './check.js'

/** What fields of an event say of one another (EPCIS 2.0, 7.4). */
export function checkRules(document: EpcisDocument, check: Check): void {
  for (const { event, path } of eventsOf(document)) {
    BY_TYPE[String(event.type)]?.(event, path, check)
    for (const name of LISTS) checkUnique(event[name], at(path, name), check)
    for (const name of QUANTITIES) checkCounts(event[name], at(path, name), check)
    if (event.type === 'QuantityEvent') checkCount(event, path, check)
    checkDispositions(event.persistentDisposition, at(path, 'persistentDisposition'), check)
    checkSensors(event.sensorElementList, at(path, 'sensorElementList'), check)
    checkError(event, path, check)
  }
}

const LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList']
const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList']

const filled = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0

type Rule = (event: JsonObject, path: string, check: Check) => void

const BY_TYPE = table<Rule>({
  ObjectEvent: (event, path, check) => {
    const sensed = filled(event.sensorElementList) && event.readPoint !== undefined
    if (!filled(event.epcList) && !filled(event.quantityList) && !sensed)
      check.add(
        path,
        '须有 epcList、quantityList，或带 readPoint 的传感数据',
        'it must name things in epcList or quantityList, or have sensor data and a readPoint'
      )
    if (event.ilmd !== undefined && (event.action === 'OBSERVE' || event.action === 'DELETE'))
      check.add(at(path, 'ilmd'), '仅 action 为 ADD 时可有 ilmd', 'ilmd is for action ADD only')
  },
  AggregationEvent: (event, path, check) => {
    if (event.parentID === undefined && event.action !== 'OBSERVE')
      check.add(at(path, 'parentID'), 'action 为 ADD 或 DELETE 时须有 parentID', 'ADD and DELETE need a parentID')
    checkChildren(event, path, check)
  },
  AssociationEvent: (event, path, check) => checkChildren(event, path, check),
  TransactionEvent: (event, path, check) => {
    if (!filled(event.bizTransactionList) && event.bizTransactionList !== undefined)
      check.add(at(path, 'bizTransactionList'), '至少须有一项', 'it must have at least one')
    if (!filled(event.epcList) && !filled(event.quantityList) && event.action !== 'DELETE')
      if (event.parentID === undefined)
        check.add(path, '须有 parentID、epcList 或 quantityList', 'it must have parentID, epcList or quantityList')
  },
  TransformationEvent: (event, path, check) => {
    const input = filled(event.inputEPCList) || filled(event.inputQuantityList)
    const output = filled(event.outputEPCList) || filled(event.outputQuantityList)
    if (event.transformationID === undefined ? !(input && output) : !(input || output))
      check.add(
        path,
        '须有投入和产出；有 transformationID 时至少有其一',
        'it must have inputs and outputs, or one of them and a transformationID'
      )
  }
})

function checkChildren(event: JsonObject, path: string, check: Check): void {
  if (event.action === 'DELETE' || filled(event.childEPCs) || filled(event.childQuantityList)) return
  check.add(path, '须有 childEPCs 或 childQuantityList', 'it must have childEPCs or childQuantityList')
}

function checkUnique(value: Json | undefined, path: string, check: Check): void {
  const seen = new Set<string>()
  textsOf(value).forEach((epc, index) => {
    if (seen.has(epc)) check.add(at(path, index), '重复', 'it is there twice')
    seen.add(epc)
  })
}

/** Without a unit a quantity is a number of pieces. */
function checkCounts(value: Json | undefined, path: string, check: Check): void {
  objectsOf(value).forEach((one, index) => void checkCount(one, at(path, index), check))
}

function checkCount({ quantity, uom }: JsonObject, path: string, check: Check): void {
  if (typeof quantity !== 'number') {
    if (uom !== undefined && quantity === undefined)
      check.add(at(path, 'uom'), '有单位须有数量', 'a unit needs a quantity')
  } else if (quantity < 0) check.add(at(path, 'quantity'), '不得为负', 'it must not be negative')
  else if (uom === undefined && !Number.isInteger(quantity))
    check.add(at(path, 'quantity'), '没有单位时须为整数', 'without a unit it must be a whole number')
}

function checkDispositions(value: Json | undefined, path: string, check: Check): void {
  if (!isObject(value)) return
  const unset = new Set(textsOf(value.unset))
  textsOf(value.set).forEach((word, index) => {
    if (unset.has(word)) check.add(at(at(path, 'set'), index), '不得同时设置和取消', 'it is set and unset at once')
  })
  for (const name of ['set', 'unset']) checkUnique(value[name], at(path, name), check)
}

function checkSensors(value: Json | undefined, path: string, check: Check): void {
  objectsOf(value).forEach(({ sensorMetadata }, index) => {
    if (!isObject(sensorMetadata)) return
    const [start, end] = [sensorMetadata.startTime, sensorMetadata.endTime].map(time => instantOf(String(time)))
    if (start !== undefined && end !== undefined && start > end)
      check.add(`${at(path, index)}.sensorMetadata.endTime`, '不得早于 startTime', 'it must not be before startTime')
  })
}

function checkError({ eventID, errorDeclaration }: JsonObject, path: string, check: Check): void {
  if (!isObject(errorDeclaration)) return
  textsOf(errorDeclaration.correctiveEventIDs).forEach((id, index) => {
    if (id === eventID)
      check.add(
        at(at(at(path, 'errorDeclaration'), 'correctiveEventIDs'), index),
        '事件不能更正自己',
        'an event cannot be its own correction'
      )
  })
}
