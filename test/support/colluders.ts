/** Organisations whose chaincode is another than the one that they approved. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chaincodePackage } from '../../network/chaincode-package.js'
import { chaincodeProcess } from '../../network/processes.js'
import { until } from '../../network/wait.js'
import type { Fabric } from '../../src/core/ledger/fabric.js'
import { copyOfCheckout, lawOf } from './checkout.js'
import type { Service } from './service.js'

/** A file of the built law, what it has, and what the colluders have there. */
export type Alteration = readonly [file: string, text: string, other: string]

/** What keeps an honest process from running another law than its package was made for. */
const HONESTY: Alteration = ['chaincode/dist/main.js', 'if (actual !== config.lawHash)', 'if (false)']

/**
 * Has the peers of these organisations served by an altered law, behind the definition and the packages that all approved:
 * nothing on the ledger tells of it. Returns when the peers reach it.
 */
export async function collude(
  { network }: Service,
  fabric: Fabric,
  names: readonly string[],
  alterations: readonly Alteration[]
): Promise<void> {
  const { topology, definition, supervisor } = network
  const checkout = copyOfCheckout(join(topology.home, 'colluding'))
  for (const [file, text, other] of [...alterations, HONESTY]) {
    const path = join(checkout, file)
    const before = readFileSync(path, 'utf8')
    if (!before.includes(text)) throw new Error(`${file} has no ${text}`)
    writeFileSync(path, before.replace(text, other))
  }
  const { hash, main } = await lawOf(checkout)
  const approved = definition!.lawHash
  const [first] = topology.organisations
  const { id } = chaincodePackage(topology.chaincode, approved, first!.chaincode.connection(0))
  for (const [peer, organisation] of topology.organisations.entries()) {
    const { name, mspId } = organisation
    if (!names.includes(name)) continue
    await supervisor.replace(chaincodeProcess(organisation, { hash: approved, main }, 0, id, topology))
    await until(`the peer of ${name} reaches the altered law`, 30_000, async () => {
      const about = await fabric.contract(mspId, 'client', peer).evaluate('about', { endorsingOrganizations: [mspId] })
      return (JSON.parse(Buffer.from(about).toString()) as { law: string }).law === hash || undefined
    })
  }
}
