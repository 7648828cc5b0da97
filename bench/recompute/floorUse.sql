select toString(account_id) as account_id, uniqExactIf(person_key, day > {asOf:Date} - 1) as dau,
  uniqExactIf(person_key, day > {asOf:Date} - 7) as wau, uniqExactIf(person_key, day > {asOf:Date} - 14 and day <= {asOf:Date} - 7) as wau_before,
  uniqExactIf(person_key, day > {asOf:Date} - 28) as mau, uniqExactIf(person_key, day > {asOf:Date} - 56 and day <= {asOf:Date} - 28) as mau_before,
  if(mau = 0, null, round(uniqExactIf((person_key, day), day > {asOf:Date} - 28) / 28 / mau * 100, 1)) as stickiness,
  uniqExactIf(event, day > {asOf:Date} - 28) as features, sumIf(uses, day > {asOf:Date} - 7) as events_7d,
  sumIf(uses, day > {asOf:Date} - 14 and day <= {asOf:Date} - 7) as events_7d_before, sumIf(uses, day > {asOf:Date} - 28) as events_28d,
  uniqExactIf(day, day > {asOf:Date} - 28) as days_28d, uniqExactIf(intDiv({asOf:Date} - day, 7), day > {asOf:Date} - 84) as weeks_12,
  toString(min(day)) as first_on, toString(max(day)) as last_seen_on
from usage_days final where gone = 0 and workspace_id = {workspace:UUID} and day <= {asOf:Date} group by account_id
