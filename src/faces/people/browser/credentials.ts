/** Passkeys' JSON as the server speaks it (WebAuthn level 3), for browsers that know only the bytes. */

interface Descriptor {
  id: string
  type: 'public-key'
  transports?: AuthenticatorTransport[]
}

/** What the server says is to be signed, for a new passkey or one that is there. */
export interface Wanted {
  challenge: string
  user?: { id: string; name: string; displayName: string }
  excludeCredentials?: Descriptor[]
  allowCredentials?: Descriptor[]
  [other: string]: unknown
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))

const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const known = (descriptors: Descriptor[] = []) => descriptors.map(each => ({ ...each, id: bytesOf(each.id) }))

/** The same in bytes. */
export const wanted = ({ challenge, user, excludeCredentials, allowCredentials, ...rest }: Wanted) => ({
  ...rest,
  challenge: bytesOf(challenge),
  ...(user && { user: { ...user, id: bytesOf(user.id) } }),
  ...(excludeCredentials && { excludeCredentials: known(excludeCredentials) }),
  ...(allowCredentials && { allowCredentials: known(allowCredentials) })
})

const base = ({ id, rawId, type, authenticatorAttachment }: PublicKeyCredential) => ({
  id,
  rawId: textOf(rawId),
  type,
  authenticatorAttachment: authenticatorAttachment ?? undefined,
  clientExtensionResults: {}
})

/** Has the browser make a passkey. @throws DOMException when its owner would not */
export async function created(options: object) {
  const made = (await navigator.credentials.create({
    publicKey: options as PublicKeyCredentialCreationOptions
  })) as PublicKeyCredential
  const response = made.response as AuthenticatorAttestationResponse
  return {
    ...base(made),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? []
    }
  }
}

/** Has the browser sign by one of its passkeys. @throws DOMException when its owner would not */
export async function answered(options: object) {
  const used = (await navigator.credentials.get({
    publicKey: options as PublicKeyCredentialRequestOptions
  })) as PublicKeyCredential
  const response = used.response as AuthenticatorAssertionResponse
  return {
    ...base(used),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: response.userHandle ? textOf(response.userHandle) : undefined
    }
  }
}
