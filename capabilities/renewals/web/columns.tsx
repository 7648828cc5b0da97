import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { Format } from '#web/i18n/format.ts'
import type { Column } from '#web/table/types.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import type { Renewal } from './apis.ts'
import styles from './renewals.module.css'
import { Left, Standing } from './words.tsx'

type Words = { t: TFunction<'renewals'>; format: Format; money: (currency: string) => Format; closed: boolean }

/** The columns of the list; of closed renewals what became of them stands in place of what is expected. */
export function columnsOf({ t, format, money, closed }: Words): Column<Renewal>[] {
  const english = format.language === 'en'
  return [
    {
      key: 'account',
      label: t('columns.account'),
      width: 200,
      fixed: true,
      card: 'title',
      render: (row) => (
        <Link to="/renewals/$id" params={{ id: row.id }} className={styles.name} title={row.account.name}>
          {row.account.name}
        </Link>
      ),
    },
    {
      key: 'category',
      label: t('columns.category'),
      width: 108,
      card: 'side',
      render: (row) => <Standing renewal={row} />,
    },
    {
      key: 'notice',
      label: t('columns.notice'),
      width: 168,
      render: (row) =>
        row.noticeBy ? (
          <span className="num">
            {format.dayTable(row.noticeBy)} <Left until={row.noticeBy} done={row.status !== 'open'} />
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
    {
      key: 'termEnd',
      label: t('columns.termEnd'),
      width: 160,
      render: (row) => (
        <span className="num">
          {format.dayTable(row.termEnd)} <Left until={row.termEnd} done={row.status !== 'open'} />
        </span>
      ),
    },
    {
      key: 'atStake',
      label: t('columns.atStake'),
      width: 116,
      align: 'end',
      render: (row) => <span className="num">{money(row.currency).money(row.atStake)}</span>,
    },
    closed
      ? {
          key: 'after',
          label: t('columns.after'),
          width: 124,
          align: 'end',
          render: (row) => <span className="num">{money(row.currency).money(row.closedAmount)}</span>,
        }
      : {
          key: 'expected',
          label: t('columns.expected'),
          width: 116,
          align: 'end',
          render: (row) => <span className="num">{money(row.currency).money(row.amount ?? row.atStake)}</span>,
        },
    {
      key: 'chance',
      label: t('columns.chance'),
      width: english ? 124 : 132,
      render: (row) => <Chance row={row} words={{ t, format }} />,
    },
    {
      key: 'nextStep',
      label: t('columns.nextStep'),
      width: 230,
      render: (row) =>
        row.nextStep ? (
          <span title={row.nextStep}>
            {row.nextStepOn ? <span className="num quiet">{format.dayTable(row.nextStepOn).slice(5)} </span> : null}
            {row.nextStep}
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
    {
      key: 'health',
      label: t('columns.health'),
      width: 88,
      render: (row) => <GradeMark grade={row.health.grade} score={row.health.score} brief />,
    },
    {
      key: 'touch',
      label: t('columns.touch'),
      width: 104,
      render: (row) =>
        row.lastTouchOn ? format.dayRelative(row.lastTouchOn) : <span className="quiet">{t('noTouch')}</span>,
    },
    {
      key: 'renews',
      label: t('columns.renews'),
      width: 116,
      render: (row) => (row.autoRenews ? t('auto') : <span className="quiet">{t('notAuto')}</span>),
    },
    {
      key: 'owner',
      label: t('columns.owner'),
      width: 112,
      render: (row) => row.owner?.name ?? <span className="quiet">—</span>,
    },
  ]
}

/** The person's own call, and the model's beside it; much apart, they are marked. */
function Chance({ row, words: { t, format } }: { row: Renewal; words: Pick<Words, 't' | 'format'> }) {
  const own = row.probability ?? (row.category ? row.chance : null)
  if (own === null && row.model === null) return <span className="quiet">—</span>
  return (
    <span className="num">
      {own === null ? null : <strong>{format.percent(own)} </strong>}
      {row.model === null ? null : (
        <span className="quiet">
          {t('perhaps')} {format.percent(row.model)}
        </span>
      )}
      {row.differsBy === null ? null : (
        <span className={styles.differs} title={t('differs', { points: Math.abs(row.differsBy) })}>
          <span aria-hidden="true"> ≠</span>
          <span className="visually-hidden">{t('differs', { points: Math.abs(row.differsBy) })}</span>
        </span>
      )}
    </span>
  )
}
