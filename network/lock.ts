/** One supervisor a data folder. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf, isAlive, type Noted } from './process-identity.js'

export class Lock {
  private constructor(private readonly path: string) {}

  /** @throws Error naming the pid that holds the folder */
  static take(folder: string): Lock {
    const path = join(folder, 'supervisor.lock')
    const mine = `${path}.${process.pid}`
    writeFileSync(mine, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }), { mode: 0o600 })
    try {
      if (!claim(mine, path)) {
        const holder = Lock.holder(folder)
        if (holder) throw new Error(`Process ${holder.pid} runs this network already (${folder})`)
        evict(path, `${mine}.stale`)
        if (!claim(mine, path)) throw new Error(`Another process has just started this network (${folder})`)
      }
      return new Lock(path)
    } finally {
      rmSync(mine, { force: true })
    }
  }

  /** Who holds the folder, if it lives. */
  static holder(folder: string): Noted | undefined {
    try {
      const noted = JSON.parse(readFileSync(join(folder, 'supervisor.lock'), 'utf8')) as Noted
      return isAlive(noted) ? noted : undefined
    } catch {
      return undefined
    }
  }

  release(): void {
    rmSync(this.path, { force: true })
  }
}

/** A link appears with its whole content or not at all, and never replaces another's. */
function claim(mine: string, path: string): boolean {
  try {
    linkSync(mine, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Takes a dead holder's lock away; gives it back if a live one slipped in between. */
function evict(path: string, aside: string): void {
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const taken = JSON.parse(readFileSync(aside, 'utf8')) as Noted
  if (isAlive(taken)) claim(aside, path)
  rmSync(aside, { force: true })
}
