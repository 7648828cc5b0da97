-- How the people of a workspace sign in: what it asks for beside the password, whom it invites, how long a session lasts.
create table sign_in_policies (
  workspace_id uuid primary key references workspaces,
  second_factor boolean not null default false, -- nobody works here without one
  mail_domains text[] not null default '{}', -- invitations go to these alone; empty: to any
  idle_minutes int not null default 20160 check (idle_minutes between 15 and 20160),
  lifetime_hours int not null default 720 check (lifetime_hours between 1 and 720)
);
