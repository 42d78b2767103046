import { z } from 'zod'
import { Digest } from '../core/command.js'
import { Gln } from '../core/gs1.js'
import { action, type Context } from '../core/law.js'
import { advance, Grounds, open } from '../core/procedure.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { BASE_PROCEDURE, type Base, type BaseStep, baseKey, householdsKey, outlineKey } from './states.js'

const Told = {
  /** What is put into it, in fen. */
  investmentFen: z.int().nonnegative().optional(),
  partner: z.string().min(1).max(80).optional()
}

/** A step in the life of a base, which goes by the GLN of its place. */
export const BaseStepTaken = z.strictObject({ id: Gln, ...Grounds })
/** A step at which its party also says, or says anew, what goes into it and with whom. */
export const BaseStepTold = BaseStepTaken.extend(Told)

const told = ({ investmentFen, partner }: { [field in keyof typeof Told]?: z.infer<(typeof Told)[field]> }) => ({
  ...(investmentFen !== undefined && { investmentFen }),
  ...(partner !== undefined && { partner })
})

export const needBase = (draft: Draft, id: string): Base => draft.need(baseKey(id), 'MATTER_UNKNOWN', { id })

/** @throws Refusal unless a place of that kind is the author's */
export function requireOwn(draft: Draft, gln: string, kind: 'base' | 'plot', { author }: Context): void {
  const place = draft.need(placeKey(gln), 'PLACE_UNKNOWN', { gln })
  if (place.kind !== kind) throw new Refusal('PLACE_KIND', { place: gln, kind: place.kind, wanted: kind })
  if (place.party !== author) throw new Refusal('PLACE_NOT_AUTHORS', { place: gln })
}

const plan = action(
  BaseStepTold,
  ({ id }) => [placeKey(id), baseKey(id)],
  ({ id, ...given }, draft, context) => {
    const matter = open(BASE_PROCEDURE, 'plan', context, given)
    requireOwn(draft, id, 'base', context)
    draft.refuseExisting(baseKey(id), 'MATTER_EXISTS', { id })
    draft.write(baseKey(id), { ...matter, ...told(given) })
    return []
  }
)

const step = (name: BaseStep, schema: z.ZodType<z.infer<typeof BaseStepTold>>) =>
  action(
    schema,
    ({ id }) => [baseKey(id)],
    ({ id, ...given }, draft, context) => {
      const base = needBase(draft, id)
      draft.write(baseKey(id), { ...base, ...advance(BASE_PROCEDURE, name, base, context, given), ...told(given) })
      return []
    }
  )

const Degrees = (most: number) => z.int().min(-most).max(most)

/** Where a plot is, in hundredths of a degree: about a kilometre, which tells the public the hill and not the field. */
export const OutlinePlot = z.strictObject({
  id: Gln,
  corners: z
    .array(z.tuple([Degrees(9000), Degrees(18_000)]))
    .min(1)
    .max(40),
  commitment: Digest
})

const outlinePlot = action(
  OutlinePlot,
  ({ id }) => [placeKey(id)],
  ({ id, corners, commitment }, draft, context) => {
    requireOwn(draft, id, 'plot', context)
    draft.write(outlineKey(id), { party: context.author, corners, commitment, at: context.recordedAt })
    return []
  }
)

/** Fewer than these are not counted on the ledger: in a village everybody would know who they are. */
const FEW = 5
export const HouseholdCount = z.union([z.literal(0), z.int().min(FEW).max(1_000_000), z.literal('under5')])

export const CountHouseholds = z.strictObject({
  id: Gln,
  households: HouseholdCount,
  wage: HouseholdCount,
  asset: HouseholdCount,
  operating: HouseholdCount,
  commitment: Digest,
  countedOn: z.iso.date()
})

const countHouseholds = action(
  CountHouseholds,
  ({ id }) => [baseKey(id)],
  ({ id, ...counted }, draft, context) => {
    if (needBase(draft, id).party !== context.author) throw new Refusal('ROLE_REQUIRED', { roles: ['owner'] })
    draft.write(householdsKey(id), { ...counted, at: context.recordedAt })
    return []
  }
)

export const baseActions = {
  plan,
  build: step('build', BaseStepTold),
  accept: step('accept', BaseStepTaken),
  operate: step('operate', BaseStepTold),
  suspend: step('suspend', BaseStepTaken),
  resume: step('resume', BaseStepTaken),
  outlinePlot,
  countHouseholds
}
