import { leafText, type RegisteredKey, sealText } from '@suyuan/model/core/batch'
import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { merkleRoot } from '@suyuan/model/core/merkle'
import {
  EDITIONS,
  type Edition,
  type Statement,
  type StatementTree,
  statementLeaves,
  statementsOf,
  statementTree
} from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import type pg from 'pg'

/** A batch as the mirror has it, and the best of the checkpoints that cover it. */
export interface BatchRow {
  txId: string
  block: number
  txIndex: number
  count: number
  root: string
  checkpoint: string | null
  endorsers: number
}

/** A command as the peers made a leaf of it. */
export interface Leaf {
  command: Command
  outcome: Outcome
  key: RegisteredKey | null
  seal: string
  statements: StatementTree | null
  bytes: Buffer
}

interface CommandRow {
  block: number
  txIndex: number
  command: string
  digest: string
  status: Outcome['status']
  code: string | null
  facts: unknown
  statements: StatementTree | null
  first: 'accepted' | 'refused' | null
  party: string | null
  publicKey: string
  custody: RegisteredKey['custody']
}

/**
 * Every command of these batches, by the batch's transaction, in their order.
 * @throws Error when they are not what the ledger has
 */
export async function leavesOf(pool: pg.Pool, batches: readonly BatchRow[]): Promise<Map<string, Leaf[]>> {
  const { rows } = await pool.query<CommandRow>(
    `select c.block, c.tx_index as "txIndex", c.command, c.digest, c.status, c.code, c.facts, c.statements,
       k.party, k.public_key as "publicKey", k.custody,
       (select f.status from command f where f.key = c.key and f.command_id = c.command_id and f.digest = c.digest
        and f.status in ('accepted', 'refused')) as first
     from unnest($1::bigint[], $2::int[]) as b (block, tx_index)
       join command c on (c.block, c.tx_index) = (b.block, b.tx_index)
       left join registered_key k on k.key = c.key and (k.block, k.tx_index) <= (c.block, c.tx_index)
     order by c.block, c.tx_index, c.position`,
    [batches.map(({ block }) => block), batches.map(({ txIndex }) => txIndex)]
  )
  const leaves = new Map<string, Leaf[]>()
  for (const batch of batches) {
    const own = rows.filter(({ block, txIndex }) => block === batch.block && txIndex === batch.txIndex).map(leafFrom)
    const found = isRootOf(own, batch.root) ? own : inAnyEdition(own, batch.root)
    if (!found) throw new Error(`the mirror's commands of ${batch.txId} are not those of the ledger`)
    leaves.set(batch.txId, found)
  }
  return leaves
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const isRootOf = (leaves: readonly Leaf[], root: string): boolean =>
  hex(
    merkleRoot(
      leaves.map(({ bytes }) => bytes),
      sha256
    )
  ) === root

/** The mirror has it by this gateway's law; the peers may have judged by one that says more or less of a command. */
function inAnyEdition(leaves: readonly Leaf[], root: string): Leaf[] | undefined {
  for (const edition of EDITIONS) {
    const others = leaves.map(leaf => inEdition(leaf, edition))
    if (isRootOf(others, root)) return others
  }
  return undefined
}

function inEdition(leaf: Leaf, edition: Edition): Leaf {
  const statements = statementTree(leaf, laws, sha256, edition)
  return { ...leaf, statements, bytes: Buffer.from(leafText(leaf.command, leaf.seal, statements)) }
}

/** What a command says to the public, and its leaves, in the edition that has this tree. @throws Error when none has */
export function saidIn(
  command: Command,
  statements: StatementTree | null
): { said: readonly Statement[]; tree: Uint8Array[] } {
  for (const edition of EDITIONS) {
    const said = statementsOf(command, laws, sha256, edition)
    const tree = statementLeaves(command, said, sha256)
    if (hex(merkleRoot(tree, sha256)) === statements?.root) return { said, tree }
  }
  throw new Error(`what ${command.id} says is in no edition of the law what the ledger has`)
}

function leafFrom({ command: text, digest, status, code, facts, statements, first, ...row }: CommandRow): Leaf {
  const command = JSON.parse(text) as Command
  const said = status === 'repeated' ? { first } : { ...(code && { code }), ...(facts !== null && { facts }) }
  const outcome = { status, ...said } as Outcome
  const { party, publicKey, custody } = row
  const key = party === null ? null : { party, publicKey, custody }
  const seal = sha256(sealText({ command, digest, outcome, key })).toString('hex')
  return { command, outcome, key, seal, statements, bytes: Buffer.from(leafText(command, seal, statements)) }
}
