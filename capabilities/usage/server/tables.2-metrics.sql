-- Usage metrics of a company's own, and ready-made ones it changed: every version that was published, and how far its past is filled.
create table usage_metrics (
  workspace_id uuid not null references workspaces,
  key text not null, -- the last part of the fact's key
  version int not null,
  definition jsonb not null,
  note text,
  published_by uuid,
  published_at timestamptz not null,
  archived_at timestamptz, -- of the newest version: out of use
  primary key (workspace_id, key, version)
);

create table metric_fills (
  workspace_id uuid not null,
  key text not null,
  version int not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done')),
  from_day date, -- the first day of use; null: not looked at yet, or no use at all
  to_day date, -- the last day that is filled: the day before the one on which it was asked for
  done_to date, -- filled up to here
  asked_at timestamptz not null,
  filled_at timestamptz,
  store uuid, -- the event store that has it: another one is filled again
  primary key (workspace_id, key),
  foreign key (workspace_id, key, version) references usage_metrics (workspace_id, key, version) on delete cascade
);
