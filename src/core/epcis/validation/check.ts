import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { type EpcisDocument, lineAt } from '../document.js'
import type { Issue, Layer } from '../issue.js'

/** RFC 3986, as far as identifiers need it: a scheme, and nothing that must be escaped. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/

export const isUri = (text: string): boolean => URI.test(text)

/** More are of no help to anybody, and an answer must not be longer than its question. */
export const MOST_ISSUES = 100

/** Collects what one layer finds. */
export class Check {
  readonly issues: Issue[] = []

  constructor(
    private readonly layer: Layer,
    private readonly document: EpcisDocument
  ) {}

  add(path: string, zh: string, en: string): void {
    if (this.issues.length >= MOST_ISSUES) return
    const line = lineAt(this.document.lines, path)
    this.issues.push({ layer: this.layer, path, ...(line === undefined ? {} : { line }), zh, en })
  }

  /** Whether there is an object; says so where there is something else. */
  object(value: Json | undefined, path: string): value is JsonObject {
    if (isObject(value)) return true
    this.add(path, '须为一个对象', 'it must be an object')
    return false
  }

  list(value: Json | undefined, path: string): value is Json[] {
    if (Array.isArray(value)) return true
    this.add(path, '须为一个列表', 'it must be a list')
    return false
  }

  text(value: Json | undefined, path: string): value is string {
    if (typeof value === 'string' && value.trim() !== '') return true
    this.add(path, '须为文字，且不为空', 'it must be text that is not empty')
    return false
  }

  uri(value: Json | undefined, path: string): value is string {
    if (!this.text(value, path)) return false
    if (isUri(value)) return true
    this.add(path, '须为 URI', 'it must be a URI')
    return false
  }
}
