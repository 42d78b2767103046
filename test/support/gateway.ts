/** A further gateway on a service's network and Postgres, run by itself as in production. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../network/ports.js'
import { checkoutRoot } from '../../network/root.js'
import { until } from '../../network/wait.js'
import { GATEWAY_SETTINGS, type Service } from './service.js'

export interface Gateway {
  url: string
  process: ChildProcess
  /** Whether it is the one that writes the mirror. */
  leads(): Promise<boolean>
  /** Ends it by a signal; returns when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/**
 * Returns when it is ready, or, by another `isUp`, what its /readyz says is as wanted; `settings` are environment variables
 * beyond what it needs, `log` is where its log goes.
 */
export async function startGateway(
  service: Pick<Service, 'network' | 'databaseUrl'>,
  settings: Record<string, string> = {},
  isUp = async ({ ok }: Response): Promise<boolean> => ok,
  log: number | 'inherit' = 'inherit'
): Promise<Gateway> {
  const port = await freePort()
  const child = spawn(process.execPath, [join(checkoutRoot(), 'dist', 'src', 'main.js')], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      SUYUAN_HOME: service.network.topology.home,
      DATABASE_URL: service.databaseUrl,
      ...GATEWAY_SETTINGS,
      ...settings
    },
    stdio: ['ignore', log, 'inherit']
  })
  const url = `http://127.0.0.1:${port}`
  await until('the gateway is ready', 60_000, async () => {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`)
    return (await isUp(await fetch(`${url}/readyz`))) || undefined
  })
  return {
    url,
    process: child,
    leads: async () => /^suyuan_mirror_leading 1$/m.test(await (await fetch(`${url}/metrics`)).text()),
    end: async signal => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    }
  }
}
