-- A broadcast may try two texts on some of its recipients first: which template the second is of, and how the trial stands.
alter table outreach_broadcasts
  add column template_b_id uuid, -- the version the second text goes out with, fixed when it is scheduled
  add column trial_began_on date, -- the workspace's day on which the first mails of the trial were made
  add column trial_looked_on date, -- and the last one on which it was looked at: once a day
  add column trial_end jsonb; -- which text the rest gets, why, when, and the figures it was decided on
