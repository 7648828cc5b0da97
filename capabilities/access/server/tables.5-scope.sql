-- Roles that reach some customers only or are kept from kinds of fields, and the teams that tell whose customers are whose.
alter table roles
  add column row_scope text not null default 'all' check (row_scope in ('all', 'team', 'book', 'partner')),
  add column field_classes text[] not null default array['money', 'personal', 'sensitive']
    check (field_classes <@ array['money', 'personal', 'sensitive']);

-- A team of ours, or the people of a partner company who work with customers handed to it.
create table teams (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  kind text not null default 'own' check (kind in ('own', 'partner')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index teams_name on teams (workspace_id, lower(name));

create table team_members (
  workspace_id uuid not null references workspaces,
  team_id uuid not null,
  person_id uuid not null,
  leads boolean not null default false,
  primary key (workspace_id, team_id, person_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id)
);
create index team_members_person on team_members (workspace_id, person_id);

insert into roles (workspace_id, key, label_ja, label_en, permissions, built_in, row_scope, field_classes)
select workspace_id, 'partner', 'パートナー', 'Partner',
  array['accounts.read', 'journey.read', 'health.read', 'signals.read', 'ctas.work'], true, 'partner', array['personal']
from workspaces on conflict do nothing;

drop trigger audit_log_stays on audit_log;
create trigger audit_log_stays before update or delete on audit_log
  for each row when (current_user in ('banso_app', 'banso_scoped', 'banso_system')) execute function audit_log_stays();
