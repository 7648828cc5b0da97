-- A company's identity provider tells of its groups as well; each can stand for a role and a team of the workspace.
create table provisioned_groups (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  external_id text,
  role text, -- its people have this role, or the strongest of those of their groups; null: it says nothing of roles
  team_id uuid, -- its people are in this team
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, role) references roles (workspace_id, key),
  foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete set null (team_id)
);
create unique index provisioned_groups_name on provisioned_groups (workspace_id, lower(name));

create table provisioned_group_members (
  workspace_id uuid not null references workspaces,
  group_id uuid not null,
  person_id uuid not null,
  primary key (workspace_id, group_id, person_id),
  foreign key (workspace_id, group_id) references provisioned_groups (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index provisioned_group_members_person on provisioned_group_members (workspace_id, person_id);

-- Whoever is in a team by a group leaves it with the group; whoever was put there by hand stays.
alter table team_members add column provisioned boolean not null default false;
