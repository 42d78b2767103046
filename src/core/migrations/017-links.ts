import type { MigrationBuilder } from 'node-pg-migrate'

/** What owners say of their products to whoever scans them: links of their own, and numbers that others replaced. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.product_link (
      id uuid primary key default gen_random_uuid(),
      gtin text not null,
      party text not null,
      -- Name of the link's type in GS1's vocabulary.
      rel text not null,
      href text not null,
      title jsonb not null,
      -- Of what it leads to; null where it serves everybody.
      language text,
      -- Whether who scans the product's own number is sent there.
      leads boolean not null default false,
      account text not null,
      made_at timestamptz not null default now()
    );
    create unique index on core_own.product_link (gtin) where leads;
    create index on core_own.product_link (gtin, made_at);

    -- Codes that were printed with the number before lead where the one after it leads.
    create table core_own.gtin_successor (
      gtin text primary key,
      successor text not null,
      party text not null,
      account text not null,
      made_at timestamptz not null default now()
    );
    create index on core_own.gtin_successor (successor);
  `)
}
