import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { Page } from '#web/ui/Page.tsx'
import { NewPlanDialog } from '../NewPlanDialog.tsx'
import { Onboarding } from '../measures/Onboarding.tsx'
import { Figures } from './Figures.tsx'
import { List } from './List.tsx'
import { views } from './search.ts'
import styles from './all.module.css'

/** The plans of all customers: which are on time, late or stuck and where, and how the steps of a template went. */
export function Plans() {
  const { t } = useTranslation('plans')
  const search = useSearch({ from: '/frame/plans' })
  const view = oneOf(search.view, views)
  const mayWrite = useMay('accounts.write')
  const [creating, setCreating] = useState(false)
  return (
    <Page
      title={t('title')}
      fill={view === 'list'}
      sub={t(`all.leads.${view}`)}
      actions={
        mayWrite ? (
          <Button size="xs" onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        ) : null
      }
    >
      <nav className={styles.tabs} aria-label={t('views.label')}>
        {views.map((one) => (
          <Link
            key={one}
            to="/plans"
            search={one === 'list' ? {} : { view: one }}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === view ? 'page' : undefined}
            className={styles.tab}
          >
            {t(`all.views.${one}`)}
          </Link>
        ))}
      </nav>
      {view === 'list' ? <List search={search} /> : null}
      {view === 'onboarding' ? <Onboarding search={search} /> : null}
      {view === 'figures' ? <Figures search={search} /> : null}
      {creating ? <NewPlanDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
