import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import type { Draft } from './draft.ts'
import styles from './metrics.module.css'

const ways = ['median', 'max', 'share'] as const

/** What the people of a customer come to: the one in the middle, the greatest, or how many have at least so much. */
export function TogetherFields({ draft, onChange }: { draft: Draft; onChange: (given: Partial<Draft>) => void }) {
  const { t } = useTranslation('metrics')
  const { together, atLeast } = draft
  return (
    <div className={styles.pair}>
      <NativeSelect
        label={t('editor.together')}
        description={t('editor.togetherHelp')}
        value={together}
        onChange={(event) => {
          const chosen = oneOf(event.currentTarget.value, ways)
          onChange({
            together: chosen,
            unit: chosen === 'share' ? 'percent' : draft.unit === 'percent' ? 'count' : draft.unit,
          })
        }}
        data={ways.map((value) => ({ value, label: t(`together.${value}`) }))}
      />
      {together === 'share' ? (
        <TextInput
          label={t('editor.atLeast')}
          inputMode="decimal"
          value={atLeast}
          error={
            Number.isFinite(Number(atLeast.normalize('NFKC'))) && atLeast.trim() !== ''
              ? null
              : t('rules.metric_at_least')
          }
          onChange={(event) => onChange({ atLeast: event.currentTarget.value })}
        />
      ) : null}
    </div>
  )
}
