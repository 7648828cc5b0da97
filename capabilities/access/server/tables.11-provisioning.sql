-- A company's identity provider brings in people and lets them go by itself (SCIM 2.0).
create table provisioning_tokens (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  join_role text not null, -- whoever is brought in begins in this role
  token_hash text not null unique,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, join_role) references roles (workspace_id, key)
);

-- What the provider calls a person; nobody else uses these names.
create table provisioned_people (
  workspace_id uuid not null references workspaces,
  person_id uuid not null,
  user_name text not null,
  external_id text,
  display_name text, -- of these names one is shown: people.name
  formatted_name text,
  given_name text,
  family_name text,
  removed_at timestamptz, -- the provider let go of them: while suspended they are not there for it
  primary key (workspace_id, person_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index provisioned_people_external on provisioned_people (workspace_id, external_id) where external_id is not null;
