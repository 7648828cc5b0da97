import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { missing, type Format } from '#web/i18n/format.ts'
import type { Column } from '#web/table/types.ts'
import { Sparkline } from '#web/chart/Sparkline.tsx'
import { Chip, GradeMark, type Grade } from '#web/ui/Chip.tsx'
import { Delta } from '#web/ui/Delta.tsx'
import type { ShownFact, ShownValue } from '#web/ui/FactValue.tsx'
import type { Fact } from './apis.ts'
import type { Row } from './useRows.ts'

export type ColumnWords = {
  facts: ReadonlyMap<string, Fact>
  /** Names of our people by id. */
  people: ReadonlyMap<string, string>
  widths: Readonly<Record<string, number>>
  format: Format
  text: (fact: ShownFact, value: ShownValue, short?: boolean) => string
  /** The score of the last three months by customer, a point a week. */
  trends: ReadonlyMap<string, readonly (number | null)[]>
  /** The past day that is shown, where it is one: its customers open as of that day. */
  past: { asOf?: string }
  t: TFunction<'list'>
}

const numeric = new Set(['number', 'money', 'percent'])
const widthOf: Record<string, number> = {
  'health.score': 158,
  'phase.key': 112,
  'phase.lateness': 104,
  'account.owner': 104,
  'contract.arr': 112,
  'contract.mrr': 112,
  'contract.renewal_on': 106,
  tags: 180,
  segments: 220,
}
const widthOfEnglish: Record<string, number> = { 'phase.key': 164 }
const tones = { on_time: 'healthy', watch: 'watch', stalled: 'risk', churned: 'plain' } as const

/** The customer's name, then the chosen facts. */
export function columnsOf(keys: readonly string[], words: ColumnWords): Column<Row>[] {
  const { facts, widths, format, past, t } = words
  return [
    {
      key: 'account.name',
      label: t('title'),
      width: widths['account.name'] ?? (format.language === 'ja' ? 200 : 172),
      fixed: true,
      sortable: true,
      card: 'title',
      render: (row) => (
        <Link
          to="/customers/$id"
          params={{ id: row.id }}
          search={past}
          title={row.name}
          style={{ color: 'inherit', textDecoration: 'none', fontWeight: 600 }}
        >
          {row.name}
        </Link>
      ),
    },
    ...keys
      .filter((key) => key !== 'account.name')
      .map((key): Column<Row> => {
        const fact = facts.get(key)
        return {
          key,
          label: fact ? inLanguage(fact.label, format.language) : key,
          width:
            widths[key] ??
            Math.max(
              (format.language === 'en' ? widthOfEnglish[key] : undefined) ??
                widthOf[key] ??
                (fact && numeric.has(fact.type) ? 108 : 132),
              headWidth(fact, format),
            ),
          align: fact && numeric.has(fact.type) && key !== 'health.score' ? 'end' : 'start',
          sortable: !fact?.withheld,
          groupable: fact !== undefined && !fact.withheld && ['choice', 'text', 'yes_no', 'list'].includes(fact.type),
          ...(key === 'health.score' ? { card: 'side' as const } : {}),
          render: (row) => <Cell fact={fact} row={row} name={key} words={words} />,
        }
      }),
  ]
}

// A heading is read in full unless it is a sentence.
function headWidth(fact: Fact | undefined, format: Format): number {
  const label = fact ? inLanguage(fact.label, format.language) : ''
  const [most, each] = format.language === 'ja' ? [180, 13] : [150, 7]
  return Math.min(most, 40 + label.length * each)
}

function Cell({ fact, row, name, words }: { fact: Fact | undefined; row: Row; name: string; words: ColumnWords }) {
  const value = row.values[name] ?? null
  if (name === 'health.score') return <Score row={row} words={words} />
  if (name === 'health.grade') return <GradeMark grade={(value ?? 'unknown') as Grade} />
  if (value === null) return <span className="quiet">{fact?.withheld ? words.text(fact, null) : missing}</span>
  if (name === 'account.owner') return <span>{words.people.get(String(value)) ?? missing}</span>
  if (!fact) return <span>{String(value)}</span>
  if (name === 'phase.lateness' && value !== 'on_time')
    return <Chip tone={tones[value as keyof typeof tones]}>{words.text(fact, value)}</Chip>
  if (typeof value === 'number' && /\.change(_\d+d)?$/.test(name))
    return <Delta value={value} suffix={fact.type === 'percent' ? '%' : ''} />
  return (
    <span title={typeof value === 'string' && value.length > 16 ? value : undefined}>
      {words.text(fact, value, isPlainCount(fact))}
    </span>
  )
}

// The grade's mark and score, and the course of the last three months beside it.
function Score({ row, words }: { row: Row; words: ColumnWords }) {
  const value = row.values['health.score']
  const course = words.trends.get(row.id)
  const known = (course ?? []).filter((score) => score !== null)
  return (
    <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
      <span style={{ display: 'flex', minWidth: 52 }}>
        <GradeMark
          grade={(row.values['health.grade'] ?? 'unknown') as Grade}
          score={typeof value === 'number' ? value : null}
          brief
          overridden={row.values['health.overridden_until'] != null}
        />
      </span>
      {course && known.length > 1 ? (
        <Sparkline
          values={course}
          range={rangeOf(known)}
          label={words.t('trendOf', { name: row.name, from: known[0], to: known.at(-1) })}
        />
      ) : null}
    </span>
  )
}

// A change of a few points is seen, and is not made to look like a fall: the scale spans thirty points or more.
function rangeOf(scores: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const room = Math.max(0, 30 - (high - low)) / 2
  return [low - room, high + room]
}

// In a column the heading has said what is counted.
const isPlainCount = (fact: Fact) => fact.type === 'number'
