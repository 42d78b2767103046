/** JSON as it is read: what an EPCIS document is made of inside, whichever syntax it came in. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectsOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

export const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : []

/** A table whose only names are its own: what a document calls `constructor` is not in it. */
export const table = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, entries)
