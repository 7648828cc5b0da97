-- From use to result: the links a company follows, and what happened outside the product that somebody reported.
create table value_chains (
  workspace_id uuid primary key references workspaces,
  version int not null,
  links jsonb not null,
  updated_by uuid,
  updated_at timestamptz not null
);

create table outside_activities (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  link text not null, -- the key of a link; one that left the chain shows nothing
  happened_on date not null,
  note text not null default '',
  author_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index outside_activities_account on outside_activities (workspace_id, account_id, happened_on desc);
