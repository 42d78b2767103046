import { createHash, randomUUID } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import type pg from 'pg'
import { signCommand } from '../identity/signer.js'
import type { SigningKeys } from '../identity/signing-keys.js'
import { HttpProblem } from '../web/problem.js'
import type { Ledger, SubmitOptions } from './ledger.js'
import type { LedgerOutcome, Watch } from './watch.js'

/** What a client asks the gateway to sign and send in its name. */
export interface Intention {
  party: string
  module: string
  action: string
  payload: Record<string, unknown>
}

export interface AnswerOptions {
  /** Seconds to wait for the ledger before answering without it. */
  answerSeconds: number
  /** Seconds for which goods that are not there yet are waited for. */
  inputWait: number
}

/** Client's name for its request, with a hash of what it sent: the same again is the same again. */
export interface Idempotency {
  idempotencyKey: string
  bodyHash: Buffer
}

/** Where a command is: `outcome` when the mirror has it, else its state in the intake. */
export interface CommandStatus {
  key: string
  id: string
  state: 'received' | 'waiting' | 'submitted' | 'unknown' | 'fault' | 'accepted' | 'refused' | 'rejected' | 'repeated'
  waitingFor?: string[]
  problem?: string
  outcome?: LedgerOutcome
}

/** Signs for those who cannot, sends, and knows what became of it. */
export class Commands {
  /** The ledger's height when it was first asked for: from there on the mirror tells how far keys have counted. */
  private countsFrom = -1

  constructor(
    readonly ledger: Ledger,
    private readonly pool: pg.Pool,
    private readonly watch: Watch,
    private readonly signingKeys: SigningKeys,
    private readonly ledgerHeight: () => Promise<number>
  ) {}

  /** Signs an intention with the party's gateway key and sends it. @throws Refusal, HttpProblem */
  async send(
    intention: Intention,
    options: AnswerOptions & { idempotency?: Idempotency | undefined }
  ): Promise<CommandStatus> {
    const idempotency = options.idempotency && { ...options.idempotency, party: intention.party }
    const before = idempotency && (await this.sentBefore(idempotency))
    if (before) return this.follow(before.key, before.id, options.answerSeconds)
    const command = await this.sign(intention)
    const { answerSeconds, inputWait } = options
    const status = await this.submit(command, {
      answerSeconds,
      inputWait,
      trusted: true,
      ...(idempotency && { idempotency })
    })
    if (status) return status
    const first = (await this.sentBefore(idempotency!))!
    return this.follow(first.key, first.id, options.answerSeconds)
  }

  /** Sends a command that its author signed. @throws Refusal, HttpProblem, NotServedHere */
  async submitSigned(command: Command, options: AnswerOptions): Promise<CommandStatus> {
    return (await this.submit(command, options))!
  }

  /** Null when the request has another command already. */
  private async submit(command: Command, options: AnswerOptions & SubmitOptions): Promise<CommandStatus | null> {
    // What was not taken is not waited for: thousands may be turned away each second.
    const following = new AbortController()
    const outcome = this.watch.command(command.key, command.id, options.answerSeconds, following.signal)
    const taken = await this.ledger.submit(command, options).catch(error => {
      following.abort()
      throw error
    })
    const { key, id } = command
    if (taken.is === 'superseded') {
      following.abort()
      return null
    }
    // What waits for goods may wait for days: say so now.
    if (taken.is === 'new' && taken.waitingFor) {
      following.abort()
      return { key, id, state: 'waiting', waitingFor: taken.waitingFor }
    }
    if (taken.is === 'known') {
      const status = await this.status(key, id)
      if (status && isSettled(status)) return status
    }
    const told = await outcome
    if (told) return this.first(key, id, told)
    // Asked at once Postgres would say the same: thousands a second may not want to wait.
    return taken.is === 'new' && options.answerSeconds === 0 ? { key, id, state: 'received' } : this.status(key, id)
  }

  /** What the law would say of an intention or a command; nothing is stored or sent. */
  async advise(asked: Intention | Command): Promise<Outcome> {
    return this.ledger.advise('signature' in asked ? asked : await this.sign(asked))
  }

  /** Where a command is, or null when nobody here has heard of it. */
  async status(key: string, id: string): Promise<CommandStatus | null> {
    const outcome = await this.watch.outcome(key, id)
    if (outcome) return statusWith(key, id, outcome)
    const { rows } = await this.pool.query<{ state: string; waiting_for: string[] | null; problem: string | null }>(
      `select case when state = 'received' and exists (select from core_own.flight where i.id = any(entries))
         then 'submitted' else state end as state, waiting_for, problem
       from core_own.intake i where key = $1 and command_id = $2`,
      [key, id]
    )
    if (!rows[0]) return null
    const { state, waiting_for, problem } = rows[0]
    // 'done' without an outcome: the mirror is being made again, and the ledger has it.
    const shown = (state === 'done' ? 'submitted' : state) as CommandStatus['state']
    return { key, id, state: shown, ...(waiting_for && { waitingFor: waiting_for }), ...(problem && { problem }) }
  }

  private async follow(key: string, id: string, seconds: number): Promise<CommandStatus> {
    const told = this.watch.command(key, id, seconds)
    const now = (await this.status(key, id))!
    if (isSettled(now)) return now
    const outcome = await told
    return outcome ? this.first(key, id, outcome) : now
  }

  /** A repetition is told what came of the first time. */
  private async first(key: string, id: string, outcome: LedgerOutcome): Promise<CommandStatus> {
    const first = outcome.status === 'repeated' ? await this.watch.outcome(key, id) : null
    return statusWith(key, id, first ?? outcome)
  }

  private async sign({ party, module, action, payload }: Intention): Promise<Command> {
    const key = await this.signingKeys.of(party)
    if (!key) throw new HttpProblem('NOT_ALLOWED', { party, reason: 'no gateway key' })
    await this.refuseUncounted()
    const sequence = await this.signingKeys.nextSequence(key)
    return signCommand(
      {
        version: 1,
        algorithm: 'ES256',
        ledger: this.ledger.id,
        id: randomUUID(),
        module,
        action,
        payload,
        author: party,
        key: key.id,
        sequence,
        signedAt: new Date().toISOString()
      },
      key
    )
  }

  /**
   * Where Postgres was lost or is restored, it is the ledger that knows how far a key has counted. A sequence given twice
   * would have the second command refused for good.
   *
   * @throws HttpProblem UNAVAILABLE until the mirror has what the ledger had
   */
  private async refuseUncounted(): Promise<void> {
    if (this.countsFrom < 0) this.countsFrom = await this.ledgerHeight()
    if (this.countsFrom < 0 || this.watch.height < this.countsFrom) throw new HttpProblem('UNAVAILABLE')
  }

  /** The command that stands for a request, if it was made before. @throws HttpProblem IDEMPOTENCY_KEY_REUSED */
  private async sentBefore({ party, idempotencyKey, bodyHash }: Idempotency & { party: string }) {
    const { rows } = await this.pool.query<{ key: string; id: string; body_hash: Buffer }>(
      `select key, command_id as id, body_hash from core_own.idempotency where party = $1 and idempotency_key = $2`,
      [party, idempotencyKey]
    )
    if (rows[0] && !rows[0].body_hash.equals(bodyHash))
      throw new HttpProblem('IDEMPOTENCY_KEY_REUSED', { idempotencyKey })
    return rows[0] ?? null
  }
}

/** Nothing is gained by waiting on. */
const isSettled = ({ outcome, state }: CommandStatus) =>
  outcome !== undefined || state === 'waiting' || state === 'fault'

const statusWith = (key: string, id: string, outcome: LedgerOutcome): CommandStatus => ({
  key,
  id,
  state: outcome.status,
  outcome
})

/** What an Idempotency-Key stands for. */
export const bodyHashOf = (route: string, body: unknown) =>
  createHash('sha256')
    .update(`${route}\n${canonicalJson(body)}`)
    .digest()
