-- What was answered to a mail stands on the timeline, once; the mail knows where: taken off there, it is gone here.
alter table outreach_messages add column answer_ids uuid[] not null default '{}'; -- activities
