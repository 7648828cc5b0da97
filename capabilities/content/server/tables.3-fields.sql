-- What answers of hearing sheets have put into a company's own fields of a customer, so that it is told from what people
-- put there and can be taken back.
create table content_field_values (
  workspace_id uuid not null,
  account_id uuid not null,
  field text not null,
  sheet_id uuid not null,
  value jsonb not null, -- what the answer put there
  before jsonb not null default 'null', -- what stood there
  taken_back boolean not null default false, -- one of ours did not let it stand
  at timestamptz not null,
  primary key (workspace_id, account_id, field),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
