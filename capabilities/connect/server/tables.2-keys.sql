-- Keys by which programs call the API in the name of the person who made them, with less than that person may do.
create table api_keys (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null, -- who made it: it may never do more than they may at that moment
  name text not null check (name <> ''),
  key_hash text not null unique,
  prefix text not null, -- the first characters, to tell keys apart
  permissions text[] not null,
  own_customers boolean not null default false, -- reaches only those the person looks after, though the person reaches more
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id)
);
create index api_keys_person on api_keys (workspace_id, person_id);
