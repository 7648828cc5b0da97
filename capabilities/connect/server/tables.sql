-- Imports: what was read, what it did row by row where it was refused, and what is needed to undo it.
create table imports (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null, -- accounts, contacts, contract_lines, inquiries, usage_events …
  file_name text not null,
  file_size bigint not null,
  file_key text not null, -- where the uploaded bytes lie
  status text not null check (status in ('uploaded', 'previewing', 'previewed', 'running', 'done', 'failed', 'undoing', 'undone', 'stopped')),
  reading jsonb not null default '{}', -- encoding, delimiter, header line, date order …
  mapping jsonb not null default '{}', -- column → field
  counts jsonb not null default '{}', -- read, created, changed, same, rejected, warned
  rows_total bigint,
  rows_done bigint not null default 0,
  error text,
  person_id uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index imports_at on imports (workspace_id, created_at desc);

create table import_issues (
  workspace_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  position int not null,
  severity text not null check (severity in ('rejected', 'warned')),
  column_name text,
  value text,
  rule text not null,
  detail jsonb not null default '{}',
  primary key (workspace_id, import_id, line, position),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);

create table import_changes (
  workspace_id uuid not null,
  import_id uuid not null,
  seq bigint not null,
  table_name text not null,
  row_key jsonb not null,
  before jsonb, -- null: the row was created
  primary key (workspace_id, import_id, seq),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
