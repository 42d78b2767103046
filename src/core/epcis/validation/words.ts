import { KINDS, SENSOR_WORDS } from '@suyuan/model/core/epcis/fields'
import { isObject, type JsonObject, objectsOf } from '@suyuan/model/core/epcis/json'
import { standardValue, VOCABULARIES, type Vocabulary, type VocabularyName } from '@suyuan/model/core/epcis/vocabulary'
import { type EpcisDocument, eventsOf } from '../document.js'
import { at } from '../paths.js'
import type { Check } from './check.js'

/** Words of the Core Business Vocabulary: each one that its field takes, or a word of somebody's own, as a URI. */
export function checkVocabulary(document: EpcisDocument, check: Check): void {
  for (const { event, path } of eventsOf(document)) checkEvent(event, path, check)
}

function checkEvent(event: JsonObject, path: string, check: Check): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    const value = event[name]
    const place = at(path, name)
    if (kind.is === 'word') checkWord(kind.of, value, place, check)
    else if (kind.is === 'typed')
      objectsOf(value).forEach((entry, index) => {
        checkWord(kind.of, entry.type, at(at(place, index), 'type'), check)
      })
    else if (kind.is === 'dispositions' && isObject(value)) {
      for (const set of ['set', 'unset'])
        for (const [index, word] of (Array.isArray(value[set]) ? value[set] : []).entries())
          checkWord('disposition', word, at(at(place, set), index), check)
    } else if (kind.is === 'error' && isObject(value))
      checkWord('errorReason', value.reason, at(place, 'reason'), check)
    else if (kind.is === 'sensors')
      objectsOf(value).forEach((element, index) => void checkSensors(element, at(place, index), check))
  }
}

function checkSensors(element: JsonObject, path: string, check: Check): void {
  objectsOf(element.sensorReport).forEach((report, index) => {
    for (const [name, vocabulary] of Object.entries(SENSOR_WORDS))
      checkWord(vocabulary, report[name], at(at(at(path, 'sensorReport'), index), name), check)
  })
}

/** Where words of the standard are, and none of somebody's own. GS1's web vocabulary is larger than what EPCIS uses of it. */
const STANDARD = /^(urn:epcglobal:cbv:|https?:\/\/(ref|ns)\.gs1\.org\/cbv\/|cbv:)/

function checkWord(name: VocabularyName, value: unknown, path: string, check: Check): void {
  if (typeof value !== 'string' || value === '') return // the schema says so
  const vocabulary: Vocabulary = VOCABULARIES[name]
  if (standardValue(vocabulary, value) !== undefined) return
  if (value.includes(':') && !STANDARD.test(value)) return
  check.add(
    path,
    `“${value}”不是标准的${vocabulary.zh}；自定义值须为 URI`,
    `"${value}" is no standard ${vocabulary.en}; a word of one's own must be a URI`
  )
}
