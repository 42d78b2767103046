import type { Role } from '@suyuan/model/core/law'
import { REFUSALS, Refusal, type RefusalCode, type Text } from '@suyuan/model/core/refusal'
import { readEvent } from '@suyuan/model/trace/law'
import type { z } from 'zod'
import type { Event } from '../../../../modules/trace/compose.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'

/** What was typed, by field; what is chosen of many is one a line. A form posts it, and a browser stores it, as it is. */
export type Values = Readonly<Record<string, string>>

/** What a form knows when it is opened. */
export interface Situation {
  data: DeskData
  /** What was said the last time. */
  last: Values
  now: Date
  /** What tells numbers made here from those made elsewhere: a few characters of the key, and how much it has said. */
  mark: string
}

export interface Choice {
  value: string
  text: Text
  note?: Text
  /** The unit in which an amount of it is told. */
  amount?: 'kilograms' | 'jin' | 'pieces'
}

interface Common {
  name: string
  label: Text
  hint?: Text
  /** Out of the way: filled in as last time, or under a heading of its own since it is seldom wanted. */
  more?: true | Text
}

export type Field = Common &
  (
    | { kind: 'choice'; choices: readonly Choice[] }
    /** Any number of them; each with the amount of it, where it has one: `name:value`. */
    | { kind: 'many'; choices: readonly Choice[]; scans?: 'case' }
    /** How much of each, nothing where nothing is said: `name:value`. */
    | { kind: 'amounts'; choices: readonly Choice[] }
    /** A number with its unit, 斤 or 公斤: `nameUnit`. */
    | { kind: 'weight' }
    | { kind: 'count' }
    | { kind: 'text'; longest: number }
    | { kind: 'date' }
    /** From when to when: `nameFrom`, `nameTo`. */
    | { kind: 'span' }
    | { kind: 'codes'; scans: 'pack' | 'case' }
  )

/** A form that logs events of one kind. Pure: the phone shows it without a signal, the gateway to who has no such phone. */
export interface Form {
  title: Text
  /** Roles of parties that log this; anybody's where there is none. */
  roles: readonly Role[]
  defaults(situation: Situation): Values
  fields(values: Values, situation: Situation): readonly Field[]
  /** What else a change of one field changes. */
  changed?(name: string, values: Values, situation: Situation): Values
  /** What a case that was scanned for a field and is none of its choices leads to, if to anything. */
  scanned?(name: string, code: string, values: Values, situation: Situation): Values | undefined
  /** What is wrong that the law's schemas cannot see, since it lies between fields or in what there is. */
  wrong?(values: Values, situation: Situation): Errors
  /** What is said, as the API takes it. */
  body(values: Values, situation: Situation): unknown
  schema: z.ZodType
  compose(body: never): Event[]
  /** Fields by the member of the body that they make, `member.index` for one of a list, where their names differ. */
  names?: Readonly<Record<string, string>>
  /** Fields by the law's code for what is refused because of them alone. */
  refusals?: Readonly<Partial<Record<RefusalCode, string>>>
  /** What stands for it in a list. */
  summary(values: Values, situation: Situation): Text
}

/** Texts by field; those of no field are at ''. */
export type Errors = Readonly<Record<string, Text>>

export type Composed = { events: Event[] } | { errors: Errors }

/** The field that an input is part of: of a weight its number and unit, of many things each amount. */
export const fieldOf = (input: string): string => input.replace(/(Unit|From|To|:.*)$/, '')

/** Makes the events of what was typed, by the law's own schemas, or says which fields are wrong. */
export function composed(form: Form, values: Values, situation: Situation): Composed {
  const parsed = form.schema.safeParse(form.body(values, situation))
  const wrong = form.wrong?.(values, situation) ?? {}
  if (!parsed.success) return { errors: { ...wrong, ...errorsOf(form, parsed.error, values) } }
  if (Object.keys(wrong).length > 0) return { errors: wrong }
  const events = form.compose(parsed.data as never)
  try {
    for (const event of events) readEvent(event)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const nothing = String(error.facts.problem ?? '').startsWith('NOTHING_')
    return { errors: { '': nothing ? say('deskNothingChosen') : REFUSALS[error.code] } }
  }
  return { events }
}

/** What the ledger refused: beside the field that it is about, or of none. */
export const refusedIn = ({ refusals = {} }: Form, code: string, text: Text): Errors => ({
  [refusals[code as RefusalCode] ?? '']: text
})

function errorsOf(form: Form, error: z.ZodError, values: Values): Errors {
  const errors: Record<string, Text> = {}
  for (const issue of error.issues) {
    const [member = '', index] = issue.path.map(String)
    const field = form.names?.[`${member}.${index}`] ?? form.names?.[member] ?? member
    errors[field] ??= values[field] === '' ? say('deskMissing') : textOf(issue)
  }
  return errors
}

const MESSAGES: Readonly<Record<string, Text>> = {
  TOO_MANY_DECIMALS: say('deskTooManyDecimals'),
  GS1_CHECK_DIGIT: say('deskCheckDigit'),
  SERIALS_OR_PIECES: say('deskMissing')
}

function textOf(issue: z.core.$ZodIssue): Text {
  if (MESSAGES[issue.message]) return MESSAGES[issue.message]!
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return issue.origin === 'array' ? say('deskMissing') : say('deskOutOfRange')
  if (issue.code === 'invalid_type' && issue.expected === 'number') return say('deskNotNumber')
  return issue.input === undefined && issue.code === 'invalid_type' ? say('deskMissing') : say('deskNotTaken')
}
