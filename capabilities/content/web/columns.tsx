import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { stakeholderRoleChoices } from '#capabilities/accounts/core/words.ts'
import { formatLabels, kindLabels } from '#capabilities/content/core/words.ts'
import type { Format } from '#web/i18n/format.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import type { Column } from '#web/table/types.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { Row } from './apis.ts'
import styles from './content.module.css'
import { formatIcons, said, StatusChip } from './words.tsx'

type Words = { t: TFunction<'content'>; format: Format; narrow: boolean; phaseName: (key: string) => string }

const carded = ['title', 'status', 'kind', 'format']
const none = <span className="quiet">—</span>

/** The columns of the library; cards of a phone show less. */
export function columnsOf(words: Words): Column<Row>[] {
  const all = [...ofItem(words), ...ofUse(words), ...ofReaders(words)]
  return words.narrow ? all.filter(({ key }) => carded.includes(key)) : all
}

function ofItem({ t, format }: Words): Column<Row>[] {
  const { language } = format
  return [
    {
      key: 'title',
      label: t('title'),
      width: 256,
      fixed: true,
      sortable: true,
      card: 'title',
      render: (row) => (
        <Link to="/content/$id" params={{ id: row.id }} className={styles.name} title={said(row.title, language)}>
          <Icon name={formatIcons[row.format]} size={14} className="quiet" /> {said(row.title, language)}
        </Link>
      ),
    },
    { key: 'status', label: t('status'), width: 132, card: 'side', render: (row) => <StatusChip item={row} /> },
    { key: 'kind', label: t('kind'), width: 104, render: (row) => inLanguage(kindLabels[row.kind], language) },
    { key: 'format', label: t('format'), width: 124, render: (row) => inLanguage(formatLabels[row.format], language) },
  ]
}

function ofUse({ t, format }: Words): Column<Row>[] {
  const count = (value: number) => (value === 0 ? <span className="quiet">0</span> : format.number(value))
  return [
    { key: 'used', label: t('usedBy'), width: 84, align: 'end', sortable: true, render: (row) => count(row.usedBy) },
    { key: 'reads', label: t('reads'), width: 112, align: 'end', sortable: true, render: (row) => count(row.reads) },
    {
      key: 'review',
      label: t('review'),
      width: 124,
      sortable: true,
      render: (row) => {
        if (!row.reviewOn) return none
        const day = <span className="num">{format.dayTable(row.reviewOn)}</span>
        return row.reviewDue ? <Chip tone="watch">{day}</Chip> : day
      },
    },
  ]
}

function ofReaders({ t, format, phaseName }: Words): Column<Row>[] {
  const { language } = format
  return [
    {
      key: 'phases',
      label: t('phases'),
      width: 120,
      render: (row) => (row.phases.length === 0 ? none : row.phases.map(phaseName).join(t('comma'))),
    },
    {
      key: 'roles',
      label: t('roles'),
      width: 130,
      render: (row) => {
        const names = stakeholderRoleChoices.filter(({ key }) => row.roles.includes(key))
        return names.length === 0 ? none : names.map(({ label }) => inLanguage(label, language)).join(t('comma'))
      },
    },
    {
      key: 'languages',
      label: t('languages'),
      width: 96,
      render: (row) =>
        row.languages.length === 0 ? none : row.languages.map((one) => t(`in.${one}`)).join(t('comma')),
    },
    { key: 'owner', label: t('owner'), width: 110, render: (row) => row.owner?.name ?? none },
    {
      key: 'updated',
      label: t('updated'),
      width: 104,
      sortable: true,
      render: (row) => <time title={format.stamp(row.updatedAt)}>{format.ago(row.updatedAt)}</time>,
    },
  ]
}
