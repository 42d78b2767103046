import { SENSOR_METADATA, SENSOR_REPORT } from '@suyuan/model/core/epcis/fields'
import { instantOf } from '@suyuan/model/core/epcis/instant'
import { isObject, type Json, type JsonObject, objectsOf } from '@suyuan/model/core/epcis/json'
import { type EpcisDocument, eventsOf } from '../document.js'
import { at, ROOT } from '../paths.js'
import type { Check } from './check.js'

/** Times: days that are in the calendar, with their offset from UTC. */
export function checkDates(document: EpcisDocument, check: Check): void {
  if (document.content.creationDate !== undefined)
    checkTime(document.content.creationDate, at(ROOT, 'creationDate'), check)
  for (const { event, path } of eventsOf(document)) checkEvent(event, path, check)
}

function checkEvent(event: JsonObject, path: string, check: Check): void {
  for (const name of ['eventTime', 'recordTime']) checkTime(event[name], at(path, name), check)
  const { eventTimeZoneOffset, errorDeclaration } = event
  if (typeof eventTimeZoneOffset === 'string' && !isOffset(eventTimeZoneOffset))
    check.add(
      at(path, 'eventTimeZoneOffset'),
      '须为 ±时:分，如 +08:00',
      'it must be ±hh:mm, such as +08:00, and at most 14 hours'
    )
  if (isObject(errorDeclaration))
    checkTime(errorDeclaration.declarationTime, at(at(path, 'errorDeclaration'), 'declarationTime'), check)
  objectsOf(event.sensorElementList).forEach((element, index) => {
    checkSensors(element, at(at(path, 'sensorElementList'), index), check)
  })
}

function checkSensors(element: JsonObject, path: string, check: Check): void {
  const times = (object: JsonObject, fields: Readonly<Record<string, string>>, place: string): void => {
    for (const [name, kind] of Object.entries(fields))
      if (kind === 'time') checkTime(object[name], at(place, name), check)
  }
  if (isObject(element.sensorMetadata)) times(element.sensorMetadata, SENSOR_METADATA, at(path, 'sensorMetadata'))
  objectsOf(element.sensorReport).forEach((report, index) => {
    times(report, SENSOR_REPORT, at(at(path, 'sensorReport'), index))
  })
}

function checkTime(value: Json | undefined, path: string, check: Check): void {
  if (typeof value === 'string' && value.trim() !== '' && instantOf(value) === undefined)
    check.add(
      path,
      '须为存在的日期和时间，并带时区，如 2026-04-05T10:00:00+08:00',
      'it must be a date and time that there is, with its offset, such as 2026-04-05T10:00:00+08:00'
    )
}

const isOffset = (text: string): boolean => /^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/.test(text)
