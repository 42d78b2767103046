/** An evaluation, taken as far as a test needs it. */
import { type ApplicationStep, applicationKey, certificateKey, testKey } from '@suyuan/model/certification/states'
import type { Outcome } from '@suyuan/model/core/judge'
import { PRODUCTS } from '../../support/world.js'
import { agreed, later, officials } from '../officials.js'
import { facts, fork, type Voice, type World } from '../support.js'
import { season } from '../trace/season.js'

export const ID = 'ZP-2026-001'
export const NUMBER = 'ZP-C-001'
export const GTIN = PRODUCTS.pack.gtin

/** Editions of one standard, the newer one stricter here. */
export const LIMITS = [
  { edition: 'GB 2763-2021', validFrom: '2021-09-03', limits: [{ analyte: '联苯菊酯', unit: 'mg/kg', limit: '10' }] },
  {
    edition: 'GB 2763-2026',
    validFrom: '2026-03-01',
    limits: [
      { analyte: '联苯菊酯', unit: 'mg/kg', limit: '5' },
      { analyte: '吡虫啉', unit: 'mg/kg', limit: '0.5' }
    ]
  }
]

export const result = (value: string, analyte = '联苯菊酯', unit = 'mg/kg') => ({ analyte, value, unit })

export const report = (value: string, more: object = {}) => ({
  ...{ report: 'R-1', standard: 'GB2763', sampledOn: '2026-04-05', results: [result(value)] },
  ...more
})

let prepared: ReturnType<typeof prepare> | undefined

function prepare() {
  const world = season('cased')
  const appointed = officials(world)
  agreed(world, 'certification.limits.GB2763', LIMITS)
  return { world, officials: appointed }
}

export class Evaluation {
  readonly world: World
  readonly officials: ReturnType<typeof officials>

  constructor() {
    prepared ??= prepare()
    const world = fork(prepared.world)
    const { certifier, otherLaboratory, office } = prepared.officials
    this.world = world
    this.officials = {
      certifier: certifier.at(world),
      otherLaboratory: otherLaboratory.at(world),
      office: office.at(world)
    }
  }

  get state() {
    return this.world.read(applicationKey(ID))?.state ?? null
  }

  get certificate() {
    return this.world.read(certificateKey(NUMBER))
  }

  test(n: number) {
    return this.world.read(testKey(ID, String(n)))
  }

  /** Days pass. */
  wait(days: number): this {
    this.world.recordedAt = later(this.world.recordedAt, days)
    return this
  }

  says(who: Voice, step: ApplicationStep, payload: object = {}): Outcome {
    return who.submit(who.command('certification', step, { id: ID, ...payload }))
  }

  /** Has who may take a step take it, when its time has come. */
  take(step: ApplicationStep): Outcome {
    const { certifier, otherLaboratory } = this.officials
    const { grower, laboratory } = this.world
    const tester = this.state === 'retesting' ? otherLaboratory : laboratory
    switch (step) {
      case 'apply':
        return this.says(grower, step, { gtin: GTIN, region: '441621' })
      case 'accept':
        return this.says(certifier, step, { batch: 1, laboratory: laboratory.id })
      case 'conform':
        return this.says(tester, step, report('ND'))
      case 'fail':
        return this.says(laboratory, step, report('6.2'))
      case 'confirm':
        return this.says(otherLaboratory, step, report('6.1'))
      case 'retest':
        return this.says(grower, step, { laboratory: otherLaboratory.id })
      case 'reapply':
        return this.says(grower, step)
      case 'grant':
        return this.wait(8).says(certifier, step, { number: NUMBER })
      case 'expire':
        return this.wait(1200).says(certifier, step)
      default:
        return this.says(certifier, step)
    }
  }

  /** Takes these steps, each of them accepted. */
  go(...steps: ApplicationStep[]): this {
    for (const step of steps) facts(this.take(step))
    return this
  }
}

/** The steps to a certificate. */
export const TO_GRANT = ['apply', 'accept', 'conform', 'review', 'notice', 'grant'] as const
