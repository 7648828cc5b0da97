-- What belongs to the customers of a bench, the same for the same customers; :workspace is filled in by generate.ts.
-- luck(id, salt) is a number from 0 to 1.
create or replace function pg_temp.luck(id uuid, salt text) returns float8 language sql immutable
  as $$ select (hashtextextended(id::text || salt, 0) & 1048575) / 1048576.0 $$;

insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
select :workspace, gen_random_uuid(), a.id, p.id, 'csm', current_date - 200
from accounts a
join (select id, row_number() over (order by id) - 1 as n, count(*) over () as of from people) p
  on p.n = floor(pg_temp.luck(a.id, 'who') * p.of)
where pg_temp.luck(a.id, 'owner') < 0.95;

insert into contacts (workspace_id, id, account_id, name, search_text, department, email, roles, left_on)
select :workspace, gen_random_uuid(), id, '担当者 ' || n, '担当者' || n, '情報システム部', 'c' || n || '@example.jp',
  case n when 1 then array['decision_maker'] when 2 then array['promoter', 'champion'] else array['operator', 'user'] end,
  case when n = 2 and pg_temp.luck(id, 'left') < 0.04 then current_date - 20 end
from accounts, generate_series(1, 3) as n;

insert into contracts (workspace_id, id, account_id, currency, start_on, end_on, auto_renews, notice_days)
select :workspace, md5('contract' || id)::uuid, id, 'JPY', signed_up_on + 14,
  signed_up_on + 14 + 365 * (1 + (current_date - signed_up_on) / 365), pg_temp.luck(id, 'renews') < 0.7, 60
from accounts where pg_temp.luck(id, 'contract') < 0.97;

insert into contract_lines (workspace_id, id, contract_id, account_id, product, plan)
select workspace_id, md5('line' || account_id)::uuid, id, account_id, 'Banso Base',
  (array['スターター', 'スタンダード', 'エンタープライズ'])[1 + floor(pg_temp.luck(account_id, 'plan') * 3)::int]
from contracts;

insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, end_on, quantity, amount)
select c.workspace_id, gen_random_uuid(), md5('line' || c.account_id)::uuid, c.account_id,
  case n when 1 then c.start_on else c.start_on + 180 end, case n when 1 then c.start_on + 180 end,
  floor(5 + pg_temp.luck(c.account_id, 'seats' || n) * 200), 1000 * floor(20 + pg_temp.luck(c.account_id, 'amount' || n) * 800)
from contracts c, generate_series(1, 2) as n;

insert into activities (workspace_id, id, account_id, kind, at, direction, title, contact_ids)
select :workspace, gen_random_uuid(), a.id, (array['meeting', 'call', 'mail'])[n],
  now() - interval '1 day' * (pg_temp.luck(a.id, 'touch' || n) * 200), 'out', '定例', array[c.id]
from accounts a
join contacts c on c.workspace_id = a.workspace_id and c.account_id = a.id and 'decision_maker' = any(c.roles),
  generate_series(1, 3) as n;

insert into inquiries (workspace_id, id, account_id, subject, severity, opened_at, first_answered_at, solved_at, satisfaction, escalated)
select :workspace, gen_random_uuid(), id, '操作について', 'medium', at, at + interval '2 hours',
  case when pg_temp.luck(id, 'solved' || n) < 0.9 then at + interval '1 day' end,
  1 + floor(pg_temp.luck(id, 'csat' || n) * 5), pg_temp.luck(id, 'escalated' || n) < 0.03
from (
  select id, n, now() - interval '1 day' * (pg_temp.luck(id, 'inquiry' || n) * 120) as at
  from accounts, generate_series(1, 2) as n where pg_temp.luck(id, 'asks' || n) < 0.7
) as asked;

insert into survey_answers (workspace_id, id, account_id, kind, score, answered_at)
select :workspace, gen_random_uuid(), id, 'nps', floor(pg_temp.luck(id, 'nps') * 11),
  now() - interval '1 day' * (pg_temp.luck(id, 'nps on') * 180)
from accounts where pg_temp.luck(id, 'answers') < 0.6;
