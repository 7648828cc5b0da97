import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import type { Field } from './apis.ts'
import styles from './fields.module.css'

type Choice = Field['choices'][number]

/** The choices of a field, one a line: what they are called in either language, and the key that values keep. */
export function ChoiceEditor({
  choices,
  error,
  onChange,
}: {
  choices: readonly Choice[]
  error: string | undefined
  onChange: (choices: Choice[]) => void
}) {
  const { t } = useTranslation('fields')
  const change = (at: number, part: Partial<Choice>) =>
    onChange(choices.map((choice, i) => (i === at ? { ...choice, ...part } : choice)))
  return (
    <fieldset className={styles.choices} style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="small" style={{ fontWeight: 500, padding: 0, marginBottom: 4 }}>
        {t('form.choices')}
      </legend>
      {choices.map((choice, at) => (
        // Lines have no identity but their place: a key may be half written, or written twice.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.choice}>
          <TextInput
            size="xs"
            aria-label={`${t('form.choiceJa')} ${at + 1}`}
            placeholder={t('form.choiceJa')}
            value={choice.labelJa}
            onChange={(event) => change(at, { labelJa: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            aria-label={`${t('form.choiceEn')} ${at + 1}`}
            placeholder={t('form.choiceEn')}
            value={choice.labelEn}
            onChange={(event) => change(at, { labelEn: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            aria-label={`${t('form.choiceKey')} ${at + 1}`}
            placeholder={t('form.choiceKey')}
            value={choice.key}
            onChange={(event) => change(at, { key: event.currentTarget.value.normalize('NFKC').toLowerCase() })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('form.removeChoice', { name: choice.labelJa || String(at + 1) })}
            onClick={() => onChange(choices.filter((_, i) => i !== at))}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      {error ? (
        <div role="alert" className="small" style={{ color: 'var(--risk)' }}>
          {error}
        </div>
      ) : null}
      <Button
        variant="default"
        size="xs"
        style={{ justifySelf: 'start' }}
        onClick={() => onChange([...choices, { key: '', labelJa: '', labelEn: '' }])}
      >
        {t('form.addChoice')}
      </Button>
    </fieldset>
  )
}
