/** A recognition, taken as far as a test needs it. */
import type { Outcome } from '@suyuan/model/core/judge'
import { caseKey, type RecognitionStep, scoresKey, screeningKey, standingKey } from '@suyuan/model/recognition/states'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { later, officials } from '../officials.js'
import { facts, fork, type Voice, type World } from '../support.js'
import { season } from '../trace/season.js'

export const ID = 'RD-2026-001'
export const GTIN = PRODUCTS.pack.gtin

let prepared: { world: World; office: Voice } | undefined

function prepare() {
  const world = season('received')
  return { world, office: officials(world).office }
}

export class Recognition {
  readonly world: World
  readonly office: Voice

  constructor() {
    prepared ??= prepare()
    this.world = fork(prepared.world)
    this.office = prepared.office.at(this.world)
  }

  get case() {
    return this.world.read(caseKey(ID))
  }

  get standing() {
    return this.world.read(standingKey(GTIN))
  }

  get screening() {
    return this.world.read(screeningKey(GTIN))
  }

  get scores() {
    return this.world.read(scoresKey(GTIN, this.office.id))
  }

  /** Days pass. */
  wait(days: number): this {
    this.world.recordedAt = later(this.world.recordedAt, days)
    return this
  }

  does(who: Voice, action: string, payload: object): Outcome {
    return who.submit(who.command('recognition', action, payload))
  }

  says(who: Voice, step: RecognitionStep, payload: object = {}): Outcome {
    return this.does(who, step, { id: ID, ...payload })
  }

  /** Has who may take a step take it, when its time has come. */
  take(step: RecognitionStep): Outcome {
    const { grower, supermarket } = this.world
    switch (step) {
      case 'apply':
        return this.says(grower, step, { gtin: GTIN, register: 'provincial' })
      case 'object':
        return this.says(supermarket, step, { words: '带动户数与公示不符' })
      case 'reapply':
        return this.says(grower, step)
      case 'file':
        return this.wait(8).says(this.office, step, { number: 'GD-2026-001' })
      case 'expire':
        return this.wait(1200).says(this.office, step)
      default:
        return this.says(this.office, step)
    }
  }

  /** Takes these steps, each of them accepted. */
  go(...steps: RecognitionStep[]): this {
    for (const step of steps) facts(this.take(step))
    return this
  }
}

export const TO_NOTICE = ['apply', 'examine', 'review', 'decide', 'notice'] as const

export const listed = (...counties: string[]) => ({ validFrom: '2020-01-01', document: '测试名单', counties })
/** Of which no real list has the county. */
export const GROWERS_COUNTY = PARTIES.grower.uscc.slice(2, 8)
