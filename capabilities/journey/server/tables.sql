-- The map to success in versions, and where each account was on it from when to when.
create table journey_maps (
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

create table account_phases (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  map_id uuid not null,
  phase text not null,
  entered_on date not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  left_on date,
  cause text not null check (cause in ('start', 'criteria', 'person', 'import', 'undo')),
  person_id uuid,
  reason text,
  evidence jsonb not null default '[]', -- the clauses that held, with the values seen
  ask boolean not null default false, -- a person put the account here although the exit criteria held: a person lets it go
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, map_id) references journey_maps (workspace_id, id)
);
create unique index account_phases_current on account_phases (workspace_id, account_id) where left_at is null;
create index account_phases_account on account_phases (workspace_id, account_id, entered_at);

create table account_milestones (
  workspace_id uuid not null,
  account_id uuid not null,
  milestone text not null,
  reached_on date not null,
  source text not null check (source in ('facts', 'person', 'customer', 'import')),
  person_id uuid,
  note text,
  primary key (workspace_id, account_id, milestone),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
