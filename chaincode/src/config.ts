/** A required setting of the process. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** What the process that serves one peer needs to know, from its environment. */
export const config = {
  chaincodeId: required('CHAINCODE_ID'),
  address: required('CHAINCODE_SERVER_ADDRESS'),
  tlsKey: required('CHAINCODE_TLS_KEY'),
  tlsCertificate: required('CHAINCODE_TLS_CERT'),
  tlsClientCa: required('CHAINCODE_TLS_CLIENT_CA'),
  genesisBlock: required('SUYUAN_GENESIS_BLOCK'),
  lawHash: required('SUYUAN_LAW_HASH'),
  /** Name of the chaincode that this process is, and so under which of the law's two definitions it judges. */
  chaincode: required('SUYUAN_CHAINCODE')
}
