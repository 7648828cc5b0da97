import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Field } from './apis.ts'
import styles from './fields.module.css'
import type { FieldMoves } from './useFieldMoves.ts'

/** One field with what can be done with it. */
export function FieldLine({
  field,
  may,
  moves,
  place,
  onEdit,
}: {
  field: Field
  may: boolean
  moves: FieldMoves
  place: { first: boolean; last: boolean }
  onEdit: () => void
}) {
  const { t } = useTranslation('fields')
  const format = useFormat()
  const name = inLanguage({ ja: field.labelJa, en: field.labelEn }, format.language)
  const archived = field.archivedAt !== null
  const choices = archived
    ? [{ label: t('restore'), onChoose: () => moves.restore(field) }]
    : [
        { label: t('edit'), onChoose: onEdit },
        ...(place.first ? [] : [{ label: t('up'), onChoose: () => moves.shift(field, -1) }]),
        ...(place.last ? [] : [{ label: t('down'), onChoose: () => moves.shift(field, 1) }]),
        { label: t('archive'), onChoose: () => moves.archive(field), danger: true },
      ]
  return (
    <div className={styles.line}>
      <div className={styles.names}>
        <strong>{name}</strong> <code>{field.subject === 'account' ? `field.${field.key}` : field.key}</code>
        {field.help ? <div className="quiet small">{field.help}</div> : null}
      </div>
      <div className={styles.about}>
        {field.sensitive ? <Chip>{t('sensitive')}</Chip> : null}
        {archived ? <Chip>{t('archived')}</Chip> : null}
        <span>
          {t(`types.${field.type}`)}
          {field.choices.length > 0 ? ` · ${t('choicesOf', { count: field.choices.length })}` : ''}
        </span>
        <span>{field.inUse ? t('use', { count: field.inUse, shown: format.number(field.inUse) }) : t('unused')}</span>
        {may ? <MoreMenu label={t('menu', { name })} choices={choices} /> : null}
      </div>
    </div>
  )
}
