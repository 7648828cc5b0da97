-- Sessions in which an administrator looks as somebody else would see: in which workspace, as which person or role, since when.
alter table auth.sessions
  add column viewing_workspace_id uuid,
  add column viewing_person_id uuid,
  add column viewing_role text,
  add column viewing_since timestamptz, -- null: as themselves
  add constraint sessions_viewing check (
    num_nonnulls(viewing_person_id, viewing_role) = num_nonnulls(viewing_since)
    and num_nonnulls(viewing_workspace_id) = num_nonnulls(viewing_since)
  );
create index sessions_viewing on auth.sessions (viewing_since) where viewing_since is not null;
