-- A scorecard that is no longer used keeps its versions, and can be used again: all of them carry since when.
alter table scorecards add column switched_off_at timestamptz;
