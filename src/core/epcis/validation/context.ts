import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { entriesOf, isEpcisContext, type Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { type EpcisDocument, eventsOf, namespacesOf } from '../document.js'
import { at, ROOT } from '../paths.js'
import { type Check, isUri } from './check.js'

/** The JSON-LD context: GS1's is there, what it adds is readable, and every prefix that names have is bound. */
export function checkContext(document: EpcisDocument, check: Check): void {
  const { content } = document
  const path = at(ROOT, '@context')
  if (content['@context'] === undefined) check.add(path, '缺少 @context', 'there is no @context')
  else {
    checkEntries(content['@context'], path, check)
    if (!entriesOf(content['@context']).some(isEpcisContext))
      check.add(path, '缺少 GS1 的 EPCIS 上下文', "GS1's context for EPCIS is not in it")
  }
  for (const { event, path: place } of eventsOf(document))
    if (event !== content && event['@context'] !== undefined)
      checkEntries(event['@context'], at(place, '@context'), check)
  checkNames(content, ROOT, namespacesOf(document), check)
}

function checkEntries(context: Json, path: string, check: Check): void {
  entriesOf(context).forEach((entry, index) => {
    const place = Array.isArray(context) ? at(path, index) : path
    if (typeof entry === 'string') {
      if (!isUri(entry)) check.add(place, '须为 URI', 'it must be a URI')
    } else if (check.object(entry, place)) checkTerms(entry, place, check)
  })
}

function checkTerms(entry: JsonObject, path: string, check: Check): void {
  for (const [prefix, term] of Object.entries(entry)) {
    const uri = isObject(term) ? term['@id'] : term
    // A term may say of which type a member is, and nothing of where its name comes from.
    if (prefix.startsWith('@') || (isObject(term) && uri === undefined)) continue
    if (typeof uri !== 'string' || !isUri(uri))
      check.add(at(path, prefix), '前缀须对应一个 URI', 'a prefix must stand for a URI')
  }
}

/** Every name with a prefix, wherever it is. What is bound elsewhere than in the document cannot be known. */
function checkNames(value: Json, path: string, namespaces: Namespaces, check: Check): void {
  if (Array.isArray(value)) {
    value.forEach((entry, index) => void checkNames(entry, at(path, index), namespaces, check))
    return
  }
  if (!isObject(value)) return
  const own = path === ROOT ? namespaces : namespaces.with(value['@context'])
  for (const [name, member] of Object.entries(value)) {
    if (name === '@context') continue
    if (name.includes(':') && !own.expand(name))
      check.add(
        at(path, name),
        '命名空间前缀未在文件的 @context 中声明',
        'its prefix is bound by no @context in the document; contexts that lie elsewhere are not fetched'
      )
    checkNames(member, at(path, name), own, check)
  }
}
