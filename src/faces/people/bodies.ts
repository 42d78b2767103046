import { KeyId, PublicKey, Signature } from '@suyuan/model/core/command'
import { z } from 'zod'

const Bytes = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9_-]+$/)
const credential = <T extends z.ZodType>(response: T) =>
  z.object({
    id: Bytes,
    rawId: Bytes,
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).optional(),
    clientExtensionResults: z.object({}),
    response
  })

/** A passkey that a browser made. */
export const MadeCredential = credential(
  z.object({ clientDataJSON: Bytes, attestationObject: Bytes, transports: z.array(z.string().max(20)).max(8) })
)

/** What a browser signed by a passkey. */
export const UsedCredential = credential(
  z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: z.string().max(200).optional()
  })
)

const Next = z.string().max(600).optional()

export const UsePasskey = z.object({ credential: UsedCredential, next: Next })
export const AddPasskey = z.object({ credential: MadeCredential, next: Next })

/** A code, and the account name that somebody wants; who has an account already keeps his. */
export const EnrolPasskey = z.object({ code: z.string().max(40), login: z.string().max(60).optional() })
export const FinishEnrolment = EnrolPasskey.extend({ credential: MadeCredential, next: Next })

/** What a device asks for: that its key speak for its owner's party. */
export const AskDevice = z.strictObject({
  publicKey: PublicKey,
  possession: Signature,
  label: z.string().trim().min(1).max(60)
})
export const DeviceKey = z.object({ key: KeyId })
