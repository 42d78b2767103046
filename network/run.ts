/** Runs a command-line tool to its end. */
import { type ExecFileException, execFile } from 'node:child_process'

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  timeoutMs?: number
  uid?: number
  gid?: number
  /** Aborting it ends the tool; the promise still waits until it, and what it started, is gone. */
  signal?: AbortSignal
}

const MAX_OUTPUT_BYTES = 32 * 1024 * 1024

/** What a child needs of our own environment; the rest (CORE_*, ORDERER_*, …) could silently override settings. */
export function cleanEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'].flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), ...extra }
}

/** @returns what the tool wrote. @throws Error with the tool's name and the end of what it wrote */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { timeoutMs = 60_000, env = cleanEnvironment(), cwd, uid, gid, signal } = options
  return new Promise((fulfil, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void => {
      if (error) reject(new Error(explain(command, args, error, stderr || stdout), { cause: error }))
      else fulfil(stdout)
    }
    const child = execFile(
      command,
      args,
      { cwd, uid, gid, env, timeout: timeoutMs, maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8' },
      done
    )
    const end = (): void => void child.kill()
    signal?.addEventListener('abort', end, { once: true })
    child.once('close', () => signal?.removeEventListener('abort', end))
    if (signal?.aborted) end()
  })
}

function explain(command: string, args: string[], error: ExecFileException, output: string): string {
  const tool = [command.split('/').pop(), ...args.filter(arg => !arg.startsWith('-')).slice(0, 3)].join(' ')
  const how = error.code === 'ENOENT' ? 'not found' : error.killed ? 'took too long' : `failed (${error.code})`
  const tail = output.trim().split('\n').slice(-5).join('\n')
  return `${tool} ${how}${tail && `: ${tail}`}`
}
