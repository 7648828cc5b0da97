-- Five years of contracts for the customers of a bench, the same for the same customers; :workspace and :accounts are filled in.
-- luck(id, salt) is a number from 0 to 1.
create function pg_temp.luck(id uuid, salt text) returns float8 language sql immutable
  as $$ select (hashtextextended(id::text || salt, 0) & 1048575) / 1048576.0 $$;

insert into accounts (workspace_id, id, name, search_text, reading, industry, employees, region, country)
select :workspace, md5('account-' || i)::uuid, '顧客' || i, '顧客' || i, '顧客' || i, (array['製造', '小売', '物流', 'IT'])[1 + i % 4],
  10 + (i * 7919) % 5000, (array['北海道', '東北', '関東', '中部', '近畿', '中国', '四国', '九州'])[1 + i % 8], 'JP'
from generate_series(1, :accounts) as i;

insert into exchange_rates (workspace_id, currency, dated_on, rate)
select :workspace, 'USD', month::date, 130 + (extract(month from month)::int * 7) % 25
from generate_series(date_trunc('month', current_date) - interval '62 months', current_date, interval '1 month') as month;

-- Who began when, within five years, and (a third of them) when it was over.
create temporary table bench_terms on commit drop as
select id, began, case when pg_temp.luck(id, 'left') < 0.33
  then began + 90 + floor(pg_temp.luck(id, 'when') * (current_date - began))::int end as ended
from (
  select id, current_date - 30 - floor(pg_temp.luck(id, 'began') * 1795)::int as began from accounts where workspace_id = :workspace
) as dated;

insert into contracts (workspace_id, id, account_id, currency, start_on, end_on, auto_renews, notice_days)
select :workspace, md5('contract' || id)::uuid, id, case when pg_temp.luck(id, 'usd') < 0.05 then 'USD' else 'JPY' end, began,
  coalesce(ended, began + 365 * (1 + (current_date - began) / 365)), ended is null, 60
from bench_terms;

-- A product that everybody has; two more that some have, begun later.
insert into contract_lines (workspace_id, id, contract_id, account_id, product, plan)
select :workspace, md5('line' || t.id || n)::uuid, md5('contract' || t.id)::uuid, t.id,
  (array['Banso Base', '分析オプション', 'サポート'])[n], (array['スターター', 'スタンダード', 'エンタープライズ'])[1 + floor(pg_temp.luck(t.id, 'plan') * 3)::int]
from bench_terms t, generate_series(1, 3) as n
where n = 1 or pg_temp.luck(t.id, 'has' || n) < 0.3 and t.began + 120 * n < coalesce(t.ended, current_date);

-- A new price every half year; every fourth time nothing but the plan changes. Some have a discount in their first year.
insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, end_on, plan, quantity, amount, interval_months,
  discount_percent, discount_until)
select :workspace, md5('version' || l.id || k)::uuid, l.id, t.id, starts,
  case when starts + 182 < coalesce(t.ended, current_date) then starts + 182 else t.ended end,
  (array['スターター', 'スタンダード', 'エンタープライズ'])[1 + (floor(pg_temp.luck(t.id, 'plan') * 3)::int + k / 4) % 3],
  5 + floor(pg_temp.luck(l.id, 'seats' || k) * 200), 1000 * (20 + floor(pg_temp.luck(l.id, 'amount' || k) * 800)), 12,
  case when k = 0 and pg_temp.luck(l.id, 'off') < 0.2 then 20 end, case when k = 0 and pg_temp.luck(l.id, 'off') < 0.2 then starts + 182 end
from bench_terms t
join contract_lines l on l.workspace_id = :workspace and l.account_id = t.id
cross join lateral (
  select k, t.began + case l.product when 'Banso Base' then 0 when '分析オプション' then 240 else 360 end + 182 * k as starts
  from generate_series(0, 10) as k
) as halves
where starts < coalesce(t.ended, current_date);
