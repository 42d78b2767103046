/** Telling our own processes from strangers that were given the same pid later. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * What stays the same for one process and differs for any other with its pid: the machine's boot and the process's start
 * time in clock ticks (on systems without /proc, its start time as ps tells it).
 * @returns undefined when no such process lives; a zombie counts as dead
 */
export function identityOf(pid: number): string | undefined {
  const stat = statOf(pid)
  if (stat === 'no /proc') return identityByPs(pid)
  return stat && stat.state !== 'Z' && stat.state !== 'X' ? `${bootId()}:${stat.startTicks}` : undefined
}

function statOf(pid: number): { state: string; startTicks: string } | 'no /proc' | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the name in brackets, may hold blanks and brackets itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
  } catch {
    return process.platform === 'linux' ? undefined : 'no /proc'
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function identityByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** A process noted down, to be found again by another process later. */
export interface Noted {
  pid: number
  identity: string
}

export function isAlive({ pid, identity }: Noted): boolean {
  return identityOf(pid) === identity
}
