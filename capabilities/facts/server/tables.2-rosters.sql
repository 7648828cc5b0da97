-- Facts that go with their account (an import is undone) are told to the rosters as those that a pass changes are.
create function tell_rosters() returns trigger language plpgsql as $$
begin
  perform pg_notify('banso_rosters', workspace_id || ' ' || account_id) from gone;
  return null;
end $$;

create trigger account_facts_gone after delete on account_facts
  referencing old table as gone for each statement execute function tell_rosters();
