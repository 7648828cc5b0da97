-- What was learnt of how likely customers are lost: one row for each time it was tried, also where too little is known yet.
create table risk_models (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  horizon int not null, -- days looked ahead
  trained_at timestamptz not null default now(),
  trained_by uuid, -- null: Banso itself, monthly
  model jsonb, -- null: too little is known
  card jsonb not null, -- what it was learnt from and proven on
  primary key (workspace_id, id)
);
create index risk_models_newest on risk_models (workspace_id, trained_at desc);
