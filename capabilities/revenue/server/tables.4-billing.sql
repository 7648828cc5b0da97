-- What billing systems send, kept as it came, and who they are: contracts, lines and versions are derived from it.
create table billing_sources (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('chartmogul', 'stripe')),
  name text not null,
  accounts_source text not null default 'billing', -- the source of external ids by which its customers are known
  key_hash text unique, -- of an API key, shown once
  key_prefix text,
  secret text, -- what webhooks are signed with, sealed
  received bigint not null default 0, -- requests or events that were taken
  last_received_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

-- Whose external ids they are: what an API client calls a data source; a Stripe account is one.
create table billing_data_sources (
  workspace_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, source_id) references billing_sources (workspace_id, id) on delete cascade
);

create table billing_customers (
  workspace_id uuid not null,
  id uuid not null,
  data_source_id uuid not null,
  external_id text not null,
  account_id uuid,
  name text,
  email text,
  raw jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, data_source_id, external_id),
  foreign key (workspace_id, data_source_id) references billing_data_sources (workspace_id, id) on delete cascade,
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete set null (account_id)
);
create index billing_customers_account on billing_customers (workspace_id, account_id);

create table billing_plans (
  workspace_id uuid not null,
  id uuid not null,
  data_source_id uuid not null,
  external_id text not null,
  name text not null,
  interval_unit text not null check (interval_unit in ('day', 'week', 'month', 'year')),
  interval_count int not null check (interval_count > 0),
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, data_source_id, external_id),
  foreign key (workspace_id, data_source_id) references billing_data_sources (workspace_id, id) on delete cascade
);

create table billing_invoices (
  workspace_id uuid not null,
  id uuid not null,
  data_source_id uuid not null,
  customer_id uuid not null,
  external_id text not null,
  invoiced_at timestamptz not null,
  currency text not null,
  state text not null default 'open' check (state in ('open', 'paid', 'voided', 'written_off')),
  disabled boolean not null default false,
  raw jsonb not null, -- with its line items
  received_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, data_source_id, external_id),
  foreign key (workspace_id, customer_id) references billing_customers (workspace_id, id) on delete cascade
);
create index billing_invoices_customer on billing_invoices (workspace_id, customer_id, invoiced_at);
create index billing_invoices_at on billing_invoices (workspace_id, invoiced_at, id);

create table billing_transactions (
  workspace_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  external_id text,
  kind text not null check (kind in ('payment', 'refund')),
  result text not null check (result in ('successful', 'failed')),
  amount bigint, -- minor units; null: the whole invoice
  made_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, invoice_id) references billing_invoices (workspace_id, id) on delete cascade
);
create index billing_transactions_invoice on billing_transactions (workspace_id, invoice_id);

-- A subscription is a contract: of the same id.
create table billing_subscriptions (
  workspace_id uuid not null,
  id uuid not null,
  data_source_id uuid not null,
  customer_id uuid not null,
  external_id text not null,
  set_external_id text,
  cancelled_at text[] not null default '{}', -- as it was told
  primary key (workspace_id, id),
  unique (workspace_id, data_source_id, external_id),
  foreign key (workspace_id, customer_id) references billing_customers (workspace_id, id) on delete cascade
);
create index billing_subscriptions_customer on billing_subscriptions (workspace_id, customer_id);

create table billing_events (
  workspace_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  external_id text not null, -- the event's own: what comes again is known by it
  kind text not null,
  subject text not null, -- the subscription, discount, customer or invoice it is about
  customer text, -- as Stripe names it
  happened_at timestamptz not null,
  raw jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, source_id, external_id),
  foreign key (workspace_id, source_id) references billing_sources (workspace_id, id) on delete cascade
);
create index billing_events_customer on billing_events (workspace_id, source_id, customer, happened_at);

-- What could not be used, and why; of a customer's, what cannot be used as of now.
create table billing_unused (
  workspace_id uuid not null,
  source_id uuid not null,
  rule text not null,
  subject text not null,
  customer_id uuid,
  times int not null default 1,
  last_at timestamptz not null,
  primary key (workspace_id, source_id, rule, subject),
  foreign key (workspace_id, source_id) references billing_sources (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references billing_customers (workspace_id, id) on delete cascade
);
create index billing_unused_customer on billing_unused (workspace_id, customer_id) where customer_id is not null;
