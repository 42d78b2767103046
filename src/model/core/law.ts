import type { z } from 'zod'
import type { ParameterSpec } from './parameters.js'
import { Refusal, type Text } from './refusal.js'
import type { Draft, View } from './state.js'
import type { Statement } from './statements.js'

/** What whoever runs the law must bring: the law itself is pure and has no cryptography. */
export interface Crypto {
  /** SHA-256 of UTF-8 text, hexadecimal. */
  digest(text: string): string
  /**
   * P-256 with SHA-256 over UTF-8 text; raw r‖s, low s only. Key and signature in base64url. False, too, for a key that is
   * no point of the curve.
   */
  verify(publicKey: string, text: string, signature: string): boolean
  /** A public key's id: SHA-256 of its 65 bytes, hexadecimal. */
  keyId(publicKey: string): string
}

/** Who speaks, as the ledger has them, and when the organisations took note. */
export interface Context {
  /** USCC of a party, or an organisation's MSP id when its administrator speaks. */
  author: string
  organisation: string
  roles: readonly Role[]
  disqualified: boolean
  /** The transaction's time, ISO 8601 in UTC: set by the submitting gateway, kept within five minutes by the peers. */
  recordedAt: string
  ledger: string
  crypto: Crypto
}

/** What follows from a command beyond its own words and the states it wrote: warnings, marks, what accrued. */
export interface Fact {
  type: string
  [detail: string]: unknown
}

/**
 * One step of a command. `keys` is asked again with what was loaded until it names nothing new; then `decide` runs, once.
 * Both are pure. `decide` throws a Refusal, or writes to the draft and returns facts.
 */
export interface Step {
  keys(loaded: View): readonly string[]
  decide(draft: Draft, context: Context): readonly Fact[]
}

/** An action takes a payload apart into steps that are all accepted, or all refused. @throws Refusal PAYLOAD_INVALID */
export interface Action {
  (payload: unknown): readonly Step[]
  /** The form of its payload, where one schema has all of it. */
  schema?: z.ZodType
}

/** The law of one module. */
export interface Law {
  module: string
  actions: Readonly<Record<string, Action>>
  /** The numbers of the module that sources leave open, and the organisations agree on. */
  parameters?: readonly ParameterSpec[]
  /** What an accepted command of the module says to the public, in pieces; nothing where there is no such function. */
  statements?(action: string, payload: unknown): readonly Statement[]
  /** The EPCIS events that an accepted command records: of each its hash id is another statement. */
  events?(action: string, payload: unknown): readonly { eventID: string }[]
}

/** What a party may do. The last four are granted by the regulator alone. */
export const ROLES = {
  producer: { zh: '生产者', en: 'producer' },
  processor: { zh: '加工者', en: 'processor' },
  packer: { zh: '包装者', en: 'packer' },
  carrier: { zh: '承运人', en: 'carrier' },
  retailer: { zh: '零售商', en: 'retailer' },
  buyer: { zh: '采购单位', en: 'buyer' },
  laboratory: { zh: '检测机构', en: 'laboratory' },
  certifier: { zh: '评价机构', en: 'certifier' },
  office: { zh: '帮扶办', en: 'assistance office' },
  inspector: { zh: '监管人员', en: 'inspector' }
} as const satisfies Record<string, Text>
export type Role = keyof typeof ROLES

export const REGULATED_ROLES: ReadonlySet<Role> = new Set<Role>(['laboratory', 'certifier', 'office', 'inspector'])

/** Parses by a schema, or refuses naming the first field that is wrong (as a JSON path) and why. */
export function parsed<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = excerpt(issue.path.join('.')) || '(root)'
  throw new Refusal('PAYLOAD_INVALID', { field, problem: excerpt(issue.message) })
}

/** As much as a reader needs of a text that names what somebody sent: that may be as long as all he sent. */
export const excerpt = (text: string): string =>
  text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).toWellFormed()}…`
const EXCERPT = 200

/** An action of one step whose payload has a schema. */
export function action<T>(
  schema: z.ZodType<T>,
  keys: (payload: T, loaded: View) => readonly string[],
  decide: (payload: T, draft: Draft, context: Context) => readonly Fact[]
): Action {
  const steps = (payload: unknown): readonly Step[] => {
    const content = parsed(schema, payload)
    return [{ keys: loaded => keys(content, loaded), decide: (draft, context) => decide(content, draft, context) }]
  }
  return Object.assign(steps, { schema })
}

/** @throws Refusal ROLE_REQUIRED unless the author has one of the roles */
export function requireRole(context: Context, ...roles: Role[]): void {
  if (!roles.some(role => context.roles.includes(role))) throw new Refusal('ROLE_REQUIRED', { roles })
}
