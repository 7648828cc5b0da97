-- What following customers leaves behind: how a stay went, what held and does not hold any more, what blocks, and how
-- long phases usually take.
alter table account_phases
  add column help_asked int, -- inquiries and questions while there; these three are written once the stay is over, and stay
  add column percentile double precision, -- share of customers like it who had gone on in fewer days
  add column struggle double precision,
  add column measured boolean not null default false;
create index account_phases_unmeasured on account_phases (workspace_id, account_id) where left_at is not null and not measured;

alter table account_milestones
  add column lost_on date, -- since when it does not hold any more; null: it holds
  add column losses int not null default 0, -- how often it stopped to hold
  add column evidence text check (evidence in ('usage', 'customer', 'visit')), -- what a person saw it by
  add column evidence_on date;
alter table account_milestones drop constraint account_milestones_source_check;
alter table account_milestones add constraint account_milestones_source_check
  check (source in ('facts', 'plan', 'person', 'customer', 'import'));

-- What keeps an account from going on, and on whose side it lies.
create table journey_blockers (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  phase text not null, -- the one it was in then
  side text not null check (side in ('ours', 'customer')),
  what text not null,
  who text not null default '', -- who has to do something
  note text not null default '',
  since_on date not null,
  resolved_on date,
  created_by uuid not null,
  resolved_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index journey_blockers_account on journey_blockers (workspace_id, account_id, since_on);

-- How long each phase takes by the company's own history; worked out once a day.
create table journey_paces (
  workspace_id uuid not null references workspaces,
  map_key text not null,
  phase text not null,
  touch text not null, -- '': all touch models together
  stays int not null,
  passed int not null,
  median double precision,
  p80 double precision,
  p95 double precision,
  steps jsonb not null,
  worked_out_on date not null,
  primary key (workspace_id, map_key, phase, touch)
);
