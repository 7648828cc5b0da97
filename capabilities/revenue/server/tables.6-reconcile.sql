-- Comparisons of our figures with a list of others (finance): what came out of them, for as long as somebody looks at it or keeps it.
create table revenue_reconciliations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null, -- who compared; only they see it until it is kept
  file_name text not null,
  kind text not null check (kind in ('mrr', 'arr', 'revenue')),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  currency text not null, -- the currency of the workspace at the time
  form jsonb not null, -- how the file was read: columns, samples of them, encoding
  counts jsonb not null,
  totals jsonb not null,
  created_at timestamptz not null,
  kept_at timestamptz, -- null: it goes with the next comparison of the same person, or after a day
  primary key (workspace_id, id)
);

-- One customer, or one name of the list that is nobody's.
create table revenue_reconciliation_rows (
  workspace_id uuid not null,
  reconciliation_id uuid not null,
  place int not null,
  account_id uuid,
  name text, -- what the list calls it
  line int, -- the first line of the list that is about it
  lines int not null, -- how many are
  ours bigint not null, -- minor units of the workspace's currency
  theirs bigint, -- null: the list does not have it
  difference bigint not null,
  reason text not null,
  detail jsonb not null,
  primary key (workspace_id, reconciliation_id, place),
  foreign key (workspace_id, reconciliation_id) references revenue_reconciliations (workspace_id, id) on delete cascade
);

-- What of the list could not be read.
create table revenue_reconciliation_issues (
  workspace_id uuid not null,
  reconciliation_id uuid not null,
  place int not null,
  line int not null,
  column_name text,
  value text,
  rule text not null,
  detail jsonb not null,
  primary key (workspace_id, reconciliation_id, place),
  foreign key (workspace_id, reconciliation_id) references revenue_reconciliations (workspace_id, id) on delete cascade
);
