/** What somebody may be in a party or organisation; accounts hold any number of these. */
export const PERSON_ROLES = [
  'operator',
  'packer',
  'carrier',
  'outlet',
  'buyer',
  'laboratory',
  'certifier',
  'office',
  'regulator',
  'administrator'
] as const
export type PersonRole = (typeof PERSON_ROLES)[number]

/** Who supervises the programme, and sees everybody's. */
export const SUPERVISORS: readonly PersonRole[] = ['regulator', 'office', 'certifier']

export const supervises = ({ roles }: Pick<Person, 'roles'>): boolean => SUPERVISORS.some(role => roles.includes(role))

/** Who is logged in. */
export interface Person {
  account: string
  name: string
  /** The party's USCC; an organisation's MSP id for those who belong to no party of it. */
  party: string
  organisation: string
  roles: readonly PersonRole[]
  session: string
  /** When they last proved who they are: some acts want that to be a moment ago. */
  provenAt: Date
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nobody is logged in. */
    person: Person | null
  }
}
