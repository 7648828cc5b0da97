-- Opportunities to grow with a customer, raised from facts or written by hand; the rules a workspace changed; how products are spread.
create table expansion_opportunities (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  rule_key text, -- null: written by hand
  kind text not null check (kind in ('upsell', 'cross_sell', 'seats')),
  product text, -- null: of what they have
  stage text not null check (stage in ('watched', 'found', 'talked', 'proposed', 'won', 'lost', 'withdrawn')),
  since date not null, -- watched or found since
  because jsonb not null default '[]', -- the clauses of the rule's condition as they stood when it was raised
  held_back jsonb, -- what of the guard does not hold, with the facts as they stand; null: nothing stands against it
  untouched boolean not null default false, -- nobody took it up: it goes as it came
  amount bigint check (amount >= 0), -- ARR more, minor units
  currency text not null,
  expected_on date,
  owner_id uuid,
  next_step text not null default '',
  next_step_on date,
  note text not null default '',
  refusal text, -- why it was lost
  closed_on date,
  closed_by uuid,
  contract_id uuid, -- of won ones: where it was sold
  reverts jsonb, -- what takes the change of the contract back
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create unique index expansion_opportunities_one on expansion_opportunities (workspace_id, account_id, kind, coalesce(product, ''))
  where stage in ('watched', 'found', 'talked', 'proposed');
create index expansion_opportunities_account on expansion_opportunities (workspace_id, account_id);
create index expansion_opportunities_stage on expansion_opportunities (workspace_id, stage, expected_on);

-- Rules that differ from the ready-made ones, and those the workspace added.
create table expansion_rules (
  workspace_id uuid not null references workspaces,
  key text not null,
  definition jsonb not null,
  is_on boolean not null,
  removed boolean not null default false,
  version int not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, key)
);

create table expansion_settings (
  workspace_id uuid primary key references workspaces,
  guard jsonb not null, -- what must be before anything is proposed: [{label, condition}]
  version int not null
);

-- How products are spread among paying customers, worked out once a day and when a product is seen for the first time.
create table expansion_spreads (
  workspace_id uuid not null references workspaces,
  product text not null,
  customers int not null,
  usual_arr bigint, -- minor units of the workspace's currency
  beside jsonb not null, -- {product: how many of its customers have that one, too}
  worked_out_on date not null,
  primary key (workspace_id, product)
);
