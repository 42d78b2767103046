import { setImmediate } from 'node:timers/promises'
import { leafText, type RegisteredKey, sealText } from '@suyuan/model/core/batch'
import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { merkleRoot } from '@suyuan/model/core/merkle'
import {
  EDITIONS,
  type Statement,
  type StatementTree,
  statementLeaves,
  statementsOf,
  statementTree
} from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import { LRUCache } from 'lru-cache'
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

/** A command as it was judged, under its seal. */
interface Sealed {
  command: Command
  outcome: Outcome
  key: RegisteredKey | null
  seal: string
}

/** A command as the peers made a leaf of it. */
export interface Leaf extends Sealed {
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
  first: 'accepted' | 'refused' | null
  party: string | null
  publicKey: string
  custody: RegisteredKey['custody']
}

/** Commands whose trees are kept, some 150 bytes each. */
const MOST_KEPT = 200_000

type Trees = readonly (StatementTree | null)[]

/**
 * Makes leaves of the mirror's commands. The trees over what these say to everybody take nearly all of the time: the mirror
 * would spend a third of its own on them, for batches that nobody may ever ask about. So they are made for a proof, and
 * kept, since the packs of a lot all rest on the same few batches.
 */
export class Leaves {
  /** By the batch's root, under which they were found to be right. */
  private readonly kept = new LRUCache<string, Promise<Trees | null>>({ maxSize: MOST_KEPT })

  constructor(private readonly pool: pg.Pool) {}

  /**
   * Every command of these batches, by the batch's transaction, in their order.
   * @throws Error when they are not what the ledger has
   */
  async of(batches: readonly BatchRow[]): Promise<Map<string, Leaf[]>> {
    const rows = await this.commandsOf(batches)
    const leaves = new Map<string, Leaf[]>()
    for (const { block, txIndex, txId, root } of batches) {
      const own = rows.filter(row => row.block === block && row.txIndex === txIndex).map(sealed)
      const trees = await this.treesOf(own, root)
      // The commands may be others now than those of which the trees were made.
      const found = trees && own.map((one, index) => leafOf(one, trees[index] ?? null))
      if (!found || !isRootOf(found, root))
        throw new Error(`the mirror's commands of ${txId} are not those of the ledger`)
      leaves.set(txId, found)
    }
    return leaves
  }

  private async commandsOf(batches: readonly BatchRow[]): Promise<CommandRow[]> {
    const { rows } = await this.pool.query<CommandRow>(
      `select c.block, c.tx_index as "txIndex", c.command, c.digest, c.status, c.code, c.facts,
         k.party, k.public_key as "publicKey", k.custody,
         (select f.status from command f where f.key = c.key and f.command_id = c.command_id and f.digest = c.digest
          and f.status in ('accepted', 'refused')) as first
       from unnest($1::bigint[], $2::int[]) as b (block, tx_index)
         join command c on (c.block, c.tx_index) = (b.block, b.tx_index)
         left join registered_key k on k.key = c.key and (k.block, k.tx_index) <= (c.block, c.tx_index)
       order by c.block, c.tx_index, c.position`,
      [batches.map(({ block }) => block), batches.map(({ txIndex }) => txIndex)]
    )
    return rows
  }

  /** Whoever asks while they are made waits for the same. */
  private async treesOf(commands: readonly Sealed[], root: string): Promise<Trees | null> {
    const known = this.kept.get(root)
    if (known) return known
    const made = treesUnder(commands, root)
    this.kept.set(root, made, { size: Math.max(1, commands.length) })
    const trees = await made.catch(() => null)
    if (trees === null) this.kept.delete(root)
    return made
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const isRootOf = (leaves: readonly Leaf[], root: string): boolean =>
  hex(
    merkleRoot(
      leaves.map(({ bytes }) => bytes),
      sha256
    )
  ) === root

/** The commands' trees in the edition of the law by which the peers judged: the one that has this root. */
async function treesUnder(commands: readonly Sealed[], root: string): Promise<Trees | null> {
  for (const edition of EDITIONS) {
    const trees: (StatementTree | null)[] = []
    for (const command of commands) {
      trees.push(statementTree(command, laws, sha256, edition))
      await setImmediate() // a batch may take a second: others go on meanwhile
    }
    const leaves = commands.map((command, index) => leafOf(command, trees[index]!))
    if (isRootOf(leaves, root)) return trees
  }
  return null
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

function sealed({ command: text, digest, status, code, facts, first, ...row }: CommandRow): Sealed {
  const command = JSON.parse(text) as Command
  const said = status === 'repeated' ? { first } : { ...(code && { code }), ...(facts !== null && { facts }) }
  const outcome = { status, ...said } as Outcome
  const { party, publicKey, custody } = row
  const key = party === null ? null : { party, publicKey, custody }
  return { command, outcome, key, seal: sha256(sealText({ command, digest, outcome, key })).toString('hex') }
}

const leafOf = (sealed: Sealed, statements: StatementTree | null): Leaf => ({
  ...sealed,
  statements,
  bytes: Buffer.from(leafText(sealed.command, sealed.seal, statements))
})
