import type { MigrationBuilder } from 'node-pg-migrate'

/** Who may speak in an administrator's place everywhere: backup and restore, which say so. */
const KEEPER = `core_own.setting('scope') = 'everything'`
const ADMINISTRATOR = `organisation = core_own.setting('administers')`
const OWN = `account::text = core_own.setting('account')`

/** What each table shows to whom, and whose rows may be written. `shown`: who is not known yet sees what he can name. */
const WALLS = {
  account: {
    sees: `${ADMINISTRATOR} or party = core_own.setting('party') or id::text = core_own.setting('account') or login = core_own.setting('shown')`,
    writes: `${ADMINISTRATOR} or id::text = core_own.setting('account')`
  },
  passkey: {
    sees: `${ADMINISTRATOR} or ${OWN} or id = core_own.setting('shown')`,
    writes: `${ADMINISTRATOR} or ${OWN}`
  },
  session: {
    sees: `${ADMINISTRATOR} or ${OWN} or hash = core_own.setting('shown')`,
    writes: `${ADMINISTRATOR} or ${OWN}`
  },
  enrolment: {
    sees: `${ADMINISTRATOR} or hash = core_own.setting('shown')`,
    writes: `${ADMINISTRATOR} or hash = core_own.setting('shown')`
  },
  device: { sees: `${ADMINISTRATOR} or party = core_own.setting('party')`, writes: `${ADMINISTRATOR} or ${OWN}` },
  api_key: {
    sees: `${ADMINISTRATOR} or party = core_own.setting('party') or encode(hash, 'hex') = core_own.setting('shown')`,
    writes: `${ADMINISTRATOR} or party = core_own.setting('party')`
  },
  audit_head: {
    sees: `${ADMINISTRATOR} or organisation = core_own.setting('logs')`,
    writes: `organisation = core_own.setting('logs')`
  },
  audit_entry: { sees: ADMINISTRATOR, writes: `organisation = core_own.setting('logs')` }
}

/** Who asks for people's rows: a role that owns none of them, and a name for whom it asks. */
const ROLE = `
    do $$ begin
      if not exists (select from pg_roles where rolname = 'suyuan_people') then create role suyuan_people nologin; end if;
    exception when duplicate_object or unique_violation then null; -- another database of this cluster was first
    end $$;
    do $$ begin
      set local role suyuan_people;
      set local role none;
    exception when insufficient_privilege then
      execute format('grant suyuan_people to %I', current_user);
    end $$;
    create function core_own.setting(name text) returns text language sql stable parallel safe as
      $$ select nullif(current_setting('suyuan.' || name, true), '') $$;
    grant usage on schema core_own to suyuan_people;
`

const TABLES = `
    create table core_own.account (
      id uuid primary key,
      organisation text not null,
      -- A USCC, or the organisation's MSP id.
      party text not null,
      login text not null unique,
      name text not null,
      roles text[] not null,
      -- scrypt with its parameters; null where there is none
      password text,
      created_at timestamptz not null default now(),
      disabled_at timestamptz,
      check (party = organisation or not 'administrator' = any (roles)),
      check (organisation = 'RegulatorMSP' or not 'regulator' = any (roles))
    );
    create index on core_own.account (organisation, party);

    create table core_own.passkey (
      id text primary key,
      account uuid not null references core_own.account on delete cascade,
      organisation text not null,
      public_key bytea not null,
      counter bigint not null,
      transports text[] not null,
      label text not null,
      created_at timestamptz not null default now(),
      used_at timestamptz,
      revoked_at timestamptz
    );
    create index on core_own.passkey (account);

    -- The token is the browser's alone.
    create table core_own.session (
      hash text primary key,
      id uuid not null unique,
      account uuid not null references core_own.account on delete cascade,
      organisation text not null,
      party text not null,
      way text not null,
      browser text not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      proven_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create index on core_own.session (account) where ended_at is null;

    create table core_own.enrolment (
      hash text primary key,
      id uuid not null unique,
      organisation text not null,
      party text not null,
      -- Whose new way to log in it is; null makes an account.
      account uuid references core_own.account on delete cascade,
      name text not null,
      roles text[] not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index on core_own.enrolment (organisation) where used_at is null;

    create table core_own.device (
      key text primary key,
      account uuid not null references core_own.account on delete cascade,
      organisation text not null,
      party text not null,
      public_key text not null,
      possession text not null,
      label text not null,
      -- asked, approved, declined, revoked
      state text not null default 'asked',
      asked_at timestamptz not null default now(),
      decided_at timestamptz
    );
    create index on core_own.device (organisation, party);

    -- What a browser is to sign, once.
    create table core_own.challenge (
      hash text primary key,
      challenge text not null,
      purpose text not null,
      account uuid,
      expires_at timestamptz not null
    );

    -- Of what was tried, how often since when.
    create table core_own.attempt (what text primary key, count int not null, since timestamptz not null);

    -- An entry's hash covers the one before it; one chain an organisation.
    create table core_own.audit_entry (
      organisation text not null,
      number bigint not null,
      at timestamptz not null,
      party text not null,
      account uuid,
      act text not null,
      subject text not null,
      details text not null,
      hash text not null,
      primary key (organisation, number)
    );
    create table core_own.audit_head (organisation text primary key, number bigint not null, hash text not null);
`

/** Keys of before are their party's organisation's, as the mirror has it. */
const API_KEYS = `
    alter table core_own.api_key add column organisation text;
    do $$ begin
      if to_regclass('core.state') is not null then
        update core_own.api_key a set organisation =
          (select s.value->>'organisation' from core.state s where s.key = 'core/party/' || a.party);
      end if;
    end $$;
    update core_own.api_key set organisation = party where organisation is null;
    alter table core_own.api_key alter column organisation set not null;
`

const GRANTS = `
    grant select, insert, update on core_own.account, core_own.passkey, core_own.session, core_own.enrolment,
      core_own.device, core_own.api_key, core_own.audit_head to suyuan_people;
    -- Nobody alters what was logged.
    grant select, insert on core_own.audit_entry to suyuan_people;
`

/** Tells policies of a table: a keeper's, and what those who ask see, add and change. */
const walls = (table: string, { sees, writes }: { sees: string; writes: string }) => `
    alter table core_own.${table} enable row level security, force row level security;
    create policy keeper on core_own.${table} using (${KEEPER}) with check (${KEEPER});
    create policy sees on core_own.${table} for select to suyuan_people using (${sees});
    create policy adds on core_own.${table} for insert to suyuan_people with check (${writes});
    create policy changes on core_own.${table} for update to suyuan_people using (${sees}) with check (${writes});
`

/**
 * People: accounts, how they prove who they are, sessions, devices; and the log of what administrators do. Rows are a
 * party's own: who asks for them speaks as `suyuan_people`, who owns none of these tables, and says for whom
 * (`within` in identity/scope.ts).
 */
export function up(pgm: MigrationBuilder): void {
  for (const step of [ROLE, TABLES, API_KEYS, GRANTS]) pgm.sql(step)
  for (const [table, wall] of Object.entries(WALLS)) pgm.sql(walls(table, wall))
}
