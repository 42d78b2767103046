/** Who decides in the programme's matters, on a service of the tests. */
import type { Role } from '@suyuan/model/core/law'
import { uscc } from '../support/codes.js'
import { type Answer, all, type Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, type PartyName, PRODUCTS, REGULATOR, RETAIL } from '../support/world.js'

const official = (n: number, role: Role) => ({ uscc: uscc(20 + n, '11440300'), role })
export const OFFICIALS = {
  certifier: official(0, 'certifier'),
  retester: official(1, 'laboratory'),
  office: official(2, 'office')
}
export type Officials = Record<keyof typeof OFFICIALS, Author>

/** Registers them, with a device key each. */
export async function officialsOf(service: Service): Promise<Officials> {
  const names = Object.keys(OFFICIALS) as (keyof typeof OFFICIALS)[]
  const authors = names.map(name => {
    const key = signingKey(`official ${name}`)
    return [name, new Author(OFFICIALS[name].uscc, REGULATOR, service.ledger, key)] as const
  })
  await all(
    names.map(name => {
      const { uscc, role } = OFFICIALS[name]
      const party = { uscc, name: { zh: `演示·${name}`, en: `Demo ${name}` }, roles: [role] }
      return service.administer(REGULATOR, 'parties', party)
    })
  )
  await all(authors.map(([, { registration }]) => service.administer(REGULATOR, 'keys', registration)))
  return Object.fromEntries(authors) as Officials
}

/** What both administrators agree on. */
export async function agreed(service: Service, name: string, value: unknown): Promise<void> {
  const change = { name, value, source: 'for tests' }
  await all([service.administer(BASE, 'parameter-proposals', change)])
  await all([service.administer(RETAIL, 'parameter-acceptances', change)])
}

export const REPORT = { report: 'R-1', standard: 'GB2763', sampledOn: '2026-04-01' }
export const RESIDUE = { analyte: '演示残留物', unit: 'mg/kg' }
export const LIMITS = [{ edition: 'GB 2763-2026', validFrom: '2026-03-01', limits: [{ ...RESIDUE, limit: '0.05' }] }]
export const measured = (value: string) => ({ ...REPORT, results: [{ ...RESIDUE, value }] })

/** Speaks for a module's matter, step by step. */
export const sayings =
  (service: Service, module: string, id: string) =>
  (author: Author, step: string, more: object = {}): Promise<Answer> =>
    service.send(author.command(module, step, { id, ...more }))

/**
 * The tea pack is evaluated and granted a certificate as of today.
 *
 * @returns takes a further step of the certifier's
 */
export async function granted(
  service: Service,
  { grower, laboratory }: Record<PartyName, Author>,
  number: string
): Promise<(step: string, more?: object) => Promise<Answer>> {
  const { certifier } = await officialsOf(service)
  await agreed(service, 'certification.limits.GB2763', LIMITS)
  await agreed(service, 'certification.noticeDays', 0)
  const says = sayings(service, 'certification', 'ZP-1')
  await all([says(grower, 'apply', { gtin: PRODUCTS.pack.gtin, region: '441621' })])
  await all([says(certifier, 'accept', { batch: 1, laboratory: laboratory.id })])
  await all([says(laboratory, 'conform', measured('0.05'))])
  for (const step of ['review', 'notice']) await all([says(certifier, step)])
  await all([says(certifier, 'grant', { number })])
  return (step, more) => says(certifier, step, more)
}
