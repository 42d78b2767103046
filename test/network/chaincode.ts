/** A chaincode for drills on the network itself: keeps what it is told. Run like the real one. */
import { readFileSync } from 'node:fs'
import shim from 'fabric-shim'

const { Shim } = shim

class Drill implements shim.ChaincodeInterface {
  async Init(): Promise<shim.ChaincodeResponse> {
    return Shim.success(Buffer.from(''))
  }

  async Invoke(stub: shim.ChaincodeStub): Promise<shim.ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters()
    const [key = '', value = ''] = params
    if (fcn === 'put') await stub.putState(key, Buffer.from(value))
    if (fcn === 'about') return Shim.success(Buffer.from(JSON.stringify({ law: setting('SUYUAN_LAW_HASH') })))
    return Shim.success(fcn === 'get' ? Buffer.from(await stub.getState(key)) : Buffer.from(''))
  }
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

Shim.server(new Drill(), {
  ccid: setting('CHAINCODE_ID'),
  address: setting('CHAINCODE_SERVER_ADDRESS'),
  tlsProps: {
    key: readFileSync(setting('CHAINCODE_TLS_KEY')),
    cert: readFileSync(setting('CHAINCODE_TLS_CERT')),
    clientCACerts: readFileSync(setting('CHAINCODE_TLS_CLIENT_CA'))
  }
}).start()
