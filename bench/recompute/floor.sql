-- What the product computes and keeps at the turn of a day, for all customers of one workspace, by hand in one statement:
-- what PostgreSQL needs with no product around it. The facts (columns as in account_facts), the phase, the score by the
-- ready-made scorecards and the eight ready-made signals are reckoned as of :today; rows that differ are written to
-- floor_facts (a table like account_facts, with its indexes), each with a copy for the history, and new CTAs are raised.
-- floor.ts fills in :workspace, :today, :zone, the :columns of facts, and has use by account in `floor_use`.
with people as (
  select account_id, count(*) as n, bool_or('decision_maker' = any(roles)) as decision_maker,
    bool_or('promoter' = any(roles)) as promoter, bool_or('operator' = any(roles)) as operator,
    bool_or(roles @> array['promoter', 'operator']) as drives,
    array_agg(id) filter (where 'decision_maker' = any(roles)) as decision_makers,
    array_agg(id) filter (where 'promoter' = any(roles)) as promoters
  from contacts where workspace_id = :workspace and archived_at is null and (left_on is null or left_on > :today)
  group by account_id
), gone as (
  select account_id from contacts
  where workspace_id = :workspace and archived_at is null and left_on <= :today and 'champion' = any(roles) group by account_id
), sold as (
  select c.account_id, min(c.start_on) as started_on, bool_or(c.auto_renews) as auto_renews,
    min(case when c.end_on > :today then c.end_on when c.auto_renews then (c.end_on + make_interval(months =>
      12 * (1 + extract(year from age(:today, c.end_on))::int)))::date end) as renewal_on,
    sum(v.amount::float8 / v.interval_months) filter (where v.start_on <= :today and v.until > :today) as mrr,
    sum(v.amount::float8 / v.interval_months) filter (where v.start_on <= :today - 90 and v.until > :today - 90) as mrr_then,
    bool_or(v.start_on <= :today - 90) as held_then, bool_or(v.start_on <= :today and v.until > :today) as paid,
    max(v.until) filter (where v.until <= :today) as paid_until,
    sum(v.quantity) filter (where v.start_on <= :today and v.until > :today) as seats,
    (array_agg(l.plan order by v.amount desc) filter (where v.start_on <= :today and v.until > :today))[1] as plan,
    array_agg(distinct l.product) filter (where v.start_on <= :today and v.until > :today) as products
  from contracts c
  join contract_lines l on l.workspace_id = c.workspace_id and l.contract_id = c.id
  join (
    select v.workspace_id, v.line_id, v.start_on, v.amount, v.quantity, v.interval_months, coalesce(v.end_on, 'infinity') as until
    from contract_line_versions v
  ) v on v.workspace_id = l.workspace_id and v.line_id = l.id
  where c.workspace_id = :workspace and c.archived_at is null and l.kind = 'recurring'
  group by c.account_id
), touched as (
  select t.account_id, max(t.at) as last, count(*) filter (where t.at > :today::timestamptz - interval '29 days') as in_30d,
    count(*) filter (where t.at > :today::timestamptz - interval '89 days') as in_90d,
    max(t.at) filter (where t.contact_ids && p.decision_makers) as decision_maker,
    max(t.at) filter (where t.contact_ids && p.promoters) as promoter, max(t.at) filter (where t.kind = 'meeting') as meeting
  from activities t left join people p on p.account_id = t.account_id
  where t.workspace_id = :workspace and t.archived_at is null and t.kind <> 'note' group by t.account_id
), asked as (
  select account_id, count(*) filter (where solved_at is null) as open, min(opened_at) as first,
    count(*) filter (where opened_at > :today::timestamptz - interval '6 days') as in_7d,
    count(*) filter (where opened_at > :today::timestamptz - interval '29 days') as in_30d,
    count(*) filter (where opened_at <= :today::timestamptz - interval '6 days' and opened_at > :today::timestamptz - interval '90 days') as before,
    round(avg(satisfaction) filter (where coalesce(solved_at, opened_at) > :today::timestamptz - interval '89 days'), 2) as satisfaction,
    count(*) filter (where escalated and opened_at > :today::timestamptz - interval '29 days') as escalated
  from inquiries where workspace_id = :workspace and archived_at is null group by account_id
), answered as (
  select account_id, max(score) filter (where kind = 'nps') as nps, max(on_day) filter (where kind = 'nps') as nps_on,
    max(score) filter (where kind = 'csat') as csat, max(on_day) filter (where kind = 'csat') as csat_on
  from (
    select distinct on (account_id, kind) account_id, kind, score, (answered_at at time zone :zone)::date as on_day
    from survey_answers where workspace_id = :workspace order by account_id, kind, answered_at desc
  ) latest group by account_id
), felt as (
  select distinct on (account_id) account_id, value, (at at time zone :zone)::date as on_day
  from pulses where workspace_id = :workspace order by account_id, at desc
), earlier as (
  select account_id, (array_agg("health.score" order by computed_at desc) filter (where computed_at < :today - 6))[1] as week,
    (array_agg("health.score" order by computed_at desc) filter (where computed_at < :today - 27))[1] as month
  from floor_history where computed_at < :today - 6 group by account_id
), open as (
  select account_id, count(*) as n, count(*) filter (where kind = 'risk') as risks, min(due_on) as due_on, array_agg(rule) as rules
  from floor_ctas group by account_id
), known as materialized (
  select a.id as account_id, a.name, coalesce(nullif(a.reading, ''), a.search_text) as reading, a.industry, a.employees, a.region,
    a.country, a.touch_model, a.success_type, a.adopter_category, a.usage_pattern, a.signed_up_on,
    nullif(a.tags, '{}') as tags, s.person_id as owner, coalesce(p.n, 0) as people, coalesce(p.decision_maker, false) as decision_maker,
    coalesce(p.promoter, false) as promoter, coalesce(p.operator, false) as operator, coalesce(p.drives, false) as drives,
    g.account_id is not null as champion_left,
    case when c.paid then 'active' when c.started_on <= :today then 'ended' else 'none' end as state,
    round(case when c.started_on <= :today then coalesce(c.mrr, 0) end) as mrr, round(case when c.started_on <= :today then coalesce(c.mrr, 0) end * 12) as arr,
    round(case when c.held_then then coalesce(c.mrr_then, 0) end * 12) as arr_then,
    c.started_on, case when c.paid then c.renewal_on end as renewal_on, c.auto_renews, c.seats, c.plan, c.products,
    case when not c.paid then c.paid_until end as churned_on,
    (t.last at time zone :zone)::date as touch_on, coalesce(t.in_30d, 0) as touch_30d, coalesce(t.in_90d, 0) as touch_90d,
    (t.decision_maker at time zone :zone)::date as decision_maker_on, (t.promoter at time zone :zone)::date as promoter_on,
    (t.meeting at time zone :zone)::date as meeting_on, coalesce(i.open, 0) as inquiries, coalesce(i.in_7d, 0) as inquiries_7d,
    coalesce(i.in_30d, 0) as inquiries_30d, coalesce(i.escalated, 0) as escalated, i.satisfaction,
    case when :today - 7 - least(a.signed_up_on, i.first::date) >= 28
      then round(coalesce(i.before, 0) / least((:today - 7 - least(a.signed_up_on, i.first::date)) / 7, 12)::numeric, 3) end as usual_7d,
    n.nps, n.nps_on, n.csat, n.csat_on, f.value as pulse, f.on_day as pulse_on, u.dau, u.wau, u.wau_before, u.mau, u.mau_before,
    case when u.wau_before > 0 then round((u.wau - u.wau_before) * 100.0 / u.wau_before, 1)::float8 end as wau_change,
    case when u.mau_before > 0 then round((u.mau - u.mau_before) * 100.0 / u.mau_before, 1)::float8 end as mau_change,
    case when u.events_7d_before > 0 then round(((u.events_7d - u.events_7d_before) * 100 / u.events_7d_before)::numeric, 1)::float8 end as events_change,
    u.stickiness, u.features, u.events_7d, u.events_7d_before, u.events_28d, u.days_28d, u.weeks_12, u.first_on, u.last_seen_on,
    case when c.seats > 0 then round(u.mau * 100.0 / c.seats, 1)::float8 end as licence_use,
    greatest(0, u.first_on - coalesce(a.signed_up_on, c.started_on)) as days_to_value,
    b."phase.key" as phase_before, b."phase.entered_on" as entered_before, b."onboarding.days" as onboarding_before,
    b."health.grade" as grade_before, e.week, e.month, o.n as ctas, o.risks, o.due_on, o.rules
  from accounts a
  left join account_assignments s on s.workspace_id = a.workspace_id and s.account_id = a.id and s.role = 'csm' and s.to_day is null
  left join people p on p.account_id = a.id
  left join gone g on g.account_id = a.id
  left join sold c on c.account_id = a.id
  left join touched t on t.account_id = a.id
  left join asked i on i.account_id = a.id
  left join answered n on n.account_id = a.id
  left join felt f on f.account_id = a.id
  left join floor_use u on u.account_id = a.id
  left join floor_facts b on b.workspace_id = a.workspace_id and b.account_id = a.id
  left join earlier e on e.account_id = a.id
  left join open o on o.account_id = a.id
  where a.workspace_id = :workspace and a.archived_at is null
), met as (
  select *, decision_maker and promoter and operator as roles_known, first_on is not null as valued, coalesce(features >= 3, false) as basics,
    coalesce(days_28d >= 8, false) as operating, coalesce(weeks_12 >= 9, false) as habit, coalesce(features >= 5, false) as proficient,
    seats is null or coalesce(licence_use >= 60, false) as spread,
    coalesce(csat >= 4, false) or coalesce(nps >= 7, false) or coalesce(satisfaction >= 4, false) as content,
    coalesce(nps >= 9, false) or coalesce(pulse >= 4, false) as felt, coalesce(renewal_on - :today > 90, false) as secured, coalesce(arr > arr_then, false) as extended,
    coalesce(phase_before, case when greatest(:today - signed_up_on, :today - started_on) > 365 then 'renewal'
      when greatest(:today - signed_up_on, :today - started_on) > 180 then 'adoption' else 'onboarding' end) as begins
  from known
), phased as (
  select *, case
      when (begins = 'adoption' or begins = 'onboarding' and valued and basics and operating) and habit and proficient and spread then 'renewal'
      when begins = 'onboarding' and valued and basics and operating then 'adoption' else begins end as phase
  from met
), placed as materialized (
  select *, case when phase = phase_before then entered_before when phase_before is null and phase = 'onboarding' then signed_up_on else :today end as entered_on,
    case phase when 'onboarding' then case touch_model when 'low' then 60 when 'tech' then 30 else 90 end
      when 'adoption' then case touch_model when 'tech' then 120 else 180 end end as usual,
    case when phase = 'onboarding' then null when phase_before = 'onboarding' then :today - entered_before else onboarding_before end as onboarding_days,
    case phase
      when 'onboarding' then array_remove(array[case when not valued then 'first_value' end, case when not basics then 'basics' end, case when not operating then 'operation' end], null)
      when 'adoption' then array_remove(array[case when not habit then 'habit' end, case when not proficient then 'proficiency' end, case when not spread then 'spread' end], null)
      else '{}' end as missing,
    case phase when 'onboarding' then round((roles_known::int + valued::int + basics::int + operating::int) * 25.0)
      when 'adoption' then round((habit::int + proficient::int + spread::int + content::int) * 25.0)
      else round((felt::int + secured::int + extended::int) * 100 / 3.0) end::float8 as done
  from phased
), read as materialized (
  select *, case when :today - entered_on >= usual * 2 then 'stalled' when :today - entered_on >= usual * 1.5 then 'watch' when usual is not null then 'on_time' end as lateness,
    pg_temp.line(:today - decision_maker_on, 30, 100, 60, 80, 90, 40, 180, 0, 181, 0) as m_decision_maker,
    pg_temp.line(:today - touch_on, 14, 100, 30, 80, 60, 45, 120, 0, 121, 0) as m_touch,
    case when :today - csat_on <= 180 then (array[0, 20, 50, 85, 100])[csat] end as m_csat,
    pg_temp.line(satisfaction::float8, 1, 0, 2, 20, 3, 50, 4, 85, 5, 100) as m_satisfaction,
    case when escalated >= 4 then 0 when escalated >= 2 then 15 when escalated >= 1 then 40 else 100 end::float8 as m_escalations,
    case when :today - pulse_on <= 90 then (pulse - 1) * 25.0 end::float8 as m_pulse,
    pg_temp.line(wau_change, -60, 0, -30, 25, -10, 65, 0, 85, 20, 100) as m_change, pg_temp.line(weeks_12, 0, 0, 6, 45, 9, 80, 11, 100, 12, 100) as m_habit,
    pg_temp.line(features, 0, 0, 3, 55, 5, 80, 8, 100, 9, 100) as m_features, pg_temp.line(stickiness, 0, 0, 10, 45, 20, 75, 40, 100, 41, 100) as m_stickiness,
    pg_temp.line(:today - last_seen_on, 3, 100, 7, 75, 14, 40, 30, 0, 31, 0) as m_seen, pg_temp.line(days_28d, 0, 0, 4, 45, 8, 80, 16, 100, 17, 100) as m_days,
    case when :today - nps_on <= 365 then pg_temp.line(nps, 0, 0, 6, 35, 7, 60, 9, 90, 10, 100) end as m_nps,
    pg_temp.line(done, 0, 30, 50, 70, 100, 100, 101, 100, 102, 100) as m_milestones, pg_temp.line(done, 0, 50, 100, 100, 101, 100, 102, 100, 103, 100) as m_results,
    pg_temp.line(days_to_value, 14, 100, 30, 75, 60, 40, 120, 10, 121, 10) as m_value, pg_temp.line(licence_use, 0, 0, 30, 40, 60, 80, 85, 100, 86, 100) as m_licences,
    pg_temp.line(onboarding_days, 60, 100, 90, 85, 180, 40, 365, 10, 366, 10) as m_onboarding
  from placed
), paced as materialized (
  select *, case lateness when 'on_time' then 100 when 'watch' then 45 when 'stalled' then 10 end::float8 as m_pace from read
), judged as materialized (
  select *,
    case when phase = 'onboarding' then pg_temp.mean(m_milestones, 40, m_pace, 40, m_value, 20, null, 0, null, 0, null, 0)
      else pg_temp.mean(m_licences, 50, m_pace, 30, m_onboarding, 20, null, 0, null, 0, null, 0) end as deployment,
    case when phase = 'onboarding' then pg_temp.mean(m_touch, 40, m_decision_maker, 25, m_satisfaction, 15, m_pulse, 20, null, 0, null, 0)
      else pg_temp.mean(m_decision_maker, 25, m_touch, 20, m_csat, 20, m_satisfaction, 15, m_escalations, 10, m_pulse, 10) end as engagement,
    case when phase = 'onboarding' then pg_temp.mean(m_days, 50, m_features, 30, m_seen, 20, null, 0, null, 0, null, 0)
      else pg_temp.mean(m_change, 30, m_habit, 20, m_features, 20, m_stickiness, 15, m_seen, 15, null, 0) end as adoption,
    case when phase <> 'onboarding' then pg_temp.mean(m_nps, 60, m_results, 40, null, 0, null, 0, null, 0, null, 0) end as roi,
    case when phase = 'onboarding' then floor(50 * pg_temp.share(m_milestones, 40, m_pace, 40, m_value, 20, null, 0, null, 0, null, 0)
        + 25 * pg_temp.share(m_touch, 40, m_decision_maker, 25, m_satisfaction, 15, m_pulse, 20, null, 0, null, 0)
        + 25 * pg_temp.share(m_days, 50, m_features, 30, m_seen, 20, null, 0, null, 0, null, 0))
      else floor(15 * pg_temp.share(m_licences, 50, m_pace, 30, m_onboarding, 20, null, 0, null, 0, null, 0)
        + 25 * pg_temp.share(m_decision_maker, 25, m_touch, 20, m_csat, 20, m_satisfaction, 15, m_escalations, 10, m_pulse, 10)
        + 40 * pg_temp.share(m_change, 30, m_habit, 20, m_features, 20, m_stickiness, 15, m_seen, 15, null, 0)
        + 20 * pg_temp.share(m_nps, 60, m_results, 40, null, 0, null, 0, null, 0, null, 0)) end as confidence
  from paced
), scored as materialized (
  select *, case when confidence >= 30 then floor(0.5 + case when phase = 'onboarding'
      then pg_temp.mean(deployment, 50, engagement, 25, adoption, 25, null, 0, null, 0, null, 0)
      else pg_temp.mean(deployment, 15, engagement, 25, adoption, 40, roi, 20, null, 0, null, 0) end) end as score
  from judged
), watched as materialized (
  select *, array_remove(array[
      case when wau_change <= -30 and wau_before >= 5 then 'usage_fell' end,
      case when :today - decision_maker_on >= 90 then 'decision_maker_silent' end,
      case when lateness = 'stalled' then 'phase_stalled' end,
      case when nps <= 6 and nps_on >= :today - 30 or csat <= 2 and csat_on >= :today - 30 or satisfaction <= 2 then 'unhappy_answer' end,
      case when inquiries_7d >= 3 and (usual_7d is null or inquiries_7d >= 2 * usual_7d) then 'inquiry_spike' end,
      case when renewal_on - :today between 0 and 90 and (touch_on is null or :today - touch_on > 30) then 'renewal_without_contact' end,
      case when licence_use >= 90 then 'licences_nearly_full' end,
      case when owner is null then 'owner_missing' end], null) as holding
  from scored where state <> 'ended'
), firing as materialized (
  select w.account_id, r.rule, r.kind, :today + r.days as due_on, w.owner,
    jsonb_build_object('wau', w.wau, 'wau_before', w.wau_before, 'decision_maker_on', w.decision_maker_on, 'phase', w.phase, 'nps', w.nps,
      'inquiries_7d', w.inquiries_7d, 'renewal_on', w.renewal_on, 'licence_use', w.licence_use) as seen
  from (select * from watched where holding <> array[]::text[]) w join (values
    ('usage_fell', 'risk', 2), ('decision_maker_silent', 'relationship', 5), ('phase_stalled', 'lifecycle', 5), ('unhappy_answer', 'risk', 1),
    ('inquiry_spike', 'risk', 1), ('renewal_without_contact', 'risk', 3), ('licences_nearly_full', 'opportunity', 5),
    ('owner_missing', 'relationship', 3)
  ) as r (rule, kind, days) on r.rule = any(w.holding)
  where w.rules is null or r.rule <> all(w.rules)
), raised as (
  insert into floor_ctas (workspace_id, account_id, rule, kind, due_on, owner, seen, at)
  select :workspace, account_id, rule, kind, due_on, owner, seen, :today from firing
), news as (
  select account_id, count(*) as n, count(*) filter (where kind = 'risk') as risks, min(due_on) as due_on from firing group by account_id
), final as (
  select account_id, name as "account.name", reading as "account.reading", industry as "account.industry", employees as "account.employees",
    region as "account.region", country as "account.country", touch_model as "account.touch_model", success_type as "account.success_type",
    adopter_category as "account.adopter_category", usage_pattern as "account.usage_pattern", signed_up_on as "account.signed_up_on",
    owner::text as "account.owner", owner is not null as "account.has_owner", tags as "tags", people as "contacts.count",
    decision_maker as "contacts.decision_maker.known", promoter as "contacts.promoter.known", operator as "contacts.operator.known",
    drives as "contacts.promoter_is_operator", champion_left as "contacts.champion_left", state as "contract.state", mrr as "contract.mrr",
    arr as "contract.arr", arr_then as "contract.arr_90d_ago", started_on as "contract.started_on", renewal_on as "contract.renewal_on",
    auto_renews as "contract.auto_renews", seats as "contract.seats", plan as "contract.plan", products as "contract.products",
    churned_on as "contract.churned_on", touch_on as "touch.last_on", touch_30d as "touch.count_30d", touch_90d as "touch.count_90d",
    decision_maker_on as "contacts.decision_maker.last_touch_on", promoter_on as "contacts.promoter.last_touch_on", meeting_on as "meeting.last_on",
    inquiries as "inquiry.open_count", inquiries_7d as "inquiry.count_7d", inquiries_30d as "inquiry.count_30d", usual_7d as "inquiry.usual_7d",
    satisfaction as "inquiry.satisfaction_90d", escalated as "inquiry.escalated_30d", nps as "survey.nps.latest", nps_on as "survey.nps.on",
    csat as "survey.csat.latest", csat_on as "survey.csat.on", dau as "metric.daily_active_users", wau as "metric.weekly_active_users",
    wau_before as "metric.weekly_active_users.previous", wau_change as "metric.weekly_active_users.change", mau as "metric.monthly_active_users",
    mau_before as "metric.monthly_active_users.previous", mau_change as "metric.monthly_active_users.change", stickiness as "metric.stickiness",
    features as "metric.features_used_28d", events_7d as "metric.events_7d", events_7d_before as "metric.events_7d.previous",
    events_change as "metric.events_7d.change", events_28d as "metric.events_28d", days_28d as "metric.active_days_28d", weeks_12 as "metric.habit_weeks_12",
    first_on as "metric.first_value_on", last_seen_on as "metric.last_seen_on", pulse as "pulse.latest", pulse_on as "pulse.on",
    licence_use as "metric.licence_use", days_to_value as "metric.days_to_first_value", phase as "phase.key", entered_on as "phase.entered_on",
    usual as "phase.expected_days", lateness as "phase.lateness", missing as "phase.missing", false as "phase.may_leave", 0 as "phase.returns",
    onboarding_days as "onboarding.days", done as "milestone.done_percent", score as "health.score",
    case when score is null then 'unknown' when score >= case grade_before when 'healthy' then 68 when 'watch' then 72 when 'risk' then 72 else 70 end then 'healthy'
      when score >= case grade_before when 'risk' then 52 when 'healthy' then 48 when 'watch' then 48 else 50 end then 'watch' else 'risk' end as "health.grade",
    confidence as "health.confidence", floor(deployment + 0.5) as "health.deployment", floor(engagement + 0.5) as "health.engagement",
    floor(adoption + 0.5) as "health.adoption", floor(roi + 0.5) as "health.roi", score - week as "health.change_7d", score - month as "health.change_28d",
    coalesce(ctas, 0) + coalesce(news.n, 0) as "cta.open_count", coalesce(scored.risks, 0) + coalesce(news.risks, 0) as "cta.open_risk_count",
    least(scored.due_on, news.due_on) as "cta.next_due_on"
  from scored left join news using (account_id)
), changed as (
  update floor_facts f set (computed_at, :columns) = row (:today::timestamptz, :new)
  from final n where f.workspace_id = :workspace and f.account_id = n.account_id and (:old) is distinct from (:new)
  returning f.*
), begun as (
  insert into floor_facts (workspace_id, account_id, computed_at, :columns)
  select :workspace, n.account_id, :today::timestamptz, :new from final n
  where not exists (select from floor_facts f where f.workspace_id = :workspace and f.account_id = n.account_id) returning *
), kept as (
  insert into floor_history select * from changed union all select * from begun
)
select (select count(*) from changed) as changed, (select count(*) from begun) as begun, (select count(*) from firing) as fired
