import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** 32 MB and a tenth of a second each; what is stored says which it was made with, so these may change. */
const COST = { N: 2 ** 15, r: 8, p: 3 }
const BYTES = 32
/** Two at a time: a crowd that guesses takes neither the memory nor all threads. */
const MOST_AT_ONCE = 2

export const PASSWORD_LENGTH = { least: 10, most: 128 }

let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer, bytes: number, cost: typeof COST): Promise<Buffer> {
  if (running >= MOST_AT_ONCE) await new Promise<void>(go => waiting.push(go))
  else running++
  try {
    const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r }
    return await new Promise((fulfil, fail) =>
      scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) => (error ? fail(error) : fulfil(key)))
    )
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** What is kept of a password: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, BYTES, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Stands in for the password of who is not there, so that it takes as long to say no. */
const NOBODYS = ['scrypt', COST.N, COST.r, COST.p, 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(43)].join('$')

/** Whether it is the password of which that was kept; null is nobody's. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (kept ?? NOBODYS).split('$')
  const expected = Buffer.from(key!, 'base64url')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const given = await derive(password, Buffer.from(salt!, 'base64url'), expected.length, cost)
  return timingSafeEqual(given, expected) && kept !== null
}

/** Whether what was kept was made with other costs than today's. */
export const isDated = (kept: string): boolean => !kept.startsWith(['scrypt', COST.N, COST.r, COST.p, ''].join('$'))
