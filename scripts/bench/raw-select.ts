/** A process of its own that answers each question of its parent by running the story's query, many at once. */
import type { PackRef } from '@suyuan/model/core/gs1'
import { openPool } from '../../src/core/mirror/pool.js'
import { packStory } from '../../src/modules/trace/queries/provenance.js'
import { closedLoop } from './load.js'

export interface Question {
  packs: readonly PackRef[]
  count: number
  inFlight: number
}
export interface Reply {
  seconds: number
  error?: string
}

/** As the gateway's. */
const POOL_SIZE = 16

const pool = openPool(process.env.DATABASE_URL!, ['core', 'trace'], POOL_SIZE)
const reply = (answer: Reply): void => void process.send!(answer)

process.on('message', ({ packs, count, inFlight }: Question) => {
  closedLoop(count, inFlight, async index => {
    if ((await packStory(pool, packs[index % packs.length]!)) === null) throw new Error('a pack is not there')
  })
    .then(({ seconds }) => reply({ seconds }))
    .catch((error: unknown) => reply({ seconds: 0, error: String(error) }))
})
process.on('disconnect', () => process.exit())
reply({ seconds: 0 })
