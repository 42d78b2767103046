import type { Service } from './service.js'

/** What is on the audit log, in its order. */
export interface LoggedAct {
  account: string | null
  act: string
  subject: string
  details: Record<string, unknown>
}

/** The audit log of all organisations, past the walls between them. */
export async function actsOf({ pool }: Service): Promise<LoggedAct[]> {
  const db = await pool.connect()
  try {
    await db.query(`set suyuan.scope to 'everything'`)
    const { rows } = await db.query<Omit<LoggedAct, 'details'> & { details: string }>(
      'select account, act, subject, details from core_own.audit_entry order by organisation, number'
    )
    return rows.map(row => ({ ...row, details: JSON.parse(row.details) as Record<string, unknown> }))
  } finally {
    db.release(true)
  }
}
