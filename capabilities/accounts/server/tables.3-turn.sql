-- Facts of all accounts are computed from indexes alone: a row of a person or of whom an account is assigned to lies anywhere
-- in its table, and the turn of a day would fetch a page of the disk for each.
drop index contacts_account;
create index contacts_account on contacts (workspace_id, account_id) include (id, roles, left_on, archived_at);
drop index account_assignments_current;
create unique index account_assignments_current on account_assignments (workspace_id, account_id, role) include (person_id)
  where to_day is null;
