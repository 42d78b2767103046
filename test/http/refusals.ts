/** Requests that are refused, on one season: each code is provoked, and at the end none is left out. */
import { REFUSALS, type RefusalCode } from '@suyuan/model/core/refusal'
import type { Test } from 'tap'
import { gln } from '../support/codes.js'
import type { Answer } from '../support/service.js'
import type { Season } from './season.js'

/** Sees that a request is refused with a code, in both languages. */
export type Refuses = (code: RefusalCode, because: string, ask: () => Promise<Answer>) => Promise<unknown>

export class Provoked {
  readonly codes = new Set<string>()

  constructor(private readonly parent: Test) {}

  readonly refuses: Refuses = (code, because, ask) =>
    this.parent.test(`${code}: ${because}`, async t => {
      const { status, body, headers } = await ask()
      t.ok(status >= 400 && status < 500, `status ${status}`)
      t.match(headers.get('content-type'), /^application\/problem\+json/)
      t.match(body, { code, status, detail: { zh: REFUSALS[code].zh, en: REFUSALS[code].en } })
      this.codes.add(code)
    })
}

export const demoName = { zh: '演示·某', en: 'Demo' }
export const placeOf = (n: number) => ({ gln: gln(n), name: demoName, kind: 'warehouse', region: '441621' })
export type Provoking = (season: Season, refuses: Refuses) => Promise<void>
