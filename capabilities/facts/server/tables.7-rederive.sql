-- A changed scorecard, rule or segment changes no source: what follows from facts is worked out from those that are stored.
alter table day_turns
  add column rederive boolean not null default false; -- asked for since the last turn; a turn that reads sources does it too
