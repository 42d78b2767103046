/** What clients of a chaos run have to say, how they behave about it, and how a seed makes stories of it. Pure data. */
import { createHash } from 'node:crypto'
import type { Reading } from '@suyuan/model/monitoring/readings'
import type { Random } from '../../scripts/demo/random.js'
import type { Officials } from '../certification/officials.js'
import * as events from '../support/events.js'
import type { PartyName } from '../support/world.js'

/** Who speaks: a party of the small world, or one who decides in the programme's matters. */
export type Speaker = PartyName | keyof Officials

/** How a client behaves about what it has to say. */
export interface Manner {
  party: Speaker
  /** How often the same bytes are sent at the same time. */
  times: number
  /** How long the client waits at first; then it sends the same bytes again, and waits as long as it takes. */
  patienceMs: number
}

/** A command, signed by one of the party's devices. */
export interface Spoken extends Manner {
  device: number
  module: string
  action: string
  payload: object
  /** Whether it is to be judged at once, its goods there or not. */
  strict: boolean
  /** Whether the client then uses the same id for another content. */
  reuses: boolean
}

/** A request by the party's API key: the gateway makes the command of it and signs. */
export interface Asked extends Manner {
  path: string
  body: object
  /** What the command names, and no other client's does: see `namesIn`. */
  name: string
}

/** Readings of the party's sensors. */
export interface Measured extends Manner {
  readings: readonly Reading[]
}

/** That what the party's sensors read at a place be closed into series. */
export interface Closed extends Manner {
  place: string
}

export type Task = Spoken | Asked | Measured | Closed

/** Stages follow one another, the tasks of one go side by side. */
export type Story = readonly (readonly Task[])[]

export const DEVICES = 3
export const PATIENT_MS = 40_000

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Tells the story of a number: the same for the same seed, whatever the ledger makes of others. */
export abstract class Teller {
  /** The number as it stands in all that the story names. */
  protected readonly lot: string
  private minutes = 0

  constructor(
    protected readonly random: Random,
    protected readonly number: number
  ) {
    this.lot = String(number).padStart(6, '0')
  }

  abstract tell(): Story

  protected once(n: number): boolean {
    return this.random.whole(1, n) === 1
  }

  protected get time(): string {
    this.minutes += 1
    return events.at(this.minutes)
  }

  protected manner(party: Speaker): Manner {
    return {
      party,
      times: this.once(8) ? this.random.whole(2, 5) : 1,
      patienceMs: this.once(5) ? this.random.whole(5, 300) : PATIENT_MS
    }
  }

  protected says(party: Speaker, module: string, action: string, payload: object, more: Partial<Spoken> = {}): Spoken {
    return {
      ...this.manner(party),
      ...{ module, action, payload },
      device: this.random.whole(0, DEVICES - 1),
      strict: this.once(3),
      reuses: this.once(25),
      ...more
    }
  }
}
