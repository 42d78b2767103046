/** `suyuan enrol`, and what npm start prints: codes by which an organisation's administrator comes in, the first or a later one. */
import type pg from 'pg'
import { Accounts } from '../src/core/identity/accounts.js'
import { Enrolments } from '../src/core/identity/enrolments.js'
import { Passkeys } from '../src/core/identity/passkeys.js'
import { within } from '../src/core/identity/scope.js'
import { openPool } from '../src/core/mirror/pool.js'
import { databaseUrlOf, type InstallationOptions } from './installation.js'

export interface AdministratorCode {
  organisation: string
  code: string
}

const isThere = `select from core_own.account
  where organisation = $1 and 'administrator' = any (roles) and disabled_at is null limit 1`

/** Organisations in whose name the gateway speaks: it holds their administrators' keys. */
async function heldOrganisations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ party: string }>(
    `select party from core_own.signing_key where party like '%MSP' order by party`
  )
  return rows.map(({ party }) => party)
}

/** A code for an organisation's administrator; those before it that nobody used are withdrawn. */
export async function administratorCode(pool: pg.Pool, organisation: string): Promise<string> {
  if (!(await heldOrganisations(pool)).includes(organisation))
    throw new Error(`No gateway on this Postgres holds the administrator's key of ${organisation}`)
  const enrolments = new Enrolments(pool, new Accounts(pool), new Passkeys(pool))
  for (const { id, party, roles } of await enrolments.list(organisation))
    if (party === organisation && roles.includes('administrator')) await enrolments.withdraw(organisation, id)
  const { code } = await enrolments.create({
    organisation,
    party: organisation,
    name: '机构管理员 Administrator',
    roles: ['administrator']
  })
  return code
}

/** A code for each organisation that has no administrator who could log in yet. */
export async function firstAdministrators(pool: pg.Pool): Promise<AdministratorCode[]> {
  const codes: AdministratorCode[] = []
  for (const organisation of await heldOrganisations(pool)) {
    const { rowCount } = await within(pool, { administers: organisation }, db => db.query(isThere, [organisation]))
    if (rowCount === 0) codes.push({ organisation, code: await administratorCode(pool, organisation) })
  }
  return codes
}

/** @returns what to say of it */
export async function enrolCommand(organisation: string, options: InstallationOptions): Promise<string> {
  const pool = openPool(await databaseUrlOf(options), ['core'], 1)
  try {
    return `${await administratorCode(pool, organisation)} is good once, for three days, at /account/enrol`
  } finally {
    await pool.end()
  }
}
