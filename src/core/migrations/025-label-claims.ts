import type { MigrationBuilder } from 'node-pg-migrate'

/** Labels of packs say what these claim. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    alter table core_own.label_run
      -- Number of a 圳品 certificate.
      add column certificate text,
      -- The mark that supply bases share.
      add column common_mark boolean not null default false;
  `)
}
