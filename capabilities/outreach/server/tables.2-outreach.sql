-- What is written to customers, to whom and when: templates, sequences that follow a customer, mails to many, and every mail of them.
create table outreach_templates (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  definition jsonb not null,
  note text not null default '', -- why this version was made
  published_by uuid,
  published_at timestamptz not null default now(),
  removed_at timestamptz, -- of all versions of a key
  primary key (workspace_id, id),
  unique (workspace_id, key, version)
);

create table outreach_sequences (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null,
  version int not null,
  definition jsonb not null,
  note text not null default '',
  is_on boolean not null default false,
  published_by uuid,
  published_at timestamptz not null default now(),
  retired_at timestamptz, -- when the next version took its place
  removed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key, version)
);

-- A sequence at one customer: of a plan, of a time in a phase, or of a date. Its id is made of these, so that none is begun twice.
create table outreach_runs (
  workspace_id uuid not null,
  id uuid not null,
  sequence_key text not null,
  account_id uuid not null,
  plan_id uuid,
  began_on date not null,
  held_out boolean not null default false, -- gets no mail, to see what the mails are worth
  stopped_at timestamptz,
  stop_reason text,
  stopped_by uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index outreach_runs_account on outreach_runs (workspace_id, account_id);
create index outreach_runs_sequence on outreach_runs (workspace_id, sequence_key) where stopped_at is null;
create index outreach_runs_plan on outreach_runs (workspace_id, plan_id) where plan_id is not null;

create table outreach_broadcasts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  definition jsonb not null, -- template, audience, roles, window, second subject
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'running', 'paused', 'stopped', 'done')),
  send_at timestamptz,
  template_id uuid, -- the version it goes out with, fixed when it is scheduled
  reached_account uuid, -- accounts up to this one have their mails made
  expanded_at timestamptz, -- all have
  before_pause text,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  removed_at timestamptz,
  primary key (workspace_id, id)
);
create index outreach_broadcasts_due on outreach_broadcasts (workspace_id, status) where status in ('scheduled', 'running');

-- Each mail that was or is to be written to somebody. Its id is that of the mail in the outbox, and is made of what it
-- stands for: however often it is worked out, it is one mail.
create table outreach_messages (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('step', 'broadcast', 'hand')),
  account_id uuid not null,
  contact_id uuid,
  run_id uuid,
  mail_key text,
  broadcast_id uuid,
  half text check (half in ('a', 'b')),
  template_id uuid,
  person_id uuid, -- who wrote it by hand
  sender_id uuid,
  subject text not null default '',
  due_at timestamptz not null,
  waits_since timestamptz, -- for room in the contact budget
  status text not null default 'planned' check (status in ('planned', 'queued', 'sent', 'skipped', 'failed', 'held_out')),
  reason text, -- why it was skipped
  detail text, -- what the reason speaks of, such as the field that is missing
  decided_at timestamptz, -- handed over or given up
  reached_at timestamptz, -- what it was for was reached
  replied_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index outreach_messages_due on outreach_messages (workspace_id, due_at, id) where status = 'planned';
create index outreach_messages_account on outreach_messages (workspace_id, account_id, due_at desc);
create index outreach_messages_run on outreach_messages (workspace_id, run_id) where run_id is not null;
create index outreach_messages_broadcast on outreach_messages (workspace_id, broadcast_id, status) where broadcast_id is not null;
create index outreach_messages_decided on outreach_messages (workspace_id, decided_at) where status in ('queued', 'sent');

create table outreach_settings (
  workspace_id uuid primary key references workspaces,
  contact_week int not null check (contact_week between 0 and 50),
  account_week int not null check (account_week between 0 and 200),
  reach_days int not null check (reach_days between 1 and 180), -- what is reached so long after a mail counts for it
  version int not null
);
