-- What MRR is told from beside prices (discounts, pauses, cancellations, refunds, dated rates, settled conventions), and the ledger of its movements.
alter table contract_lines add column cancelled_on date; -- when the customer said so, however long it is paid

alter table contract_line_versions
  add column discount_percent numeric check (discount_percent > 0 and discount_percent <= 100),
  add column discount_amount bigint check (discount_amount > 0), -- per interval, minor units
  add column discount_until date, -- first day without it; null: for ever
  add constraint contract_line_versions_one_discount check (discount_percent is null or discount_amount is null);

create table contract_line_pauses (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  account_id uuid not null,
  start_on date not null,
  end_on date, -- first day on which it counts again; null: until further notice
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check (end_on > start_on),
  foreign key (workspace_id, line_id) references contract_lines (workspace_id, id) on delete cascade
);
create index contract_line_pauses_line on contract_line_pauses (workspace_id, line_id);

create table contract_line_refunds (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  account_id uuid not null,
  refunded_on date not null,
  amount bigint not null check (amount > 0), -- minor units of the contract's currency, without tax
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, line_id) references contract_lines (workspace_id, id) on delete cascade
);
create index contract_line_refunds_line on contract_line_refunds (workspace_id, line_id);

create table exchange_rates (
  workspace_id uuid not null references workspaces,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  dated_on date not null,
  rate numeric not null check (rate > 0), -- of one major unit, in major units of the workspace's currency
  primary key (workspace_id, currency, dated_on)
);

create table revenue_conventions (
  workspace_id uuid primary key references workspaces,
  version int not null,
  conventions jsonb not null, -- those settled otherwise than usual
  updated_by uuid,
  updated_at timestamptz not null
);

create table revenue_movements (
  workspace_id uuid not null,
  account_id uuid not null,
  moved_on date not null, -- may lie ahead: what is agreed already
  line_id uuid not null,
  kind text not null check (kind in ('new', 'reactivation', 'upsell', 'cross_sell', 'contraction', 'churn', 'fx', 'uncounted')),
  version_id uuid not null, -- the version of the line that caused it
  product text not null,
  currency text not null,
  amount bigint not null, -- 55,440ths of a minor unit of the workspace's currency, per month
  native bigint not null, -- the same of the line's currency
  leads boolean not null, -- the first of its kind in its month: counting these counts accounts
  primary key (workspace_id, account_id, moved_on, line_id, kind),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index revenue_movements_moved on revenue_movements (workspace_id, moved_on) include (account_id, kind, amount, leads);

create table revenue_stays (
  workspace_id uuid not null,
  account_id uuid not null,
  from_on date not null,
  until_on date, -- first day on which it is no customer; null: it is
  kind text not null check (kind in ('new', 'reactivation')),
  primary key (workspace_id, account_id, from_on),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);

create table revenue_not_counted (
  workspace_id uuid not null,
  account_id uuid not null,
  line_id uuid not null,
  reason text not null,
  currency text not null,
  month text not null default '', -- YYYY-MM where the rate of a month is missing
  primary key (workspace_id, account_id, line_id, reason, month),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);

-- Accounts whose ledger is to be derived anew, from whichever side their contracts were changed.
create table revenue_owed (
  workspace_id uuid not null,
  account_id uuid not null,
  since timestamptz not null default now(), -- set with every mark: whoever marks holds the row until what it changed is there
  primary key (workspace_id, account_id)
);
insert into revenue_owed select distinct workspace_id, account_id from contract_lines order by 1, 2;

create function owe_ledger() returns trigger language plpgsql as $$
begin
  insert into revenue_owed select distinct workspace_id, account_id from touched order by 1, 2
  on conflict (workspace_id, account_id) do update set since = excluded.since;
  return null;
end
$$;

do $$
declare
  source text;
begin
  foreach source in array array['contracts', 'contract_lines', 'contract_line_versions', 'contract_line_pauses', 'contract_line_refunds'] loop
    execute format('create trigger owe_ledger_in after insert on %I referencing new table as touched
      for each statement execute function owe_ledger()', source);
    execute format('create trigger owe_ledger_to after update on %I referencing new table as touched
      for each statement execute function owe_ledger()', source);
    execute format('create trigger owe_ledger_out after delete on %I referencing old table as touched
      for each statement execute function owe_ledger()', source);
  end loop;
end
$$;
