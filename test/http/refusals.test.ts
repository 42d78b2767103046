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
const provoked = new Provoked()

await speech(season, provoked.refuses)
await goods(season, provoked.refuses)
await bases(season, provoked.refuses)
await recalls(season, provoked.refuses)
await observed(season, provoked.refuses)
await measured(season, provoked.refuses)
await evaluated(season, provoked.refuses)
await supervised(season, provoked.refuses)

t.test('every code of the law was provoked', async t => {
  t.same(
    Object.keys(REFUSALS).filter(code => !provoked.codes.has(code)),
    []
  )
})
