-- What a customer's own people do with their plan: what they ask and are answered, files, visits; pages of templates.
create table plan_comments (
  workspace_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  step_id uuid, -- null: about the plan as a whole
  question_id uuid, -- the comment that this one answers
  contact_id uuid, -- who wrote it: one of theirs
  person_id uuid, -- or one of ours
  body text not null,
  at timestamptz not null,
  answered_at timestamptz, -- of a question of theirs
  primary key (workspace_id, id),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade,
  foreign key (workspace_id, step_id) references plan_steps (workspace_id, id) on delete cascade
);
create index plan_comments_plan on plan_comments (workspace_id, plan_id, at);
create index plan_comments_open on plan_comments (workspace_id, plan_id)
  where answered_at is null and contact_id is not null and question_id is null;

create table plan_files (
  workspace_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  step_id uuid,
  contact_id uuid,
  person_id uuid,
  name text not null,
  size bigint not null,
  file_key text not null, -- of the stored bytes
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade,
  foreign key (workspace_id, step_id) references plan_steps (workspace_id, id) on delete cascade
);
create index plan_files_plan on plan_files (workspace_id, plan_id, at);

-- One row for each time somebody looked: what follows within half an hour is the same visit.
create table portal_visits (
  workspace_id uuid not null,
  plan_id uuid not null,
  contact_id uuid not null,
  at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace_id, plan_id, contact_id, at),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade
);

-- Who of the customer's people closed a step.
alter table plan_steps add column closed_by_contact uuid;

-- Templates that anybody may read, at an address that nobody guesses.
create table plan_pages (
  workspace_id uuid not null references workspaces,
  template_key text not null,
  token text not null unique,
  published_by uuid,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (workspace_id, template_key)
);
