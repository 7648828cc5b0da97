-- Customers, the people at them, who looks after them, and the fields a company adds.
create table accounts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  name_kana text,
  name_en text,
  search_text text not null default '', -- folded name, reading, English name (core/searchText.ts)
  folded_name text generated always as (split_part(search_text, e'\n', 1)) stored,
  reading text not null default '', -- what the name is sorted by (core/searchText.ts)
  corporate_number text check (corporate_number ~ '^[1-9][0-9]{12}$'),
  parent_id uuid,
  domains text[] not null default '{}',
  industry text,
  employees int check (employees >= 0),
  annual_revenue bigint, -- minor units of the workspace's currency
  country text,
  region text,
  address text,
  signed_up_on date,
  touch_model text check (touch_model in ('high', 'low', 'tech')),
  purpose text, -- why they bought, in the customer's own words
  business_issues text,
  goals text,
  usage_pattern text,
  adopter_category text check (adopter_category in ('innovator', 'early_adopter', 'early_majority', 'late_majority', 'laggard')),
  success_type text check (success_type in ('light', 'deep')),
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  import_id uuid,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references accounts (workspace_id, id)
);
create unique index accounts_corporate_number on accounts (workspace_id, corporate_number) where archived_at is null;
create index accounts_folded_name on accounts (workspace_id, folded_name);
create index accounts_parent on accounts (workspace_id, parent_id) where parent_id is not null;
create index accounts_archived on accounts (workspace_id, archived_at) where archived_at is not null;

-- Every character and every pair of neighbouring characters of a text: what partial words are found by in Japanese,
-- where words have no spaces and two characters make one.
create function text_grams(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  characters text[] := string_to_array(t, null);
  grams text[] := characters;
begin
  for i in 1 .. cardinality(characters) - 1 loop
    grams := grams || (characters[i] || characters[i + 1]);
  end loop;
  return grams;
end
$$;
create index accounts_search on accounts using gin (text_grams(search_text));

-- The door to the search index: under row-level security PostgreSQL cannot use it (its operator is not leakproof). It
-- runs as the owner of the tables, confines itself to the caller's workspace, and tells ids only; what they stand for
-- is read again under the policy. `grams` are those of the needle: pairs, or the one character it has.
create function find_accounts(needle text, grams text[], at_most int) returns setof uuid
language sql stable security definer set search_path = public rows 500 as $$
  select id from accounts
  where workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and archived_at is null
    and text_grams(search_text) @> grams and strpos(search_text, needle) > 0
  limit at_most
$$;

create table account_external_ids (
  workspace_id uuid not null,
  source text not null, -- crm, billing, product, import …
  external_id text not null,
  account_id uuid not null,
  import_id uuid,
  primary key (workspace_id, source, external_id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index account_external_ids_account on account_external_ids (workspace_id, account_id);

create table account_assignments (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('csm', 'renewal_manager', 'architect', 'support', 'sales', 'partner')),
  from_day date not null,
  to_day date, -- first day it no longer holds
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id)
);
create unique index account_assignments_current on account_assignments (workspace_id, account_id, role) where to_day is null;
create index account_assignments_person on account_assignments (workspace_id, person_id) where to_day is null;

create table contacts (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  external_id text,
  name text not null check (name <> ''),
  name_kana text,
  search_text text not null default '',
  department text,
  title text,
  email text,
  phone text,
  locale text,
  roles text[] not null default '{}' check (roles <@ array['decision_maker', 'promoter', 'operator', 'champion', 'user']),
  influence int check (influence between 1 and 5),
  attitude text check (attitude in ('supporter', 'neutral', 'opponent')),
  attitude_on date,
  reports_to uuid,
  joined_on date,
  left_on date,
  note text,
  custom jsonb not null default '{}',
  import_id uuid,
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create unique index contacts_external_id on contacts (workspace_id, external_id) where external_id is not null;
create index contacts_account on contacts (workspace_id, account_id);
create index contacts_email on contacts (workspace_id, lower(email));

create table custom_fields (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  subject text not null check (subject in ('account', 'contact')),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type text not null check (type in ('text', 'long_text', 'number', 'money', 'date', 'yes_no', 'choice', 'choices', 'person', 'url')),
  label_ja text not null,
  label_en text not null,
  help text,
  choices jsonb not null default '[]', -- [{key, labelJa, labelEn}]
  required_from_phase text,
  owner_id uuid,
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, subject, key)
);

create table saved_views (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  sharing text not null default 'private' check (sharing in ('private', 'shared')),
  condition text not null default '', -- CEL
  columns text[] not null,
  sort text not null default 'account.name', -- a fact key, - before it for descending
  group_by text,
  position int not null default 0,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- Changes of many accounts at once, with what is needed to take them back.
create table account_changes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  change jsonb not null,
  at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (workspace_id, id)
);
create table account_change_rows (
  workspace_id uuid not null,
  change_id uuid not null,
  account_id uuid not null,
  version int not null, -- after the change: an account changed since is left as it is
  before jsonb not null, -- the values that the change replaced
  primary key (workspace_id, change_id, account_id),
  foreign key (workspace_id, change_id) references account_changes (workspace_id, id) on delete cascade,
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);

create table last_looks (
  workspace_id uuid not null references workspaces,
  person_id uuid not null,
  account_id uuid not null,
  at timestamptz not null, -- when this person last left the customer's page: "what changed since"
  primary key (workspace_id, person_id, account_id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
