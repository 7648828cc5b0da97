import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ExportButton } from '#web/ui/ExportButton.tsx'
import type { ListAsked, OtherCurrency } from '../apis.ts'
import { ExportRenewals } from '../ExportRenewals.tsx'
import { Filters } from '../Filters.tsx'
import { OpeningDialog } from '../OpeningDialog.tsx'
import { RenewalTabs } from '../RenewalTabs.tsx'
import type { RenewalSearch } from '../search.ts'
import { SumNotes } from './SumNotes.tsx'
import { ViewSwitch } from './ViewSwitch.tsx'

type Sum = { count: number; atStake: number; noAmount: number }

/**
 * What the list, the board and the calendar stand in: how much it is, what can be done with all of it, and what it is
 * narrowed down to. `asked` is what a file of it would hold.
 */
export function Frame({
  search,
  asked,
  sum,
  lead,
  currencies = [],
  fill = false,
  months,
  children,
}: {
  search: RenewalSearch
  asked: ListAsked
  sum: Sum | undefined
  /** Told beside the title in place of how many and how much. */
  lead?: string | undefined
  currencies?: readonly OtherCurrency[] | undefined
  fill?: boolean
  months?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const [dialog, setDialog] = useState<'export' | 'opening' | null>(null)
  const [mayExport, mayManage] = [useMay('accounts.export'), useMay('signals.manage')]
  return (
    <Page
      title={t('title')}
      fill={fill}
      sub={lead ?? (sum ? t('lead', { shown: format.number(sum.count), amount: format.money(sum.atStake) }) : null)}
      actions={
        <>
          {mayExport ? <ExportButton onClick={() => setDialog('export')}>{t('export')}</ExportButton> : null}
          {mayManage ? (
            <MoreMenu
              label={t('more')}
              choices={[{ label: t('opening.menu'), onChoose: () => setDialog('opening') }]}
            />
          ) : null}
        </>
      }
    >
      <RenewalTabs />
      {months}
      <Filters search={search} lead={<ViewSwitch />} />
      <SumNotes currencies={currencies} noAmount={sum?.noAmount ?? 0} />
      {children}
      {dialog === 'export' ? <ExportRenewals asked={asked} onClose={() => setDialog(null)} /> : null}
      {dialog === 'opening' ? <OpeningDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}
