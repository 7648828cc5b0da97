-- Facts of month ends before a workspace's history begins, worked out afterwards from data that carries its own dates.
create table if not exists past_facts (
  workspace_id UUID,
  fact LowCardinality(String),
  day Date comment 'as they stood at the end of this day',
  account_id UUID,
  number Nullable(Float64),
  text Nullable(String),
  rebuilt_at DateTime64(3, 'UTC')
) engine = ReplacingMergeTree(rebuilt_at)
partition by toYear(day)
order by (workspace_id, day, fact, account_id)
settings fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
