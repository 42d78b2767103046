/** CPU profiles of the gateway and the chaincode processes, written when they stop. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMainThread, threadId } from 'node:worker_threads'
import { checkoutLaw } from '../../network/network.js'
import type { Law } from '../../network/processes.js'

/** Node takes no profiling flags from its environment, so each process loads a module first that does the same. */
export async function profiled(
  folder: string,
  scratch: string
): Promise<{ law: Law; settings: Record<string, string> }> {
  mkdirSync(folder, { recursive: true })
  const law = await checkoutLaw()
  const starter = (name: string): string => {
    const call = `(await import(${JSON.stringify(import.meta.url)})).start(${JSON.stringify(resolve(folder))}, '${name}')`
    return `await ${call}\n`
  }
  const gateway = join(scratch, 'gateway.mjs')
  const chaincode = join(scratch, 'chaincode.mjs')
  writeFileSync(gateway, starter('gateway'))
  writeFileSync(chaincode, `${starter('chaincode')}await import(${JSON.stringify(pathToFileURL(law.main).href)})\n`)
  return {
    law: { ...law, main: chaincode },
    settings: { NODE_OPTIONS: `--import=${pathToFileURL(gateway).href}` }
  }
}

/** Profiles this process, and each of its threads, from here to its end, in a file that Chromium's developer tools and others read. */
export function start(folder: string, name: string): void {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.start')
  if (isMainThread) process.once('SIGTERM', () => setTimeout(() => process.exit(), 3000).unref())
  if (name === 'chaincode') process.once('SIGTERM', () => process.exit())
  process.once('exit', () => {
    session.post('Profiler.stop', (_, result) => {
      if (result)
        writeFileSync(
          join(folder, `${name}-${process.pid}${isMainThread ? '' : `-${threadId}`}.cpuprofile`),
          JSON.stringify(result.profile)
        )
    })
  })
}
