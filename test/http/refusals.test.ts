import { REFUSALS } from '@suyuan/model/core/refusal'
import t from 'tap'
import { Provoked } from './refusals.js'
import { bases } from './refusals-bases.js'
import { evaluated } from './refusals-certification.js'
import { goods, recalls } from './refusals-goods.js'
import { measured } from './refusals-measured.js'
import { observed } from './refusals-observed.js'
import { speech } from './refusals-speech.js'
import { supervised } from './refusals-supervision.js'
import { Season } from './season.js'

const season = await Season.start()
t.teardown(() => season.service.stop())
t.setTimeout(300_000)
await season.live()
// Within one test, so that what some prepare between their requests is part of it.
await t.test('what is refused is refused by its code', async t => {
  const provoked = new Provoked(t)
  await speech(season, provoked.refuses)
  await goods(season, provoked.refuses)
  await bases(season, provoked.refuses)
  await recalls(season, provoked.refuses)
  await observed(season, provoked.refuses)
  await measured(season, provoked.refuses)
  await evaluated(season, provoked.refuses)
  await supervised(season, provoked.refuses)
  t.same(
    Object.keys(REFUSALS).filter(code => !provoked.codes.has(code)),
    [],
    'every code of the law was provoked'
  )
})
