-- The journal: chunks of accepted events and fact changes in order, from which the event store can always be rebuilt.
create table journal (
  workspace_id uuid not null,
  seq bigint generated always as identity,
  kind text not null check (kind in ('events', 'facts')),
  at timestamptz not null default now(),
  row_count int not null,
  body bytea not null, -- newline-delimited JSON rows, exactly as the event store takes them
  primary key (workspace_id, seq)
);
create index journal_seq on journal (seq);
