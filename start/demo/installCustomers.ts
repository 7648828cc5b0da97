import { accountSearchText, contactSearchText, sortReading } from '#capabilities/accounts/core/searchText.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { insertContracts, insertLines, insertVersions } from './contractRows.ts'
import type { Customer } from './customer.ts'
import { renewing } from './company.ts'
import { insertRows } from './rows.ts'

/** An instant in the demo company's time zone (Japan has had no daylight saving since 1951). */
export function instant(day: Day, hour: number, minute = 0): string {
  return new Date(Date.parse(`${day}T00:00:00+09:00`) + (hour * 60 + minute) * 60_000).toISOString()
}

export type Owned = { workspace: WorkspaceId; staff: readonly PersonId[]; customers: readonly Customer[] }

/** Customers, their people and who looks after them. */
export async function installCustomers(
  tx: Tx,
  { workspace, staff, customers }: Owned,
  newId: () => string,
): Promise<void> {
  await insertRows(
    tx,
    'accounts',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      name: 'text',
      name_kana: 'text',
      name_en: 'text',
      search_text: 'text',
      reading: 'text',
      corporate_number: 'text',
      domains: 'text[]',
      industry: 'text',
      employees: 'int',
      country: 'text',
      region: 'text',
      signed_up_on: 'date',
      touch_model: 'text',
      purpose: 'text',
      business_issues: 'text',
      goals: 'text',
      success_type: 'text',
      tags: 'text[]',
      custom: 'jsonb',
      created_at: 'timestamptz',
    },
    customers.map((c) => ({
      workspace_id: workspace,
      id: c.id,
      name: c.name,
      name_kana: c.nameKana,
      name_en: c.nameEn,
      search_text: accountSearchText(c),
      reading: sortReading(c),
      corporate_number: c.corporateNumber,
      domains: [c.domain],
      industry: c.industry,
      employees: c.employees,
      country: 'JP',
      region: c.region,
      signed_up_on: c.signedUpOn,
      touch_model: c.touchModel,
      purpose: c.purpose,
      business_issues: c.businessIssues,
      goals: c.goals,
      success_type: c.touchModel === 'high' ? 'deep' : 'light',
      tags: c.season === 'yearEnd' ? ['年末繁忙'] : [],
      custom: {},
      created_at: instant(c.signedUpOn, 9),
    })),
  )
  await insertRows(
    tx,
    'account_external_ids',
    { workspace_id: 'uuid', source: 'text', external_id: 'text', account_id: 'uuid' },
    customers.map((c) => ({ workspace_id: workspace, source: 'product', external_id: c.number, account_id: c.id })),
  )
  await insertRows(
    tx,
    'account_assignments',
    { workspace_id: 'uuid', id: 'uuid', account_id: 'uuid', person_id: 'uuid', role: 'text', from_day: 'date' },
    customers.flatMap((c) =>
      rolesAt(c).map(({ role, person }) => ({
        workspace_id: workspace,
        id: newId(),
        account_id: c.id,
        person_id: staff[person],
        role,
        from_day: c.signedUpOn,
      })),
    ),
  )
  await insertRows(
    tx,
    'contacts',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      name: 'text',
      name_kana: 'text',
      search_text: 'text',
      department: 'text',
      title: 'text',
      email: 'text',
      roles: 'text[]',
      influence: 'int',
      attitude: 'text',
      left_on: 'date',
      custom: 'jsonb',
      created_at: 'timestamptz',
    },
    customers.flatMap((c) =>
      c.people.map((p) => ({
        workspace_id: workspace,
        id: p.id,
        account_id: c.id,
        name: p.name,
        name_kana: p.nameKana,
        search_text: contactSearchText(p),
        department: p.department,
        title: p.title || null,
        email: p.email,
        roles: p.roles,
        influence: p.influence,
        attitude: p.attitude,
        left_on: p.leftOn,
        custom: {},
        created_at: instant(c.signedUpOn, 9),
      })),
    ),
  )
}

/** Who has which role at a customer; renewals of the largest are the renewal manager's. */
function rolesAt({ csm, touchModel }: Customer): { role: 'csm' | 'renewal_manager'; person: number }[] {
  return [
    ...(csm === null ? [] : [{ role: 'csm' as const, person: csm }]),
    ...(touchModel === 'high' ? [{ role: 'renewal_manager' as const, person: renewing }] : []),
  ]
}

/** Contracts with their line versions, and the losses with what the customer said. */
export async function installContracts(tx: Tx, { workspace, customers }: Owned, newId: () => string): Promise<void> {
  await insertContracts(
    tx,
    workspace,
    customers.map((c) => ({
      id: c.contract.id,
      account: c.id,
      externalId: `${c.number}-C1`,
      name: '巡回ノート 年間契約',
      currency: 'JPY',
      startOn: c.contract.startOn,
      autoRenews: c.contract.autoRenews,
    })),
  )
  await insertLines(
    tx,
    workspace,
    customers.map((c) => ({
      id: c.contract.lineId,
      contract: c.contract.id,
      account: c.id,
      externalId: `${c.number}-L1`,
      product: '巡回ノート',
      plan: c.contract.plan,
      kind: 'recurring',
    })),
  )
  await insertVersions(
    tx,
    workspace,
    customers.flatMap((c) =>
      c.contract.versions.map((v) => ({
        id: v.id,
        line: c.contract.lineId,
        account: c.id,
        startOn: v.startOn,
        endOn: v.endOn,
        quantity: v.seats,
        amount: v.amount,
      })),
    ),
  )
  await insertRows(
    tx,
    'churn_records',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      external_id: 'text',
      churned_on: 'date',
      reason: 'text',
      feedback: 'text',
      is_reactivation: 'boolean',
    },
    customers.flatMap((c) =>
      c.contract.churn
        ? [
            {
              workspace_id: workspace,
              id: newId(),
              account_id: c.id,
              external_id: `${c.number}-X1`,
              churned_on: c.contract.churn.on,
              reason: c.contract.churn.reason,
              feedback: c.contract.churn.feedback,
              is_reactivation: false,
            },
          ]
        : [],
    ),
  )
}
