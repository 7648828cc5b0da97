import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { contentContract } from '#capabilities/content/contract.ts'
import type { LinkedProps } from '#capabilities/journey/web/mapLinks.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import { api } from '#web/client.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'

const content = api<typeof contentContract>('content')
const plans = api<typeof plansContract>('plans')
const soon = { staleTime: 60_000 }

/** What a place of the journey map names, by its titles: an item is opened, a template leads to the customer's plans. */
export function JourneyLinks({ accountId, steps = [], plans: templates, content: items }: LinkedProps) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const ofPlans = steps.length + templates.length > 0
  const known = useQuery({ ...plans.templates.queryOptions(soon), enabled: ofPlans }).data?.templates ?? []
  const names = useQuery({ ...content.names.queryOptions(soon), enabled: items.length > 0 }).data?.items ?? []
  const toPlans = { to: '/customers/$id', params: { id: accountId }, search: { tab: 'plan' } } as const
  const allSteps = known.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps))
  const named = steps.flatMap((key) => allSteps.find((step) => step.key === key) ?? [])
  return (
    <>
      <Line label={t('linked.steps')}>
        {named.map(({ key, name }) => (
          <Link key={key} {...toPlans}>
            {inLanguage(name, language)}
          </Link>
        ))}
      </Line>
      <Line label={t('linked.plans')}>
        {known
          .filter(({ key }) => templates.includes(key))
          .map(({ key, name }) => (
            <Link key={key} {...toPlans}>
              {inLanguage(name, language)}
            </Link>
          ))}
      </Line>
      <Line label={t('linked.content')}>
        {names
          .filter(({ key, retired }) => items.includes(key) && !retired)
          .map(({ key, id, title }) => (
            <Link key={key} to="/content/$id" params={{ id }}>
              {inLanguage(title, language)}
            </Link>
          ))}
      </Line>
    </>
  )
}

/** Links in a line; nothing where there are none. */
function Line({ label, children }: { label: string; children: readonly ReactElement[] }) {
  if (children.length === 0) return null
  return (
    <div className="quiet small">
      {label}: {children.flatMap((one, at) => (at > 0 ? [' · ', one] : [one]))}
    </div>
  )
}
