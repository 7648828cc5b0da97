-- What is assumed of customers' worth where contracts do not tell: margin, discount, what winning customers cost.
create table revenue_assumptions (
  workspace_id uuid primary key references workspaces,
  margin_percent numeric check (margin_percent between 0 and 100),
  discount_percent numeric check (discount_percent between 0 and 100), -- a year
  acquisition_cost bigint check (acquisition_cost >= 0) -- sales and marketing of the last twelve months, minor units
);
