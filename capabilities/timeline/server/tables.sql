-- Conversations with a customer and the inquiries they raise: what "last touch" and satisfaction are read from.
create table activities (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('note', 'meeting', 'call', 'mail', 'chat', 'visit', 'event')),
  at timestamptz not null,
  author_id uuid,
  contact_ids uuid[] not null default '{}',
  direction text check (direction in ('in', 'out')),
  title text not null default '',
  body text not null default '',
  external_id text,
  source text not null default 'app',
  import_id uuid,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index activities_account on activities (workspace_id, account_id, at desc);

create table inquiries (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  contact_id uuid,
  external_id text,
  subject text not null default '',
  body text not null default '',
  topic text,
  severity text check (severity in ('low', 'medium', 'high', 'urgent')),
  opened_at timestamptz not null,
  first_answered_at timestamptz,
  solved_at timestamptz,
  satisfaction numeric check (satisfaction between 1 and 5),
  escalated boolean not null default false,
  custom jsonb not null default '{}',
  import_id uuid,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index inquiries_account on inquiries (workspace_id, account_id, opened_at desc);
create unique index inquiries_external_id on inquiries (workspace_id, external_id) where external_id is not null;

create table survey_answers (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  contact_id uuid,
  kind text not null check (kind in ('nps', 'csat', 'ces')),
  score numeric not null,
  comment text,
  answered_at timestamptz not null,
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index survey_answers_account on survey_answers (workspace_id, account_id, kind, answered_at desc);
create unique index survey_answers_external_id on survey_answers (workspace_id, external_id) where external_id is not null;
