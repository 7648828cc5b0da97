-- Segments: kinds of customers side by side on axes, who is listed in them, and who was in which from when until when.
create table segment_axes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  label_ja text not null check (label_ja <> ''),
  label_en text not null check (label_en <> ''),
  exclusive boolean not null default false, -- each account is in the first of its segments that takes it
  position int not null default 0,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id)
);

create table segments (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'), -- what conditions call it; never changed, never given again
  axis_id uuid not null,
  label_ja text not null check (label_ja <> ''),
  label_en text not null check (label_en <> ''),
  kind text not null check (kind in ('static', 'live')),
  condition text not null default '', -- of a live one
  position int not null default 0,
  created_by uuid,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, axis_id) references segment_axes (workspace_id, id)
);

create table segment_listed (
  workspace_id uuid not null,
  account_id uuid not null,
  segment_id uuid not null,
  added_by uuid,
  added_at timestamptz not null default now(),
  primary key (workspace_id, account_id, segment_id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, segment_id) references segments (workspace_id, id)
);
create index segment_listed_segment on segment_listed (workspace_id, segment_id);

-- What was listed or taken off at once, so that it can be taken back.
create table segment_list_changes (
  workspace_id uuid not null,
  id uuid not null,
  segment_id uuid not null,
  adds boolean not null,
  account_ids uuid[] not null, -- those for whom it made a difference
  person_id uuid,
  at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id)
);

create table segment_memberships (
  workspace_id uuid not null,
  account_id uuid not null,
  segment_id uuid not null,
  entered_at timestamptz not null,
  left_at timestamptz, -- null: it is in it
  primary key (workspace_id, account_id, segment_id, entered_at),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, segment_id) references segments (workspace_id, id)
);
create unique index segment_memberships_now on segment_memberships (workspace_id, account_id, segment_id) where left_at is null;
create index segment_memberships_entered on segment_memberships (workspace_id, segment_id, entered_at desc);
create index segment_memberships_left on segment_memberships (workspace_id, segment_id, left_at desc) where left_at is not null;

-- Whoever may shape what is kept of customers may shape segments; so may those who lead and who work at scale.
update roles set permissions = permissions || '{segments.manage}'::text[]
where ('fields.manage' = any(permissions) or built_in and key in ('leader', 'scaled_csm'))
  and not 'segments.manage' = any(permissions);
