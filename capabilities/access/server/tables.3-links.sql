-- Personal links by which a customer's own people come in without an account: links, one-time codes, browsers let in.
create table portal_links (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  account_id uuid not null,
  contact_id uuid not null,
  plan_id uuid, -- null: none in particular
  role text not null check (role in ('decision_maker', 'promoter', 'operator', 'user')),
  token_hash text not null unique,
  expires_on date not null, -- the last day it opens
  revoked_at timestamptz,
  created_by uuid, -- null: made by Banso or by a guest's invitation
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  opened_at timestamptz, -- the first time somebody came in by it
  last_seen_at timestamptz,
  primary key (workspace_id, id)
);
create index portal_links_account on portal_links (workspace_id, account_id);
create index portal_links_plan on portal_links (workspace_id, plan_id) where plan_id is not null;
create unique index portal_links_live on portal_links (workspace_id, contact_id, role, coalesce(plan_id, id)) where revoked_at is null;

-- A code is good for ten minutes and a few tries; a new one replaces it.
create table portal_codes (
  workspace_id uuid not null references workspaces,
  link_id uuid not null,
  code_hash text not null,
  made_at timestamptz not null,
  told_by uuid, -- a person who tells it; null: it went by mail
  tries int not null default 0,
  used_at timestamptz,
  primary key (workspace_id, link_id),
  foreign key (workspace_id, link_id) references portal_links (workspace_id, id) on delete cascade
);

-- A browser that was let in: it knows a secret of which the hash is kept, the same for all links it came in by.
create table portal_sessions (
  workspace_id uuid not null references workspaces,
  link_id uuid not null,
  token_hash text not null,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (workspace_id, link_id, token_hash),
  foreign key (workspace_id, link_id) references portal_links (workspace_id, id) on delete cascade
);

-- A change may be made by a customer's own person.
alter table audit_log add column contact_id uuid;

insert into auth.secrets (name, value)
values ('portal', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
on conflict do nothing;

-- The secret in a link is made of its id by a key that the role serving requests cannot read: it can be made again for the
-- next mail, and a copy of the table opens nothing. Two digests, one inside the other, so that nothing can be appended.
create function portal_token(workspace uuid, link uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select rtrim(translate(encode(
    sha256(convert_to(value, 'UTF8') || sha256(convert_to(value || workspace::text || link::text, 'UTF8'))),
    'base64'), '+/', '-_'), '=')
  from auth.secrets where name = 'portal'
$$;

create function portal_hash(token text) returns text language sql immutable set search_path = pg_catalog as $$
  select rtrim(translate(encode(sha256(convert_to(token, 'UTF8')), 'base64'), '+/', '-_'), '=')
$$;
