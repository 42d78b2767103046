import type { Role } from '@suyuan/model/core/law'
import { keyKey } from '@suyuan/model/core/records'
import type pg from 'pg'
import type { AnswerOptions, CommandStatus, Commands } from '../ledger/commands.js'
import type { States } from '../ledger/states.js'
import { createApiKey } from './api-keys.js'
import { possessionOf } from './signer.js'
import type { SigningKeys } from './signing-keys.js'

/** Parties without a key of their own: the gateway makes and keeps one, and their organisation registers it. */
export class Clients {
  constructor(
    private readonly pool: pg.Pool,
    private readonly states: States,
    private readonly commands: Commands,
    private readonly signingKeys: SigningKeys
  ) {}

  /**
   * Registers the party's gateway key on the ledger where it is not.
   *
   * @returns null when it is there; else what became of its registration
   */
  async register(
    organisation: string,
    party: string,
    label: string,
    options: AnswerOptions
  ): Promise<CommandStatus | null> {
    const signingKey = await this.signingKeys.create(party)
    const { id: key, publicKey } = signingKey
    if (await this.states.get(keyKey(key))) return null
    const possession = possessionOf(signingKey, this.commands.ledger.id, party)
    const payload = { key, publicKey, party, custody: 'gateway', label, possession }
    const status = await this.commands.send(
      { party: organisation, module: 'core', action: 'registerKey', payload },
      options
    )
    // Another request may have registered it meanwhile; then the ledger says KEY_EXISTS, and all is as asked.
    return status.outcome?.status === 'accepted' || status.outcome?.code === 'KEY_EXISTS' ? null : status
  }

  /** Parties of a role for which this gateway can speak: it has a key of theirs that the ledger knows. */
  async speakingAs(role: Role): Promise<string[]> {
    const { rows } = await this.pool.query<{ party: string }>(
      `select s.party from core_own.signing_key s
         join core.state p on p.key = 'core/party/' || s.party and p.value -> 'roles' ? $1
         join core.state k on k.key = 'core/key/' || s.key and not k.value ? 'revoked'
       order by s.party`,
      [role]
    )
    return rows.map(({ party }) => party)
  }

  /** An API key of a party whose gateway key is registered. @returns that key's id, and what is shown this once */
  async open(organisation: string, party: string, label: string): Promise<{ key: string; apiKey: string }> {
    const { id: key } = await this.signingKeys.create(party)
    return { key, apiKey: await createApiKey(this.pool, party, label, organisation) }
  }
}
