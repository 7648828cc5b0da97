-- Imports: how a file is read, what became of its rows, every row that was refused, and what is needed to undo it.
create table imports (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null, -- accounts, contacts, contract_lines, inquiries, usage_events …
  file_name text not null,
  file_size bigint not null,
  file_key text, -- where the uploaded bytes lie; null once they are no longer needed
  status text not null check (status in (
    'uploaded', 'previewing', 'previewed', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone')),
  reading jsonb not null default '{}', -- encoding, delimiter, header line, date orders (core/reading.ts)
  names text[] not null default '{}', -- the columns' names
  mapping jsonb not null default '[]', -- by column: the field's key, or null
  options jsonb not null default '{}',
  empty_cells text not null default 'keep' check (empty_cells in ('keep', 'clear')),
  mode text not null default 'good_rows' check (mode in ('good_rows', 'all_or_nothing')),
  checking boolean not null default false, -- running, all or nothing: the whole file is being checked, nothing is written
  preview jsonb, -- counts of the last preview of these very settings
  counts jsonb not null default '{}', -- read, created, changed, same, rejected, warned, empty; of an undo: restored, removed, kept
  samples jsonb not null default '[]', -- the first rows of the preview and what would become of them
  rows_total bigint, -- known once the file was read to its end
  rows_done bigint not null default 0,
  bytes_done bigint not null default 0,
  wrote boolean not null default false, -- something was written that was not taken back
  stop_requested boolean not null default false,
  error text, -- why it failed: a key of the interface's texts
  person_id uuid,
  origin text not null default 'app' check (origin in ('app', 'api', 'cli')),
  created_at timestamptz not null default now(),
  started_at timestamptz, -- when the step that is under way (or was the last) began
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index imports_at on imports (workspace_id, created_at desc, id desc);
create index imports_under_way on imports (workspace_id) where status in ('previewing', 'running', 'undoing');

create table import_issues (
  workspace_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  position int not null,
  severity text not null check (severity in ('rejected', 'warned', 'kept')), -- kept: what an undo left as it is
  field text,
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
  seq bigint not null, -- in the order of writing; undone backwards
  table_name text not null,
  row_key jsonb not null, -- the primary key without workspace_id, and what else the kind's undo wants to know
  before jsonb, -- the row as it was; null: it was created
  after_digest text, -- of the row as it was written: another digest today means that somebody changed it since
  primary key (workspace_id, import_id, seq),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);

create table import_mappings (
  workspace_id uuid not null references workspaces,
  kind text not null,
  signature text not null, -- digest of the columns' names in their order
  mapping jsonb not null,
  options jsonb not null default '{}',
  date_orders jsonb not null default '{}',
  used_at timestamptz not null default now(),
  primary key (workspace_id, kind, signature)
);
