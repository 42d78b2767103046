import type { MigrationBuilder } from 'node-pg-migrate'

/**
 * What sensors said: only Postgres has it. The ledger has the roots under which it was closed, so what lies here can be
 * checked, and cannot be made again.
 */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(READINGS)
  pgm.sql(SERIES)
}

const READINGS = `
    -- By day of the reading, UTC: days are made when they are needed, and dropped whole.
    create table core_own.reading (
      sensor text not null,
      day date not null,
      sequence bigint not null,
      at timestamptz not null,
      -- Thousandths of the sensor's unit.
      milli int not null,
      received_at timestamptz not null default now(),
      -- Seconds by which the sensor's clock was behind ours, where that could be told.
      skew int,
      primary key (sensor, sequence, day)
    ) partition by range (day);
    create index on core_own.reading (sensor, at);

    -- One gateway at a time: two that make the same day at once would have one of them fail.
    create function core_own.make_reading_days(wanted date[]) returns void language plpgsql as $$
      declare one date;
      begin
        perform pg_advisory_xact_lock(hashtext('core_own.reading'));
        foreach one in array wanted loop
          if to_regclass('core_own.reading_' || to_char(one, 'YYYYMMDD')) is null then
            execute format('create table core_own.%I partition of core_own.reading for values from (%L) to (%L)',
              'reading_' || to_char(one, 'YYYYMMDD'), one, one + 1);
          end if;
        end loop;
      end $$;

    -- Another value under a number that was used.
    create table core_own.reading_conflict (
      sensor text not null,
      sequence bigint not null,
      at timestamptz not null,
      milli int not null,
      received_at timestamptz not null default now(),
      primary key (sensor, sequence, at, milli)
    );

    -- A row a sensor, written over again and again.
    create table core_own.sensor_latest (
      sensor text primary key,
      high bigint not null,
      at timestamptz not null,
      milli int not null,
      received_at timestamptz not null
    ) with (fillfactor = 50);
`

const SERIES = `
    create table core_own.excursion (
      id text primary key,
      sensor text not null,
      subject text not null,
      rule text not null,
      from_at timestamptz not null,
      -- When it had lasted too long.
      since_at timestamptz not null,
      until_at timestamptz not null,
      ended_at timestamptz,
      peak int not null,
      count int not null,
      -- What the ledger has been told of it, and of the goods.
      opened boolean not null default false,
      held boolean not null default false,
      -- Events by which goods were held for this.
      hold_events text[] not null default '{}',
      end_told boolean not null default false,
      released boolean not null default false,
      problem text,
      next_at timestamptz not null default now()
    );
    create index on core_own.excursion (sensor, subject);
    create index on core_own.excursion (next_at) where not released;

    create table core_own.series (
      id text primary key,
      subject text not null,
      kind text not null,
      party text not null,
      -- The command's payload, and what became of it.
      payload jsonb not null,
      closed boolean not null default false,
      problem text,
      made_at timestamptz not null default now()
    );
    create index on core_own.series (subject);
    create index on core_own.series (made_at) where not closed;

    -- Which readings are in it.
    create table core_own.series_part (
      series text not null references core_own.series,
      sensor text not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      sequences int8multirange not null,
      primary key (series, sensor, from_at)
    );
    create index on core_own.series_part (sensor);

    -- Up to when a place's readings were closed.
    create table core_own.series_window (
      subject text primary key,
      until_at timestamptz not null
    );
`
