-- What was accepted from tracking clients, once each; the event store is a projection of the journal.
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
  message_id text not null,
  digest bytea not null, -- of the content: the same id with other content is a conflict
  primary key (workspace_id, message_id)
);

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
  account_id uuid,
  contact_id uuid,
  canonical_key text, -- another user_key this one is an alias of
  name text,
  email text,
  traits jsonb not null default '{}',
  group_key text, -- what `group` named, kept where no account is known by it yet
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  primary key (workspace_id, user_key)
);
create index product_users_account on product_users (workspace_id, account_id, last_seen desc);
create index product_users_group on product_users (workspace_id, group_key) where account_id is null;
