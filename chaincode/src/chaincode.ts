import shim, { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim'
import { apply } from './core/apply.js'
import { checkpoint } from './core/checkpoint.js'
import { submissionOf } from './core/submission.js'
import { type Sides, World } from './core/world.js'

/** The peers' side of the ledger: a function that writes, one that attests what was written, and queries. */
export class SuyuanChaincode implements ChaincodeInterface {
  /** @param ledger hash of the channel's genesis block, which this organisation pins */
  constructor(
    private readonly ledger: string,
    private readonly lawHash: string,
    private readonly sides: Sides
  ) {}

  async Init(): Promise<ChaincodeResponse> {
    return shim.success()
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    // As bytes: the shim's other ways to the arguments take them for text.
    const [name, argument] = (stub as ChaincodeStub & { getBufferArgs(): Buffer[] }).getBufferArgs()
    try {
      const answer = await this.call(stub, String(name), argument ?? Buffer.of())
      return shim.success(Buffer.from(JSON.stringify(answer)))
    } catch (error) {
      return shim.error(error instanceof Error ? error.message : String(error))
    }
  }

  private async call(stub: ChaincodeStub, name: string, argument: Buffer): Promise<unknown> {
    switch (name) {
      case 'apply':
        // The answer is in the event; endorsers agree on that, so it need not travel twice.
        return (await apply(stub, new World(stub, this.sides), argument, submissionOf(stub, this.ledger))).root
      case 'checkpoint':
        return checkpoint(stub, argument, this.ledger)
      case 'states':
        return new World(stub, this.sides).states(JSON.parse(argument.toString()) as string[])
      case 'about':
        return { ledger: this.ledger, law: this.lawHash, definition: this.sides.own }
      default:
        throw new Error(`there is no function ${name}`)
    }
  }
}
