import type { MigrationBuilder } from 'node-pg-migrate'

const TABLES = `
  -- Where a plot is, exactly: corners and a salt, of which the ledger has a commitment. Sealed with the gateways' vault.key.
  create table core_own.plot_outline (
    plot text not null,
    commitment text not null,
    party text not null,
    sealed bytea not null,
    made_by text not null,
    made_at timestamptz not null default now(),
    primary key (plot, commitment)
  );

  -- The households behind a count on the ledger, by the commitment that it has.
  create table core_own.base_household (
    base text not null,
    commitment text not null,
    position int not null,
    party text not null,
    household uuid not null references core_own.household,
    -- SHA-256 of how it is linked, with its salt. It stays when that goes, so that the commitment can still be checked.
    leaf bytea not null,
    -- Sealed under the household's key; null once it is erased.
    sealed bytea,
    primary key (base, commitment, position)
  );
  create index on core_own.base_household (household);
`

/** Who may speak in an administrator's place everywhere: backup and restore, which say so. */
const KEEPER = `core_own.setting('scope') = 'everything'`
const OWN = `party = core_own.setting('party')`

const wall = (table: string) => `
  alter table core_own.${table} enable row level security, force row level security;
  create policy keeper on core_own.${table} using (${KEEPER}) with check (${KEEPER});
  create policy own on core_own.${table} to suyuan_people using (${OWN}) with check (${OWN});
  grant select, insert on core_own.${table} to suyuan_people;
`

/** What a supply base's party keeps beside the ledger: exact outlines of plots, and which households it counted. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(TABLES)
  for (const table of ['plot_outline', 'base_household']) pgm.sql(wall(table))
}
