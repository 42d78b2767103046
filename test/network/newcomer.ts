/** A party of an organisation that joined, with a gateway that holds this organisation's identity and nobody else's. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '@suyuan/model/core/command'
import type { Network } from '../../network/network.js'
import { createApiKey } from '../../src/core/identity/api-keys.js'
import { gln, uscc } from '../support/codes.js'
import { type Gateway, startGateway } from '../support/gateway.js'
import type { Service } from '../support/service.js'
import { Author } from '../support/signing.js'

export const COUNTY = 'CountyMSP'
export const NEWCOMER = { uscc: uscc(950), name: { zh: '演示·县茶业', en: 'Demo County Tea' }, roles: ['producer'] }

export class Newcomer {
  private constructor(
    readonly gateway: Gateway,
    readonly author: Author
  ) {}

  /** Starts its gateway, and has its administrator register the party and its key. */
  static async start(service: Service): Promise<Newcomer> {
    const gateway = await startGateway(service, { SUYUAN_PROFILE: profileOf(service.network, COUNTY) })
    const author = new Author(NEWCOMER.uscc, COUNTY, service.ledger)
    const apiKey = await createApiKey(service.pool, COUNTY, 'test')
    for (const [path, body] of [
      ['parties', NEWCOMER],
      ['keys', author.registration]
    ] as const) {
      const { status } = await post(`${gateway.url}/api/core/${path}`, body, { authorization: `Bearer ${apiKey}` })
      if (status !== 201) throw new Error(`${path}: ${status}`)
    }
    return new Newcomer(gateway, author)
  }

  /** Registers a place of its own, to its own gateway: a command that is good as often as the number is another. */
  async speak(n: number): Promise<{ command: Command; status: number }> {
    const place = { gln: gln(n), name: NEWCOMER.name, kind: 'warehouse', region: '441621' }
    const command = this.author.command('core', 'registerPlace', place)
    const { status } = await post(`${this.gateway.url}/api/core/commands`, command, { prefer: 'handling=strict' })
    return { command, status }
  }

  /** What its gateway hands out as proof. */
  async proofOf({ key, id }: Command): Promise<string> {
    return (await fetch(`${this.gateway.url}/api/core/commands/${key}/${id}/proof`)).text()
  }
}

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<{ status: number }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  })
  await answer.arrayBuffer()
  return { status: answer.status }
}

/** A profile with one organisation's identity. @returns its file */
function profileOf({ topology, profile }: Network, mspId: string): string {
  const organisations = profile.organisations.map(({ client, admin, ...organisation }) =>
    organisation.mspId === mspId ? { ...organisation, client, admin } : organisation
  )
  const path = join(topology.home, `${mspId}.json`)
  writeFileSync(path, JSON.stringify({ ...profile, organisations }), { mode: 0o600 })
  return path
}

/** The certificate by which the organisation's gateway or administrator speaks now, PEM. */
export function certificateOf({ profile }: Network, mspId: string, user: 'client' | 'admin'): Buffer {
  const credentials = profile.organisations.find(organisation => organisation.mspId === mspId)?.[user]
  if (!credentials) throw new Error(`${mspId} has no ${user}`)
  return readFileSync(credentials.certificate)
}
