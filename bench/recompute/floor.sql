-- The figures that facts, phases, scores and signals are made of, for all customers of one workspace, by hand in one
-- statement: what PostgreSQL needs with no product around it. :workspace and the table `floor_use` are filled in by floor.ts.
create table floor_facts as
with people as (
  select account_id, count(*) as count,
    bool_or('decision_maker' = any(roles)) as decision_maker, bool_or('promoter' = any(roles)) as promoter,
    bool_or('operator' = any(roles)) as operator,
    array_agg(id) filter (where 'decision_maker' = any(roles)) as decision_makers
  from contacts where workspace_id = :workspace and archived_at is null and (left_on is null or left_on > current_date)
  group by account_id
), sold as (
  select c.account_id, min(c.start_on) as started_on, max(c.end_on) as renewal_on, bool_or(c.auto_renews) as auto_renews,
    sum(v.amount * v.quantity / v.interval_months) filter (where v.end_on is null or v.end_on > current_date) as mrr,
    sum(v.amount * v.quantity / v.interval_months) filter (where v.start_on <= current_date - 90
      and (v.end_on is null or v.end_on > current_date - 90)) as mrr_before,
    sum(v.quantity) filter (where v.end_on is null or v.end_on > current_date) as seats,
    min(l.plan) as plan, array_agg(distinct l.product) as products
  from contracts c
  join contract_lines l on l.workspace_id = c.workspace_id and l.contract_id = c.id
  join contract_line_versions v on v.workspace_id = l.workspace_id and v.line_id = l.id
  where c.workspace_id = :workspace and c.archived_at is null and v.start_on <= current_date
  group by c.account_id
), touched as (
  select t.account_id, max(t.at)::date as last_on, count(*) filter (where t.at > now() - interval '30 days') as count_30d,
    count(*) filter (where t.at > now() - interval '90 days') as count_90d,
    max(t.at) filter (where t.contact_ids && p.decision_makers)::date as decision_maker_on,
    max(t.at) filter (where t.kind = 'meeting')::date as meeting_on
  from activities t left join people p on p.account_id = t.account_id
  where t.workspace_id = :workspace and t.archived_at is null group by t.account_id
), asked as (
  select account_id, count(*) filter (where solved_at is null) as open,
    count(*) filter (where opened_at > now() - interval '7 days') as asked_7d,
    count(*) filter (where opened_at > now() - interval '30 days') as asked_30d,
    count(*) filter (where opened_at > now() - interval '91 days') / 12.0 as usual_7d,
    avg(satisfaction) filter (where opened_at > now() - interval '90 days') as satisfaction,
    count(*) filter (where escalated) as escalated
  from inquiries where workspace_id = :workspace and archived_at is null group by account_id
), answered as (
  select distinct on (account_id) account_id, score as nps, answered_at::date as nps_on
  from survey_answers where workspace_id = :workspace and kind = 'nps' order by account_id, answered_at desc
), known as (
  select a.workspace_id, a.id as account_id, a.name, a.reading, a.industry, a.employees, a.region, a.country, a.touch_model,
    a.success_type, a.adopter_category, a.usage_pattern, a.signed_up_on, a.tags, s.person_id as owner,
    p.count as people, p.decision_maker, p.promoter, p.operator, c.started_on, c.renewal_on, c.auto_renews, c.mrr, c.mrr * 12 as arr,
    c.mrr_before * 12 as arr_before, c.seats, c.plan, c.products, t.last_on, t.count_30d, t.count_90d, t.decision_maker_on,
    t.meeting_on, coalesce(i.open, 0) as open, coalesce(i.asked_7d, 0) as asked_7d, coalesce(i.asked_30d, 0) as asked_30d,
    i.usual_7d, i.satisfaction, i.escalated, n.nps, n.nps_on, u.dau, u.wau, u.wau_before, u.mau, u.mau_before, u.stickiness,
    u.features, u.events_7d, u.events_7d_before, u.events_28d, u.days_28d, u.weeks_12, u.first_on, u.last_seen_on,
    case when u.wau_before > 0 then (u.wau - u.wau_before) * 100.0 / u.wau_before end as wau_change,
    case when c.seats > 0 then u.mau * 100.0 / c.seats end as licence_use
  from accounts a
  left join account_assignments s on s.workspace_id = a.workspace_id and s.account_id = a.id and s.role = 'csm' and s.to_day is null
  left join people p on p.account_id = a.id
  left join sold c on c.account_id = a.id
  left join touched t on t.account_id = a.id
  left join asked i on i.account_id = a.id
  left join answered n on n.account_id = a.id
  left join floor_use u on u.account_id = a.id
  where a.workspace_id = :workspace and a.archived_at is null
), scored as (
  select *,
    case when weeks_12 >= 8 and licence_use >= 50 then 'renewal' when first_on is not null then 'adoption' else 'onboarding' end as phase,
    least(100, coalesce(weeks_12, 0) * 100.0 / 12) as deployment,
    (coalesce(nps, 5) * 10 + greatest(0, 100 - (current_date - coalesce(decision_maker_on, current_date - 200))) + coalesce(satisfaction, 3) * 20) / 3 as engagement,
    (least(100, coalesce(licence_use, 0)) + least(100, coalesce(stickiness, 0) * 2) + features * 100.0 / 6) / 3 as adoption
  from known
)
select *, (deployment + engagement + adoption) / 3 as score,
  case when (deployment + engagement + adoption) / 3 >= 70 then 'healthy' when (deployment + engagement + adoption) / 3 >= 50 then 'watch' else 'risk' end as grade,
  wau_change <= -30 as usage_fell, decision_maker_on < current_date - 90 as silent, nps <= 6 as detractor, owner is null as no_owner,
  asked_7d > 2 * usual_7d as spike, renewal_on - current_date <= 90 and count_30d = 0 as renewal_without_contact, licence_use >= 90 as licences_full
from scored
