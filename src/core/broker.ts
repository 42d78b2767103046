/** Where the broker is and who is let in; `mqtts:` is over TLS. */
export interface Broker {
  host: string
  port: number
  tls: boolean
  username?: string
  password?: string
  /** PEM of who vouches for the broker's certificate; the system's authorities where there is none. */
  ca?: string
}

/** `mqtts://user:password@host:port`. */
export function brokerOf(url: string, ca?: string): Broker {
  const { protocol, hostname, port, username, password } = new URL(url)
  const tls = protocol === 'mqtts:'
  return {
    ...{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (tls ? 8883 : 1883)), tls },
    ...(username && { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
    ...(ca !== undefined && { ca })
  }
}
