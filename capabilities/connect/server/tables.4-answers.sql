-- Answers to writes that a program may send again because it does not know whether the first was heard; kept for a day.
create table api_answers (
  workspace_id uuid not null,
  key_id uuid not null,
  idempotency_key text not null,
  request_hash text not null, -- of method, address and body: the same key with another request is refused
  status int, -- null: the first is still under way
  type text,
  body text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, key_id, idempotency_key),
  foreign key (workspace_id, key_id) references api_keys (workspace_id, id) on delete cascade
);
create index api_answers_age on api_answers (workspace_id, key_id, created_at);
