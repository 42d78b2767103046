import type pg from 'pg'
import { z } from 'zod'
import { everywhere, within } from '../../../core/identity/scope.js'
import { VaultKey } from '../../../core/identity/vault-key.js'

/** How a household shares in a base's income 利益联结. */
export const LINK_KINDS = ['wage', 'asset', 'operating'] as const
const Link = z.strictObject({ base: z.string(), kinds: z.array(z.enum(LINK_KINDS)).min(1) })
export type Link = z.infer<typeof Link>

/** What is kept of a household, and nothing else: no name, no number that the state gave it. */
const Profile = z.strictObject({
  /** The party's own name for it, HH-012. */
  code: z.string().min(1).max(20),
  village: z.string().min(1).max(40),
  link: Link.optional()
})
export type Profile = z.infer<typeof Profile>

export interface Household extends Profile {
  id: string
  key: VaultKey
}

/**
 * Of whom leaf is bought. Each household has a random key, kept sealed under the gateways' `vault.key`; all that Postgres
 * has of it is sealed under its own. Its key thrown away, none of that can be read again, in whatever copy.
 */
export class Households {
  constructor(
    private readonly pool: pg.Pool,
    private readonly vaultKey: VaultKey
  ) {}

  /** Those that a party has, without the erased ones, in the order of their codes. */
  of(party: string): Promise<Household[]> {
    return within(this.pool, { party }, db => this.by(db, party))
  }

  private async by(db: pg.PoolClient, party: string): Promise<Household[]> {
    const { rows } = await db.query<{ id: string; key: Buffer; sealed: Buffer }>(
      'select id, key, sealed from core_own.household where party = $1 and key is not null',
      [party]
    )
    return rows
      .map(({ id, key: kept, sealed }) => {
        const key = VaultKey.openedBy(this.vaultKey, kept)
        return { id, key, ...Profile.parse(JSON.parse(key.open(sealed))) }
      })
      .sort((a, b) => a.code.localeCompare(b.code, 'zh-CN', { numeric: true }))
  }

  /** The household of that code; made where there is none and its village is told, else null. */
  async named(party: string, code: string, village: string): Promise<Household | null> {
    return within(this.pool, { party }, async db => {
      // Two clerks who bring the same new household make it once.
      await db.query('select pg_advisory_xact_lock(hashtext($1))', [`household ${party}`])
      const known = (await this.by(db, party)).find(household => sameCode(household.code, code))
      if (known || village === '') return known ?? null
      const key = VaultKey.fresh()
      const profile: Profile = { code, village }
      const { rows } = await db.query<{ id: string }>(
        'insert into core_own.household (party, key, sealed) values ($1, $2, $3) returning id',
        [party, key.sealedBy(this.vaultKey), key.seal(JSON.stringify(profile))]
      )
      return { id: rows[0]!.id, key, ...profile }
    })
  }

  /** Says, or no longer says, how a household is linked to a base. @returns whether the party has it */
  async link(party: string, id: string, link: Link | undefined): Promise<boolean> {
    return within(this.pool, { party }, async db => {
      const known = (await this.by(db, party)).find(household => household.id === id)
      if (!known) return false
      const { code, village, key } = known
      const profile: Profile = { code, village, ...(link && { link }) }
      await db.query('update core_own.household set sealed = $3 where party = $1 and id = $2 and key is not null', [
        ...[party, id, key.seal(JSON.stringify(profile))]
      ])
      return true
    })
  }

  /** Whether a party has a household that is not erased. */
  async has(party: string, id: string): Promise<boolean> {
    return within(this.pool, { party }, async db => {
      const { rowCount } = await db.query(
        'select from core_own.household where party = $1 and id = $2 and key is not null',
        [party, id]
      )
      return rowCount === 1
    })
  }

  /**
   * Throws the household's key away, and with it all that is known of it here. The lines of closed books stay as hashes,
   * which tell nothing, so that what is on the ledger can still be checked.
   */
  async erase(id: string): Promise<void> {
    await everywhere(this.pool, async db => {
      await db.query(
        `update core_own.household set key = null, sealed = null, erased_at = now() where id = $1 and key is not null`,
        [id]
      )
      // A book that is open has committed to nothing yet.
      await db.query(
        `delete from core_own.weighing_line l using core_own.weighing w
         where w.id = l.weighing and w.state = 'open' and l.household = $1`,
        [id]
      )
      await db.query('update core_own.weighing_line set sealed = null where household = $1', [id])
      await db.query('update core_own.base_household set sealed = null where household = $1', [id])
    })
  }
}

const sameCode = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase()
