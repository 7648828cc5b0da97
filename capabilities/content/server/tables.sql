-- What customers are given to read, watch and answer: items in versions, files, who read what, and answered hearing sheets.
create table content_items (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null, -- what steps, mails and versions name it by
  definition jsonb not null, -- as it is being written; what is shown stands in content_versions
  draft int not null default 1, -- counts what was written, so that nobody overwrites another's words
  status text not null check (status in ('draft', 'published', 'retired')),
  version int, -- the newest that was published; null: none
  owner_id uuid, -- who keeps it right
  review_on date,
  search_text text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  removed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

-- A published version is never changed.
create table content_versions (
  workspace_id uuid not null references workspaces,
  key text not null,
  version int not null,
  definition jsonb not null,
  note text not null default '',
  published_by uuid,
  published_at timestamptz not null default now(),
  primary key (workspace_id, key, version)
);

create table content_files (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  name text not null,
  type text not null,
  size bigint not null,
  stored text not null, -- where its bytes are
  uploaded_by uuid,
  uploaded_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- Who read which version of what, a row for each reader, step and day.
create table content_reads (
  workspace_id uuid not null references workspaces,
  key text not null,
  version int not null,
  reader uuid not null, -- a contact of the customer's or a person of ours
  is_contact boolean not null,
  account_id uuid,
  step_id uuid not null default '00000000-0000-0000-0000-000000000000', -- none: it was opened by itself
  day date not null,
  times int not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace_id, key, version, reader, step_id, day),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index content_reads_account on content_reads (workspace_id, account_id, day);

-- A hearing sheet that somebody at a customer answered, or one of ours for them.
create table content_sheets (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  key text not null,
  item_version int not null, -- whose questions were answered
  step_id uuid, -- of the plan it was answered for
  contact_id uuid, -- whose answers they are; null: not told
  person_id uuid, -- who of ours wrote them down; null: they did themselves
  answers jsonb not null default '{}',
  sent_at timestamptz, -- since when it is complete
  closed_at timestamptz, -- answers are changed no longer
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  unique nulls not distinct (workspace_id, account_id, key, step_id, contact_id)
);
