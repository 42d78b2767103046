import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyRequest } from 'fastify'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { say } from '../../core/web/texts.js'

export const regulates = ({ roles }: Person) => roles.includes('regulator')

/** Who asks: the hook before the route has seen to it that there is somebody. */
export const personOf = (request: FastifyRequest): Person => request.person!

/**
 * The region for which somebody is competent, as a prefix of GB/T 2260: that of the authority which registered his party
 * (digits 3 to 8 of its USCC), less what stands for "all of it". Organisations as such are competent everywhere.
 */
export function competenceOf({ party }: Pick<Person, 'party'>): string {
  const [, region] = /^[0-9A-Z]{2}(\d{6})[0-9A-Z]{10}$/.exec(party) ?? []
  return region ? region.replace(/(00){1,2}$/, '') : ''
}

/** Whether what somebody looks at lies in his region: one place of it is enough. */
export const isCompetent = (person: Person, regions: readonly string[]) =>
  regions.length === 0 || regions.some(region => region.startsWith(competenceOf(person)))

/** A look beyond one's region: what is said of it, and where a regulator asks the authority of that region. */
export interface Look {
  text: Text
  request: string | null
}

/**
 * Records that somebody looks at a thing; where none of its places lies in his region, as assistance across regions.
 *
 * @param subject its kind and its id
 * @returns what to say of that on the page, or null
 */
export async function recordLook(
  { people }: Services,
  person: Person,
  subject: string,
  regions: readonly string[] = []
): Promise<Look | null> {
  const competent = isCompetent(person, regions)
  await people.audited(person, competent ? 'audit.look' : 'audit.look-across', subject, {
    ...(competent ? {} : { regions: [...new Set(regions)].slice(0, 20) })
  })
  if (competent) return null
  const about = subject.slice(subject.indexOf(' ') + 1)
  const query = new URLSearchParams({ about, region: regions[0]! })
  return {
    text: say('auditAcross', { region: competenceOf(person) }),
    request: regulates(person) ? `/audit/requests/new?${query}` : null
  }
}

/** Whether a laboratory tested a lot: then it may see what became of it. */
export async function hasTested({ pool }: Services, { party }: Person, gtin: string, lot: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from trace.subject s join trace.event e
       on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
     where s.kind = 'lot' and s.id = $1 and e.kind = 'testing' and e.author = $2 limit 1`,
    [`${gtin}/${lot}`, party]
  )
  return rowCount! > 0
}
