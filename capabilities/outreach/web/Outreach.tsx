import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Page } from '#web/ui/Page.tsx'
import { intoSight } from '#web/ui/intoSight.ts'
import styles from './outreach.module.css'

const views = ['sequences', 'broadcasts', 'templates', 'results', 'log'] as const
type View = (typeof views)[number]

const parts = {
  sequences: lazy(() => import('./Sequences.tsx').then((module) => ({ default: module.Sequences }))),
  broadcasts: lazy(() => import('./Broadcasts.tsx').then((module) => ({ default: module.Broadcasts }))),
  templates: lazy(() => import('./Templates.tsx').then((module) => ({ default: module.Templates }))),
  results: lazy(() => import('./Results.tsx').then((module) => ({ default: module.Results }))),
  log: lazy(() => import('./delivery/MailLog.tsx').then((module) => ({ default: module.MailLog }))),
} as const

/** All that is written to customers: step mails, mails to many, their templates, what they led to, and what became of each. */
export function Outreach() {
  const { t } = useTranslation('outreach')
  const search = useSearch({ from: '/frame/outreach' })
  const view = oneOf(search.view, views)
  const Part = parts[view]
  return (
    <Page title={t('title')} sub={t(`leads.${view}`)} actions={<Add view={view} />}>
      <nav className={styles.tabs} aria-label={t('tabs.label')}>
        {views.map((one) => (
          <Link
            key={one}
            to="/outreach"
            search={one === views[0] ? {} : { view: one }}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === view ? 'page' : undefined}
            className={styles.tab}
            ref={one === view ? intoSight : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<BoneLines widths={[60, 90, 60, 90]} />}>
        <Part />
      </Suspense>
    </Page>
  )
}

function Add({ view }: { view: View }) {
  const { t } = useTranslation('outreach')
  const may = useMay('outreach.manage')
  const navigate = useNavigate()
  if (!may) return null
  const add = {
    sequences: ['sequence', () => navigate({ to: '/outreach/sequences/$key', params: { key: 'new' } })],
    broadcasts: ['broadcast', () => navigate({ to: '/outreach/broadcasts/$id', params: { id: 'new' } })],
    templates: ['template', () => navigate({ to: '/outreach/templates/$key', params: { key: 'new' } })],
  } as const
  if (view === 'results' || view === 'log') return null
  const [what, go] = add[view]
  return (
    <Button size="xs" onClick={() => void go()}>
      {t(`add.${what}`)}
    </Button>
  )
}
