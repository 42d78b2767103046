/** EPCIS 2.0 REST over a real network, one season for all of it. */
import t from 'tap'
import { browsing } from './browsing.js'
import { capturing } from './capturing.js'
import { describing } from './describing.js'
import { exchanging } from './exchanging.js'
import { hashing } from './hashing.js'
import { operating } from './operating.js'
import { planning } from './planning.js'
import { querying } from './querying.js'
import { epcisStage } from './stage.js'
import { subscribing } from './subscribing.js'

const stage = await epcisStage()
t.teardown(() => stage.season.service.stop())
t.setTimeout(400_000)

await capturing(stage)
await hashing(stage)
await querying(stage)
planning(stage)
await browsing(stage)
await describing(stage)
await exchanging(stage)
await subscribing(stage)
await operating(stage)
