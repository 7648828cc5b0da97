import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useSession } from '#web/session.ts'
import { segmentsQuery } from './apis.ts'
import { pers, periodOf, type RevenueSearch } from './search.ts'

/** What is asked on the revenue page stands in its address: what is set to '' leaves it. */
export function useAsked() {
  const search = useSearch({ from: '/frame/revenue' })
  const navigate = useNavigate()
  const format = useFormat()
  const { fiscalStartMonth } = useSession().workspace
  const set = (given: Partial<Record<keyof RevenueSearch, string>>) => {
    const next = Object.entries({ ...search, ...given }).filter(([, value]) => value !== '')
    void navigate({ to: '/revenue', search: Object.fromEntries(next), replace: true })
  }
  const today = format.today()
  const period = useMemo(() => periodOf(search, today, fiscalStartMonth), [search, today, fiscalStartMonth])
  const segment = search.segment ? { segment: search.segment } : {}
  const within = {
    ...segment,
    ...(search.where ? { condition: search.where } : {}),
    ...(search.product ? { product: search.product, ...(search.plan ? { plan: search.plan } : {}) } : {}),
  }
  return { search, set, period, segment, within, per: oneOf(search.per, pers), fiscalStart: fiscalStartMonth }
}

/** What segments are called, by their key. */
export function useSegmentNames() {
  const { data } = useQuery(segmentsQuery)
  const { language } = useFormat()
  return useMemo(() => {
    const segments = (data?.axes ?? []).filter((axis) => axis.archivedAt === null).flatMap((axis) => axis.segments)
    const live = segments.filter(({ archivedAt }) => archivedAt === null)
    return new Map(live.map(({ key, label }) => [key, inLanguage(label, language)]))
  }, [data, language])
}
