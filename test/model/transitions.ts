/** Takes every step of a procedure in every state: what is allowed leads where it says, all else is refused. */
import type { Outcome } from '@suyuan/model/core/judge'
import type { Procedure, Transition } from '@suyuan/model/core/procedure'
import type { Test } from 'tap'

/** One matter at a ledger of its own, at its beginning. */
export interface Stage<S extends string, T extends string> {
  /** Has who may take the step take it, at a time at which nothing but the state is in its way. */
  take(step: T): Outcome
  state(): S | null
}

const keys = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as K[]

/** A way of steps to each state that can be reached, the shortest; to null, where there is no matter yet, none. */
export function waysOf<S extends string, T extends string>({
  steps
}: Pick<Procedure<S, T>, 'steps'>): Map<S | null, T[]> {
  const ways = new Map<S | null, T[]>([[null, []]])
  for (const [state, way] of ways)
    for (const step of keys(steps))
      if (isOpen(steps[step], state) && !ways.has(steps[step].to)) ways.set(steps[step].to, [...way, step])
  return ways
}

const isOpen = <S extends string>({ from }: Transition<S>, state: S | null) =>
  state === null ? from.length === 0 : from.includes(state)

export function everyTransition<S extends string, T extends string>(
  t: Test,
  { states, steps }: Procedure<S, T>,
  begin: () => Stage<S, T>
): void {
  const ways = waysOf({ steps })
  t.same([...ways.keys()].filter(state => state !== null).sort(), keys(states).sort(), 'every state is reached')

  for (const [state, way] of ways)
    for (const step of keys(steps)) {
      const stage = begin()
      for (const before of way) t.match(stage.take(before), { status: 'accepted' }, `${before} on the way to ${state}`)
      t.equal(stage.state(), state)
      const outcome = stage.take(step)
      if (isOpen(steps[step], state)) {
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
