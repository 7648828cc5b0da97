-- Who is to be left alone: addresses that get no mail of a purpose, or none that is marketing, and why.
create table mail_suppressions (
  workspace_id uuid not null references workspaces,
  address text not null check (address = lower(address)),
  purpose text not null, -- '*': all marketing
  reason text not null check (reason in ('unsubscribed', 'bounced', 'complaint', 'by_hand')),
  detail text not null default '', -- the receiving server's words, or the person's
  mail_id uuid, -- the mail by which it came
  person_id uuid, -- who of us, by hand
  at timestamptz not null default now(),
  primary key (workspace_id, address, purpose)
);
create index mail_suppressions_newest on mail_suppressions (workspace_id, at desc, address, purpose);

-- Where bounces and answers are brought to: an address and a key that a mail server, or a provider's webhook, is told.
create table mail_doors (
  workspace_id uuid primary key references workspaces,
  token_hash text not null unique,
  token text not null, -- sealed: it is shown again to whoever may set it up
  last_received_at timestamptz,
  received int not null default 0,
  unread int not null default 0, -- mails that were brought and meant nothing to us
  created_at timestamptz not null default now()
);
