-- Scorecards in versions and the CSM's own judgement; scores themselves are facts with a history.
create table scorecards (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  position int not null default 0, -- an account falls under the first card whose condition holds
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

-- The last value of a fact that a scorecard holds while it is missing.
create table held_values (
  workspace_id uuid not null,
  account_id uuid not null,
  fact text not null,
  value jsonb not null,
  last_on date not null, -- the last day it was known
  primary key (workspace_id, account_id, fact),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
