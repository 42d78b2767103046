import type { Json, JsonObject } from '@suyuan/model/core/epcis/json'
import { vocabularyListsOf } from '../document.js'
import { at } from '../paths.js'
import type { Check } from './check.js'

/** Master data (EPCIS 2.0, 6.5): vocabularies of elements, each with attributes and children. */
export function checkVocabularies(content: JsonObject, check: Check): void {
  for (const { list, path } of vocabularyListsOf(content)) each(list, path, check, checkVocabulary)
}

type One = (value: JsonObject, path: string, check: Check) => void

function each(list: Json, path: string, check: Check, one: One): void {
  if (!check.list(list, path)) return
  list.forEach((value, index) => {
    const place = at(path, index)
    if (check.object(value, place)) one(value, place, check)
  })
}

const checkVocabulary: One = ({ type, vocabularyElementList }, path, check) => {
  check.uri(type, at(path, 'type'))
  if (vocabularyElementList !== undefined)
    each(vocabularyElementList, at(path, 'vocabularyElementList'), check, checkElement)
}

const checkElement: One = ({ id, attributes, children }, path, check) => {
  check.uri(id, at(path, 'id'))
  if (attributes !== undefined) each(attributes, at(path, 'attributes'), check, checkAttribute)
  const place = at(path, 'children')
  if (children !== undefined && check.list(children, place))
    children.forEach((child, index) => void check.uri(child, at(place, index)))
}

const checkAttribute: One = ({ id, attribute }, path, check) => {
  check.uri(id, at(path, 'id'))
  if (attribute === null || typeof attribute === 'boolean' || Array.isArray(attribute))
    check.add(at(path, 'attribute'), '须为文字、数字或对象', 'it must be text, a number or an object')
}
