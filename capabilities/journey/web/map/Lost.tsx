import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Preview } from './apis.ts'
import { useEditing } from './editing.ts'
import styles from './map.module.css'

/** For customers in phases that the new version does not have: where they go on. */
export function Lost({
  lost,
  named,
  wrong,
  onChange,
}: {
  lost: Preview['lost']
  named: Record<string, string>
  wrong: string | undefined
  onChange: (named: Record<string, string>) => void
}) {
  const { t } = useTranslation('maps')
  const { language, number, moneyShort } = useFormat()
  const { draft } = useEditing()
  if (lost.length === 0) return null
  const phases = draft.phases.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))
  return (
    <fieldset className={styles.lost}>
      <legend>{t('publish.lostTitle')}</legend>
      <p className="small">{t('publish.lostText')}</p>
      {lost.map(({ phase, label, accounts, arr, suggested }) => (
        <NativeSelect
          key={phase}
          size="xs"
          label={t('publish.lost', {
            phase: inLanguage(label, language),
            accounts: number(accounts),
            arr: moneyShort(arr),
          })}
          value={named[phase] ?? ''}
          error={named[phase] ? undefined : wrong}
          data={[
            { value: '', label: t('publish.choose') },
            // The one that is most likely meant stands first.
            ...phases.toSorted((a, b) => Number(b.value === suggested) - Number(a.value === suggested)),
          ]}
          onChange={(event) => onChange({ ...named, [phase]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  )
}
