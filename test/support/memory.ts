/** What memory the system has given a process, in megabytes. */
import { readFileSync, writeFileSync } from 'node:fs'

const fieldOf = (pid: number, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

export const residentOf = (pid: number): number => fieldOf(pid, 'VmRSS')

/** The most while `work` went on. */
export async function peakDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  writeFileSync(`/proc/${pid}/clear_refs`, '5') // proc(5): makes the peak what there is now
  await work()
  return fieldOf(pid, 'VmHWM')
}
