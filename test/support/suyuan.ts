/** The command line, as people run it. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { checkoutRoot } from '../../network/root.js'
import type { Service } from './service.js'

export interface Ended {
  code: number
  out: string
  err: string
}

/** Runs a command on a service's data folder: no other setting tells it where network and Postgres are. */
export const suyuanOn =
  ({ network }: Service) =>
  (...args: string[]): Promise<Ended> =>
    new Promise(fulfil => {
      const env = { PATH: process.env.PATH, SUYUAN_HOME: network.topology.home }
      const command = [join(checkoutRoot(), 'dist/scripts/suyuan.js'), ...args]
      execFile(process.execPath, command, { env }, (error, out, err) =>
        fulfil({ code: error ? Number(error.code) : 0, out, err })
      )
    })
