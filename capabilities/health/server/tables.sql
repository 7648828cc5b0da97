-- Scorecards in versions and the CSM's own judgement; scores themselves are facts with a history.
create table scorecards (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  definition jsonb not null,
  note text,
  published_by uuid,
  published_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, key, version)
);

create table pulses (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  value int not null check (value between 1 and 5),
  note text,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index pulses_account on pulses (workspace_id, account_id, at desc);
