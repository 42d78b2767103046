import './protobuf.js'
import { ledger, peer } from '@hyperledger/fabric-protos'

/** One write of a valid transaction; null deletes. */
export interface Write {
  key: string
  value: unknown
}

const LIFECYCLE = '_lifecycle'

/** What a transaction read and wrote of a chaincode's states, as its endorsers signed it. */
export class ReadWriteSet {
  private readonly sets: readonly ledger.rwset.NsReadWriteSet[]
  private readonly own: ledger.rwset.kvrwset.KVRWSet

  constructor(
    results: Uint8Array,
    private readonly chaincode: string
  ) {
    this.sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList()
    this.own = this.of(chaincode)
  }

  /** As they are stored. */
  get writes(): Write[] {
    return this.own.getWritesList().map(write => ({
      key: write.getKey(),
      value: write.getIsDelete() ? null : JSON.parse(Buffer.from(write.getValue_asU8()).toString())
    }))
  }

  get reads(): string[] {
    return this.own.getReadsList().map(read => read.getKey())
  }

  /** Version of the chaincode's definition that is in force from here on; null where that does not change. */
  get definition(): string | null {
    const name = `namespaces/fields/${this.chaincode}/EndorsementInfo`
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
