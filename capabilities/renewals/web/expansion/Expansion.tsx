import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ExportButton } from '#web/ui/ExportButton.tsx'
import { RenewalTabs } from '../RenewalTabs.tsx'
import { askedOf, views } from './search.ts'
import styles from './expansion.module.css'
import { ExportExpansion } from './ExportExpansion.tsx'
import { NewDialog } from './NewDialog.tsx'
import { OpportunityDialog } from './OpportunityDialog.tsx'
import { Opportunities } from './Opportunities.tsx'
import { Rates } from './Rates.tsx'
import { WhiteSpace } from './WhiteSpace.tsx'

/** How customers grow: opportunities, who has what of all that is sold, and what came of it. */
export function Expansion() {
  const { t } = useTranslation(['expansion', 'renewals'])
  const search = useSearch({ from: '/frame/renewals/expansion' })
  const navigate = useNavigate()
  const view = oneOf(search.view, views)
  const [dialog, setDialog] = useState<'new' | 'export' | null>(null)
  const [mayWrite, mayExport, mayManage] = [
    useMay('accounts.write'),
    useMay('accounts.export'),
    useMay('signals.manage'),
  ]
  const close = () =>
    void navigate({ to: '/renewals/expansion', search: ({ id: _id, ...rest }) => rest, replace: true })
  return (
    <Page
      title={t('title')}
      path={[{ label: t('renewals:title'), to: '/renewals' }, { label: t('title') }]}
      fill={view === 'list'}
      sub={t(`leads.${view}`)}
      actions={
        <>
          {mayWrite ? (
            <Button size="xs" onClick={() => setDialog('new')}>
              {t('add')}
            </Button>
          ) : null}
          {mayExport ? <ExportButton onClick={() => setDialog('export')}>{t('export')}</ExportButton> : null}
          {mayManage ? (
            <MoreMenu
              label={t('more')}
              choices={[
                {
                  label: t('toRules'),
                  onChoose: () => void navigate({ to: '/settings/$part', params: { part: 'expansion' } }),
                },
              ]}
            />
          ) : null}
        </>
      }
    >
      <RenewalTabs />
      <nav className={styles.views} aria-label={t('views.label')}>
        {views.map((one) => (
          <Link
            key={one}
            to="/renewals/expansion"
            search={one === 'list' ? {} : { view: one }}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === view ? 'page' : undefined}
            className={styles.view}
          >
            {t(`views.${one}`)}
          </Link>
        ))}
      </nav>
      {view === 'list' ? <Opportunities search={search} /> : null}
      {view === 'space' ? <WhiteSpace search={search} /> : null}
      {view === 'rates' ? <Rates search={search} /> : null}
      {dialog === 'new' ? <NewDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'export' ? <ExportExpansion asked={askedOf(search)} onClose={() => setDialog(null)} /> : null}
      {search.id ? <OpportunityDialog id={search.id} onClose={close} /> : null}
    </Page>
  )
}
