import type { QueryClient } from '@tanstack/react-query'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import type { Me } from '../contract.ts'

/** The routes of access, typed. */
export const access = api<typeof accessContract>('access')

/** Puts what the server said about the person signed in where every page reads it. */
export function keepMe(queries: QueryClient, me: Me): void {
  queries.setQueryData(access.me.read.queryKey(), me)
}

/** Currencies offered by name; any other code can be set over the API. */
export const currencies = ['JPY', 'USD', 'EUR', 'GBP', 'SGD', 'AUD', 'KRW', 'TWD', 'CNY'].map((value) => ({
  value,
  label: value,
}))

export const timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
