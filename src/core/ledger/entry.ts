import type { Command } from '@suyuan/model/core/command'
import type { Role } from './fabric.js'

/** A command that is to be on the ledger, with what the gateway needs to bring it there. */
export interface Entry {
  /** Row in core_own.intake. */
  id: number
  command: Command
  /** The command as JSON. */
  text: string
  digest: string
  organisation: string
  role: Role
  /** Length of its text in bytes. */
  bytes: number
  attempts: number
  /** Whether it may wait for goods that are not there yet. */
  patient: boolean
}

/** The columns of `core_own.intake` that make an entry. */
export const ENTRY_COLUMNS = 'id, command, digest, organisation, role, attempts, wait_until > now() as patient'

export interface EntryRow {
  id: number
  command: string
  digest: string
  organisation: string
  role: Role
  attempts: number
  patient: boolean | null
}

export const entryOf = (row: EntryRow): Entry => ({
  id: row.id,
  command: JSON.parse(row.command) as Command,
  text: row.command,
  digest: row.digest,
  organisation: row.organisation,
  role: row.role,
  bytes: Buffer.byteLength(row.command),
  attempts: row.attempts,
  patient: row.patient === true
})
