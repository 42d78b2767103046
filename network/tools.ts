/** Fabric's command-line tools, run as an organisation's administrator. */
import { join } from 'node:path'
import type { Binaries } from './binaries.js'
import { cleanEnvironment, run } from './run.js'
import { address, type Organisation, orderingAdminMsp, type Topology, userMsp } from './topology.js'
import { until } from './wait.js'

const TIMEOUT_MS = 60_000

export interface Tools {
  net: Topology
  /** Waits as `until` of wait.ts does, no longer than the network is meant to run. */
  until: <T>(what: string, timeoutMs: number, probe: () => Promise<T | undefined>) => Promise<T>
  /** Runs `peer …` against the organisation's own peer. @returns its standard output */
  peer: (org: Organisation, ...args: string[]) => Promise<string>
  /** Runs `peer …` as the administrator of the organisation's ordering side. */
  ordering: (org: Organisation, ...args: string[]) => Promise<string>
  /** Runs `configtxlator …`, which is told which file to write. */
  configtxlator: (...args: string[]) => Promise<unknown>
  /** Runs `osnadmin channel …` against the organisation's own orderer. @returns status and body of the answer */
  orderer: (org: Organisation, ...args: string[]) => Promise<{ status: number; body: string }>
}

export function tools(net: Topology, binaries: Binaries, signal?: AbortSignal): Tools {
  const options = { timeoutMs: TIMEOUT_MS, ...(signal && { signal }) }
  const peerAs = (org: Organisation, args: string[], identity: Record<string, string>): Promise<string> => {
    const settings = { FABRIC_CFG_PATH: org.peer.config, FABRIC_LOGGING_SPEC: 'error', ...identity }
    return run(binaries.peer, args, { ...options, env: cleanEnvironment(settings) })
  }
  return {
    net,
    until: (what, timeoutMs, probe) => until(what, timeoutMs, probe, signal),
    peer: (org, ...args) => peerAs(org, args, { CORE_PEER_MSPCONFIGPATH: userMsp(org, 'Admin') }),
    ordering: (org, ...args) =>
      peerAs(org, args, { CORE_PEER_LOCALMSPID: org.ordererMspId, CORE_PEER_MSPCONFIGPATH: orderingAdminMsp(org) }),
    configtxlator: (...args) => run(binaries.configtxlator, args, options),
    orderer: async ({ orderer }, verb, ...args) => {
      const tls = join(orderer.crypto, 'tls')
      const said = await run(binaries.osnadmin, [
        'channel',
        verb ?? 'list',
        `--orderer-address=${address(orderer.adminPort)}`,
        `--ca-file=${join(tls, 'ca.crt')}`,
        `--client-cert=${join(tls, 'server.crt')}`,
        `--client-key=${join(tls, 'server.key')}`,
        ...args
      ])
      // osnadmin ends well whatever the orderer answers; the first line tells the HTTP status.
      const [, status, body = ''] = /Status: (\d+)\s*([\s\S]*)/.exec(said) ?? []
      if (status === undefined) throw new Error(said.trim() || 'osnadmin said nothing')
      return { status: Number(status), body: body.trim() }
    }
  }
}

/** The flags that name the organisation's own orderer. */
export function throughOrderer({ orderer }: Organisation): string[] {
  return ['-o', address(orderer.port), '--tls', '--cafile', join(orderer.crypto, 'tls', 'ca.crt')]
}

/** The flags that name the organisations' peers. */
export function atPeersOf(organisations: readonly Organisation[]): string[] {
  return organisations.flatMap(({ peer }) => [
    '--peerAddresses',
    address(peer.port),
    '--tlsRootCertFiles',
    join(peer.crypto, 'tls', 'ca.crt')
  ])
}
