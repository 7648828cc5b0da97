-- How facts are spread over customers, for curves that compare: the values at the 0th to 100th percentile as of the
-- beginning of a day's turn, so that one account and all of them are compared with the same. Kept some weeks, so that a
-- score of last month can be explained.
create table peer_spreads (
  workspace_id uuid not null references workspaces,
  fact text not null,
  group_fact text not null, -- '': all customers
  group_value text not null, -- ''
  on_day date not null,
  size int not null, -- customers who have the fact
  cuts double precision[] not null, -- 101 values
  primary key (workspace_id, fact, group_fact, group_value, on_day)
);
