/** A process of its own that answers each question of its parent by running the story's query, many at once. */
import type { PackRef } from '@suyuan/model/core/gs1'
import { openPool } from '../../src/core/mirror/pool.js'
import { packStory } from '../../src/modules/trace/queries/provenance.js'
import { closedLoop } from './load.js'
import { answerParent } from './plain.js'

interface Question {
  packs: readonly PackRef[]
  count: number
  inFlight: number
}
interface Reply {
  seconds: number
}

/** As the gateway's. */
const POOL_SIZE = 16

const pool = openPool(process.env.DATABASE_URL!, ['core', 'trace'], POOL_SIZE)

answerParent<Question, Reply>({ seconds: 0 }, async ({ packs, count, inFlight }) => {
  const { seconds } = await closedLoop(count, inFlight, async index => {
    if ((await packStory(pool, packs[index % packs.length]!)) === null) throw new Error('a pack is not there')
  })
  return { seconds }
})
