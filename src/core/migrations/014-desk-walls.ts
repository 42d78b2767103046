import type { MigrationBuilder } from 'node-pg-migrate'

/** Who may speak in an administrator's place everywhere: backup and restore, which say so. */
const KEEPER = `core_own.setting('scope') = 'everything'`
const OWN = `party = core_own.setting('party')`

/** A party's own, by what each row says. */
const OF_PARTIES = ['household', 'weighing', 'label_run', 'conformity_certificate', 'upload']

/** Rows of a party's rows: who is shown those is shown these. Asked once a statement, not once a row. */
const OF_OTHERS = {
  weighing_line: 'weighing in (select id from core_own.weighing)',
  label: 'run in (select id from core_own.label_run)',
  label_print: 'run in (select id from core_own.label_run)'
}

/** What is done to them. Nobody takes away what was printed, issued or bought, but for lines of open books. */
const GRANTS = `
  grant select, insert, update on core_own.household, core_own.weighing, core_own.weighing_line, core_own.label_run,
    core_own.label, core_own.label_print, core_own.upload, core_own.sscc_series to suyuan_people;
  grant select, insert on core_own.conformity_certificate to suyuan_people;
  grant delete on core_own.weighing_line to suyuan_people;
`

const wall = (table: string, own: string) => `
  alter table core_own.${table} enable row level security, force row level security;
  create policy keeper on core_own.${table} using (${KEEPER}) with check (${KEEPER});
  create policy own on core_own.${table} to suyuan_people using (${own}) with check (${own});
`

/**
 * Weigh-in books, labels, certificates and uploads are a party's own, as people's rows are: who asks for them speaks as
 * `suyuan_people` and says for whom (`within` in identity/scope.ts). Numbers of SSCCs go by company prefix, which no party
 * is known to own: who can name a prefix draws from it, and sees nothing but the next number.
 */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(GRANTS)
  for (const table of OF_PARTIES) pgm.sql(wall(table, OWN))
  for (const [table, own] of Object.entries(OF_OTHERS)) pgm.sql(wall(table, own))
  pgm.sql(wall('sscc_series', `prefix = core_own.setting('shown')`))
}
