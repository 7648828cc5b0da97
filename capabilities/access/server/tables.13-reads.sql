-- Who read many people's data at once: one row for each reader, kind and hour, so that a leak can be looked into.
create table bulk_reads (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  hour timestamptz not null, -- its beginning
  person_id uuid not null, -- who read, or who made the key that did
  key_id uuid, -- null: in a browser
  key_name text,
  kind text not null, -- what the lists were of: contacts, mails …
  scope text not null, -- which customers the reader reached: all, team, book, partner
  reads bigint not null,
  shown bigint not null, -- lines that the answers had, the same ones counted again
  account_ids uuid[] not null default '{}', -- whose lists they were
  across boolean not null, -- lists over all customers within reach, or of too many to name
  addresses text[] not null default '{}',
  first_at timestamptz not null,
  last_at timestamptz not null,
  logged_at timestamptz, -- when the record of changes was told of it; null: not yet
  primary key (workspace_id, id),
  unique nulls not distinct (workspace_id, hour, person_id, key_id, kind)
);
create index bulk_reads_unlogged on bulk_reads (last_at) where logged_at is null;
