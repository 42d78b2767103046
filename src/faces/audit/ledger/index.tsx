import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { SUPERVISORS } from '../../../core/identity/person.js'
import { codeName, type ExploredTransaction } from '../../../core/ledger/explorer.js'
import type { Services } from '../../../core/module.js'
import { say } from '../../../core/web/texts.js'
import { UUID } from '../../../core/web/uuid.js'
import { personOf, recordLook } from '../access.js'
import { sendAuditPage, sendNothing } from '../pages.js'
import { CommandPage } from './command-page.js'
import { FindingsPage } from './findings-page.js'
import { BlockPage, BlocksPage, TransactionPage } from './pages.js'
import {
  blockRow,
  blocks,
  blocksOfState,
  commandsIn,
  commandsOf,
  differences,
  objectionsKnown,
  stateRow,
  statesLike,
  transactionsIn,
  transactionsOf
} from './queries.js'
import { StatesPage, type StateVersion } from './states-page.js'

const BLOCKS_SHOWN = 30
const STATES_SHOWN = 50
/** Blocks that are asked of the peer for a state's history. */
const BLOCKS_ASKED = 60

const numberIn = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null

/** /audit/ledger: blocks, transactions, commands, states, and what was found wrong with any. */
export const ledger =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool } = services
    const options = { schema: { hide: true }, onRequest: services.people.required(...SUPERVISORS) }
    const show = shows(services)
    app.get('/audit/ledger', options, async (request, reply) => {
      const before = numberIn((request.query as { before?: unknown }).before)
      const rows = await blocks(pool, before, BLOCKS_SHOWN)
      const found = { differences: services.doubts.count, objections: services.objections.count }
      return show(
        request,
        reply,
        'ledger',
        <BlocksPage blocks={rows} ledger={services.commands.ledger.id} {...found} />
      )
    })

    app.get('/audit/ledger/blocks/:number', options, async (request, reply) => {
      const number = numberIn((request.params as { number: string }).number)
      const row = number === null ? null : await blockRow(pool, number)
      if (!row) return sendNothing(request, reply, 404)
      const explored = await asked(services, row.number)
      const transactions = await transactionsIn(pool, row.number)
      return show(
        request,
        reply,
        `block ${number}`,
        <BlockPage block={row} transactions={transactions} explored={explored} />
      )
    })

    app.get('/audit/ledger/transactions/:tx', options, async (request, reply) => {
      const { tx } = request.params as { tx: string }
      const rows = await transactionsOf(pool, tx.slice(0, 64))
      if (rows.length === 0) return sendNothing(request, reply, 404)
      const parts = await Promise.all(
        rows.map(async row => ({
          row,
          commands: await commandsIn(pool, row.block, row.index),
          explored: (await asked(services, row.block))?.[row.index] ?? null
        }))
      )
      return show(request, reply, `transaction ${tx}`, <TransactionPage parts={parts} />)
    })

    app.get('/audit/ledger/commands/:key/:id', options, async (request, reply) => {
      const { key, id } = request.params as { key: string; id: string }
      const known = /^[0-9a-f]{64}$/.test(key) && UUID.test(id)
      const rows = known ? await commandsOf(pool, key, id) : []
      if (rows.length === 0) return sendNothing(request, reply, 404)
      return show(request, reply, `command ${key}/${id}`, <CommandPage commands={rows} />)
    })

    app.get('/audit/ledger/states', options, (request, reply) => sendStates(services, request, reply))

    app.get('/audit/ledger/findings', options, async (request, reply) => {
      const [altered, unlawful] = await Promise.all([differences(pool), objectionsKnown(pool)])
      const { judged, unjudged } = services.objections
      return show(request, reply, 'findings', <FindingsPage {...{ altered, unlawful, judged, unjudged }} />)
    })
  }

type Show = (
  request: FastifyRequest,
  reply: FastifyReply,
  subject: string,
  children: ComponentChildren
) => Promise<FastifyReply>

const shows =
  (services: Services): Show =>
  async (request, reply, subject, children) => {
    await recordLook(services, personOf(request), subject)
    return sendAuditPage(request, reply, { title: say('auditLedger'), section: 'ledger', children })
  }

/** States by how their keys begin, or one with what it was before. */
async function sendStates(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { pool } = services
  const show = shows(services)
  const query = request.query as { key?: unknown; prefix?: unknown }
  const key = String(query.key ?? query.prefix ?? '')
    .slice(0, 300)
    .replaceAll('\0', '')
    .toWellFormed()
  const state = key ? await stateRow(pool, key) : null
  if (!state)
    return show(
      request,
      reply,
      `states ${key}`,
      <StatesPage asked={key} states={key ? await statesLike(pool, key, STATES_SHOWN) : []} />
    )
  const numbers = await blocksOfState(pool, state, BLOCKS_ASKED)
  const versions: StateVersion[] = []
  for (const number of numbers) {
    const explored = await asked(services, number)
    versions.push(...versionsIn(explored, number, key))
  }
  return show(
    request,
    reply,
    `state ${key}`,
    <StatesPage asked={key} state={state} versions={versions} looked={numbers.length} />
  )
}

/** What a peer has of a block; null while it does not answer: the mirror's part of the page is right without it. */
const asked = ({ explorer }: Services, number: number) => explorer.block(number).catch(() => null)

function versionsIn(explored: ExploredTransaction[] | null, block: number, key: string): StateVersion[] {
  return (explored ?? [])
    .flatMap(({ code, anatomy }, index) =>
      (anatomy?.writes ?? [])
        .filter(write => write.key === key)
        .map(({ value }) => ({ block, index, code: codeName(code), value }))
    )
    .reverse()
}
