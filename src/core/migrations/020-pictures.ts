import type { MigrationBuilder } from 'node-pg-migrate'

/** What products look like, by those whose they are. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.product_picture (
      gtin text primary key,
      party text not null,
      -- JPEG.
      picture bytea not null,
      -- SHA-256, by which its address changes when it does.
      digest text not null,
      account text not null,
      made_at timestamptz not null default now()
    );
  `)
}
