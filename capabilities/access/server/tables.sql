-- Workspaces, the people who work in them, and what they may do: everything else belongs to a workspace.
create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  locale text not null default 'ja' check (locale in ('ja', 'en')),
  time_zone text not null default 'Asia/Tokyo',
  currency text not null default 'JPY' check (currency ~ '^[A-Z]{3}$'),
  fiscal_start_month int not null default 4 check (fiscal_start_month between 1 and 12),
  created_at timestamptz not null default now()
);

create table roles (
  workspace_id uuid not null references workspaces,
  key text not null,
  label_ja text not null,
  label_en text not null,
  permissions text[] not null,
  built_in boolean not null default false,
  primary key (workspace_id, key)
);

create table people (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  user_id text not null, -- the identity (schema auth) that signs in as this person
  name text not null,
  email text not null,
  role text not null,
  locale text check (locale in ('ja', 'en')),
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, user_id),
  foreign key (workspace_id, role) references roles (workspace_id, key)
);
create index people_user on people (user_id);

create table invitations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  email text not null,
  role text not null,
  person_id uuid, -- a person here already, who is to choose a new password; null: somebody new
  token_hash text not null unique,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

create table audit_log (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  at timestamptz not null default now(),
  person_id uuid, -- null: Banso itself
  action text not null, -- subject.verb, e.g. account.update
  subject_id text not null,
  account_id uuid, -- where the subject belongs to one
  before jsonb,
  after jsonb,
  origin text not null default 'app', -- app, api, import:<id>, rule:<id>, cli
  primary key (workspace_id, id)
);
create index audit_log_at on audit_log (workspace_id, at desc);
create index audit_log_subject on audit_log (workspace_id, subject_id, at desc);
create index audit_log_account on audit_log (workspace_id, account_id, at desc) where account_id is not null;

-- What is written down stays: the roles Banso works under can neither change nor remove it.
create function audit_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_log_stays before update or delete on audit_log
  for each row when (current_user in ('banso_app', 'banso_system')) execute function audit_log_stays();
