import type { MigrationBuilder } from 'node-pg-migrate'

/** What consumers do with the pages: scans and check codes, counted without anybody being in it, and complaints. */
export function up(pgm: MigrationBuilder): void {
  scans(pgm)
  complaints(pgm)
}

function scans(pgm: MigrationBuilder): void {
  pgm.sql(`
    -- Pages that were looked at, by day in China and region. kind: pack, lot, or unknown, for numbers that were never packed.
    create table core_own.scan (
      kind text not null,
      gtin text not null,
      id text not null,
      day date not null,
      region text not null,
      times bigint not null,
      primary key (kind, gtin, id, day, region)
    );
    create index on core_own.scan (day);

    -- Of which today's names of networks are made. Unlogged: what is deleted here stands in no archive of Postgres.
    create unlogged table core_own.scan_salt (day date primary key, salt bytea not null);

    -- Packs whose right check code was asked: the first time, the last, and the one before that.
    create table core_own.activation (
      gtin text not null,
      serial text not null,
      first_at timestamptz not null,
      first_region text not null,
      before_at timestamptz,
      before_region text,
      last_at timestamptz not null,
      last_region text not null,
      times int not null,
      primary key (gtin, serial)
    );
    -- Right and wrong check codes of packs, by day in China and region.
    create table core_own.check_day (
      gtin text not null,
      serial text not null,
      day date not null,
      region text not null,
      good int not null,
      wrong int not null,
      primary key (gtin, serial, day, region)
    );
    -- What looks odd about a pack's check codes, for the regulator: velocity, geography, guessing.
    create table core_own.scan_flag (
      id bigint generated always as identity primary key,
      kind text not null,
      gtin text not null,
      serial text not null,
      day date not null,
      times int not null,
      regions text[] not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      unique (kind, gtin, serial, day)
    );
    create index on core_own.scan_flag (last_at);
  `)
}

function complaints(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.complaint (
      number text primary key,
      kind text not null,
      code text not null,
      gtin text,
      lot text,
      serial text,
      -- Sealed, since people write names into it.
      words bytea not null,
      contact bytea,
      region text not null,
      state text not null,
      received_at timestamptz not null default now(),
      closed_at timestamptz
    );
    create index on core_own.complaint (state, received_at);
    -- Everything that was done about it, reading the contact included.
    create table core_own.complaint_change (
      id bigint generated always as identity primary key,
      number text not null references core_own.complaint,
      state text not null,
      by text not null,
      said text,
      at timestamptz not null default now()
    );
    create index on core_own.complaint_change (number);
  `)
}
