import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dateOrders } from '../core/dateOrders.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Kind, Look } from './apis.ts'
import { type Change, mappingWith } from './change.ts'
import styles from './Import.module.css'

/** Column by column: what it is called, what stands in it, and where it goes. */
export function ColumnList({ look, kind, onChange }: { look: Look; kind: Kind; onChange: (change: Change) => void }) {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const fields = kind.fields.map((field) => {
    const need = field.required ? `（${t('columns.required')}）` : ''
    return {
      value: field.key,
      label: inLanguage(field.label, language) + (language === 'en' && need ? ` (${t('columns.required')})` : need),
    }
  })
  const matched = look.columns.filter((column) => column.field !== null).length
  const choices = [{ value: '', label: t('columns.none') }, ...fields]
  return (
    <Section title={t('columns.title')} note={t('columns.note', { matched, all: look.columns.length })}>
      <ul className={styles.columns}>
        {look.columns.map((column, i) => {
          const name = column.name === '' ? t('columns.unnamed') : column.name
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a column is its place; names may repeat
            <li key={i} data-left-out={column.field === null || undefined}>
              <div className={styles.columnName}>
                <strong className="clip" title={name}>
                  {name}
                </strong>
                <span className="quiet small clip" title={column.samples.join(' / ')}>
                  {column.samples.slice(0, 3).join(' / ')}
                </span>
              </div>
              <Icon name="chevronRight" size={14} className="quiet" />
              <NativeSelect
                aria-label={t('columns.field', { column: name })}
                value={column.field ?? ''}
                data={choices}
                onChange={(event) => onChange({ mapping: mappingWith(look, i, event.currentTarget.value || null) })}
              />
              <div className={styles.columnNotes}>
                {column.reason ? <span className="quiet small">{t(`columns.reasons.${column.reason}`)}</span> : null}
                {column.dates && column.field !== null ? (
                  <NativeSelect
                    aria-label={t('columns.order', { column: name })}
                    size="xs"
                    className={styles.order}
                    value={column.dates.order}
                    data={dateOrders.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
                    onChange={(event) => onChange({ reading: withOrder(look, i, event.currentTarget.value) })}
                  />
                ) : null}
                {column.dates?.certainty === 'open' && column.field !== null ? (
                  <Chip tone="watch">{t('columns.open')}</Chip>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function withOrder(look: Look, index: number, order: string): NonNullable<Change['reading']> {
  const { encoding, delimiter, headerLine, dateOrder } = look.reading
  const byColumn = { ...look.reading.dateOrders, [String(index)]: order as Look['reading']['dateOrder'] }
  return { encoding, delimiter, headerLine, dateOrder, dateOrders: byColumn }
}
