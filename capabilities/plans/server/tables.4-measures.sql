-- What share of customers is meant to reach the end of onboarding without a person, set per workspace.
create table plan_aims (
  workspace_id uuid primary key references workspaces,
  self_start_percent int not null check (self_start_percent between 0 and 100),
  version int not null
);
