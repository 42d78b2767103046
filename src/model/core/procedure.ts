/**
 * What the programme's systems have in common: matters (an application, a complaint, a base) that go from state to state by
 * steps. Each step is an action of the module's law, taken by who may, and stays on record with its grounds.
 */
import { z } from 'zod'
import { Digest } from './command.js'
import type { Context, Role } from './law.js'
import { Refusal, type Text } from './refusal.js'
import type { Draft, Key } from './state.js'

/** A matter's number, chosen by who opens it: letters and digits, with dots, dashes and underscores between. */
export const MatterId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/)

/** A paper that a step rests on: what it is called and, where there is a file, its SHA-256. The file itself is not on the ledger. */
export const Document = z.strictObject({ title: z.string().min(1).max(120), digest: Digest.optional() })
export type Document = z.infer<typeof Document>

/** Fields of a step's payload that say why it is taken. No personal data: the ledger forgets nothing. */
export const Grounds = {
  words: z.string().min(1).max(500).optional(),
  documents: z.array(Document).min(1).max(10).optional()
}
/** What a step says that says nothing but why it is taken. */
export const StepTaken = z.strictObject({ id: MatterId, ...Grounds })
export type StepTaken = z.infer<typeof StepTaken>
/** One that says nothing without words. */
export const SpokenStep = StepTaken.extend({ words: z.string().min(1).max(500) })

interface Given {
  words?: string | undefined
  documents?: readonly Document[] | undefined
}

/** What a step is called, from which states it leads where, and who may take it: by role, or as whose matter it is. */
export interface Transition<S extends string> extends Text {
  /** None for a step that opens a matter. */
  from: readonly S[]
  to: S
  by: readonly (Role | 'owner')[]
}

/** A transition in a line, for procedures of many. */
export const transition = <S extends string>(
  zh: string,
  en: string,
  from: readonly S[],
  to: S,
  ...by: Transition<S>['by']
): Transition<S> => ({ zh, en, from, to, by })

/** How matters of a kind go: every state and every step has its name in both languages. */
export interface Procedure<S extends string = string, T extends string = string> {
  states: Readonly<Record<S, Text>>
  steps: Readonly<Record<T, Transition<S>>>
}

/** A step that was taken. */
export interface Happened<S extends string = string> {
  step: string
  state: S
  by: string
  /** When the organisations took note, ISO 8601. */
  at: string
  words?: string
  documents?: readonly Document[]
}

/** The state of a matter. */
export interface Matter<S extends string = string> {
  /** Whose it is: USCC. */
  party: string
  /** Whom else it concerns, so that they may see it: USCC. The module's law says so. */
  concerned?: readonly string[]
  state: S
  /** The newest last; of more than a hundred the ledger's commands have the rest. */
  history: readonly Happened<S>[]
}

const MOST_HISTORY = 100

/**
 * A new matter by the step that opens it.
 *
 * @param party whose it is, where another than its author
 * @throws Refusal ROLE_REQUIRED
 */
export function open<S extends string, T extends string>(
  procedure: Procedure<S, T>,
  step: T,
  context: Context,
  given: Given,
  party = context.author
): Matter<S> {
  const { to, by } = procedure.steps[step]
  requireOneOf(by, context, party)
  return { party, state: to, history: [happened(step, to, context, given)] }
}

/**
 * What a step makes of a matter.
 *
 * @throws Refusal STEP_NOT_OPEN, ROLE_REQUIRED
 */
export function advance<S extends string, T extends string>(
  procedure: Procedure<S, T>,
  step: T,
  { party, state, history }: Matter<S>,
  context: Context,
  given: Given
): Matter<S> {
  const { from, to, by } = procedure.steps[step]
  requireOneOf(by, context, party)
  if (!from.includes(state)) throw new Refusal('STEP_NOT_OPEN', { step, state, from })
  return { party, state: to, history: [...history, happened(step, to, context, given)].slice(-MOST_HISTORY) }
}

/**
 * Takes a matter on by a step, in its record.
 *
 * @param more what else the step says of it
 * @throws Refusal MATTER_UNKNOWN, STEP_NOT_OPEN, ROLE_REQUIRED
 */
export function moveOn<M extends Matter, T extends string>(
  procedure: Procedure<M['state'], T>,
  step: T,
  record: (id: string) => Key<M>,
  given: Given & { id: string },
  draft: Draft,
  context: Context,
  more: Partial<M> = {}
): { before: M; after: M } {
  const { id } = given
  const before = draft.need(record(id), 'MATTER_UNKNOWN', { id })
  const after: M = { ...before, ...advance(procedure, step, before, context, given), ...more }
  draft.write(record(id), after)
  return { before, after }
}

const happened = <S extends string>(
  step: string,
  state: S,
  { author, recordedAt }: Context,
  { words, documents }: Given
): Happened<S> => ({
  ...{ step, state, by: author, at: recordedAt },
  ...(words !== undefined && { words }),
  ...(documents !== undefined && { documents })
})

function requireOneOf(by: Transition<string>['by'], { author, roles }: Context, party: string): void {
  const may = by.some(who => (who === 'owner' ? author === party : roles.includes(who)))
  if (!may) throw new Refusal('ROLE_REQUIRED', { roles: by })
}

/** When a matter came into the state that it is in last, of those named; null where it never was. */
export const lastIn = <S extends string>({ history }: Matter<S>, ...states: S[]): string | null =>
  history.findLast(({ state }) => states.includes(state))?.at ?? null
