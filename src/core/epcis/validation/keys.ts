import { KINDS } from '@suyuan/model/core/epcis/fields'
import { type Identified, identified } from '@suyuan/model/core/epcis/identifiers'
import { isObject, type Json, type JsonObject, objectsOf, textsOf } from '@suyuan/model/core/epcis/json'
import { type EpcisDocument, eventsOf, masterDataOf } from '../document.js'
import { at } from '../paths.js'
import type { Check } from './check.js'

type Level = 'instance' | 'class' | 'any'

/** GS1 keys in EPC URIs and Digital Links: their form and check digits, and whether they name a thing or a class. */
export function checkKeys(document: EpcisDocument, check: Check): void {
  for (const { event, path } of eventsOf(document)) checkEvent(event, path, check)
  for (const { element, path } of masterDataOf(document.content)) {
    checkKey(element.id, 'any', at(path, 'id'), check)
    textsOf(element.children).forEach((child, index) => {
      checkKey(child, 'any', at(at(path, 'children'), index), check)
    })
  }
}

function checkEvent(event: JsonObject, path: string, check: Check): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    const value = event[name]
    const place = at(path, name)
    if (value === undefined) continue
    if (kind.is === 'epcs')
      textsOf(value).forEach((epc, index) => void checkKey(epc, 'instance', at(place, index), check))
    else if (kind.is === 'quantities')
      objectsOf(value).forEach(({ epcClass }, index) => {
        checkKey(epcClass, 'class', at(at(place, index), 'epcClass'), check)
      })
    else if (kind.is === 'typed')
      objectsOf(value).forEach((entry, index) => {
        checkKey(entry[kind.element], 'any', at(at(place, index), kind.element), check)
      })
    else if (kind.is === 'place' && isObject(value)) checkKey(value.id, 'any', at(place, 'id'), check)
    else if (kind.is === 'sensors') checkDevices(value, place, check)
  }
  checkKey(event.parentID, 'instance', at(path, 'parentID'), check)
  checkKey(event.transformationID, 'any', at(path, 'transformationID'), check)
  if (event.type === 'QuantityEvent') checkKey(event.epcClass, 'class', at(path, 'epcClass'), check)
}

function checkDevices(value: Json, path: string, check: Check): void {
  objectsOf(value).forEach((element, index) => {
    const place = at(path, index)
    if (isObject(element.sensorMetadata))
      checkKey(element.sensorMetadata.deviceID, 'any', at(at(place, 'sensorMetadata'), 'deviceID'), check)
    objectsOf(element.sensorReport).forEach((report, number) => {
      checkKey(report.deviceID, 'any', at(at(at(place, 'sensorReport'), number), 'deviceID'), check)
    })
  })
}

function checkKey(value: Json | undefined, level: Level, path: string, check: Check): void {
  if (typeof value !== 'string') return
  if (value.startsWith('urn:epcglobal:cbv:bt:')) {
    checkTransaction(value, path, check)
    return
  }
  const found = identified(value)
  if (found === undefined) return // an identifier of somebody's own
  if ('fault' in found) check.add(path, found.fault.zh, found.fault.en)
  else checkIdentified(found, level, path, check)
}

function checkIdentified(found: Identified, level: Level, path: string, check: Check): void {
  const { ai } = found.elements[0]!
  if (found.wrongCheckDigit)
    check.add(path, `应用标识符 ${ai} 的校验位不正确`, `the check digit of application identifier ${ai} is wrong`)
  if (level === 'instance' && found.level === 'class')
    check.add(path, '须标识单件，而非一类或一批', 'it must identify one thing, not a class or a lot')
  if (level === 'class' && found.level === 'instance')
    check.add(path, '须标识一类或一批，而非单件', 'it must identify a class or a lot, not one thing')
}

/** CBV 8.5: the GLN of who issued the document, and its number there. GS1's own examples have GLNs without a right digit. */
function checkTransaction(value: string, path: string, check: Check): void {
  const [gln, number] = value.slice('urn:epcglobal:cbv:bt:'.length).split(/:(.*)/s)
  if (!/^\d{13}$/.test(gln!) || !number)
    check.add(path, '须为 GLN 加单据号', 'it must be a GLN and a number: urn:epcglobal:cbv:bt:GLN:number')
}
