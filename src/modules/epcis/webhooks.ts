import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'

/** Networks that are not the internet: whoever may name an address to be called must not reach into ours. */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3]
] as const)
  PRIVATE.addSubnet(network, bits)
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8]
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6')

/** An address of IPv6 may have one of IPv4 in it. */
export function isPrivate(address: string): boolean {
  const inner = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address
  return PRIVATE.check(inner, isIP(inner) === 6 ? 'ipv6' : 'ipv4') || /^::ffff:/i.test(inner)
}

const hostOf = (dest: string) => new URL(dest).hostname.replace(/^\[|\]$/g, '')

/** Whether a text is an address to which results may be sent, as far as it tells by itself. */
export function isDestination(text: string, mayBePrivate: boolean): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  if (!/^https?:$/.test(protocol) || username || password) return false
  const host = hostOf(text)
  return mayBePrivate || !(isIP(host) ? isPrivate(host) : /(^|\.)(localhost|local|internal)$/i.test(host))
}

/** Names are looked up when they are called, and what they lead to is what is called: no second answer can differ. */
const publicOnly: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const odd = addresses?.find(({ address }) => isPrivate(address))
    const refusal = odd ? new Error(`${host} is an address within`) : error
    if (refusal || !addresses?.[0]) callback(refusal ?? new Error(`${host} has no address`), '', 4)
    else if (options.all) callback(null, addresses)
    else callback(null, addresses[0].address, addresses[0].family)
  })

const TIMEOUT_MILLISECONDS = 10_000

/** Calls addresses of subscribers. */
export class Webhooks {
  private readonly agent: Agent

  constructor(readonly mayBePrivate: boolean) {
    this.agent = new Agent({
      connect: { timeout: TIMEOUT_MILLISECONDS, ...(!mayBePrivate && { lookup: publicOnly }) },
      headersTimeout: TIMEOUT_MILLISECONDS,
      bodyTimeout: TIMEOUT_MILLISECONDS
    })
  }

  close(): Promise<void> {
    return this.agent.destroy()
  }

  /**
   * Posts a text, signed as Standard Webhooks has it over id, time and text; `GS1-Signature` says the same.
   *
   * @param id the same for the same results, so that who gets them twice can tell
   * @throws Error unless the other side says that it has them
   */
  async post(dest: string, text: string, { id, secret }: { id: string; secret: string | null }): Promise<void> {
    if (!isDestination(dest, this.mayBePrivate)) throw new Error(`${dest} is no address to call`)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const { statusCode, body } = await request(dest, {
      method: 'POST',
      dispatcher: this.agent,
      body: text,
      headers: {
        'content-type': 'application/ld+json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        ...(secret !== null && signed(secret, `${id}.${timestamp}.${text}`))
      }
    })
    await body.dump()
    if (statusCode < 200 || statusCode > 299) throw new Error(`${dest} answered ${statusCode}`)
  }
}

function signed(secret: string, text: string) {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret
  const signature = `v1,${createHmac('sha256', key).update(text).digest('base64')}`
  return { 'webhook-signature': signature, 'gs1-signature': signature }
}
