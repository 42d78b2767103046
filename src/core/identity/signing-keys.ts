import type pg from 'pg'
import { coalesce } from '../coalesce.js'
import { HIGHEST_SAID, saidPatterns } from '../ledger/states.js'
import { newPrivateKey, type SigningKey, signingKeyFrom } from './signer.js'
import type { VaultKey } from './vault-key.js'

/** Keys with which the gateway signs for clients that have none of their own. */
export class SigningKeys {
  private readonly keys = new Map<string, SigningKey>()
  private readonly sequences = new Map<string, () => Promise<number>>()

  constructor(
    private readonly pool: pg.Pool,
    private readonly vaultKey: VaultKey
  ) {}

  /** The party's key, made where there is none. It speaks once it is registered on the ledger. */
  async create(party: string): Promise<SigningKey> {
    return (await this.of(party)) ?? this.store(party, newPrivateKey())
  }

  /** Takes a key that exists already (an administrator's, by its certificate) as the party's, in place of any other. */
  async adopt(party: string, pem: string): Promise<void> {
    const { id } = signingKeyFrom(pem)
    if ((await this.of(party))?.id === id) return
    await this.pool.query('delete from core_own.signing_key where party = $1', [party])
    this.keys.delete(party)
    await this.store(party, pem)
  }

  /** The party's key, or null when it has none here. */
  async of(party: string): Promise<SigningKey | null> {
    const known = this.keys.get(party)
    if (known) return known
    const { rows } = await this.pool.query<{ sealed: Buffer }>(
      'select sealed from core_own.signing_key where party = $1',
      [party]
    )
    if (!rows[0]) return null
    const key = signingKeyFrom(this.vaultKey.open(rows[0].sealed))
    this.keys.set(party, key)
    return key
  }

  /** The next sequence of a key, never given twice; gateways that share a Postgres share the count. */
  nextSequence(key: SigningKey): Promise<number> {
    const next = this.sequences.get(key.id) ?? this.newSequence(key.id)
    this.sequences.set(key.id, next)
    return next()
  }

  private newSequence(id: string): () => Promise<number> {
    const allot = coalesce<null, number>(async asked => {
      const { rows } = await this.pool.query<{ sequence: number }>(
        // The ledger's count goes on where Postgres was lost and made again.
        `update core_own.signing_key set sequence = $4 + greatest(sequence, ${HIGHEST_SAID})
         where signing_key.key = $3 returning sequence`,
        [...saidPatterns(id), id, asked.length]
      )
      const last = rows[0]!.sequence
      return asked.map((_, index) => last - asked.length + 1 + index)
    })
    return () => allot(null)
  }

  private async store(party: string, pem: string): Promise<SigningKey> {
    const key = signingKeyFrom(pem)
    await this.pool.query(
      `insert into core_own.signing_key (key, party, sealed) values ($1, $2, $3) on conflict (party) do nothing`,
      [key.id, party, this.vaultKey.seal(pem)]
    )
    return (await this.of(party))!
  }
}
