import { randomBytes } from 'node:crypto'
import type { Count, Households as Counted } from '@suyuan/model/bases/states'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { sha256 } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import { z } from 'zod'
import { within } from '../../../core/identity/scope.js'
import { today } from '../../../core/web/clock.js'
import { commitmentOf } from '../weighing/commitment.js'
import { type Household, LINK_KINDS } from '../weighing/households.js'

/** A household of a count as it is committed to. Without its salt nothing of it can be guessed from its hash. */
const Leaf = z.strictObject({
  base: z.string(),
  household: z.string(),
  kinds: z.array(z.enum(LINK_KINDS)),
  salt: z.string().regex(/^[0-9a-f]{64}$/)
})
type Leaf = z.infer<typeof Leaf>

const hashOf = (leaf: Leaf): Buffer => sha256(canonicalJson(leaf))

/** Fewer would tell who they are. */
const FEW = 5
const countOf = (number: number): Count => (number === 0 || number >= FEW ? number : 'under5')

/** What the ledger is told of a count. */
export type Told = Omit<Counted, 'at'> & { id: string }

/** Counts of the households that are linked to bases: totals for the ledger, and here of whom they are. */
export class HouseholdCounts {
  constructor(private readonly pool: pg.Pool) {}

  /** Counts a base's households, and keeps of whom the count is. */
  async count(party: string, base: string, households: readonly Household[]): Promise<Told> {
    const linked = households
      .filter(({ link }) => link?.base === base)
      .map(({ id, key, link }) => ({
        key,
        leaf: { base, household: id, kinds: link!.kinds, salt: randomBytes(32).toString('hex') }
      }))
    const hashes = linked.map(({ leaf }) => hashOf(leaf))
    const commitment = commitmentOf(hashes)
    await within(this.pool, { party }, async db => {
      for (const [position, { key, leaf }] of linked.entries())
        await db.query(
          `insert into core_own.base_household (base, commitment, position, party, household, leaf, sealed)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
          [...[base, commitment, position, party, leaf.household, hashes[position]], key.seal(JSON.stringify(leaf))]
        )
    })
    const by = (kind: (typeof LINK_KINDS)[number]) =>
      countOf(linked.filter(({ leaf }) => leaf.kinds.includes(kind)).length)
    return {
      ...{ id: base, households: countOf(linked.length), commitment, countedOn: today() },
      ...{ wage: by('wage'), asset: by('asset'), operating: by('operating') }
    }
  }

  /** Whether what is kept of a count is what the ledger is committed to; what was erased no longer can be read. */
  async holds(party: string, base: string, commitment: string, households: readonly Household[]): Promise<boolean> {
    const { rows } = await within(this.pool, { party }, db =>
      db.query<{ household: string; leaf: Buffer; sealed: Buffer | null }>(
        `select household, leaf, sealed from core_own.base_household where base = $1 and commitment = $2 order by position`,
        [base, commitment]
      )
    )
    const keys = new Map(households.map(({ id, key }) => [id, key]))
    const same = rows.every(({ household, leaf, sealed }) => {
      const key = keys.get(household)
      return !sealed || !key || hashOf(Leaf.parse(JSON.parse(key.open(sealed)))).equals(leaf)
    })
    return same && commitmentOf(rows.map(({ leaf }) => leaf)) === commitment
  }
}
