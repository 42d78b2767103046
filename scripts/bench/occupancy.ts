/** What a running service occupies: on the disk, and in memory. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from './stage.js'

/** Bytes by kind of node, all of a kind together. */
export interface Disk {
  peers: number
  orderers: number
  postgres: number
}

/** Bytes now: the nodes' folders, and Postgres' database without its log of changes, which is bounded. */
export async function diskOf({ service }: Stage): Promise<Disk> {
  const { data } = service.network.topology.paths
  const of = (kind: string) =>
    readdirSync(data)
      .filter(name => name.endsWith(kind))
      .reduce((sum, name) => sum + bytesIn(join(data, name)), 0)
  const { rows } = await service.pool.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
  return { peers: of('-peer'), orderers: of('-orderer'), postgres: rows[0]!.bytes }
}

const BLOCK_BYTES = 512

/** What a folder takes on the disk; files that go meanwhile take nothing. */
function bytesIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return (found?.blocks ?? 0) * BLOCK_BYTES
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
}

/** Megabytes of each supervised process with its children: what is shared counts once. */
export function memoryOf({ service }: Stage): Record<string, number> {
  const parents = new Map(
    readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(name => [Number(name), parentOf(name)])
  )
  const isUnder = (pid: number | undefined, top: number): boolean =>
    pid !== undefined && pid > 1 && (pid === top || isUnder(parents.get(pid), top))
  const memory: Record<string, number> = {}
  for (const { name, pid } of service.network.supervisor.status()) {
    if (pid === undefined) continue
    const family = [...parents.keys()].filter(each => isUnder(each, pid))
    memory[name] = Math.round(family.reduce((sum, each) => sum + kilobytesOf(each), 0) / 1024)
  }
  return memory
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended meanwhile
  }
}
const parentOf = (pid: string) => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)
const kilobytesOf = (pid: number) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
