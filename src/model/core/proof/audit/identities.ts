import { protobufBytes } from '../../protobuf.js'
import { hexOf, textOf } from '../bytes.js'
import { type Certificate, isIssuedBy, readCertificate } from '../certificate.js'
import type { ProofCrypto } from '../crypto.js'
import { must } from '../findings.js'
import { groupsIn, nameOf, type Tree } from './configuration.js'
import { numberOf, partAt, partOf } from './message.js'
import { revokedIn, serialOf, validityOf } from './validity.js'

/** What a certificate's organisational unit says that its holder is. */
export type Role = 'admin' | 'client' | 'peer' | 'orderer'

/** Somebody whom the configuration knows. */
export interface Signer {
  mspId: string
  roles: readonly Role[]
  /** Uncompressed point of 65 bytes. */
  publicKey: Uint8Array
  /** MSP id and certificate as they were signed with: the same bytes are the same signer. */
  identity: string
}

interface Organisation {
  roots: Certificate[]
  /** Issuer and serial number of certificates that are revoked. */
  revoked: ReadonlySet<string>
  units: Record<Role, string>
}

/** Who is who by one configuration. */
export class Identities {
  /** MSP ids of the organisations on either side, in order. */
  readonly members: readonly string[]
  readonly orderers: readonly string[]
  private readonly organisations = new Map<string, Organisation>()
  /** Certificates are few and speak often; what was found of one is kept, but for its time. */
  private readonly known = new Map<string, { signer: Signer; certificate: Certificate }>()

  /** @throws Error for a configuration whose organisations cannot be read */
  constructor(
    tree: Tree,
    private readonly crypto: ProofCrypto
  ) {
    this.members = this.admit(tree, 'Application')
    this.orderers = this.admit(tree, 'Orderer')
  }

  private admit(tree: Tree, side: string): string[] {
    const mspIds = groupsIn(tree, 'Channel', side).map(path => {
      const value = tree.get(nameOf('value', [...path, 'MSP']))
      must(value !== undefined, `${path.at(-1)} has no MSP in the configuration`)
      must(numberOf(value.content, 1) === 0n, `${path.at(-1)} has no X.509 certificates`)
      const config = partOf(value.content, 2)
      const mspId = textOf(partOf(config, 1))
      this.organisations.set(mspId, organisationOf(config))
      return mspId
    })
    return mspIds.sort()
  }

  /**
   * Whose a serialised identity is: issued by a root of his organisation, not revoked, valid at the time.
   *
   * @param time milliseconds of Unix; null when it is not known, then validity is not asked for
   * @throws Error in a sentence for who is nobody
   */
  async signerOf(identity: Uint8Array, time: number | null): Promise<Signer> {
    const name = hexOf(identity)
    const { signer, certificate } = this.known.get(name) ?? (await this.examine(identity, name))
    this.known.set(name, { signer, certificate })
    const { from, until } = validityOf(certificate)
    const isValid = time === null || (from <= time && time <= until)
    must(isValid, `a certificate of ${signer.mspId} was not valid when it signed`)
    return signer
  }

  private async examine(identity: Uint8Array, name: string) {
    const mspId = textOf(partOf(identity, 1))
    const organisation = this.organisations.get(mspId)
    must(organisation !== undefined, `${mspId} is not in the configuration`)
    const certificate = readCertificate(partOf(identity, 2))
    let issued = false
    for (const root of organisation.roots) issued ||= await isIssuedBy(certificate, root, this.crypto)
    must(issued, `a certificate is not issued by a root of ${mspId}`)
    must(!organisation.revoked.has(serialOf(certificate)), `a certificate of ${mspId} is revoked`)
    const roles = (Object.keys(organisation.units) as Role[]).filter(role =>
      certificate.units.includes(organisation.units[role])
    )
    return { signer: { mspId, roles, publicKey: certificate.publicKey, identity: name }, certificate }
  }
}

/** FabricMSPConfig: { 1 name, 2 roots, 5 revocation lists, 11 node OUs }, each OU { 2 identifier }. */
function organisationOf(config: Uint8Array): Organisation {
  const unit = (field: number) => textOf(partAt(config, 11, field, 2))
  return {
    roots: protobufBytes(config, 2).map(readCertificate),
    revoked: new Set(protobufBytes(config, 5).flatMap(revokedIn)),
    units: { client: unit(2), peer: unit(3), admin: unit(4), orderer: unit(5) }
  }
}
