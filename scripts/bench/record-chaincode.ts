/**
 * What is measured against: the stock way to keep events on a ledger. One event, one key, one transaction; no rules, no
 * signatures but Fabric's own. On the bare shim, which is faster than the contract API that most would take.
 */
import { readFileSync } from 'node:fs'
import shim from 'fabric-shim'

const { Shim } = shim

class Record implements shim.ChaincodeInterface {
  async Init(): Promise<shim.ChaincodeResponse> {
    return Shim.success(Buffer.from(''))
  }

  async Invoke(stub: shim.ChaincodeStub): Promise<shim.ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters()
    const [json = ''] = params
    if (fcn === 'about') return Shim.success(Buffer.from(JSON.stringify({ law: setting('SUYUAN_LAW_HASH') })))
    if (fcn !== 'record') return Shim.error(`there is no function ${fcn}`)
    const event = JSON.parse(json) as { quantityList: [{ epcClass: string }] }
    const key = stub.createCompositeKey('event', [event.quantityList[0].epcClass, stub.getTxID()])
    await stub.putState(key, Buffer.from(json))
    stub.setEvent('recorded', Buffer.from(json))
    return Shim.success(Buffer.from(''))
  }
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

// As in our own chaincode: the shim formats debug lines that nobody reads, and that shall be no handicap.
for (const part of ['lib/handler.js', 'lib/stub.js', 'lib/chaincode.js']) {
  const logger = Shim.newLogger(part)
  logger.debug = () => logger
}

Shim.server(new Record(), {
  ccid: setting('CHAINCODE_ID'),
  address: setting('CHAINCODE_SERVER_ADDRESS'),
  tlsProps: {
    key: readFileSync(setting('CHAINCODE_TLS_KEY')),
    cert: readFileSync(setting('CHAINCODE_TLS_CERT')),
    clientCACerts: readFileSync(setting('CHAINCODE_TLS_CLIENT_CA'))
  }
}).start()
