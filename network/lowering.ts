/** Running a program that refuses to run as root, when we are root. */
import { readFileSync } from 'node:fs'
import { run } from './run.js'

export interface Account {
  uid: number
  gid: number
}

/** How to run a command so that it isn't root's. */
export interface Lowering {
  /** Who shall own the files it needs. */
  account?: Account
  command: (command: string, args: string[]) => { command: string; args: string[] } & Partial<Account>
}

/** For those who aren't root. */
export const unchanged: Lowering = { command: (command, args) => ({ command, args }) }

/** An account to run as in root's place: postgres where the system has it, else nobody. initdb wants one with a name. */
export function lowlyAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([each]) => each === name) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root and there is no account "nobody": run as another user, or set DATABASE_URL'
  )
}

/**
 * Runs as the account, if need be with the one privilege of entering folders it couldn't enter (root's home, say).
 * @param folders what the program must reach
 * @throws Error in one sentence when it can't
 */
export async function lowering(account: Account, folders: string[]): Promise<Lowering> {
  const plain: Lowering = { account, command: (command, args) => ({ command, args, ...account }) }
  if (await reaches(plain, folders)) return plain
  const search = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  const privilege = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
  const searching: Lowering = {
    account,
    command: (command, args) => ({ command: 'setpriv', args: [...search, ...privilege, command, ...args] })
  }
  if (await reaches(searching, folders)) return searching
  const hint = 'run as another user, move it elsewhere, or set DATABASE_URL'
  throw new Error(`PostgreSQL refuses to run as root, and no other account may enter ${folders.join(' or ')}: ${hint}`)
}

async function reaches(lower: Lowering, folders: string[]): Promise<boolean> {
  const { command, args, ...as } = lower.command('/bin/sh', [
    '-c',
    'for each; do cd "$each" || exit 1; done',
    'sh',
    ...folders
  ])
  return run(command, args, { cwd: '/', ...as }).then(
    () => true,
    () => false
  )
}
