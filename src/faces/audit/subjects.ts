import { endOf, startOf } from '@suyuan/model/core/day'
import { Gln, Gtin, LotNumber } from '@suyuan/model/core/gs1'
import type { AuditSubject } from '@suyuan/model/core/proof/audit/bundle'
import { Uscc } from '@suyuan/model/core/uscc'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { blocksBetween, blocksNaming } from '../../core/proof/audit-blocks.js'
import { HttpProblem } from '../../core/web/problem.js'
import type { Scope } from '../../modules/trace/queries/history.js'
import { productBlocks } from '../../modules/trace/queries/product-blocks.js'
import { type Examined, lotDossier, partyDossier, periodDossier, placeDossier, productDossier } from './dossiers.js'

/** What is examined: how addresses name it, and what there is to see of it. */
export interface Subject {
  kind: 'lot' | 'product' | 'party' | 'place' | 'period'
  path: string
  params: z.ZodType<Record<string, string>>
  /** How it is called in the log of who looked at what. */
  name(params: Record<string, string>): string
  scope(params: Record<string, string>): Scope
  examine(services: Services, params: Record<string, string>, period: Scope): Promise<Examined | null>
  /** The blocks of its auditors' bundle, where there is one. */
  bundle?(
    services: Services,
    params: Record<string, string>,
    period: Scope
  ): Promise<{ about: AuditSubject; blocks: number[] }>
}

const Day = z.iso.date()

/** A period by its first and last day, as a calendar in China has them. @throws HttpProblem REQUEST_INVALID */
export function periodOf(request: FastifyRequest): Scope & { days: { from: string; to: string } } {
  const { from, to } = request.query as Record<string, unknown>
  const day = (name: string, value: unknown): string | undefined => {
    if (value === undefined || value === '') return undefined
    const parsed = Day.safeParse(value)
    if (!parsed.success) throw new HttpProblem('REQUEST_INVALID', { field: name })
    return parsed.data
  }
  const [first, last] = [day('from', from), day('to', to)]
  return {
    ...(first && { from: startOf(first) }),
    ...(last && { to: endOf(last) }),
    days: { from: first ?? '', to: last ?? '' }
  }
}

/** The period as part of an address. */
export const queryOf = ({ days: { from, to } }: ReturnType<typeof periodOf>) =>
  from || to ? `?${new URLSearchParams({ ...(from && { from }), ...(to && { to }) })}` : ''

const params = <T extends Record<string, z.ZodType<string>>>(shape: T) =>
  z.object(shape) as unknown as z.ZodType<Record<string, string>>

export const SUBJECTS: readonly Subject[] = [
  {
    kind: 'lot',
    path: '/audit/lots/:gtin/:lot',
    params: params({ gtin: Gtin, lot: LotNumber }),
    name: ({ gtin, lot }) => `lot ${gtin}/${lot}`,
    scope: ({ gtin, lot }) => ({ gtin, lot }),
    examine: (services, { gtin, lot }) => lotDossier(services, { gtin: gtin!, lot: lot! })
  },
  {
    kind: 'product',
    path: '/audit/products/:gtin',
    params: params({ gtin: Gtin }),
    name: ({ gtin }) => `product ${gtin}`,
    scope: ({ gtin }) => ({ gtin }),
    examine: (services, { gtin }, period) => productDossier(services, gtin!, period),
    bundle: async ({ pool }, { gtin }, period) => ({
      about: { kind: 'product', id: gtin! },
      blocks: await productBlocks(pool, gtin!, period)
    })
  },
  {
    kind: 'party',
    path: '/audit/parties/:uscc',
    params: params({ uscc: Uscc }),
    name: ({ uscc }) => `party ${uscc}`,
    scope: ({ uscc }) => ({ party: uscc }),
    examine: (services, { uscc }, period) => partyDossier(services, uscc!, period),
    bundle: async ({ pool }, { uscc }, period) => ({
      about: { kind: 'party', id: uscc! },
      blocks: await blocksNaming(pool, uscc!, period)
    })
  },
  {
    kind: 'place',
    path: '/audit/places/:gln',
    params: params({ gln: Gln }),
    name: ({ gln }) => `place ${gln}`,
    scope: ({ gln }) => ({ place: gln }),
    examine: (services, { gln }, period) => placeDossier(services, gln!, period)
  },
  {
    kind: 'period',
    path: '/audit/period',
    params: params({}),
    name: () => 'period',
    scope: () => ({}),
    examine: (services, _, period) => periodDossier(services, period),
    bundle: async ({ pool }, _, period) => ({ about: { kind: 'period' }, blocks: await blocksBetween(pool, period) })
  }
]

/** Whether an address's parts are well formed. */
export const paramsOf = (subject: Subject, request: FastifyRequest): Record<string, string> | null => {
  const parsed = subject.params.safeParse(request.params)
  return parsed.success ? parsed.data : null
}

/** Where the bundle with proofs is: of a lot the public one, of others the auditors'. */
export function bundleOf(subject: Subject, { gtin, lot }: Record<string, string>, address: string, query: string) {
  if (subject.kind === 'lot') return { bundle: `/api/trace/provenance/${gtin}/lots/${encodeURIComponent(lot!)}/proof` }
  return subject.bundle ? { bundle: `${address}/bundle${query}` } : {}
}
