-- Rules are written by hand: each version says what it changed, and a rule can be put away and taken back.
alter table signal_rules add column note text;
alter table signal_rules add column archived_at timestamptz; -- of the version in force: the rule no longer watches
create index signals_rule on signals (workspace_id, rule_id, fired_at desc);
