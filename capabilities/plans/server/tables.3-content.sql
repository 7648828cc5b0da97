-- Steps name what the customer is given to read or to answer; an answered sheet and an uploaded file close steps, too.
alter table plan_steps add column content text[] not null default '{}';
alter table plan_steps drop constraint plan_steps_evidence_check;
alter table plan_steps add constraint plan_steps_evidence_check
  check (evidence in ('us', 'customer', 'facts', 'form', 'file'));
