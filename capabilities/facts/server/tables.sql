-- The current facts of each account, one column a fact (added at start from the catalogue), and who is to be computed anew.
create table account_facts (
  workspace_id uuid not null,
  account_id uuid not null,
  computed_at timestamptz not null default now(),
  custom jsonb not null default '{}', -- facts of custom fields, by fact key
  primary key (workspace_id, account_id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);

create table dirty_accounts (
  workspace_id uuid not null,
  account_id uuid not null,
  since timestamptz not null default now(),
  token bigint not null, -- grows with every mark; a pass removes a row only if the token is still the one it read
  failures int not null default 0, -- how often computing this account alone went wrong
  not_before timestamptz, -- when it is tried again
  problem text, -- what went wrong the last time
  primary key (workspace_id, account_id)
);
create sequence dirty_token;

create table day_turns (
  workspace_id uuid primary key references workspaces,
  turned_to date not null, -- the last day for which every account was computed
  asked int not null default 0 -- grows when everything is to be computed anew, also while that is being done
);
