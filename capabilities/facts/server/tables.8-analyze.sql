-- The turn of a day writes nearly every row: that is no reason to look at all columns anew several times while it runs.
alter table account_facts set (autovacuum_analyze_scale_factor = 0.5);
