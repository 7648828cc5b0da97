-- Mail: what is to go out and what became of it, the server it goes out by, and in whose name. Every change of a mail's
-- state is committed before the next thing is done with it, so that a crash at any moment leaves a state that tells what is known.
create table mail_servers (
  workspace_id uuid primary key references workspaces,
  host text not null,
  port int not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  user_name text,
  password text, -- sealed (identity/sealed.ts)
  per_minute int not null default 600 check (per_minute between 1 and 60000), -- mails of one sender
  per_domain_minute int not null default 200 check (per_domain_minute between 1 and 60000), -- mails to one domain
  origin text not null, -- the address under which links of mails lead back to Banso
  version int not null default 1,
  updated_at timestamptz not null default now()
);

-- How the server of a workspace does, its own or the installation's: after a trouble that is the server's nothing is
-- handed over for a while.
create table mail_server_states (
  workspace_id uuid primary key references workspaces,
  trouble text, -- a key of the interface's texts; null: none
  detail text, -- the server's own words
  troubles int not null default 0, -- in a row
  since timestamptz not null default now(),
  paused_until timestamptz
);

create table mail_senders (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  address text not null,
  reply_to text,
  company text not null default '', -- sender block of the act on specified electronic mail 特定電子メール法: who sends,
  postal_address text not null default '', -- where they are,
  contact text not null default '', -- and where questions and complaints go: a telephone number, an address or a page
  is_default boolean not null default false,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index mail_senders_default on mail_senders (workspace_id) where is_default and archived_at is null;

create table mails (
  workspace_id uuid not null references workspaces,
  id uuid not null, -- the Message-ID is made of it
  account_id uuid,
  contact_id uuid,
  to_address text not null, -- lower-case domain
  to_name text not null default '',
  to_domain text generated always as (split_part(to_address, '@', 2)) stored,
  reply_to text,
  sender_id uuid, -- null: the default one
  subject text not null,
  body_text text not null,
  body_html text,
  kind text not null check (kind in ('transactional', 'marketing')),
  purpose text not null,
  status text not null default 'queued'
    check (status in ('queued', 'leased', 'handing', 'sent', 'failed', 'bounced', 'held', 'in_doubt')),
  reason text, -- why it failed, bounced, is held or is in doubt: a key of the interface's texts
  detail text, -- the server's own words
  not_before timestamptz not null,
  attempts int not null default 0,
  lease uuid, -- of the batch that took it
  lease_until timestamptz, -- by the database's clock
  message_id text, -- set before it is first handed over, and the same ever after
  from_address text, -- whose name it last went out in
  handed_at timestamptz, -- when it was last begun to be handed over
  doubted_at timestamptz, -- it was being handed over when a process or a line broke; null once a person has settled it
  sent_at timestamptz,
  replied_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index mails_waiting on mails (workspace_id, kind desc, not_before, id) where status = 'queued'; -- a code to sign in with before a broadcast
create index mails_taken on mails (lease_until) where status in ('leased', 'handing');
create index mails_handed on mails (workspace_id, handed_at) where handed_at is not null;
create index mails_newest on mails (workspace_id, created_at desc, id desc);
create index mails_status on mails (workspace_id, status, created_at desc, id desc);
create index mails_doubted on mails (workspace_id, created_at desc, id desc) where doubted_at is not null;
create index mails_account on mails (workspace_id, account_id, created_at desc) where account_id is not null;
create index mails_address on mails (workspace_id, lower(to_address));
