/** People of the demonstration, one for each role and a regulator of the county, with passwords in a file that only its owner reads. */
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Accounts, type NewAccount } from '../../src/core/identity/accounts.js'
import type { PersonRole } from '../../src/core/identity/person.js'
import { type BASE, ORGANISATIONS, PARTIES, type PartyName, REGULATOR } from './parties.js'

export interface DemoLogin {
  role: PersonRole
  party: string
  name: { zh: string; en: string }
  account: string
  password: string
}

const ROLES: readonly (readonly [PersonRole, PartyName | null, string, string, account?: string])[] = [
  ['operator', 'yunxiu', '操作员', 'operator'],
  ['packer', 'yunxiu', '包装员', 'packer'],
  ['carrier', 'jifeng', '承运员', 'carrier'],
  ['outlet', 'pengchen', '门店店员', 'outlet clerk'],
  ['buyer', 'primary', '采购员', 'buyer'],
  ['laboratory', 'laboratory', '检测员', 'laboratory'],
  ['certifier', 'certifier', '评价员', 'certifier'],
  ['office', 'office', '帮扶办人员', 'assistance office'],
  ['regulator', 'regulator', '监管人员', 'regulator'],
  ['regulator', 'county', '监管人员', 'regulator', 'regulator-zijin']
]

/** Without 0 O 1 I L: they are typed from paper. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'
const newPassword = () => Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** Who is to be there, without passwords. */
function wanted(): Omit<DemoLogin, 'password'>[] {
  const people = ROLES.map(([role, of, zh, en, account = role]) => {
    const party = of ? PARTIES[of] : null
    return {
      role,
      party: party?.uscc ?? REGULATOR,
      name: { zh: `${party?.name.zh ?? '演示'} ${zh}`, en: `${party?.name.en ?? 'Demo'}, ${en}` },
      account
    }
  })
  const administrators = ORGANISATIONS.map(organisation => ({
    role: 'administrator' as const,
    party: organisation,
    name: { zh: `演示·${organisation} 管理员`, en: `Demo ${organisation}, administrator` },
    account: `admin-${organisation.replace('MSP', '').toLowerCase()}`
  }))
  return [...people, ...administrators]
}

const organisationOf = (party: string) =>
  Object.values(PARTIES).find(({ uscc }) => uscc === party)?.organisation ?? (party as typeof BASE)

/** The demonstration's log-ins, made where they are not; each keeps its password from one start to the next. */
export async function demoLogins(pool: pg.Pool, home: string): Promise<DemoLogin[]> {
  const file = join(home, 'demo-logins.json')
  const known: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const logins = wanted().map(login => ({ ...login, password: known[login.account] ?? newPassword() }))
  const passwords = Object.fromEntries(logins.map(({ account, password }) => [account, password]))
  writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 })
  const accounts = new Accounts(pool)
  for (const login of logins) await see(accounts, login, known[login.account] === login.password)
  return logins
}

/** @param told whether its password was told before: then who has changed it since keeps his */
async function see(
  accounts: Accounts,
  { role, party, name, account, password }: DemoLogin,
  told: boolean
): Promise<void> {
  const organisation = organisationOf(party)
  const wanted: NewAccount = { organisation, party, login: account, name: name.zh, roles: [role], password }
  const made = await accounts.createUnlessThere(wanted)
  if (!made && !told) await accounts.resetPassword(organisation, account, password)
}
