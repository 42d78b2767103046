/** The API keys of the demonstration, in a file that only its owner reads. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { createApiKey, partyOfApiKey } from '../../src/core/identity/api-keys.js'
import { openPool } from '../../src/core/mirror/pool.js'
import { ORGANISATIONS } from './parties.js'

/** By USCC, or by MSP id for administrators. */
export class DemoKeys {
  private constructor(
    private readonly path: string,
    private readonly keys: Map<string, string>
  ) {}

  static at(home: string): DemoKeys {
    const path = join(home, 'demo-keys.json')
    const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
    return new DemoKeys(path, new Map(Object.entries(known)))
  }

  get(as: string): string | undefined {
    return this.keys.get(as)
  }

  /** @throws Error in a sentence when there is none */
  need(as: string): string {
    const key = this.keys.get(as)
    if (!key) throw new Error(`${this.path} has no API key of ${as}: npm start makes one`)
    return key
  }

  /** Those that the service doesn't know any more are forgotten. */
  async keep(isKnown: (key: string, as: string) => Promise<boolean>): Promise<void> {
    for (const [as, key] of this.keys) if (!(await isKnown(key, as))) this.keys.delete(as)
    this.save()
  }

  set(as: string, key: string): void {
    this.keys.set(as, key)
    this.save()
  }

  private save(): void {
    writeFileSync(`${this.path}.new`, JSON.stringify(Object.fromEntries(this.keys), null, 2), { mode: 0o600 })
    renameSync(`${this.path}.new`, this.path)
  }
}

/** Keys in Postgres for the organisations' administrators, made where there are none: everything else goes over HTTP. */
export async function administratorsKeys(databaseUrl: string, home: string): Promise<DemoKeys> {
  const keys = DemoKeys.at(home)
  await withPostgres(databaseUrl, async pool => {
    await keys.keep(async (key, as) => (await partyOfApiKey(pool, key)) === as)
    for (const organisation of ORGANISATIONS)
      if (!keys.get(organisation)) keys.set(organisation, await createApiKey(pool, organisation, 'demo'))
  })
  return keys
}

/** Whether nobody has said anything on the ledger yet, as the mirror has it. */
export const hasNoCommands = (databaseUrl: string): Promise<boolean> =>
  withPostgres(databaseUrl, async pool => (await pool.query('select from core.command limit 1')).rowCount === 0)

/** Work with a connection of its own. */
export async function withPostgres<T>(databaseUrl: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = openPool(databaseUrl, ['core'], 1)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}
