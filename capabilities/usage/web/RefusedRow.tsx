import { Button } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import type { Quarantined } from './apis.ts'
import styles from './usage.module.css'

/** A rule that a message broke, in words. */
export function useRuleText(): (rule: string) => string {
  const { t } = useTranslation('usage')
  return (rule) => (i18next.exists(`usage:rules.${rule}`) ? t(`rules.${rule as 'missing'}`) : rule)
}

/** One message that was not accepted. */
export function RefusedRow({
  row,
  may,
  onEdit,
  onDiscard,
}: {
  row: Quarantined
  may: boolean
  onEdit: () => void
  onDiscard: () => void
}) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const ruleText = useRuleText()
  const facts = [
    format.stamp(row.receivedAt),
    row.writeKey ? t('refused.key', { name: row.writeKey }) : null,
    t('refused.position', { count: row.position + 1 }),
  ]
  return (
    <article className={styles.message}>
      <div className={styles.messageHead}>
        <Chip tone="watch">▲ {row.field || 'JSON'}</Chip>
        <span>{ruleText(row.rule)}</span>
        <span className="quiet small">{facts.filter(Boolean).join(' · ')}</span>
        {may ? (
          <span className={styles.messageEnd}>
            <Button size="compact-xs" variant="default" onClick={onEdit}>
              {t('refused.edit')}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={onDiscard}>
              {t('refused.discard')}
            </Button>
          </span>
        ) : null}
      </div>
      <pre className={styles.payload}>{row.payload}</pre>
    </article>
  )
}
