import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { blockHeaderBytes, readBlockHeader } from '@suyuan/model/core/block'
import { sidesOf } from '@suyuan/model/core/definitions'
import { lawHash } from '@suyuan/model/node/law-hash'
import fabricShim, { type Shim } from 'fabric-shim'
import { SuyuanChaincode } from './chaincode.js'
import { config } from './config.js'

/** The ledger's name: the hash of its genesis block's header. */
function ledgerOf(genesisBlock: string): string {
  const header = readBlockHeader(readFileSync(genesisBlock))
  return createHash('sha256').update(blockHeaderBytes(header)).digest('hex')
}

// The module is the class itself, though its types say that it has it as a member.
const shim = fabricShim as unknown as typeof Shim

// The shim writes several debug lines a round trip, and its logger formats each before it looks at the level: a quarter of
// this process's time in a profile of 2,000 commands.
for (const part of ['lib/handler.js', 'lib/stub.js', 'lib/chaincode.js']) {
  const logger = shim.newLogger(part)
  logger.debug = () => logger
}

const actual = lawHash()
if (actual !== config.lawHash) {
  throw new Error(
    `this process holds law ${actual}, its package was made for ${config.lawHash}: build the checkout it was packaged from`
  )
}

/**
 * What a peer takes from its clients it passes on, twice in one message: gRPC's 4 MB would break the stream, and with it
 * whatever else the peer has under way there.
 */
const LARGEST_MESSAGE = 2 * 104_857_600

await shim
  .server(new SuyuanChaincode(ledgerOf(config.genesisBlock), actual, sidesOf(config.chaincode)), {
    ccid: config.chaincodeId,
    address: config.address,
    'grpc.max_receive_message_length': LARGEST_MESSAGE,
    tlsProps: {
      key: readFileSync(config.tlsKey),
      cert: readFileSync(config.tlsCertificate),
      clientCACerts: readFileSync(config.tlsClientCa)
    }
  })
  .start()
