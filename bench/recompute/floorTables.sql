-- Where the floor keeps its figures: facts in a table like the product's, with the same indexes; each changed row once
-- more as it became, for the history; and the CTAs that are open.
create table floor_facts (like account_facts including defaults including indexes);
create table floor_history (like account_facts);
create table floor_ctas (workspace_id uuid, account_id uuid, rule text, kind text, due_on date, owner uuid, seen jsonb, at date,
  primary key (workspace_id, account_id, rule));
