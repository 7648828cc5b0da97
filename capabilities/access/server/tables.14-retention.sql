-- For how long kinds of personal data are kept, what was taken away by it, and customers nothing is taken away of.
create table retention_rules (
  workspace_id uuid not null references workspaces,
  kind text not null check (kind in (
    'contacts_left', 'customers_left', 'product_users', 'timeline', 'mails', 'uploads', 'quarantine', 'reads')),
  days int not null check (days > 0),
  set_by uuid,
  set_at timestamptz not null default now(),
  primary key (workspace_id, kind)
);

-- One for each rule and day of the workspace; one that broke off goes on where it stood, for what is gone is gone.
create table retention_runs (
  workspace_id uuid not null references workspaces,
  kind text not null check (kind in (
    'contacts_left', 'customers_left', 'product_users', 'timeline', 'mails', 'uploads', 'quarantine', 'reads')),
  day date not null,
  days int not null, -- as the rule said then
  touched bigint not null default 0,
  began_at timestamptz not null default now(),
  ended_at timestamptz, -- null: it broke off, or is under way
  primary key (workspace_id, kind, day)
);

create table legal_holds (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  account_id uuid not null,
  reason text not null check (reason <> ''),
  held_by uuid,
  held_at timestamptz not null default now(),
  released_by uuid,
  released_at timestamptz, -- null: it holds
  primary key (workspace_id, id)
);
create unique index legal_holds_one on legal_holds (workspace_id, account_id) where released_at is null;

alter table bulk_reads add check (kind in ('accounts', 'contacts', 'product_users', 'events', 'timeline', 'mails', 'imports'));
alter table bulk_reads add check (scope in ('all', 'team', 'book', 'partner'));
