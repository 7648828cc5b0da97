-- A month in one piece is read as it is by `final`, and a quiet month is brought into one piece: the engine does neither for a
-- table that names the column of withdrawn rows in its engine. Whoever reads leaves rows with `gone` out. By a copy and
-- back, so that whatever was interrupted can be run again.
create table if not exists events_copy as events engine = ReplacingMergeTree(version)
partition by toYYYYMM(at)
primary key (workspace_id, account_id, user_key, at)
order by (workspace_id, account_id, user_key, at, message)
settings min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1,
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
insert into events_copy select * from events final;
create or replace table events as events_copy;
insert into events select * from events_copy;
drop table events_copy;

create table if not exists usage_days_copy as usage_days engine = ReplacingMergeTree(version)
partition by toYYYYMM(day)
order by (workspace_id, account_id, day, event, user_key, kind, chunk)
settings index_granularity = 1024, min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1,
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
insert into usage_days_copy select * from usage_days final;
create or replace table usage_days as usage_days_copy;
insert into usage_days select * from usage_days_copy;
drop table usage_days_copy;
drop table if exists usage_days_compact;
