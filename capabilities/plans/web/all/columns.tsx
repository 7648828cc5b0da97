import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { Format } from '#web/i18n/format.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import type { Column } from '#web/table/types.ts'
import { Bar } from '#web/ui/Because.tsx'
import type { PlanRow } from '../apis.ts'
import { StandingChip } from '../words.tsx'
import styles from './all.module.css'

type Words = { t: TFunction<'plans'>; format: Format; narrow: boolean }

const carded = ['account', 'standing', 'progress', 'heldUpBy']
/** What may be longer than its column; all of it is told by the pointer. */
const clipped = (text: string) => (
  <span className="clip" title={text}>
    {text}
  </span>
)
const none = <span className="quiet">—</span>

/** The columns of the list; cards of a phone show less. */
export function columnsOf(words: Words): Column<PlanRow>[] {
  const all = [...ofPlan(words), ...ofDates(words)]
  return words.narrow ? all.filter(({ key }) => carded.includes(key)) : all
}

function ofPlan({ t, format }: Words): Column<PlanRow>[] {
  return [
    {
      key: 'account',
      label: t('all.columns.account'),
      width: 164,
      fixed: true,
      sortable: true,
      card: 'title',
      render: (row) => (
        <Link
          to="/customers/$id"
          params={{ id: row.account.id }}
          search={{ tab: 'plan' }}
          className={styles.name}
          title={`${row.account.name} · ${row.name}`}
        >
          {row.account.name}
        </Link>
      ),
    },
    {
      key: 'standing',
      label: t('all.standing'),
      width: 104,
      card: 'side',
      render: (row) => <StandingChip plan={row} />,
    },
    {
      key: 'progress',
      label: t('head.progress'),
      width: 112,
      sortable: true,
      render: (row) => (
        <span className={styles.progress}>
          <Bar value={row.donePercent} /> <span className="num">{format.percent(Math.round(row.donePercent))}</span>
        </span>
      ),
    },
    {
      key: 'heldUpBy',
      label: t('all.columns.heldUpBy'),
      width: 176,
      render: (row) => (row.heldUpBy ? clipped(inLanguage(row.heldUpBy.name, format.language)) : none),
    },
  ]
}

function ofDates({ t, format }: Words): Column<PlanRow>[] {
  const day = (value: string | null) => (value ? <span className="num">{format.dayTable(value)}</span> : none)
  return [
    {
      key: 'slip',
      label: t('all.columns.slip'),
      width: 128,
      align: 'end',
      sortable: true,
      render: (row) => (row.slipDays === null ? none : <span className="num">{format.change(row.slipDays)}</span>),
    },
    { key: 'finish', label: t('head.finish'), width: 128, sortable: true, render: (row) => day(row.finishOn) },
    {
      key: 'kick_off',
      label: t('all.columns.kickOff'),
      width: 100,
      sortable: true,
      render: (row) => day(row.kickOffOn),
    },
    { key: 'owner', label: t('all.owner'), width: 100, render: (row) => (row.owner ? clipped(row.owner.name) : none) },
  ]
}
