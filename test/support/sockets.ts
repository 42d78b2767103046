import { readFileSync } from 'node:fs'

/** Of proc(5)'s tables of TCP: a connection that neither side has ended. */
const ESTABLISHED = '01'

/** How many connections to a port the kernel has that neither side has ended. */
export function connectionsTo(port: number): number {
  const address = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const isOne = (line: string) => {
    const [, local, , state] = line.trim().split(/\s+/)
    return local!.endsWith(address) && state === ESTABLISHED
  }
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(path => readFileSync(path, 'utf8').trim().split('\n').slice(1))
  return tables.flat().filter(isOne).length
}
