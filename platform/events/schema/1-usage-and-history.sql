-- Usage events, their roll-up by day, and how facts changed: projections of the journal. Durable when acknowledged.
create table if not exists events (
  workspace_id UUID,
  account_id UUID comment 'all zeros: not known whose',
  user_key String comment 'as the client named them',
  at DateTime64(3, 'UTC'),
  message UUID comment 'from the message id, once in a workspace',
  kind LowCardinality(String),
  event LowCardinality(String),
  day Date comment 'of at, in the time zone of the workspace',
  person_key String comment 'the user_key this one turned out to be an alias of, or itself',
  group_key String comment 'source/id that the event itself named; empty: none',
  tied Bool comment 'the account follows from the user; else from the event itself',
  quantity Float64 default 1,
  received_at DateTime64(3, 'UTC'),
  clock_ahead UInt32 comment 'seconds by which the client''s clock was ahead, cut off',
  props JSON(max_dynamic_paths = 64),
  chunk UInt64 comment 'the journal''s seq',
  version UInt64,
  gone UInt8 default 0,
  index events_chunk chunk type minmax granularity 1,
  index events_user user_key type bloom_filter(0.01) granularity 1,
  index events_group group_key type bloom_filter(0.01) granularity 1,
  index events_received received_at type minmax granularity 1
) engine = ReplacingMergeTree(version, gone)
partition by toYYYYMM(at)
primary key (workspace_id, account_id, user_key, at)
order by (workspace_id, account_id, user_key, at, message)
settings fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

-- Small granules: the use of one account, read at every reaction, is a few hundred rows.
create table if not exists usage_days (
  workspace_id UUID,
  account_id UUID,
  day Date,
  kind LowCardinality(String),
  event LowCardinality(String),
  user_key String,
  chunk UInt64 comment '0: several chunks of a month that is over, put together',
  person_key String,
  uses Float64,
  last_at DateTime64(3, 'UTC'),
  version UInt64,
  gone UInt8 default 0,
  index usage_days_user user_key type bloom_filter(0.01) granularity 1,
  index usage_days_chunk chunk type minmax granularity 1
) engine = ReplacingMergeTree(version, gone)
partition by toYYYYMM(day)
order by (workspace_id, account_id, day, event, user_key, kind, chunk)
settings index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

create table if not exists fact_history (
  workspace_id UUID,
  fact LowCardinality(String),
  account_id UUID,
  known_at DateTime64(3, 'UTC'),
  number Nullable(Float64),
  text Nullable(String)
) engine = ReplacingMergeTree
partition by toYear(known_at)
order by (workspace_id, fact, account_id, known_at)
settings fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
