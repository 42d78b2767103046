import { SHORT_DIGEST } from './queries/short-codes.js'

/** The trace's tables. Amounts are in the unit of the lot's product: grams or pieces. */
export const tables = `
  create table lot (
    gtin text not null,
    lot text not null,
    event text not null,
    made_at timestamptz not null,
    maker text not null,
    place text not null,
    quantity bigint not null,
    balance jsonb,
    expires date,
    hold jsonb,
    rejected boolean not null,
    recall text,
    block bigint not null,
    primary key (gtin, lot)
  );
  create index on lot (maker, made_at desc);
  create index on lot (lot);
  create index on lot (recall) where recall is not null;

  -- What a lot was made of; the same input may come in several packing runs, so amounts are summed.
  create table edge (
    child_gtin text not null,
    child_lot text not null,
    parent_gtin text not null,
    parent_lot text not null,
    amount bigint not null,
    primary key (child_gtin, child_lot, parent_gtin, parent_lot)
  );
  create index on edge (parent_gtin, parent_lot);

  create table stock (
    gtin text not null,
    lot text not null,
    place text not null,
    held bigint not null,
    blocked bigint not null,
    consumed bigint not null,
    sold bigint not null,
    destroyed bigint not null,
    lost bigint not null,
    primary key (gtin, lot, place)
  );
  create index on stock (place);

  create table logistic_unit (
    sscc text primary key,
    gtin text not null,
    lot text not null,
    pieces bigint not null,
    status text not null,
    place text not null,
    shipment text,
    pallet text,
    hold jsonb
  );
  create index on logistic_unit (gtin, lot);
  create index on logistic_unit (place);
  create index on logistic_unit (pallet) where pallet is not null;

  create table pallet (
    sscc text primary key,
    -- How many are on it; which, they say.
    cases int not null
  );

  create table pack (
    gtin text not null,
    serial text not null,
    lot text not null,
    status text not null,
    sscc text,
    -- Cases that it was in before.
    earlier text[] not null default '{}',
    place text,
    primary key (gtin, serial)
  );
  create index on pack (gtin, lot);
  create index on pack (sscc);
  -- By the short codes that are printed on them, which are made of their numbers alone.
  create index on pack ((${SHORT_DIGEST}));

  create table shipment (
    id text primary key,
    event text not null,
    shipped_at timestamptz not null,
    origin text not null,
    destination text not null,
    consignor text not null,
    consignee text not null,
    carrier text,
    agreement text,
    returning_goods boolean not null,
    status text not null,
    open jsonb not null
  );
  create index on shipment (consignee, shipped_at desc);
  create index on shipment (consignor, shipped_at desc);
  create table shipment_item (
    shipment text not null,
    position int not null,
    gtin text not null,
    lot text not null,
    amount bigint not null,
    sscc text,
    primary key (shipment, position)
  );
  create index on shipment_item (gtin, lot);
  create index on shipment_item (sscc);

  create table agreement (
    id text primary key,
    supplier text not null,
    buyer text not null,
    document text not null,
    quantity bigint not null,
    delivered bigint not null
  );

  create table recall (
    number text primary key,
    class text not null,
    reason text not null,
    known_at timestamptz not null,
    author text not null,
    lots int not null,
    closing jsonb
  );
  create table recall_notice (
    recall text not null,
    party text not null,
    noticed_at timestamptz not null,
    noticed_by text not null,
    acknowledged_at timestamptz,
    words text,
    primary key (recall, party)
  );
  create index on recall_notice (party, noticed_at desc);
  create table recall_drill (
    number text primary key,
    held_at timestamptz not null,
    author text not null,
    class text not null,
    origin jsonb not null,
    lots int not null,
    parties int not null,
    milliseconds int not null
  );
  create index on recall_drill (held_at desc);
  -- Commands about a recall beside those that open and supplement it, which are events.
  create table recall_step (
    block bigint not null,
    tx_index int not null,
    position int not null,
    recall text not null,
    step text not null,
    author text not null,
    key text not null,
    command_id uuid not null,
    recorded_at timestamptz not null,
    primary key (block, tx_index, position)
  );
  create index on recall_step (recall);

  -- Accepted events in the order of the ledger, and what each is about.
  create table event (
    block bigint not null,
    tx_index int not null,
    position int not null,
    index int not null,
    event_id text not null,
    kind text not null,
    author text not null,
    key text not null,
    command_id uuid not null,
    place text,
    event_time timestamptz not null,
    recorded_at timestamptz not null,
    event jsonb not null,
    -- Its CBV hash id, and whether it may be shown to who may not read all of the event.
    hash_id text not null,
    nonce boolean not null,
    -- What followed from this very event.
    facts jsonb,
    -- What the public reads of it.
    summary jsonb not null,
    primary key (block, tx_index, position, index)
  );
  create index on event (event_id);
  create index on event (author, block desc, tx_index desc);
  create index on event (kind, block desc);

  create table subject (
    -- lot gtin/lot, case sscc (or a pallet's), pack gtin/serial, shipment id
    kind text not null,
    id text not null,
    -- The event made this lot, or added to it.
    made boolean not null,
    block bigint not null,
    tx_index int not null,
    position int not null,
    index int not null,
    primary key (kind, id, block, tx_index, position, index)
  );
`
