import { type AuditCheck, type Finding, Findings, must } from '../findings.js'
import { type Block, readBlocks } from './blocks.js'
import { type Audit, readAudit } from './bundle.js'
import { Chain } from './chain.js'
import { checkCopies } from './copies.js'
import { type AuditTools, Speech } from './speech.js'
import { type Configuration, readConfigurations } from './update.js'
import { type Attestation, type HeardBatch, Walk } from './walk.js'

/**
 * Verifies an auditor's bundle against the hash of the ledger's block 0, which is all that is taken on trust. Stops where
 * what comes next would rest on what is wrong. It holds when every finding is ok.
 *
 * Validation codes and the hashes of the peers' states are the peers' word, which nobody signs: they are compared. That a
 * batch counted is proved all the same, by a checkpoint whose endorsers read it from their state.
 */
export async function verifyAudit(text: string, genesis: string, tools: AuditTools): Promise<Finding<AuditCheck>[]> {
  const findings = new Findings<AuditCheck>()
  const audit = await findings.note('format', () => {
    const audit = readAudit(text)
    return [audit, `${audit.format}, canonical`]
  })
  if (!audit) return findings.all
  const chain = await findings.note('genesis', () => {
    const chain = new Chain(audit.headers, tools.hash)
    must(chain.ledger === genesis, `the chain is of ledger ${chain.ledger}, not of ${genesis}`)
    return [chain, `blocks 0 to ${chain.length - 1} are one chain, of ledger ${chain.ledger}`]
  })
  if (!chain) return findings.all
  const blocks = await readBlocks(audit, chain, tools.crypto, findings)
  const configurations = blocks && (await readConfigurations(blocks, tools.crypto, findings))
  if (!configurations || !(await checkCopies(audit, chain, configurations, tools.crypto, findings))) return findings.all
  await findings.note('peers', () => membersAre(audit, configurations.at(-1)!))
  const speech = await findings.note('order', () => [
    new Speech(audit, genesis, tools),
    'everything is in its only order'
  ])
  if (!speech) return findings.all
  const walk = new Walk(audit.about, configurations, speech, tools, findings)
  for (const block of blocks) await walk.take(block)
  await checkAttestations(blocks, walk, findings)
  await findings.note('subject', () => {
    const found = subjectOf(audit, walk)
    speech.finish()
    return [true, found]
  })
  return findings.all
}

function membersAre({ peers }: Audit, { identities }: Configuration): [true, string] {
  const members = identities.members.join(', ')
  must(peers.map(({ mspId }) => mspId).join(', ') === members, `the members are ${members}, others speak here`)
  return [true, `each member's peer was asked: ${members}`]
}

/** Every batch that the audit is about counted: a checkpoint says so, and none says otherwise of any. */
async function checkAttestations(
  blocks: readonly Block[],
  { batches, attestations }: Walk,
  findings: Findings<AuditCheck>
): Promise<void> {
  const numbers = new Set(blocks.map(({ number }) => number))
  const useful = new Set<number>()
  const attested = new Set<string>()
  for (const [id, places] of attestations) {
    const batch = batches.get(id)
    for (const place of places.filter(({ block }) => numbers.has(block)))
      await findings.note('attestation', () => {
        const isThere = isOf(batch, place)
        must(isThere, `${id} counts by ${place.checkpoint.id}, and here it does not`)
        attested.add(id)
        return [true, `${id} counts, as ${place.checkpoint.organisations.join(', ')} attest in ${place.checkpoint.id}`]
      })
    if (batch && !batch.attesting) for (const { checkpoint } of places) useful.add(checkpoint.block)
  }
  await findings.note('attestation', () => {
    const doubtful = [...batches.values()].find(({ id, attesting }) => !attesting && !attested.has(id))
    must(doubtful === undefined, `nobody attests ${doubtful?.id}`)
    const useless = blocks.find(({ number, attesting }) => attesting && !useful.has(number))
    must(useless === undefined, `block ${useless?.number} attests nothing of this`)
    return [true, 'every batch of these blocks is attested']
  })
}

/** Whether a batch is what the endorsers of a checkpoint have: of that transaction, under the same definition. */
const isOf = (batch: HeardBatch | undefined, { block, index, definition }: Attestation): boolean =>
  batch?.block === block && batch.index === index && batch.definition === definition

/** What the audit is about, and how much of it is here. */
function subjectOf({ about, blocks }: Audit, { subjects, concerned }: Walk): string {
  const count = `${concerned} commands in ${subjects.length} blocks`
  must(concerned > 0, 'nothing is here of what it is about')
  if (about.kind !== 'period') return `${about.kind} ${about.id}: ${count}; that none is left out is not shown`
  const [first, last] = [subjects[0]!, subjects.at(-1)!]
  const between = blocks.filter(({ number }) => first <= number && number <= last)
  must(between.length === last - first + 1, `blocks are left out between ${first} and ${last}`)
  return `blocks ${first} to ${last}, none left out: ${count}`
}
