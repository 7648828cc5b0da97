-- Second factors: codes of an authenticator app, passkeys, codes for an emergency; and when a session last proved who it is.
alter table auth.sessions add column proven_at timestamptz not null default now();

create table auth.factors (
  id text primary key,
  user_id text not null references auth.users on delete cascade,
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  secret text, -- totp: sealed
  last_step bigint, -- totp: the 30 seconds of the code used last; a code opens once
  credential_id text unique, -- passkey
  public_key bytea, -- passkey, COSE
  counter bigint, -- passkey: how often it signed, where it counts
  transports text[], -- passkey: how the browser reaches it
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  check ((kind = 'totp') = (secret is not null)),
  check ((kind = 'passkey') = (credential_id is not null and public_key is not null and counter is not null))
);
create index factors_user on auth.factors (user_id);

-- For whoever lost the phone: 80 random bits each, of which a digest is kept; each opens once.
create table auth.recovery_codes (
  user_id text not null references auth.users on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);

-- What was begun and waits for its second step: a sign-in, a new factor, a new proof. Minutes old at most.
create table auth.tickets (
  token_hash text primary key,
  purpose text not null,
  user_id text references auth.users on delete cascade, -- null: a passkey will tell who it is
  workspace_id uuid,
  challenge text, -- what a passkey signs
  secret text, -- of a new authenticator app, sealed
  expires_at timestamptz not null
);

grant select, insert, update, delete on auth.factors, auth.recovery_codes, auth.tickets to banso_system;
