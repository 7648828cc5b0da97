-- Signing in by a company's own identity provider.
alter table sign_in_policies add column only_provider boolean not null default false; -- nobody comes in another way

create table identity_providers (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  issuer text not null,
  client_id text not null,
  client_secret text not null, -- sealed
  domains text[] not null default '{}', -- whose addresses it is believed for
  join_role text, -- whoever comes from there with such an address joins in this role; null: nobody joins by themselves
  is_on boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, join_role) references roles (workspace_id, key)
);
create index identity_providers_domains on identity_providers using gin (domains);

-- Who somebody at a provider is here. A provider's name for people never changes; their addresses may.
create table provider_links (
  workspace_id uuid not null references workspaces,
  provider_id uuid not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  primary key (workspace_id, provider_id, subject),
  foreign key (workspace_id, provider_id) references identity_providers (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index provider_links_person on provider_links (workspace_id, person_id);
