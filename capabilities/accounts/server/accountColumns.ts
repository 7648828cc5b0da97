import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import type { accountChangeSchema } from '../contract/account.ts'

/** What a caller may write about an account. */
export type AccountChange = z.infer<typeof accountChangeSchema>

/** The columns of `accounts` that a person writes, and their types in SQL. */
export const columns = {
  name: ['name', 'text'],
  nameKana: ['name_kana', 'text'],
  nameEn: ['name_en', 'text'],
  corporateNumber: ['corporate_number', 'text'],
  parentId: ['parent_id', 'uuid'],
  domains: ['domains', 'text[]'],
  industry: ['industry', 'text'],
  employees: ['employees', 'int'],
  annualRevenue: ['annual_revenue', 'bigint'],
  country: ['country', 'text'],
  region: ['region', 'text'],
  address: ['address', 'text'],
  signedUpOn: ['signed_up_on', 'date'],
  touchModel: ['touch_model', 'text'],
  purpose: ['purpose', 'text'],
  businessIssues: ['business_issues', 'text'],
  goals: ['goals', 'text'],
  usagePattern: ['usage_pattern', 'text'],
  adopterCategory: ['adopter_category', 'text'],
  successType: ['success_type', 'text'],
  tags: ['tags', 'text[]'],
  custom: ['custom', 'jsonb'],
  archivedAt: ['archived_at', 'timestamptz'],
  searchText: ['search_text', 'text'],
  reading: ['reading', 'text'],
} as const satisfies Record<string, readonly [column: string, type: string]>
export type Attribute = keyof typeof columns

/** An account as its row has it. */
export type AccountState = {
  id: AccountId
  version: number
  name: string
  nameKana: string | null
  nameEn: string | null
  tags: string[]
  custom: Record<string, FactValue>
  archivedAt: Date | null
} & Record<Exclude<Attribute, 'name' | 'nameKana' | 'nameEn' | 'tags' | 'custom' | 'archivedAt'>, unknown>

/** All written columns, each under the name the contract gives it. */
export function selectedColumns(table: string): RawBuilder<unknown> {
  return sql.join(
    Object.entries(columns).map(([name, [column]]) => sql`${sql.ref(`${table}.${column}`)} as ${sql.id(name)}`),
  )
}
