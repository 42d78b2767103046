import { Signature } from '@suyuan/model/core/command'
import { isBeyond, Reading, readingsText } from '@suyuan/model/monitoring/readings'
import { crypto } from '@suyuan/model/node/crypto'
import { z } from 'zod'
import type { Excursions } from './excursions.js'
import type { ReadingStore, Received, Taken } from './store.js'
import { at, type Known, type Watching } from './watching.js'

/** Readings in one message. */
const MOST_READINGS = 5000

/** What is sent, by HTTP and by MQTT alike. */
export const Message = z.strictObject({
  readings: z.array(Reading).min(1).max(MOST_READINGS),
  /** When it left, by the sender's clock: by that the clock is measured. */
  sentAt: z.iso.datetime({ offset: true }).optional(),
  /** By the key of the one sensor whose readings these are, over `{ ledger, readings }` in RFC 8785 form. */
  signature: Signature.optional()
})
export type Message = z.infer<typeof Message>

/**
 * What became of a reading. Of those that are none of the first three nothing is kept: the sensor is not known, in use, or
 * the sender's; or its time is outside of what is kept.
 */
export const FATES = ['stored', 'repeated', 'conflicting', 'unknown', 'retired', 'foreign', 'time'] as const
export type Fate = (typeof FATES)[number]

export interface Answered {
  sensor: string
  sequence: number
  state: Fate
}

const DAY = 86_400_000

/** Takes readings in, whoever brings them, and looks at once whether they are beyond what is allowed. */
export class Ingestion {
  constructor(
    private readonly ledger: string,
    private readonly store: ReadingStore,
    private readonly watching: Watching,
    private readonly excursions: Excursions,
    private readonly keptDays: number
  ) {}

  /**
   * @param party who says so; null where only the signature can tell
   * @returns what became of each, once it is on disk
   */
  async take(party: string | null, message: Message): Promise<Answered[]> {
    const now = Date.now()
    const ids = [...new Set(message.readings.map(({ sensor }) => sensor))]
    const known = new Map(await Promise.all(ids.map(async id => [id, await this.watching.of(id)] as const)))
    const signed = ids.length === 1 && isSigned(known.get(ids[0]!) ?? null, this.ledger, message)
    const offset = message.sentAt === undefined ? undefined : Math.round((now - Date.parse(message.sentAt)) / 1000)
    const judged = message.readings.map((reading): { reading: Received; fate: Fate | null } => ({
      reading: { ...reading, ...skewOf(reading, offset, now) },
      fate: this.refusal(known.get(reading.sensor)!, reading, signed ? 'signed' : party, now)
    }))
    const good = judged.filter(({ fate }) => fate === null).map(({ reading }) => reading)
    const taken = good.length > 0 ? await this.store.put(good) : []
    this.look(good, taken, known)
    let next = 0
    return judged.map(({ reading: { sensor, sequence }, fate }) => ({
      sensor,
      sequence,
      state: fate ?? taken[next++]!
    }))
  }

  private refusal(sensor: Known | null, { at }: Reading, by: string | null, now: number): Fate | null {
    if (!sensor) return 'unknown'
    if (by !== 'signed' && by !== sensor.party) return 'foreign'
    if (sensor.state === 'retired') return 'retired'
    const time = Date.parse(at)
    return time > now + DAY || time < now - this.keptDays * DAY ? 'time' : null
  }

  /** What was beyond a rule, or ends what was, is looked at in the readings as a whole. */
  private look(readings: readonly Received[], taken: readonly Taken[], known: ReadonlyMap<string, Known | null>): void {
    const looks = new Map<string, { sensor: string; from: string }>()
    for (const [index, { sensor, at: time, value }] of readings.entries()) {
      if (taken[index] !== 'stored') continue
      const beyond = at(known.get(sensor)!.watched, time).some(({ rules }) => rules.some(rule => isBeyond(value, rule)))
      if (!beyond && !this.excursions.isOpen(sensor)) continue
      const before = looks.get(sensor)
      if (!before || Date.parse(time) < Date.parse(before.from)) looks.set(sensor, { sensor, from: time })
    }
    for (const { sensor, from } of looks.values()) this.excursions.look(sensor, known.get(sensor)!, from)
  }
}

/** A clock that is ahead shows by itself; one that is behind, or a message that lay about, only by when it was sent. */
function skewOf({ at }: Reading, offset: number | undefined, now: number): { skewSeconds?: number } {
  if (offset !== undefined) return { skewSeconds: offset }
  const ahead = Math.round((now - Date.parse(at)) / 1000)
  return ahead < 0 ? { skewSeconds: ahead } : {}
}

const isSigned = (sensor: Known | null, ledger: string, { readings, signature }: Message): boolean =>
  sensor?.publicKey !== undefined &&
  signature !== undefined &&
  crypto.verify(sensor.publicKey, readingsText(ledger, readings), signature)
