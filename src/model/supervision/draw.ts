import { canonicalJson } from '../core/canonical.js'
import type { Candidate } from './states.js'

/**
 * How a draw is made so that nobody can choose who is drawn, and anybody can make it again.
 *
 * The plan settles candidates, weights, count and witnesses, and commits its author to a secret of which it tells the hash
 * only. Then every witness adds a number. Then the secret is told. Whoever adds a number does not know the secret, whoever
 * knows the secret can change it no more, and no number may be added beside those of the witnesses named: to choose the
 * outcome, the author and every witness would have to conspire. Nothing in it depends on the order or the hash of blocks,
 * which who orders or submits could try out. What is left to the author is not to draw at all; that is for all to see.
 */

/** The text whose SHA-256 a plan commits to. */
export const commitmentText = (plan: string, secret: string): string => canonicalJson({ plan, secret })

/** The text whose SHA-256 is the seed: witnesses' numbers in the order of the plan. */
export const seedText = (plan: string, secret: string, values: readonly string[]): string =>
  canonicalJson({ plan, secret, values })

/** One ticket drawn. */
export interface Round {
  /** The text whose SHA-256 is the number. */
  text: string
  hash: string
  /** Tickets there still were. */
  tickets: number
  /** The ticket: the hash as a number, modulo those, counted from 0. */
  ticket: number
  party: string
}

/**
 * Draws without putting back. Each candidate has as many tickets in a row as its weight, in the order of the plan. A hash
 * has 256 bits and there are less than 2^18 tickets, so that the remainder favours none by more than one in 2^238.
 */
export function draw(
  candidates: readonly Candidate[],
  count: number,
  seed: string,
  digest: (text: string) => string
): Round[] {
  const left = [...candidates]
  const rounds: Round[] = []
  while (rounds.length < count) {
    const text = `${seed}/${rounds.length + 1}`
    const hash = digest(text)
    const tickets = left.reduce((sum, { weight }) => sum + weight, 0)
    const ticket = Number(BigInt(`0x${hash}`) % BigInt(tickets))
    const [{ party }] = left.splice(holderOf(left, ticket), 1) as [Candidate]
    rounds.push({ text, hash, tickets, ticket, party })
  }
  return rounds
}

/** Where in the list the candidate of a ticket is. */
function holderOf(candidates: readonly Candidate[], ticket: number): number {
  let before = 0
  return candidates.findIndex(({ weight }) => {
    before += weight
    return ticket < before
  })
}
