-- Who consented to what: purposes with their basis and the texts people were shown, and what each person said of them and when.
create table consent_purposes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name_ja text not null check (name_ja <> ''),
  name_en text not null check (name_en <> ''),
  basis text not null check (basis in ('consent', 'contract', 'legitimate_interest')),
  version int not null default 1,
  archived_at timestamptz, -- no longer offered; what was said of it counts as before
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

create table consent_texts (
  workspace_id uuid not null,
  purpose_id uuid not null,
  version int not null,
  ja text not null,
  en text not null,
  written_by uuid,
  written_at timestamptz not null default now(),
  primary key (workspace_id, purpose_id, version),
  foreign key (workspace_id, purpose_id) references consent_purposes (workspace_id, id)
);

create table consent_entries (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  contact_id uuid not null,
  purpose_id uuid not null,
  change text not null check (change in ('given', 'withdrawn')),
  how text not null check (how in ('form', 'mail', 'by_hand', 'import', 'api')),
  at timestamptz not null, -- when they said it
  text_version int, -- which text they were shown; null: none, as with a withdrawal
  person_id uuid, -- who of us wrote it down; null: the contact did it themselves
  mail_id uuid, -- the mail they unsubscribed from
  note text not null default '',
  recorded_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, purpose_id) references consent_purposes (workspace_id, id)
);
create index consent_entries_contact on consent_entries (workspace_id, contact_id, purpose_id, at desc, change desc);

-- Entries are only ever added. Erasing a person may take words out of a note of somebody else's; nothing else changes.
create function consent_entries_stay() returns trigger language plpgsql as $$
begin
  old.note := new.note;
  return old;
end
$$;
create trigger consent_entries_stay before update on consent_entries
  for each row execute function consent_entries_stay();
