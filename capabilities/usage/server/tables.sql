-- What was accepted from tracking clients, once each, and whose it is; the event store is a projection of the journal.
create table write_keys (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  key_hash text not null unique,
  prefix text not null, -- the first characters, to tell keys apart on screen
  source text not null default 'product', -- the source of external ids that `group` names
  created_by uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (workspace_id, id)
);

create table event_seen (
  workspace_id uuid not null,
  message uuid not null, -- of the message id
  digest bigint not null, -- of the content: the same id with other content is a conflict
  load_id uuid, -- what was brought together with it and can be taken back together: a batch of an import
  primary key (workspace_id, message)
);
create index event_seen_load on event_seen (workspace_id, load_id) where load_id is not null;

create table event_quarantine (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  received_at timestamptz not null default now(),
  write_key_id uuid,
  position int not null, -- index in its batch
  rule text not null,
  field text,
  payload text not null,
  state text not null default 'waiting' check (state in ('waiting', 'replayed', 'discarded')),
  primary key (workspace_id, id)
);
create index event_quarantine_at on event_quarantine (workspace_id, state, received_at desc);

create table product_users (
  workspace_id uuid not null,
  user_key text not null, -- userId, or anonymousId where none is known
  account_id uuid, -- whose use was seen last
  contact_id uuid,
  canonical_key text, -- another user_key this one is an alias of
  name text,
  email text,
  traits jsonb not null default '{}',
  first_seen timestamptz not null,
  last_seen timestamptz not null, -- to the minute
  primary key (workspace_id, user_key),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete set null (account_id)
);
create index product_users_account on product_users (workspace_id, account_id, last_seen desc);
create index product_users_alias on product_users (workspace_id, canonical_key) where canonical_key is not null;

create table usage_groups (
  workspace_id uuid not null,
  group_key text not null, -- source/id, as events name it
  account_id uuid, -- null: no account is known by it yet
  traits jsonb not null default '{}',
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  primary key (workspace_id, group_key),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete set null (account_id)
);
create index usage_groups_unknown on usage_groups (workspace_id, last_seen desc) where account_id is null;
create index usage_groups_account on usage_groups (workspace_id, account_id);

create table user_ties (
  workspace_id uuid not null,
  user_key text not null,
  from_at timestamptz not null, -- the user belongs to the group from here to the next tie; the first one holds before it, too
  group_key text not null,
  primary key (workspace_id, user_key, from_at)
);
create index user_ties_group on user_ties (workspace_id, group_key);
