import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import type { Format } from '#web/i18n/format.ts'
import type { Column } from '#web/table/types.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import styles from './expansion.module.css'
import type { Opportunity } from './apis.ts'
import type { ExpansionSearch } from './search.ts'
import { StageChip } from './words.tsx'

type Words = {
  t: TFunction<'expansion'>
  format: Format
  money: (currency: string) => Format
  /** Cards of a phone show less. */
  narrow: boolean
  search: ExpansionSearch
}

const carded = ['account', 'stage', 'what', 'amount', 'nextStep']

/** The columns of the list. */
export function columnsOf(words: Words): Column<Opportunity>[] {
  const all = [...ofOpportunity(words), ...ofWork(words)]
  return words.narrow ? all.filter(({ key }) => carded.includes(key)) : all
}

const none = <span className="quiet">—</span>

/** Whose it is, what it is, how far it has come, what it would bring. */
function ofOpportunity({ t, money, search }: Words): Column<Opportunity>[] {
  return [
    {
      key: 'account',
      label: t('columns.account'),
      width: 172,
      fixed: true,
      card: 'title',
      render: (row) => (
        <Link
          to="/renewals/expansion"
          search={{ ...search, id: row.id }}
          className={styles.name}
          title={row.account.name}
        >
          {row.account.name}
        </Link>
      ),
    },
    {
      key: 'stage',
      label: t('columns.stage'),
      width: 88,
      card: 'side',
      render: (row) => <StageChip opportunity={row} />,
    },
    {
      key: 'what',
      label: t('columns.what'),
      width: 140,
      render: (row) => (
        <span title={row.product ?? undefined}>
          {t(`kinds.${row.kind}`)}
          {row.product ? <span className="quiet"> {row.product}</span> : null}
        </span>
      ),
    },
    {
      key: 'amount',
      label: t('columns.amount'),
      width: 108,
      align: 'end',
      render: (row) => {
        const amount = money(row.currency).money(row.amount)
        return (
          <span className="num" title={amount}>
            {amount}
          </span>
        )
      },
    },
  ]
}

/** Who does what next, until when, and why it came up. */
function ofWork({ t, format }: Words): Column<Opportunity>[] {
  return [
    {
      key: 'expected',
      label: t('columns.expected'),
      width: 108,
      render: (row) =>
        (row.closedOn ?? row.expectedOn) ? (
          <span className="num">{format.dayTable(row.closedOn ?? row.expectedOn)}</span>
        ) : (
          none
        ),
    },
    { key: 'owner', label: t('columns.owner'), width: 92, render: (row) => row.owner?.name ?? none },
    {
      key: 'nextStep',
      label: t('columns.nextStep'),
      width: 156,
      render: (row) =>
        row.nextStep ? (
          <span title={row.nextStep}>
            {row.nextStepOn ? <span className="num quiet">{format.dayTable(row.nextStepOn).slice(5)} </span> : null}
            {row.nextStep}
          </span>
        ) : (
          none
        ),
    },
    {
      key: 'held',
      label: t('columns.held'),
      width: 152,
      render: (row) => {
        if (row.heldBack === null) return none
        const said = row.heldBack
          .map(({ label }) => inLanguage(label, format.language))
          .join(format.language === 'ja' ? '、' : ', ')
        return <span title={t('notYet', { grounds: said })}>{said}</span>
      },
    },
    {
      key: 'health',
      label: t('columns.health'),
      width: 84,
      render: (row) => <GradeMark grade={row.health.grade} score={row.health.score} brief />,
    },
    {
      key: 'rule',
      label: t('columns.rule'),
      width: 220,
      render: (row) => {
        const name = row.rule ? inLanguage(row.rule.label, format.language) : t('byHand')
        return <span title={name}>{name}</span>
      },
    },
  ]
}
