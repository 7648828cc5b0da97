-- How often a company wants to be in touch with its customers, where it is not as it came with Banso.
create table touch_norms (
  workspace_id uuid primary key references workspaces,
  norms jsonb not null, -- by touch model and role: at least every so many days, at most so many in 30 days
  set_by uuid not null,
  set_at timestamptz not null
);
