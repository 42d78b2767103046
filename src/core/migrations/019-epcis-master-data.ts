import type { MigrationBuilder } from 'node-pg-migrate'

/** What documents that were captured describe beside their events, on its way to the ledger. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql('alter table core_own.epcis_capture add column master_data text')
}
