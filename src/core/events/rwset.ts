import './protobuf.js'
import { ledger, peer } from '@hyperledger/fabric-protos'
import { chaincodeOf, DEFINITIONS, type Definition, isOf } from '@suyuan/model/core/definitions'

/** One write of a valid transaction; null deletes. */
export interface Write {
  key: string
  value: unknown
}

/** That a definition is in force from a transaction on. */
export interface NewDefinition {
  of: Definition
  /** Its version: the hash of its law. */
  version: string
}

const LIFECYCLE = '_lifecycle'

/** What a transaction read and wrote of the states of both definitions, as its endorsers signed it. */
export class ReadWriteSet {
  private readonly sets: readonly ledger.rwset.NsReadWriteSet[]
  private readonly own: readonly { definition: Definition; chaincode: string; states: ledger.rwset.kvrwset.KVRWSet }[]

  /** @param chaincode of the open definition */
  constructor(results: Uint8Array, chaincode: string) {
    this.sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList()
    this.own = DEFINITIONS.map(definition => {
      const name = chaincodeOf(chaincode, definition)
      return { definition, chaincode: name, states: this.of(name) }
    })
  }

  /** As they are stored. */
  get writes(): Write[] {
    return this.own.flatMap(({ definition, chaincode, states }) =>
      states.getWritesList().map(write => ({
        key: placed(write.getKey(), definition, chaincode),
        value: write.getIsDelete() ? null : JSON.parse(Buffer.from(write.getValue_asU8()).toString())
      }))
    )
  }

  get reads(): string[] {
    return this.own.flatMap(({ definition, chaincode, states }) =>
      states.getReadsList().map(read => placed(read.getKey(), definition, chaincode))
    )
  }

  /** The definition that is in force from here on; null where none changes. */
  get newDefinition(): NewDefinition | null {
    const writes = this.of(LIFECYCLE).getWritesList()
    for (const { definition, chaincode } of this.own) {
      const write = writes.find(write => write.getKey() === `namespaces/fields/${chaincode}/EndorsementInfo`)
      if (!write) continue
      const state = peer.lifecycle.StateData.deserializeBinary(write.getValue_asU8())
      const info = peer.lifecycle.ChaincodeEndorsementInfo.deserializeBinary(state.getBytes_asU8())
      return { of: definition, version: info.getVersion() }
    }
    return null
  }

  private of(namespace: string): ledger.rwset.kvrwset.KVRWSet {
    const own = this.sets.find(set => set.getNamespace() === namespace)
    return ledger.rwset.kvrwset.KVRWSet.deserializeBinary(own?.getRwset_asU8() ?? new Uint8Array())
  }
}

/**
 * The mirror has the states of both definitions under their own keys. One that stands under the wrong definition, which no
 * honest peer endorses, must not pass for the true one: it keeps the chaincode's name.
 */
const placed = (key: string, definition: Definition, chaincode: string): string =>
  isOf(key, definition) ? key : `${chaincode}:${key}`
