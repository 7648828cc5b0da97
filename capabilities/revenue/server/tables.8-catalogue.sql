-- What is said of products and plans beside the names that lines carry, and what those were called before.
create table revenue_catalogue (
  workspace_id uuid not null references workspaces,
  product text not null,
  plan text not null default '', -- empty: the product itself
  kind text not null check (kind in ('base', 'add_on', 'seats', 'usage', 'edition', 'usage_tier')),
  position int, -- null: after those that were put in order, by name
  price bigint check (price >= 0), -- list price of one unit per interval, minor units
  currency text check (currency ~ '^[A-Z]{3}$'),
  interval_months int check (interval_months > 0),
  interval_unit text check (interval_unit in ('day', 'week', 'month')),
  archived_at timestamptz,
  primary key (workspace_id, product, plan),
  check (num_nonnulls(price, currency, interval_months, interval_unit) in (0, 4)),
  check ((plan = '') = (kind in ('base', 'add_on', 'seats', 'usage')))
);

create index contract_lines_product on contract_lines (workspace_id, product, plan);

-- Files and billing systems go on saying the old name: it is understood as the new one.
create table revenue_former_names (
  workspace_id uuid not null references workspaces,
  product text not null, -- the old name; of a plan, what its product is called now
  plan text not null default '', -- the old name of a plan; empty: a product was renamed
  now text not null,
  primary key (workspace_id, product, plan)
);

-- What takes a renaming or a merging back.
create table revenue_renamings (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  product text not null,
  plan text not null default '',
  renamed_to text not null,
  lines uuid[] not null, -- whose own name changed
  versions uuid[] not null, -- of plans: prices that named it
  said jsonb not null, -- what the catalogue said of the old name
  moved text[] not null, -- plans of which the new name had nothing said
  former jsonb not null, -- what had become the old name before
  renamed_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
