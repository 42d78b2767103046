import type { MigrationBuilder } from 'node-pg-migrate'

/**
 * Notices, acknowledgements, closings and drills are commands on the ledger now, and the mirror has them. What stood here
 * is not carried over: nobody had installed a version that kept them in Postgres alone.
 */
export function up(pgm: MigrationBuilder): void {
  pgm.sql('drop table core_own.recall_notice, core_own.recall_closing, core_own.recall_drill;')
}
