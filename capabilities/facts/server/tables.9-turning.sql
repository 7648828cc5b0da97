-- A clock that runs ahead and is put right before its turn is done leaves some accounts computed for a day that is not.
alter table day_turns
  add column turning_to date; -- for this day some accounts may be computed, and not all are yet; null: no turn is under way
