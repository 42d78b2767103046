import type { MigrationBuilder } from 'node-pg-migrate'

/** Accounts that an organisation's own log-in (OIDC) opens, by its name for somebody, which it gives to nobody else. */
export function up(pgm: MigrationBuilder): void {
  const keeper = `core_own.setting('scope') = 'everything'`
  const own = `organisation = core_own.setting('administers') or account::text = core_own.setting('account')`
  const sees = `${own} or issuer || ' ' || subject = core_own.setting('shown')`
  pgm.sql(`
    create table core_own.identity (
      issuer text not null,
      subject text not null,
      account uuid not null references core_own.account on delete cascade,
      organisation text not null,
      created_at timestamptz not null default now(),
      primary key (issuer, subject)
    );
    create index on core_own.identity (account);
    alter table core_own.identity enable row level security, force row level security;
    grant select, insert on core_own.identity to suyuan_people;
    create policy keeper on core_own.identity using (${keeper}) with check (${keeper});
    create policy sees on core_own.identity for select to suyuan_people using (${sees});
    create policy adds on core_own.identity for insert to suyuan_people with check (${own});
  `)
}
