import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Contract, type Line, revenue } from './apis.ts'
import styles from './Contracts.module.css'
import { LineDialog } from './LineDialog.tsx'
import { EndLineDialog, PauseDialog, RefundDialog } from './LineEndDialogs.tsx'
import { priceHolding } from './priceHolding.ts'
import { useContractMoves } from './useContractMoves.ts'
import { useLineWhy, useSettled } from './useRevenueWhy.ts'
import { Why } from './Why.tsx'
import { useMoneyOf, usePriceWords } from './words.ts'

/** The recurring lines of a contract with the price that holds and what it counts for, or why it does not count. */
export function LineTable({ contract, onHistory }: { contract: Contract; onHistory: (line: Line) => void }) {
  const { t } = useTranslation('revenue')
  const may = useMay('accounts.write')
  const lines = contract.lines.filter((line) => !line.archivedAt && line.kind === 'recurring')
  if (lines.length === 0) return <p className="quiet">{t('noLines')}</p>
  return (
    <FigureTable
      label={t('title')}
      heads={[
        t('line.product'),
        t('line.plan'),
        { end: t('line.quantity') },
        { end: t('line.price') },
        t('line.from'),
        { end: 'MRR' },
        ...(may ? [{ unseen: t('line.actions') }] : []),
      ]}
      className={styles.lines}
      scroll={styles.lineScroll}
    >
      <tbody>
        {lines.map((line) => (
          <LineRow key={line.id} contract={contract} line={line} may={may} onHistory={() => onHistory(line)} />
        ))}
      </tbody>
    </FigureTable>
  )
}

function LineRow({
  contract,
  line,
  may,
  onHistory,
}: {
  contract: Contract
  line: Line
  may: boolean
  onHistory: () => void
}) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const money = useMoneyOf(contract.currency)
  const words = usePriceWords(contract.currency)
  const price = priceHolding(line, format.today())
  const discount = price ? words.discount(price) : null
  const settled = useSettled()
  const why = useLineWhy(contract, settled)(line)
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.product} onClick={onHistory} title={t('line.history')}>
          {line.product}
        </button>
        <LineChips line={line} />
      </th>
      <td>{price?.plan ?? line.plan ?? '—'}</td>
      <td data-end>{format.number(price?.quantity)}</td>
      <td data-end>
        {price ? words.price(price) : '—'}
        {discount ? <div className="quiet small">{discount}</div> : null}
      </td>
      <td>
        {format.dayTable(price?.startOn)}
        {line.versions.length > 1 ? (
          <span className="quiet"> {t('line.versions', { count: line.versions.length - 1 })}</span>
        ) : null}
      </td>
      <td data-end>
        {line.mrr === null ? (
          <span className="quiet">{line.notCounted ? t(`notCounted.${line.notCounted}`) : '—'}</span>
        ) : why ? (
          <Why definition={why} settled={settled} />
        ) : (
          money(line.mrr)
        )}
      </td>
      {may ? (
        <td data-end>
          <LineMenu contract={contract} line={line} onHistory={onHistory} />
        </td>
      ) : null}
    </tr>
  )
}

/** What is about to happen to a line: it was cancelled, it ends, it changes. */
function LineChips({ line }: { line: Line }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const today = format.today()
  const end = line.versions.at(-1)?.endOn ?? null
  const next = line.versions.find(({ startOn }) => startOn > today)
  const paused = line.pauses.find(({ startOn, endOn }) => startOn > today || (endOn !== null && endOn > today))
  return (
    <>
      {line.cancelledOn ? (
        <Chip tone="risk">{t('line.cancelled', { day: format.dayTable(line.cancelledOn) })}</Chip>
      ) : null}
      {end !== null && end > today ? (
        <Chip tone="watch">{t('line.endsOn', { day: format.dayTable(format.addDays(end, -1)) })}</Chip>
      ) : null}
      {next && line.versions[0] !== next ? (
        <Chip tone="info">{t('line.changesOn', { day: format.dayTable(next.startOn) })}</Chip>
      ) : null}
      {paused ? <Chip>{t('line.pausesFrom', { day: format.dayTable(paused.startOn) })}</Chip> : null}
    </>
  )
}

const dialogs = { change: LineDialog, end: EndLineDialog, pause: PauseDialog, refund: RefundDialog }

/** What can be done with a line. */
export function LineMenu({ contract, line, onHistory }: { contract: Contract; line: Line; onHistory: () => void }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const { made } = useContractMoves()
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null)
  const OpenDialog = open ? dialogs[open] : null
  const isPaused = line.pauses.some(({ endOn }) => endOn === null || endOn > format.today())
  const archive = async () => {
    await revenue.lines.archive.call({ id: line.id })
    await made(t('line.archived'), () => revenue.lines.restore.call({ id: line.id }))
  }
  const ofRecurring = [
    { label: t('line.changeFromDay'), onChoose: () => setOpen('change') },
    { label: t(isPaused ? 'pausing.resume' : 'pausing.send'), onChoose: () => setOpen('pause') },
    { label: t('ending.open'), onChoose: () => setOpen('end') },
  ]
  return (
    <>
      <MoreMenu
        label={t('line.menu', { product: line.product })}
        choices={[
          { label: t('line.history'), onChoose: onHistory },
          ...(line.kind === 'recurring' ? ofRecurring : []),
          { label: t('refunding.open'), onChoose: () => setOpen('refund') },
          {
            label: t('line.archive'),
            danger: true,
            onChoose: () => void archive().catch((error: unknown) => toast(errorText(error), { tone: 'risk' })),
          },
        ]}
      />
      {OpenDialog ? <OpenDialog contract={contract} line={line} onClose={() => setOpen(null)} /> : null}
    </>
  )
}
