-- The ledger of each account under the filter of one product or one of its plans: what a filtered waterfall is added up from.
create table revenue_slices (
  workspace_id uuid not null,
  account_id uuid not null,
  product text not null,
  plan text not null default '', -- empty: all plans of the product
  whole boolean not null, -- the account has nothing else: its own ledger is that of the slice
  primary key (workspace_id, product, plan, account_id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index revenue_slices_account on revenue_slices (workspace_id, account_id);

create table revenue_slice_movements (
  workspace_id uuid not null,
  account_id uuid not null,
  product text not null,
  plan text not null,
  moved_on date not null,
  line_id uuid not null,
  kind text not null,
  version_id uuid not null,
  currency text not null,
  amount bigint not null, -- 55,440ths of a minor unit of the workspace's currency, per month
  native bigint not null,
  leads boolean not null, -- the first of its kind in its month
  primary key (workspace_id, product, plan, account_id, moved_on, line_id, kind),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index revenue_slice_movements_account on revenue_slice_movements (workspace_id, account_id);

create table revenue_slice_stays (
  workspace_id uuid not null,
  account_id uuid not null,
  product text not null,
  plan text not null,
  from_on date not null,
  until_on date,
  kind text not null,
  primary key (workspace_id, product, plan, account_id, from_on),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index revenue_slice_stays_account on revenue_slice_stays (workspace_id, account_id);

-- The next turn of the day tells all of them.
insert into revenue_owed select distinct workspace_id, account_id from contract_lines order by 1, 2
on conflict (workspace_id, account_id) do update set since = excluded.since;
