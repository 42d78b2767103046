import type { MigrationBuilder } from 'node-pg-migrate'

/** Who complains may show what is wrong. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    -- Sealed, and erased with the contact: a photograph may show people.
    alter table core_own.complaint add column photo bytea;
  `)
}
