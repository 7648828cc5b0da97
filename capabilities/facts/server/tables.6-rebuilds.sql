-- How the past before a workspace's history was worked out last: facts of month ends lie in the event store.
create table past_rebuilds (
  workspace_id uuid not null references workspaces,
  asked_at timestamptz not null default now(),
  asked_by uuid,
  state text not null default 'waiting' check (state in ('waiting', 'working', 'done', 'failed')),
  done int not null default 0, -- month ends worked out
  total int not null default 0, -- month ends looked at, at most
  days date[] not null default '{}', -- the month ends that are there, oldest first
  ended_at timestamptz,
  problem text,
  primary key (workspace_id)
);
