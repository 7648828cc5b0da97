-- What facts ask of activities and inquiries stands in the index: the texts beside it are not fetched for a count.
drop index activities_account;
create index activities_account on activities (workspace_id, account_id, at desc) include (kind, contact_ids, archived_at);
drop index inquiries_account;
create index inquiries_account on inquiries (workspace_id, account_id, opened_at desc)
  include (solved_at, escalated, satisfaction, archived_at);
