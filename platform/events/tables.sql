-- The journal: accepted events and fact changes in chunks that never change, from which the event store can always be rebuilt.
create table journal (
  workspace_id uuid not null,
  seq bigint generated always as identity, -- follows the order of writing, not of committing
  kind text not null check (kind in ('events', 'facts')),
  at timestamptz not null default now(),
  row_count int not null,
  load_id uuid, -- what was brought together and can be taken back together: a batch of an import
  projected_to uuid, -- the event store that has these rows; null: waiting
  body bytea not null, -- newline-delimited JSON rows, zstd
  primary key (workspace_id, seq)
);
alter table journal alter column body set storage external; -- it is compressed already
create index journal_waiting on journal (seq) where projected_to is null;
create index journal_newest on journal (seq);
create index journal_load on journal (workspace_id, load_id) where load_id is not null;

-- Later rows of the event store replace earlier ones of the same key: this says which are later.
create sequence projection_version;
