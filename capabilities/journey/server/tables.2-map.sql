-- Maps for kinds of customers: drafts that are being written, the order in which maps are tried, and who came onto which
-- version of which map when.
alter table journey_maps
  add column position int not null default 0, -- an account follows the first map whose condition holds
  add column switched_off_at timestamptz, -- a map that is no longer used keeps its versions, and those who are on it end there
  add column new_only boolean not null default false; -- customers who are on another map stay there

-- A map that is being written: one draft of each, shared by all who write; `revision` counts how often it was saved.
create table journey_map_drafts (
  workspace_id uuid not null references workspaces,
  key text not null,
  definition jsonb not null,
  based_on int not null, -- the version it was begun from; 0: the map was not published yet
  revision int not null,
  saved_by uuid,
  saved_at timestamptz not null,
  primary key (workspace_id, key)
);

-- That an account went from one version to another, or from one map to another; its stay goes on where the phase does.
create table account_map_moves (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  from_map uuid not null,
  to_map uuid not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index account_map_moves_account on account_map_moves (workspace_id, account_id, at);

-- `map`: another map, or another version, has put the account there.
alter table account_phases drop constraint account_phases_cause_check;
alter table account_phases add constraint account_phases_cause_check
  check (cause in ('start', 'criteria', 'person', 'import', 'undo', 'map'));
