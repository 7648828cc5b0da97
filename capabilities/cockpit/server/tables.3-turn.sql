-- What is open of each account, for the turn of a day: what is closed stays in the table for ever and is not passed over again.
create index ctas_living on ctas (workspace_id, account_id) include (kind, rule_key, due_on, snoozed_until) where status <> 'closed';
