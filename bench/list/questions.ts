/** Twenty conditions as a CS team asks them: none, common, rare, combined, and such that hardly anything meets. */
export const conditions: readonly string[] = [
  '',
  'health.grade == "risk"',
  'health.score < 50',
  'contract.days_to_renewal <= 90',
  'contract.arr >= 5000000',
  'account.touch_model == "high"',
  '!account.has_owner',
  'phase.key == "adoption"',
  'phase.lateness == "stalled"',
  '"VIP" in tags',
  'account.industry == "製造業"',
  'account.employees >= 4900 && account.region == "関東"',
  'metric.weekly_active_users.change <= -30',
  'contacts.decision_maker.days_since_touch >= 90',
  'survey.nps.latest <= 6',
  'inquiry.open_count >= 2',
  'cta.open_risk_count >= 1',
  'metric.licence_use >= 90',
  'account.adopter_category == "innovator" && account.success_type == "deep" && !("VIP" in tags)',
  'health.score < 60 && contract.days_to_renewal <= 120 || "拡大候補" in tags && account.region == "九州"',
]

/** Ten orders, up and down. */
export const sorts: readonly string[] = [
  'account.name',
  '-contract.arr',
  'contract.renewal_on',
  'health.score',
  '-health.score',
  'phase.entered_on',
  '-metric.weekly_active_users',
  'touch.last_on',
  '-cta.open_count',
  '-account.employees',
]

/** The columns of an ordinary view. */
export const columns =
  'health.grade,health.score,health.change_28d,phase.key,phase.days,contract.arr,contract.renewal_on,account.owner,account.industry,metric.weekly_active_users,touch.days_since,tags'

export type Question = { condition: string; sort: string }
