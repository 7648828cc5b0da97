import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { Format } from '#web/i18n/format.ts'
import type { Column } from '#web/table/types.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import type { Renewal } from './apis.ts'
import styles from './renewals.module.css'
import { dayAt, Left, Standing } from './words.tsx'

type Words = {
  t: TFunction<'renewals'>
  format: Format
  money: (currency: string) => Format
  closed: boolean
  /** Cards of a phone show less. */
  narrow: boolean
}

const opened = 'account category notice termEnd atStake expected chance owner nextStep touch health renews'.split(' ')
const ended = 'account category termEnd closedOn atStake after renews owner'.split(' ')

const carded = ['account', 'category', 'notice', 'termEnd', 'atStake']

/** The columns of the list; of closed renewals what became of them stands in place of what is expected. */
export function columnsOf(words: Words): Column<Renewal>[] {
  const { closed, narrow } = words
  const all = new Map([...ofTerm(words), ...ofMoney(words), ...ofWork(words)].map((column) => [column.key, column]))
  const keys = closed ? ended : opened
  return keys.filter((key) => !narrow || carded.includes(key)).flatMap((key) => all.get(key) ?? [])
}

/** Whose it is, how it stands, and until when. */
function ofTerm({ t, format, closed }: Words): Column<Renewal>[] {
  return [
    {
      key: 'account',
      label: t('columns.account'),
      width: 176,
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
      label: closed ? t('columns.outcome') : t('columns.category'),
      width: 96,
      card: 'side',
      render: (row) => <Standing renewal={row} />,
    },
    {
      key: 'notice',
      label: t('columns.notice'),
      width: 146,
      render: (row) =>
        row.noticeBy ? (
          <span className="num">
            {format.dayTable(row.noticeBy)} <Left until={row.noticeBy} done={row.status !== 'open'} deadline />
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
    {
      key: 'termEnd',
      label: t('columns.termEnd'),
      width: 146,
      render: (row) => (
        <span className="num">
          {format.dayTable(row.termEnd)} <Left until={row.termEnd} done={row.status !== 'open'} />
        </span>
      ),
    },
    {
      key: 'closedOn',
      label: t('columns.closedOn'),
      width: 112,
      render: (row) => <span className="num">{row.closedAt ? format.dayTable(dayAt(row.closedAt, format)) : '—'}</span>,
    },
  ]
}

/** What is at stake, what is expected, how likely. */
function ofMoney({ t, format, money }: Words): Column<Renewal>[] {
  const amount = (key: 'atStake' | 'expected' | 'after', of: (row: Renewal) => number | null): Column<Renewal> => ({
    key,
    label: t(`columns.${key}`),
    width: format.language === 'ja' ? 102 : 112,
    align: 'end',
    render: (row) => {
      const text = money(row.currency).money(of(row))
      return (
        <span className="num" title={text}>
          {text}
        </span>
      )
    },
  })
  return [
    amount('atStake', (row) => row.atStake),
    amount('expected', (row) => row.amount ?? row.atStake),
    amount('after', (row) => row.closedAmount),
    {
      key: 'chance',
      label: t('columns.chance'),
      width: 148,
      render: (row) => <Chance row={row} words={{ t, format }} />,
    },
  ]
}

/** Who does what next, and what is known of the customer. */
function ofWork({ t, format }: Words): Column<Renewal>[] {
  return [
    {
      key: 'owner',
      label: t('columns.owner'),
      width: 98,
      render: (row) => row.owner?.name ?? <span className="quiet">—</span>,
    },
    {
      key: 'nextStep',
      label: t('columns.nextStep'),
      width: 220,
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
      key: 'touch',
      label: t('columns.touch'),
      width: 100,
      render: (row) =>
        row.lastTouchOn ? format.dayRelative(row.lastTouchOn) : <span className="quiet">{t('noTouch')}</span>,
    },
    {
      key: 'health',
      label: t('columns.health'),
      width: 84,
      render: (row) => <GradeMark grade={row.health.grade} score={row.health.score} brief />,
    },
    {
      key: 'renews',
      label: t('columns.renews'),
      width: 116,
      render: (row) => (row.autoRenews ? t('auto') : <span className="quiet">{t('notAuto')}</span>),
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
      {row.differsBy === null ? null : (
        <span className={styles.differs} title={t('differs', { points: Math.abs(row.differsBy) })}>
          <span aria-hidden="true">≠ </span>
          <span className="visually-hidden">{t('differs', { points: Math.abs(row.differsBy) })}</span>
        </span>
      )}
      {row.model === null ? null : (
        <span className="quiet">
          {t('perhaps')} {format.percent(row.model)}
        </span>
      )}
    </span>
  )
}
