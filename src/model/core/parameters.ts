import { z } from 'zod'
import { canonicalJson } from './canonical.js'
import { type Action, action, parsed } from './law.js'
import { requireAdministrator } from './parties.js'
import { Refusal } from './refusal.js'
import { type Draft, keyOf } from './state.js'

/** A number that the organisations agree on: changed by one's proposal and another's acceptance, with its source. */
export interface Parameter {
  value: unknown
  source: string
  proposedBy: string
  acceptedBy: string
}

/** What the law says until the organisations say otherwise, and the shape that they must keep to. */
export interface ParameterSpec<T = unknown> {
  /** A name, or a prefix that ends in '.' for a family of them. */
  name: string
  schema: z.ZodType<T>
  initial: T
  source: string
}

export const parameterKey = keyOf<Parameter>('core/parameter')
const proposalKey = keyOf<Omit<Parameter, 'acceptedBy'> | null>('core/proposal')

/** The value in force. A recorded value has the shape that its acceptance checked. */
export function inForce<T>(draft: Draft, spec: ParameterSpec<T>, member = ''): T {
  const recorded = draft.read(parameterKey(spec.name + member))
  return recorded === null ? spec.initial : (recorded.value as T)
}

export const ParameterChange = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]+(\.[a-zA-Z0-9-]+)+$/)
    .max(80),
  value: z.unknown(),
  source: z.string().min(1).max(300)
})

/** The two actions by which organisations change a parameter, over the parameters that the modules declare. */
export function parameterActions(specs: readonly ParameterSpec[]): Record<string, Action> {
  const checked = (name: string, value: unknown) => {
    const spec = specs.find(known => known.name === name || (known.name.endsWith('.') && name.startsWith(known.name)))
    if (!spec) throw new Refusal('PAYLOAD_INVALID', { field: 'name', problem: 'unknown parameter' })
    return parsed(spec.schema, value)
  }
  const keys = ({ name }: { name: string }) => [proposalKey(name), parameterKey(name)]

  const proposeParameter = action(ParameterChange, keys, ({ name, value, source }, draft, context) => {
    requireAdministrator(context)
    draft.write(proposalKey(name), { value: checked(name, value), source, proposedBy: context.organisation })
    return []
  })

  /** Repeats what is accepted, so that nobody accepts what was proposed meanwhile. */
  const acceptParameter = action(ParameterChange, keys, ({ name, value, source }, draft, context) => {
    requireAdministrator(context)
    const proposal = draft.read(proposalKey(name))
    if (!proposal || canonicalJson([proposal.value, proposal.source]) !== canonicalJson([checked(name, value), source]))
      throw new Refusal('PARAMETER_NOT_PROPOSED', { name })
    if (proposal.proposedBy === context.organisation) throw new Refusal('PARAMETER_NEEDS_ANOTHER', { name })
    draft.write(parameterKey(name), { ...proposal, acceptedBy: context.organisation })
    draft.write(proposalKey(name), null)
    return []
  })

  return { proposeParameter, acceptParameter }
}
