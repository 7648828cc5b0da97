-- After a restore nothing leaves the house until an administrator has looked: mails of that moment may have gone out long ago.
create table effect_holds (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  backup_made_at timestamptz not null, -- how old the data is that was restored
  held_at timestamptz not null default now(),
  released_at timestamptz,
  released_by uuid, -- the person
  primary key (workspace_id, id)
);
create unique index effect_holds_open on effect_holds (workspace_id) where released_at is null;
