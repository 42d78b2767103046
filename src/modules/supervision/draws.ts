import { type Parameter, parameterKey } from '@suyuan/model/core/parameters'
import { crypto } from '@suyuan/model/node/crypto'
import { commitmentText, draw, type Round, seedText } from '@suyuan/model/supervision/draw'
import { DRAW_DAYS } from '@suyuan/model/supervision/parameters'
import { type Plan, planKey } from '@suyuan/model/supervision/states'
import type { Numbered } from '../../core/matters/face.js'
import type { Services } from '../../core/module.js'
import { witnessingsOf } from './queries/matters.js'

/** All that a draw is made of, and what follows from it, as far as it is known. */
export interface Draw
  extends Pick<Plan, 'title' | 'candidates' | 'count' | 'commitment' | 'secret' | 'seed' | 'drawn'> {
  id: string
  author: string
  plannedAt: string
  /** After that it is not drawn any more. */
  drawBefore: string
  witnesses: { party: string; value: string | null; at: string | null }[]
  inspections: Readonly<Record<string, string>>
  /** Texts whose SHA-256 commitment and seed are. */
  texts?: { commitment: string; seed: string }
  rounds?: Round[]
}

const DAY = 86_400_000

/** The plan's days as they are in force now. */
async function drawDays({ states }: Services): Promise<number> {
  const recorded = await states.get<Parameter>(parameterKey(DRAW_DAYS.name))
  return recorded ? (recorded.value as number) : DRAW_DAYS.initial
}

export async function drawFor(services: Services, id: string, plan: Plan): Promise<Draw> {
  const [days, added] = await Promise.all([drawDays(services), witnessingsOf(services.pool, [id])])
  const { title, candidates, count, commitment, secret, seed, drawn, party, history, inspections = {} } = plan
  const plannedAt = history[0]!.at
  const witnesses = plan.witnesses.map(party => {
    const { value = null, at = null } = added.get(id)?.get(party) ?? {}
    return { party, value, at }
  })
  const values = witnesses.flatMap(({ value }) => (value === null ? [] : [value]))
  return {
    ...{ id, title, author: party, plannedAt, candidates, count, commitment, witnesses, inspections },
    drawBefore: new Date(Date.parse(plannedAt) + days * DAY).toISOString(),
    ...(secret !== undefined &&
      seed !== undefined &&
      drawn && {
        ...{ secret, seed, drawn },
        texts: { commitment: commitmentText(id, secret), seed: seedText(id, secret, values) },
        rounds: draw(candidates, count, seed, crypto.digest)
      })
  }
}

/** The draw of that number, or null. */
export async function drawNamed(services: Services, id: string): Promise<Draw | null> {
  const plan = await services.states.get(planKey(id))
  return plan && drawFor(services, id, plan)
}

/** Whether a draw can be made no more. */
export const hasLapsed = ({ drawn, drawBefore }: Pick<Draw, 'drawn' | 'drawBefore'>): boolean =>
  !drawn && Date.now() > Date.parse(drawBefore)

/**
 * The secret of a plan, from the gateway's own key: it need not be stored, cannot be lost alone, and nobody without the key
 * can tell it from chance.
 */
export const secretOf = ({ vault }: Pick<Services, 'vault'>, plan: string): string =>
  vault.derive(`supervision draw ${plan}`).toString('hex')

export type NumberedPlan = Numbered<Plan>
