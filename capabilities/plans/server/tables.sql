-- Plans that customers follow with us: templates in versions, plans with their stages, steps and people on both sides, days off.
create table plan_templates (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  definition jsonb not null,
  note text not null default '', -- why this version was made
  published_by uuid,
  published_at timestamptz not null default now(),
  removed_at timestamptz, -- of all versions of a key: no new plan is made from it
  primary key (workspace_id, id),
  unique (workspace_id, key, version)
);

create table plans (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  template_id uuid not null,
  name text not null,
  status text not null check (status in ('running', 'done', 'stopped', 'removed')),
  kick_off_on date not null,
  target_on date,
  purpose text not null default '',
  policy text not null default '', -- how the customer means to use the product
  goals jsonb not null default '[]', -- [{name, before, target}]
  baseline_finish_on date not null,
  closed_on date, -- done or stopped
  reason text not null default '', -- why it was stopped
  -- How it stood when it was last looked at: at each change, and each day.
  standing text check (standing in ('on_time', 'late', 'stuck')),
  finish_on date, -- expected; null: not to be told
  slip_days int,
  late_steps int not null default 0,
  done_percent double precision not null default 0,
  held_up_by uuid, -- a step
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, template_id) references plan_templates (workspace_id, id)
);
create index plans_account on plans (workspace_id, account_id);
create index plans_status on plans (workspace_id, status, standing);

create table plan_stages (
  workspace_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  position int not null,
  name_ja text not null,
  name_en text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade
);
create index plan_stages_plan on plan_stages (workspace_id, plan_id);

create table plan_steps (
  workspace_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  stage_id uuid not null,
  position int not null,
  key text not null, -- of the step of the template; the id where somebody added it
  name_ja text not null,
  name_en text not null,
  help_ja text not null default '',
  help_en text not null default '',
  role text not null check (role in ('csm', 'architect', 'support', 'decision_maker', 'promoter', 'operator', 'user')),
  offset_days int not null, -- business days from the kick-off or from what it depends on
  days int not null, -- business days it may take
  agreed_due_on date,
  effort_hours double precision not null default 0,
  weight int not null check (weight between 1 and 3),
  evidence text not null check (evidence in ('us', 'customer', 'facts')),
  condition text,
  after uuid[] not null default '{}', -- steps of the same plan that end before it begins
  baseline_start_on date not null,
  baseline_due_on date not null,
  status text not null default 'open' check (status in ('open', 'doing', 'done', 'skipped')),
  status_on date, -- since when it is done, skipped or being done
  closed_how text check (closed_how in ('us', 'customer', 'facts')),
  closed_by uuid, -- the person who said so
  because jsonb, -- closed by facts: the clauses that held
  took_days int, -- business days from when it could be begun to its end
  reason text not null default '', -- why it was skipped
  watched boolean not null default true, -- facts may close it; not after somebody opened it again
  removed_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade,
  foreign key (workspace_id, stage_id) references plan_stages (workspace_id, id) on delete cascade
);
create index plan_steps_plan on plan_steps (workspace_id, plan_id);

-- Who has which part in a plan, with how much time, and since when they agree to it.
create table plan_people (
  workspace_id uuid not null,
  plan_id uuid not null,
  role text not null check (role in ('csm', 'architect', 'support', 'decision_maker', 'promoter', 'operator', 'user')),
  contact_id uuid, -- of the customer's roles
  person_id uuid, -- of ours
  duty text not null default '',
  hours_a_week double precision check (hours_a_week >= 0),
  agreed_on date,
  agreement text not null default '', -- how and where it was agreed
  recorded_by uuid,
  version int not null default 1,
  primary key (workspace_id, plan_id, role),
  foreign key (workspace_id, plan_id) references plans (workspace_id, id) on delete cascade
);

-- What steps usually take, worked out once a day over all plans of a template: for forecasts.
create table plan_paces (
  workspace_id uuid not null references workspaces,
  template_key text not null,
  step_key text not null,
  plans int not null,
  median_days double precision not null,
  worked_out_on date not null,
  primary key (workspace_id, template_key, step_key)
);

-- The workspace's own days off, on top of weekends and public holidays.
create table plan_calendars (
  workspace_id uuid primary key references workspaces,
  holidays text not null check (holidays in ('JP', 'none')),
  days_off date[] not null default '{}',
  version int not null
);
