import { z } from 'zod'

/**
 * 32 hexadecimal figures by chance, which an event may have as `suyuan:nonce`. They are hashed with the rest: who does not
 * have the whole event cannot try out by its hash id what else may be in it.
 */
export const Nonce = z.string().regex(/^[0-9a-f]{32}$/)

export const hasNonce = (event: object): boolean =>
  Nonce.safeParse((event as { 'suyuan:nonce'?: unknown })['suyuan:nonce']).success
