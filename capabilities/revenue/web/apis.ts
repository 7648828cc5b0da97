import type { revenueContract } from '#capabilities/revenue/contract.ts'
import { api } from '#web/client.ts'

export const revenue = api<typeof revenueContract>('revenue')
export const contractsQuery = (accountId: string) => revenue.list.queryOptions({ input: { id: accountId } })
export type ContractsAnswer = Awaited<ReturnType<typeof revenue.list.call>>
export type Contract = ContractsAnswer['rows'][number]
export type Line = Contract['lines'][number]
export type Version = Line['versions'][number]
export type Effect = Awaited<ReturnType<typeof revenue.preview.call>>
export type Change = Parameters<typeof revenue.preview.call>[0]['change']
export type Finding = Awaited<ReturnType<typeof revenue.checks.ofAccount.call>>['rows'][number]
