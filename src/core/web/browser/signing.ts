import { signedText, toLowS, type UnsignedCommand } from '@suyuan/model/core/command'
import { hexOf, utf8 } from '@suyuan/model/core/proof/bytes'

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' }

/** WebCrypto's types tell memory that is shared between threads from such that is not; ours never is. */
const own = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

/** What signs: a key that the browser shows to nobody. */
export interface Signer {
  privateKey: CryptoKey
}

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes))))

/** The device's word for a text, as the ledger takes it. */
export async function signText({ privateKey }: Signer, text: string): Promise<string> {
  const raw = await crypto.subtle.sign(SIGNATURE, privateKey, own(utf8(text)))
  return base64url(toLowS(new Uint8Array(raw)))
}

export const signCommand = (signer: Signer, command: UnsignedCommand) => signText(signer, signedText(command))
