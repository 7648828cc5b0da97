-- What somebody says a score is to count as, until when and why: the computed score stays beside it, and so does every
-- override that was.
create table score_overrides (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  score int not null check (score between 0 and 100),
  reason text not null,
  holds_until date not null, -- the last day on which it counts
  set_by uuid not null,
  set_at timestamptz not null,
  ended_at timestamptz, -- ended, replaced, or found to be over
  ended_by uuid, -- null: its last day was over
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create unique index score_overrides_one on score_overrides (workspace_id, account_id) where ended_at is null;
create index score_overrides_account on score_overrides (workspace_id, account_id, set_at desc);
