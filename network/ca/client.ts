/** Identities of an organisation at its Fabric CA: registered, enrolled, renewed, revoked. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaBinaries } from '../binaries.js'
import { type Authority, isDue } from '../certificates.js'
import { cleanEnvironment, run } from '../run.js'
import { address, type CaNode, LOOPBACK } from '../topology.js'
import { REGISTRAR, registrarSecret, rootOf } from './server.js'

export interface Identity {
  /** Its name at the authority, and its certificate's common name. */
  id: string
  type: 'peer' | 'orderer' | 'admin' | 'client'
  /** What its certificate says of it, beside its type. */
  attributes?: Record<string, string>
  /** Names of its host; makes the certificate one for TLS. */
  hosts?: readonly string[]
}

/** Where an identity's certificate and key are. */
export interface Enrolled {
  certificate: string
  privateKey: string
}

/** One of the authorities of a running Fabric CA, asked by Fabric's own client. */
export class AuthorityClient {
  constructor(
    private readonly ca: CaNode,
    private readonly authority: Authority,
    private readonly binaries: CaBinaries
  ) {}

  /** Registers an identity and enrols it, unless it is. */
  async enrol({ id, type, attributes = {}, hosts }: Identity): Promise<Enrolled> {
    if (!existsSync(this.certificateOf(id))) {
      await this.enrolRegistrar()
      const secret = randomBytes(24).toString('base64url')
      const attrs = Object.entries(attributes).map(([name, value]) => `${name}=${value}:ecert`)
      await this.client(REGISTRAR, 'register', [
        ...['--id.name', id, '--id.type', type, '--id.secret', secret, '--id.maxenrollments', '1'],
        ...(attrs.length > 0 ? ['--id.attrs', attrs.join(',')] : [])
      ])
      await this.client(id, 'enroll', forTls(hosts), secret)
    }
    return this.filesOf(id)
  }

  /** A new certificate for the identity's key, by the word of the one it has. */
  async renew({ id, hosts }: Identity): Promise<Enrolled> {
    await this.client(id, 'reenroll', ['--csr.keyrequest.reusekey', ...forTls(hosts)])
    return this.filesOf(id)
  }

  /**
   * Revokes one certificate, or an identity with all that it has and will ask for.
   * @returns the authority's revocation list, PEM
   */
  async revoke(what: { id: string } | { serial: string; authorityKey: string }): Promise<string> {
    await this.enrolRegistrar()
    const which = 'id' in what ? ['-e', what.id] : ['-s', what.serial, '-a', what.authorityKey]
    await this.client(REGISTRAR, 'revoke', [...which, '--gencrl'])
    return readFile(join(this.homeOf(REGISTRAR), 'msp', 'crls', 'crl.pem'), 'utf8')
  }

  private async enrolRegistrar(): Promise<void> {
    const file = this.certificateOf(REGISTRAR)
    if (existsSync(file) && !isDue(file)) return
    await this.client(REGISTRAR, 'enroll', [], await registrarSecret(this.ca))
  }

  private async filesOf(id: string): Promise<Enrolled> {
    const keystore = join(this.homeOf(id), 'msp', 'keystore')
    const key = (await readdir(keystore)).find(name => name.endsWith('_sk'))
    if (!key) throw new Error(`${id} has no key in ${keystore}`)
    return { certificate: this.certificateOf(id), privateKey: join(keystore, key) }
  }

  private homeOf(id: string): string {
    return join(this.ca.folder, 'identities', this.authority, id)
  }

  private certificateOf(id: string): string {
    return join(this.homeOf(id), 'msp', 'signcerts', 'cert.pem')
  }

  /** @param secret given where the identity has no certificate yet to speak with */
  private async client(id: string, verb: string, args: readonly string[], secret?: string): Promise<void> {
    const home = this.homeOf(id)
    await mkdir(home, { recursive: true, mode: 0o700 })
    const who = secret === undefined ? '' : `${encodeURIComponent(id)}:${secret}@`
    const at = ['-u', `https://${who}${address(this.ca.port)}`, '--caname', this.authority]
    const trust = ['--tls.certfiles', rootOf(this.ca, 'members')]
    const subject = ['--csr.cn', id, '--csr.names', 'C=CN', '--myhost', LOOPBACK]
    await run(this.binaries['fabric-ca-client'], [verb, ...at, ...trust, ...subject, ...args], {
      env: cleanEnvironment({ FABRIC_CA_CLIENT_HOME: home })
    })
  }
}

const forTls = (hosts?: readonly string[]): string[] =>
  hosts ? ['--enrollment.profile', 'tls', '--csr.hosts', hosts.join(',')] : []
