/** Takes every step of a procedure in every state: what is allowed leads where it says, all else is refused. */
import type { Outcome } from '@suyuan/model/core/judge'
import type { Procedure } from '@suyuan/model/core/procedure'
import type { Test } from 'tap'

/** One matter at a ledger of its own, at its beginning. */
export interface Stage<S extends string, T extends string> {
  /** Has who may take the step take it, at a time at which nothing but the state is in its way. */
  take(step: T): Outcome
  state(): S | null
}

const keys = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as K[]

export function everyTransition<S extends string, T extends string>(
  t: Test,
  { states, steps }: Procedure<S, T>,
  begin: () => Stage<S, T>
): void {
  const isOpen = (step: T, state: S | null) =>
    state === null ? steps[step].from.length === 0 : steps[step].from.includes(state)
  const ways = new Map<S | null, T[]>([[null, []]])
  for (const [state, way] of ways)
    for (const step of keys(steps))
      if (isOpen(step, state) && !ways.has(steps[step].to)) ways.set(steps[step].to, [...way, step])
  t.same([...ways.keys()].filter(state => state !== null).sort(), keys(states).sort(), 'every state is reached')

  for (const [state, way] of ways)
    for (const step of keys(steps)) {
      const stage = begin()
      for (const before of way) t.match(stage.take(before), { status: 'accepted' }, `${before} on the way to ${state}`)
      t.equal(stage.state(), state)
      const outcome = stage.take(step)
      if (isOpen(step, state)) {
        t.match(outcome, { status: 'accepted' }, `${step} in state ${state}`)
        t.equal(stage.state(), steps[step].to)
      } else {
        const code =
          state === null ? 'MATTER_UNKNOWN' : steps[step].from.length === 0 ? 'MATTER_EXISTS' : 'STEP_NOT_OPEN'
        t.match(outcome, { status: 'refused', code }, `${step} in state ${state}`)
        t.equal(stage.state(), state, 'nothing changed')
      }
    }
}
