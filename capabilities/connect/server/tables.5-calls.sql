-- How many calls each key has made in this minute, over all processes; a process takes several at a time.
create table api_calls (
  workspace_id uuid not null,
  key_id uuid not null,
  minute timestamptz not null,
  taken int not null,
  primary key (workspace_id, key_id),
  foreign key (workspace_id, key_id) references api_keys (workspace_id, id) on delete cascade
) with (fillfactor = 50);
