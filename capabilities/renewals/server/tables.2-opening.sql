-- Renewals of some segments are opened earlier or later than all others'.
alter table renewal_settings add column by_segment jsonb not null default '[]'; -- [{segment, daysBefore}]; the first that takes an account holds
