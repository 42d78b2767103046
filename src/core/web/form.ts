import type { Text } from '@suyuan/model/core/refusal'
import { say } from './texts.js'

/** What a form came with, and what is wrong with it, field by field: shown again as it was typed. */
export class Form {
  readonly errors: Record<string, Text> = {}
  /** What concerns no field alone. */
  problem: Text | undefined

  constructor(private readonly sent: Readonly<Record<string, unknown>> = {}) {}

  static of(body: unknown): Form {
    return new Form(typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {})
  }

  get failed(): boolean {
    return this.problem !== undefined || Object.keys(this.errors).length > 0
  }

  /** Whether the form had the field, empty or not. */
  has(name: string): boolean {
    return this.sent[name] !== undefined
  }

  /** To the letter, for secrets; of what was said twice, or is no text, nothing is taken. */
  typed(name: string): string {
    const value = this.sent[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }

  /** As it was typed, without blanks around it. */
  raw(name: string): string {
    return this.typed(name).trim()
  }

  /** All values of a field that may be there several times. */
  all(name: string): string[] {
    return [this.sent[name]].flat().filter(one => typeof one === 'string')
  }

  /** The field as `read` understands it; where that is null, `problem` stands beside it and the result is of no use. */
  read<T>(name: string, read: (text: string) => T | null, problem: Text): T {
    const value = read(this.raw(name))
    if (value === null) this.errors[name] = problem
    return value as T
  }

  /** A text that must be there. */
  text(name: string, most: number): string {
    return this.read(name, text => (text !== '' && text.length <= most ? text : null), say('toolsText', { most }))
  }

  choice<T extends string>(name: string, options: readonly T[]): T {
    return this.read(name, text => options.find(option => option === text) ?? null, say('toolsChoice'))
  }

  whole(name: string, least: number, most: number): number {
    const read = (text: string) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return value >= least && value <= most ? value : null
    }
    return this.read(name, read, say('toolsWhole', { least, most }))
  }

  day(name: string): string {
    return this.read(name, text => (isDay(text) ? text : null), say('toolsDay'))
  }
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
