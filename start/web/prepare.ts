import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { accounts, catalogueQuery, customerQuery, peopleQuery } from '#capabilities/accounts/web/customer/apis.ts'
import { thenQuery } from '#capabilities/accounts/web/past/then.ts'
import { rowsOptions, viewsQuery } from '#capabilities/accounts/web/list/apis.ts'
import { totalOf } from '#capabilities/accounts/web/list/ask.ts'
import { contentOf, standardFor, type ListSearch } from '#capabilities/accounts/web/list/search.ts'
import { accountCtasQuery, cockpit } from '#capabilities/cockpit/web/apis.ts'
import { whyQuery } from '#capabilities/health/web/apis.ts'
import { pathQuery } from '#capabilities/journey/web/apis.ts'
import { contractsQuery } from '#capabilities/revenue/web/apis.ts'
import { streamOptions, timeline } from '#capabilities/timeline/web/apis.ts'
import { pastDayOf } from '#web/router/search.ts'
import { may, type Session, sees } from '#web/session.ts'
import { meQuery } from './session.ts'

/** Brings the texts that a page speaks, beside its code: it is drawn once both are there. */
export const texts = (...capabilities: readonly string[]): Promise<void> => i18next.loadNamespaces(capabilities)

/** Asks for what the list shows, while its code is on the way. */
export function prepareList(queries: QueryClient, search: ListSearch): void {
  void queries.prefetchQuery(viewsQuery)
  prepareBoth(queries)
  if (search.view !== undefined) return // what it shows is known when the views are there
  const asking = {
    content: contentOf(search, standardFor(sees(whoLooks(queries), 'money'))),
    words: search.q ?? '',
    archived: search.archived === 'only',
    ...pastDayOf(search),
  }
  if (asking.content.groupBy === null) void queries.prefetchInfiniteQuery(rowsOptions(asking))
  void queries.prefetchQuery(accounts.total.queryOptions({ input: totalOf(asking) }))
}

/** Asks for what the first sight of a customer shows, all at once, while a pointer rests on its row or its code is on the way. */
export function prepareCustomer(queries: QueryClient, id: string, asOf?: string): void {
  const me = whoLooks(queries)
  void queries.prefetchQuery(customerQuery(id))
  if (asOf !== undefined) {
    void queries.prefetchQuery(thenQuery(id, asOf))
    return prepareBoth(queries)
  }
  if (may(me, 'health.read')) void queries.prefetchQuery(whyQuery(id))
  if (may(me, 'journey.read')) void queries.prefetchQuery(pathQuery(id))
  if (may(me, 'signals.read')) {
    void queries.prefetchQuery(accountCtasQuery(id))
    void queries.prefetchQuery(cockpit.signals.queryOptions({ input: { id } }))
  }
  if (sees(me, 'money')) void queries.prefetchQuery(contractsQuery(id))
  void queries.prefetchQuery(timeline.touches.queryOptions({ input: { id } }))
  void queries.prefetchInfiniteQuery(streamOptions(id, 5))
  prepareBoth(queries)
}

function whoLooks(queries: QueryClient): Pick<Session, 'permissions' | 'fieldClasses'> {
  return queries.getQueryData(meQuery.queryKey) ?? { permissions: [], fieldClasses: [] }
}

function prepareBoth(queries: QueryClient): void {
  void queries.prefetchQuery(catalogueQuery)
  void queries.prefetchQuery(peopleQuery)
}
