import './protobuf.js'
import { ledger, peer } from '@hyperledger/fabric-protos'

/** One write of a valid transaction; null deletes. */
export interface Write {
  key: string
  value: unknown
}

const LIFECYCLE = '_lifecycle'

/** What a transaction read and wrote of each namespace, as its endorsers signed it. */
export class ReadWriteSet {
  private readonly sets: readonly ledger.rwset.NsReadWriteSet[]

  constructor(results: Uint8Array) {
    this.sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList()
  }

  /** Of a chaincode, as it is stored. */
  writes(chaincode: string): Write[] {
    return this.of(chaincode)
      .getWritesList()
      .map(write => ({
        key: write.getKey(),
        value: write.getIsDelete() ? null : JSON.parse(Buffer.from(write.getValue_asU8()).toString())
      }))
  }

  reads(chaincode: string): string[] {
    return this.of(chaincode)
      .getReadsList()
      .map(read => read.getKey())
  }

  /** Version of the chaincode's definition that is in force from here on; null where that does not change. */
  definition(chaincode: string): string | null {
    const name = `namespaces/fields/${chaincode}/EndorsementInfo`
    const write = this.of(LIFECYCLE)
      .getWritesList()
      .find(write => write.getKey() === name)
    if (!write) return null
    const state = peer.lifecycle.StateData.deserializeBinary(write.getValue_asU8())
    return peer.lifecycle.ChaincodeEndorsementInfo.deserializeBinary(state.getBytes_asU8()).getVersion()
  }

  private of(namespace: string): ledger.rwset.kvrwset.KVRWSet {
    const own = this.sets.find(set => set.getNamespace() === namespace)
    return ledger.rwset.kvrwset.KVRWSet.deserializeBinary(own?.getRwset_asU8() ?? new Uint8Array())
  }
}
