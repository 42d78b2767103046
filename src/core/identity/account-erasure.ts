import type pg from 'pg'
import { type AuditLog, redactIn } from './audit-log.js'
import { everywhere } from './scope.js'

/** What only served to let somebody in, or to know him again. */
const FORGOTTEN = ['passkey', 'session', 'identity', 'challenge'] as const

/**
 * Erases what tells who somebody is: name, log-in, password, passkeys, sessions, his organisation's name for him, codes, what
 * his devices are called, his name among those who share a phone and on API keys, and the words of the audit log that name
 * him. The account stays as a pseudonym, its id: what he did is on ledger and audit log, where others rely on it.
 */
export async function eraseAccount(pool: pg.Pool, auditLog: AuditLog, account: string): Promise<void> {
  const said = await everywhere(pool, async db => {
    const { rows } = await db.query<{ name: string; login: string }>(
      'select name, login from core_own.account where id = $1 for update',
      [account]
    )
    // A backup of before he came does not have him.
    if (!rows[0]) return []
    const { name, login } = rows[0]
    await eraseDevices(db, account, name)
    for (const table of FORGOTTEN) await db.query(`delete from core_own.${table} where account = $1`, [account])
    await db.query('delete from core_own.enrolment where account = $1 or id = $1', [account])
    await db.query('delete from core_own.attempt where what = any($1)', [[`prove:${account}`, `login:${login}`]])
    await db.query(
      `update core_own.api_key set label = case label when $2 then '…' else replace(label, $1, '…') end
       where label = $2 or (length($1) > 1 and strpos(label, $1) > 0)`,
      [name, login]
    )
    await db.query(
      `update core_own.account set name = '', login = 'erased-' || id, password = null, roles = '{}',
         disabled_at = coalesce(disabled_at, now()), erased_at = coalesce(erased_at, now())
       where id = $1`,
      [account]
    )
    return redactIn(db, account, { name, login })
  })
  for (const entry of said) auditLog.tell(entry)
}

/** Keys are the ledger's; what a phone is called, and who used it, is not. */
async function eraseDevices(db: pg.ClientBase, account: string, name: string): Promise<void> {
  await db.query(
    `update core_own.desk_note set clerk = null
     where clerk = $2 and key in (select key from core_own.device where account = $1)`,
    [account, name]
  )
  await db.query(
    `update core_own.device set label = '',
       state = case state when 'approved' then 'revoked' when 'asked' then 'declined' else state end,
       decided_at = coalesce(decided_at, now())
     where account = $1`,
    [account]
  )
}
