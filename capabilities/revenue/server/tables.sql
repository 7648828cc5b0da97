-- What is sold to whom, at which price, from when to when; a change is a new version of a line, never an overwrite.
create table contracts (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  external_id text,
  name text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  start_on date not null,
  end_on date, -- first day no longer covered; null: open-ended
  auto_renews boolean,
  notice_days int check (notice_days >= 0),
  renewal_months int check (renewal_months > 0),
  import_id uuid,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check (end_on > start_on),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index contracts_account on contracts (workspace_id, account_id);
create unique index contracts_external_id on contracts (workspace_id, external_id) where external_id is not null;

create table contract_lines (
  workspace_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  account_id uuid not null,
  external_id text,
  product text not null,
  plan text,
  kind text not null default 'recurring' check (kind in ('recurring', 'one_time')),
  import_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, contract_id) references contracts (workspace_id, id) on delete cascade
);
create unique index contract_lines_external_id on contract_lines (workspace_id, external_id) where external_id is not null;
create index contract_lines_contract on contract_lines (workspace_id, contract_id);
create index contract_lines_account on contract_lines (workspace_id, account_id);

create table contract_line_versions (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  account_id uuid not null,
  start_on date not null,
  end_on date, -- first day this version no longer holds
  plan text, -- null: the line's own
  quantity numeric not null default 1 check (quantity >= 0), -- seats, units
  amount bigint not null, -- per interval, minor units of the contract's currency, without tax
  interval_months int not null default 1 check (interval_months > 0),
  trial boolean not null default false, -- a trial counts no MRR
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check (end_on > start_on),
  foreign key (workspace_id, line_id) references contract_lines (workspace_id, id) on delete cascade
);
create index contract_line_versions_line on contract_line_versions (workspace_id, line_id, start_on);
create index contract_line_versions_account on contract_line_versions (workspace_id, account_id, start_on);

create table churn_records (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  external_id text,
  churned_on date not null,
  reason text,
  feedback text,
  refund_amount bigint, -- minor units
  currency text,
  is_reactivation boolean not null default false,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create unique index churn_records_external_id on churn_records (workspace_id, external_id) where external_id is not null;
create index churn_records_account on churn_records (workspace_id, account_id);
