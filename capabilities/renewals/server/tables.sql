-- A renewal is the end of one term of a contract: what is at stake, how it is judged, and what became of it; forecasts are kept by week.
create table renewals (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  contract_id uuid not null,
  term_end date not null, -- the first day of the next term
  notice_by date, -- the last day on which notice can be given
  auto_renews boolean not null,
  currency text not null,
  at_stake bigint, -- ARR on the last day of the term, minor units; null: no price is written down
  owner_id uuid, -- the renewal manager, else the CSM; follows them while it is open
  opened_on date not null,
  status text not null default 'open' check (status in ('open', 'closed', 'withdrawn')),
  category text check (category in ('commit', 'likely', 'at_risk', 'lost')),
  note text not null default '', -- why it is judged so
  probability int check (probability between 0 and 100), -- the person's own call, percent
  amount bigint check (amount >= 0), -- ARR expected after it; null: the same
  closes_on date,
  next_step text not null default '',
  next_step_on date,
  checklist text[] not null default '{}', -- what is done of it
  decisions jsonb not null default '{}', -- what stands for and against us in each
  outcome text check (outcome in ('renewed', 'renewed_up', 'renewed_down', 'lost')),
  closed_at timestamptz,
  closed_by uuid, -- null: it renewed by itself
  closed_amount bigint, -- ARR after it
  loss_reason text, -- a key of the tree of reasons
  loss_evidence text,
  loss_lesson text, -- what could have been done
  loss_avoidable boolean,
  win_back_on date,
  reverts jsonb, -- what takes the closing back
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contract_id) references contracts (workspace_id, id) on delete cascade
);
create unique index renewals_open on renewals (workspace_id, contract_id) where status = 'open';
create unique index renewals_term on renewals (workspace_id, contract_id, term_end) where status <> 'withdrawn';
create index renewals_account on renewals (workspace_id, account_id);
create index renewals_due on renewals (workspace_id, status, term_end);

create table renewal_settings (
  workspace_id uuid primary key references workspaces,
  days_before int not null check (days_before between 1 and 730)
);

-- The forecast of each week, taken on its first day: which weeks there are, and how every open renewal stood.
create table renewal_weeks (
  workspace_id uuid not null references workspaces,
  taken_on date not null,
  primary key (workspace_id, taken_on)
);

create table renewal_snapshots (
  workspace_id uuid not null,
  taken_on date not null,
  renewal_id uuid not null,
  term_end date not null,
  category text,
  chance int, -- percent it was weighed with
  amount bigint, -- ARR expected after it
  at_stake bigint,
  currency text not null,
  primary key (workspace_id, taken_on, renewal_id),
  foreign key (workspace_id, taken_on) references renewal_weeks (workspace_id, taken_on) on delete cascade,
  foreign key (workspace_id, renewal_id) references renewals (workspace_id, id) on delete cascade
);
create index renewal_snapshots_renewal on renewal_snapshots (workspace_id, renewal_id, taken_on);
