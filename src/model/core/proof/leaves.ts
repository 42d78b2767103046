import { leafText, sealText } from '../batch.js'
import { isLowS, signedText } from '../command.js'
import type { Outcome } from '../judge.js'
import { rootByPath } from '../merkle.js'
import { type Statement, statementText } from '../statements.js'
import type { OpenCommand, SealedCommand } from './bundle.js'
import { equal, fromBase64url, fromHex, hexOf, utf8 } from './bytes.js'
import type { ProofCrypto } from './crypto.js'
import { must } from './findings.js'

interface Place {
  index: number
  path: readonly string[]
}

/** The root of the tree of `size` leaves that has this text at its place; null when no tree has. */
export const rootOf = (text: string, { index, path }: Place, size: number, crypto: ProofCrypto) =>
  rootByPath(utf8(text), { index, size, path: path.map(fromHex) }, bytes => crypto.sha256(bytes))

const digestOf = async (text: string, crypto: ProofCrypto) => hexOf(await crypto.sha256(utf8(text)))

/**
 * The leaf of a command that is shown word for word, when it is its author's, by the key that was registered.
 * @throws Error in a sentence
 */
export async function openLeaf(open: OpenCommand, genesis: string, crypto: ProofCrypto): Promise<string> {
  const { command, outcome, key, statements } = open
  const name = nameOf(open)
  must(command.ledger === genesis, `${name} was signed for another ledger`)
  must(key.party === command.author, `the key of ${name} is not its author's`)
  const publicKey = fromBase64url(key.publicKey)
  must(hexOf(await crypto.sha256(publicKey)) === command.key, `${name} names another key`)
  const text = utf8(signedText(command))
  const signature = fromBase64url(command.signature)
  must(isLowS(signature) && (await crypto.verify(publicKey, text, signature)), `the signature of ${name} does not hold`)
  const digest = hexOf(await crypto.sha256(text))
  const seal = await digestOf(sealText({ command, digest, outcome: outcome as Outcome, key }), crypto)
  return leafText(command, seal, statements)
}

/** The leaf of a sealed command, when all of its statements that are shown are of one tree. @throws Error in a sentence */
export async function sealedLeaf(sealed: SealedCommand, crypto: ProofCrypto): Promise<string> {
  let root: Uint8Array | undefined
  for (const { salt, statement, ...place } of sealed.shown) {
    const found = await rootOf(statementText(salt, statement), place, sealed.count, crypto)
    must(found !== null, `${nameOf(sealed)} has no such place for a statement`)
    root ??= found
    must(equal(root, found), `the statements of ${nameOf(sealed)} are not of one command`)
  }
  return leafText(sealed, sealed.seal, { count: sealed.count, root: hexOf(root!) })
}

export const nameOf = (proven: OpenCommand | SealedCommand): string =>
  'command' in proven
    ? `${proven.command.module}.${proven.command.action} ${proven.command.id}`
    : `the sealed command ${proven.seal.slice(0, 16)}`

/** What is proved of a command, once its leaf is. */
export function sentenceOf(proven: OpenCommand | SealedCommand, transaction: string): string {
  if (!('command' in proven))
    return `${nameOf(proven)} of ${proven.author}, accepted, in transaction ${transaction}, of which is shown:`
  const { command, outcome } = proven
  const result = outcome.status === 'refused' ? `refused with ${outcome.code}` : outcome.status
  return `${nameOf(proven)} of ${command.author}, ${result}, in transaction ${transaction}`
}

/** What a statement says, in a line. */
export function lineOf(statement: Statement): string {
  if ('names' in statement) return `${statement.event} names ${statement.names.kind} ${statement.names.id}`
  if ('closed' in statement) return `recall ${statement.recall} is closed`
  if ('hashId' in statement) return `${statement.event} has the hash id ${statement.hashId}`
  const { event, kind, time, place, made = [], inputs = [] } = statement
  const lots = (lines: readonly (readonly [string, number])[]) => lines.map(line => line.join(' × ')).join(', ')
  const makes = made.length > 0 ? ` made ${lots(made)}` : ''
  const of = inputs.length > 0 ? ` of ${lots(inputs)}` : ''
  return `${kind} ${event} at ${place} on ${time}${makes}${of}`
}
