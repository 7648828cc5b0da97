-- A company's identity provider may speak SAML 2.0 as well.
alter table identity_providers
  add column kind text not null default 'oidc' check (kind in ('oidc', 'saml')),
  alter column client_id drop not null, -- of OpenID Connect alone, as is the secret
  alter column client_secret drop not null,
  -- Of SAML alone, where issuer is its entity ID:
  add column sign_in_url text, -- where people are sent to (HTTP-Redirect)
  add column certificates text[] not null default '{}', -- PEM; by one of them assertions are signed
  add column metadata_url text, -- where these were read from; null: they were pasted
  add column unsolicited boolean not null default false; -- people may come from there without having set out here
create unique index identity_providers_saml on identity_providers (workspace_id, issuer) where kind = 'saml';

-- Assertions that were shown: none is taken twice while it is valid.
create table provider_assertions (
  workspace_id uuid not null references workspaces,
  provider_id uuid not null,
  assertion_id text not null,
  expires_at timestamptz not null,
  primary key (workspace_id, provider_id, assertion_id),
  foreign key (workspace_id, provider_id) references identity_providers (workspace_id, id) on delete cascade
);
