/** What a run's clients were told, command by command. */
import { createHash } from 'node:crypto'
import { type Command, signedText } from '@suyuan/model/core/command'
import type { Reading } from '@suyuan/model/monitoring/readings'

export type Told =
  /** 201: on the ledger, accepted. */
  | { is: 'accepted' }
  /** A problem that names its transaction: on the ledger, refused. */
  | { is: 'refused'; code: string }
  /** 202: on its way; the ledger must come to have it. */
  | { is: 'taken' }
  /** Refused by the gateway itself: the ledger must not have it as this content. */
  | { is: 'turned away'; code: string }

/** A command by its key and id, as the ledger tells commands apart. */
export const nameOf = ({ key, id }: { key: string; id: string }) => `${key}/${id}`
export const digestOf = (command: Command) => createHash('sha256').update(signedText(command)).digest('hex')

export interface Said {
  /** Key and id; of a client without a key only its answers tell. */
  name?: string
  /** SHA-256 of what was signed; unknown where the gateway signed. */
  digest?: string
  /** What the command names and no other client's does, where there is no name yet: see `namesIn`. */
  about?: string
  told: Told[]
}

/** What a client heard of a reading. */
export interface Heard {
  reading: Reading
  state: string
}

/** Kept by the driver, in its own memory: nothing that a fault may touch. */
export class Journal {
  readonly said: Said[] = []
  /** Each time that it was answered. */
  readonly readings: Heard[] = []
  /** Numbers of the series into which clients were told that readings are closed. */
  readonly series = new Set<string>()

  open(what: Omit<Said, 'told'>): Said {
    const said = { ...what, told: [] }
    this.said.push(said)
    return said
  }

  /** Whether the service has taken it upon itself. */
  static isAcknowledged({ told }: Said): boolean {
    return told.some(({ is }) => is !== 'turned away')
  }
}
