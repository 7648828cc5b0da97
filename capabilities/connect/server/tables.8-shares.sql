-- What each person has called and each write key has brought in within this minute, where it is much, over all processes.
create table person_calls (
  workspace_id uuid not null,
  person_id uuid not null,
  minute timestamptz not null,
  taken int not null,
  primary key (workspace_id, person_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
) with (fillfactor = 50);

create table write_key_events (
  workspace_id uuid not null,
  write_key_id uuid not null,
  minute timestamptz not null,
  taken int not null,
  primary key (workspace_id, write_key_id),
  foreign key (workspace_id, write_key_id) references write_keys (workspace_id, id) on delete cascade
) with (fillfactor = 50);
