-- The past of a metric is written for some accounts at a time, all of their days at once: how far that is.
alter table metric_fills
  add column done_account uuid, -- the last account that is done, in the order of the event store
  add column percent smallint not null default 0;
update metric_fills set percent = 100 where state = 'done';
update metric_fills set done_to = null where state <> 'done'; -- what was under way begins anew
