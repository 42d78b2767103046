/** A process of its own that answers each question of its parent by selecting the rows of events that are known beforehand. */
import { openPool } from '../../src/core/mirror/pool.js'
import { closedLoop } from './load.js'
import { answerParent } from './plain.js'

/** Block, transaction, position in its batch, index in its command. */
export type Place = readonly [number, number, number, number]

interface Question {
  /** Of the events of each answer. */
  answers: readonly (readonly Place[])[]
  count: number
  inFlight: number
}
interface Reply {
  seconds: number
}

/** As the gateway's. */
const POOL_SIZE = 16

const SELECT = `
  select event from trace.event
  where (block, tx_index, position, index) in (select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]))`

const pool = openPool(process.env.DATABASE_URL!, ['core', 'trace'], POOL_SIZE)

answerParent<Question, Reply>({ seconds: 0 }, async ({ answers, count, inFlight }) => {
  const values = answers.map(places => [0, 1, 2, 3].map(column => places.map(place => place[column])))
  const { seconds } = await closedLoop(count, inFlight, async index => {
    const at = index % answers.length
    const { rows } = await pool.query({ name: 'bench.events', text: SELECT, values: values[at]! })
    if (rows.length !== answers[at]!.length) throw new Error('an event is not there')
  })
  return { seconds }
})
