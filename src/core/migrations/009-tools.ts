import type { MigrationBuilder } from 'node-pg-migrate'

const BOOKS = `
  -- Who leaf is bought of. Without its key nothing of a household can be read again: to erase it is to erase the person.
  create table core_own.household (
    id uuid primary key default gen_random_uuid(),
    party text not null,
    -- Sealed with the gateways' vault.key; null once the household is erased.
    key bytea,
    -- Pseudonym and village, sealed under that key.
    sealed bytea,
    erased_at timestamptz,
    check ((key is null) = (sealed is null) and (key is null) = (erased_at is not null))
  );
  create index on core_own.household (party);

  -- What is bought of one plot's leaf as one lot; closed, it is that lot's harvest on the ledger.
  create table core_own.weighing (
    id uuid primary key default gen_random_uuid(),
    party text not null,
    day date not null,
    place text not null,
    plot text not null,
    gtin text not null,
    lot text not null,
    cultivar text not null,
    season text not null,
    grade text not null,
    unit text not null,
    price bigint not null,
    opened_by text not null,
    opened_at timestamptz not null default now(),
    -- open; closing: no more lines, the entry may be on its way; closed: the ledger has it
    state text not null default 'open' check (state in ('open', 'closing', 'closed')),
    grams bigint,
    households int,
    commitment text,
    -- When the last line was written: the harvest's time.
    ended_at timestamptz,
    refusals int not null default 0
  );
  create index on core_own.weighing (party, day desc);

  create table core_own.weighing_line (
    weighing uuid not null references core_own.weighing on delete cascade,
    position int not null,
    household uuid not null references core_own.household,
    -- SHA-256 of the line with its salt. It stays when the line goes, so that the commitment can still be checked.
    leaf bytea not null,
    -- Sealed under the household's key; null once it is erased.
    sealed bytea,
    primary key (weighing, position)
  );
  create index on core_own.weighing_line (household);
`

const LABELS = `
  create table core_own.label_run (
    id uuid primary key default gen_random_uuid(),
    party text not null,
    kind text not null check (kind in ('pack', 'case', 'pallet')),
    gtin text not null,
    lot text not null,
    produced date,
    expires date,
    -- Packs in a case, cases on a pallet.
    content int,
    -- GS1 company prefix of new SSCCs.
    prefix text,
    made_by text not null,
    made_at timestamptz not null default now()
  );
  create index on core_own.label_run (party, made_at desc);
  create table core_own.label (
    run uuid not null references core_own.label_run on delete cascade deferrable initially deferred,
    position int not null,
    -- Serial of a pack, SSCC of a case or pallet.
    code text not null,
    voided_at timestamptz,
    voided_by text,
    void_reason text,
    primary key (run, position)
  );
  create index on core_own.label (code);
  create table core_own.label_print (
    id uuid primary key default gen_random_uuid(),
    run uuid not null references core_own.label_run on delete cascade deferrable initially deferred,
    layout text not null,
    first int not null,
    last int not null,
    -- Of labels that had been printed before: why again.
    reason text,
    printed_by text not null,
    printed_at timestamptz not null default now()
  );
  create index on core_own.label_print (run);
  -- The next reference number of SSCCs under a GS1 company prefix.
  create table core_own.sscc_series (prefix text primary key, next bigint not null);
`

const PAPERS = `
  -- 承诺达标合格证 as issued; what names a promisor and his telephone is sealed with vault.key.
  create table core_own.conformity_certificate (
    id uuid primary key default gen_random_uuid(),
    party text not null,
    gtin text not null,
    lot text not null,
    sealed bytea not null,
    issued_by text not null,
    issued_at timestamptz not null default now()
  );
  create index on core_own.conformity_certificate (party, issued_at desc);

  -- Uploads that were read and not confirmed yet, or what came of them.
  create table core_own.upload (
    id uuid primary key default gen_random_uuid(),
    party text not null,
    kind text not null,
    name text not null,
    cells jsonb not null,
    made_by text not null,
    made_at timestamptz not null default now(),
    confirmed_at timestamptz,
    results jsonb
  );
  create index on core_own.upload (made_at);
`

/** What those who handle goods keep beside the ledger: weigh-in books, labels, certificates, uploads. */
export function up(pgm: MigrationBuilder): void {
  for (const tables of [BOOKS, LABELS, PAPERS]) pgm.sql(tables)
}
