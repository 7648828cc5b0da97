-- Rules that watch facts, what they raised with the facts of that moment, and the things to do.
create table signal_rules (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  definition jsonb not null,
  is_on boolean not null default true,
  created_by uuid,
  created_at timestamptz not null default now(),
  retired_at timestamptz, -- a newer version took its place
  primary key (workspace_id, id),
  unique (workspace_id, key, version)
);

create table signal_states (
  workspace_id uuid not null,
  rule_key text not null,
  account_id uuid not null,
  holds_since timestamptz, -- null: the condition does not hold
  fired_at timestamptz, -- the last firing
  armed boolean not null default true, -- may fire when the condition becomes true
  primary key (workspace_id, account_id, rule_key),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);

create table signals (
  workspace_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  account_id uuid not null,
  fired_at timestamptz not null,
  facts jsonb not null, -- the clauses of the condition as they stood at that moment, with the values seen
  words jsonb not null, -- {title: {ja, en}, because: {ja, en}}, filled in with the facts of that moment
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index signals_account on signals (workspace_id, account_id, fired_at desc);

create table ctas (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('risk', 'opportunity', 'lifecycle', 'relationship')),
  title text check (title <> ''), -- what a person wrote; null: as the signal says it
  note text not null default '',
  signal_id uuid,
  rule_key text,
  status text not null default 'open' check (status in ('open', 'snoozed', 'closed')),
  owner_id uuid,
  due_on date not null,
  effort_minutes int not null default 30,
  pinned boolean not null default false,
  snoozed_until date,
  snooze_reason text,
  outcome text check (outcome in ('helped', 'no_effect', 'not_needed', 'wrong_alarm')),
  outcome_note text,
  closed_by uuid,
  closed_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  check (title is not null or signal_id is not null),
  check ((status = 'snoozed') = (snoozed_until is not null)),
  check ((status = 'closed') = (outcome is not null and closed_at is not null)),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create unique index ctas_open_by_rule on ctas (workspace_id, account_id, rule_key) where status <> 'closed' and rule_key is not null;
create index ctas_owner on ctas (workspace_id, owner_id, status, due_on);
create index ctas_account on ctas (workspace_id, account_id, created_at desc);
create index ctas_rule on ctas (workspace_id, rule_key, status) where rule_key is not null;
