import { peer } from '@hyperledger/fabric-protos'
import { type Anatomy, anatomyOf } from '../events/block.js'
import { blockOf } from './blocks.js'
import type { Fabric } from './fabric.js'

/** A transaction as a peer has it. */
export interface ExploredTransaction {
  /** Fabric's validation code; 0 is VALID. */
  code: number
  anatomy: Anatomy | null
}

/** Looks into blocks as a peer has them: of what is not in the mirror, such as who endorsed what. */
export class Explorer {
  constructor(private readonly fabric: Fabric) {}

  /** @throws Error when the peer has not given it after ten seconds */
  async block(number: number): Promise<ExploredTransaction[]> {
    const [home] = this.fabric.organisations
    const { data, codes } = await blockOf(this.fabric, home!.mspId, number)
    return data.map((envelope, index) => ({
      code: codes[index]!,
      anatomy: anatomyOf(envelope, this.fabric.profile.chaincode)
    }))
  }
}

const NAMES = new Map(Object.entries(peer.TxValidationCode).map(([name, code]) => [code as number, name]))

/** Fabric's own name of a validation code. */
export const codeName = (code: number): string => NAMES.get(code) ?? String(code)
