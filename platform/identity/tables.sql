-- Identities, their passwords and sessions: a schema of its own, closed to the role that serves a workspace's requests.
create schema auth;

create table auth.users (
  id text primary key,
  name text not null,
  email text not null unique, -- lower case
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.sessions (
  id text primary key,
  token text not null unique,
  user_id text not null references auth.users on delete cascade,
  workspace_id uuid, -- the workspace this session works in; null: the person's first
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(), -- to a few minutes
  expires_at timestamptz not null
);
create index sessions_user on auth.sessions (user_id);

-- How an identity proves itself: a password (provider "credential"), later an account at an identity provider.
create table auth.credentials (
  id text primary key,
  user_id text not null references auth.users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text, -- argon2id, PHC string
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_user on auth.credentials (user_id);

create table auth.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on auth.verifications (identifier);

-- Attempts to sign in, counted by account and by address. Keys are hashes: nobody's mail address is listed here.
create table auth.throttle (
  key text primary key,
  attempts int not null,
  until timestamptz not null -- when counting begins anew
);

-- The one-time link that makes the first administrator.
create table auth.setup_links (
  token_hash text primary key,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Keys this installation signs with, made at its first start.
create table auth.secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

grant usage on schema auth to banso_system;
grant select, insert, update, delete on all tables in schema auth to banso_system;
