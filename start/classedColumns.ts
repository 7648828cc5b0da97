import type { ClassedColumns } from '#capabilities/access/server/index.ts'

/**
 * Which columns hold values of a class of fields; what a fact is of says its own definition. A view leaves these values out for
 * whoever does not see the class, whatever asks. `evidence` was kept of facts as they stood, `fields` are values of own
 * fields, `ofFact` a value of the fact that the named column tells.
 */
export const classedColumns: ClassedColumns = {
  accounts: { custom: 'fields' },
  account_change_rows: { before: 'evidence' },
  account_phases: { evidence: 'evidence' },
  audit_log: { before: 'record', after: 'record' },
  billing_customers: { name: 'personal', email: 'personal', raw: 'personal' },
  billing_events: { raw: 'money' },
  billing_invoices: { raw: 'money' },
  billing_transactions: { amount: 'money' },
  churn_records: { refund_amount: 'money' },
  contacts: {
    name: 'personal',
    name_kana: 'personal',
    search_text: 'personal',
    email: 'personal',
    phone: 'personal',
    custom: 'fields',
  },
  content_field_values: { value: { ofField: 'field' }, before: { ofField: 'field' } },
  contract_line_refunds: { amount: 'money' },
  contract_line_versions: { amount: 'money', discount_amount: 'money', discount_percent: 'money' },
  event_quarantine: { payload: 'personal' },
  expansion_opportunities: { amount: 'money', because: 'evidence', held_back: 'evidence', reverts: 'evidence' },
  expansion_spreads: { usual_arr: 'money' },
  held_values: { value: { ofFact: 'fact' } },
  import_issues: { value: 'imported' },
  imports: { preview: 'imported', samples: 'imported' },
  inquiries: { custom: 'fields' },
  mail_suppressions: { address: 'personal' },
  mails: {
    to_address: 'personal',
    to_name: 'personal',
    subject: 'personal',
    body_text: 'personal',
    body_html: 'personal',
  },
  peer_spreads: { cuts: { ofFact: 'fact' } },
  plan_steps: { because: 'evidence' },
  product_users: { name: 'personal', email: 'personal', traits: 'personal' },
  renewal_snapshots: { amount: 'money', at_stake: 'money' },
  renewals: {
    at_stake: 'money',
    amount: 'money',
    closed_amount: 'money',
    decisions: 'evidence',
    reverts: 'evidence',
  },
  revenue_assumptions: { acquisition_cost: 'money' },
  revenue_catalogue: { price: 'money' },
  revenue_movements: { amount: 'money', native: 'money' },
  revenue_reconciliation_issues: { value: 'money', detail: 'money' },
  revenue_reconciliation_rows: { ours: 'money', theirs: 'money', difference: 'money', detail: 'money' },
  revenue_reconciliations: { totals: 'money' },
  revenue_slice_movements: { amount: 'money', native: 'money' },
  signals: { facts: 'evidence', words: 'words' },
  webhook_events: { data: 'imported' },
}
