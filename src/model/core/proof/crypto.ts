/** What who verifies must bring; WebCrypto has it, and so has OpenSSL. */
export interface ProofCrypto {
  sha256(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * P-256 with SHA-256.
   * @param publicKey uncompressed point of 65 bytes; of any other the answer is false
   * @param signature raw r‖s
   */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** Whether these bytes have the form of an uncompressed point. Libraries differ in what else they take for one. */
export const isPoint = (publicKey: Uint8Array): boolean => publicKey.length === 65 && publicKey[0] === 4
