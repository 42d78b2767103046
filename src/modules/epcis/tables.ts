/** Every event that the ledger has, as queries look for it: those of the trace, and what was observed beside it. */
export const tables = `
  create table epcis_event (
    block bigint not null,
    tx_index int not null,
    position int not null,
    index int not null,
    event_id text not null,
    event_type text not null,
    biz_step text,
    event_time timestamptz not null,
    record_time timestamptz not null,
    author text not null,
    -- As it was recorded, where it is no event of the trace, whose own table has those.
    event jsonb,
    -- The CBV hash id of such an event.
    hash_id text,
    -- What it says, a text each: what it is of, where, by which words.
    terms text[] not null,
    -- How much and when it says, by field.
    fields jsonb not null,
    primary key (block, tx_index, position, index)
  );
  create index on epcis_event (event_id);
  create index on epcis_event (event_time, block, tx_index, position, index);
  create index on epcis_event (biz_step, event_time, block, tx_index, position, index);
  create index on epcis_event (record_time, block, tx_index, position, index);
  create index on epcis_event using gin (terms);

  -- What parties say of places, goods and words, claim by claim: the newest of an author is the one that counts.
  create table epcis_master (
    block bigint not null,
    tx_index int not null,
    position int not null,
    index int not null,
    author text not null,
    record_time timestamptz not null,
    vocabulary text not null,
    -- In the one form by which it is looked up.
    id text not null,
    -- As it was recorded.
    element jsonb not null,
    -- Digest of the document that said it.
    document text not null,
    -- Which attributes it has, and what they are.
    terms text[] not null,
    -- What lies in it.
    children text[] not null,
    primary key (block, tx_index, position, index)
  );
  create index on epcis_master (id);
  create index on epcis_master using gin (terms);

  -- Values that the collections list.
  create table epcis_known (
    collection text not null,
    value text collate "C" not null,
    primary key (collection, value)
  );
`
