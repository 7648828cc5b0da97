import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { halves } from '#capabilities/outreach/core/trial.ts'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { BroadcastDraft } from './apis.ts'
import styles from './outreach.module.css'

type Trial = NonNullable<BroadcastDraft['trial']>
type Props = {
  draft: BroadcastDraft
  templates: readonly { value: string; label: string }[]
  onChange: (change: Partial<BroadcastDraft>) => void
}

const usual: Trial = { share: 20, goal: { is: 'replied' }, atLeast: 100, days: 7, otherwise: 'a' }

/** A second text beside the first, on whom both are tried, and by which rule the rest gets one of them. */
export function BroadcastTrial({ draft, templates, onChange }: Props) {
  const { t } = useTranslation('outreach')
  const { subjectB, templateB = null, trial = null } = draft
  const isOn = subjectB !== null || templateB !== null
  const turn = (on: boolean) =>
    onChange(on ? { subjectB: { ja: '', en: '' }, trial: usual } : { subjectB: null, templateB: null, trial: null })
  const chooseText = (key: string) =>
    onChange(key === '' ? { templateB: null, subjectB: { ja: '', en: '' } } : { templateB: key, subjectB: null })
  return (
    <Section title={t('broadcast.trial.title')}>
      <div className={styles.fields}>
        <Checkbox
          label={t('broadcast.trial.on')}
          checked={isOn}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        {isOn ? (
          <NativeSelect
            label={t('broadcast.trial.what')}
            data={[{ value: '', label: t('broadcast.trial.subjectOnly') }, ...templates]}
            value={templateB ?? ''}
            onChange={(event) => chooseText(event.currentTarget.value)}
          />
        ) : null}
        {subjectB ? (
          <div className={styles.row}>
            {(['ja', 'en'] as const).map((of) => (
              <TextInput
                key={of}
                label={`${t('broadcast.subjectB')} (${t(`template.${of}`)})`}
                maxLength={200}
                value={subjectB[of]}
                onChange={(event) => onChange({ subjectB: { ...subjectB, [of]: event.currentTarget.value } })}
              />
            ))}
          </div>
        ) : null}
        {isOn && trial ? <Rule trial={trial} onChange={(next) => onChange({ trial: { ...trial, ...next } })} /> : null}
      </div>
    </Section>
  )
}

function Rule({ trial, onChange }: { trial: Trial; onChange: (change: Partial<Trial>) => void }) {
  const { t } = useTranslation('outreach')
  const { goal } = trial
  const number = (key: 'share' | 'atLeast' | 'days', min: number, max: number, suffix = '') => (
    <NumberInput
      label={t(`broadcast.trial.${key}`)}
      min={min}
      max={max}
      suffix={suffix}
      allowDecimal={false}
      clampBehavior="blur"
      value={trial[key]}
      onChange={(value) => onChange({ [key]: Number(value) || min })}
    />
  )
  return (
    <>
      <div className={styles.row}>
        {number('share', 5, 100, '%')}
        {number('atLeast', 10, 10_000)}
      </div>
      <NativeSelect
        label={t('broadcast.trial.goal')}
        data={(['replied', 'reached'] as const).map((is) => ({ value: is, label: t(`broadcast.trial.goals.${is}`) }))}
        value={goal.is}
        onChange={(event) =>
          onChange({
            goal:
              event.currentTarget.value === 'reached' ? { is: 'reached', condition: '', days: 7 } : { is: 'replied' },
          })
        }
      />
      {goal.is === 'reached' ? (
        <>
          <div role="group" aria-label={t('broadcast.trial.condition')}>
            <div className={styles.label}>{t('broadcast.trial.condition')}</div>
            <ConditionField
              value={goal.condition}
              onChange={(condition) => onChange({ goal: { ...goal, condition } })}
              counted={false}
            />
          </div>
          <NumberInput
            label={t('broadcast.trial.within')}
            min={1}
            max={60}
            allowDecimal={false}
            clampBehavior="blur"
            value={goal.days}
            onChange={(value) => onChange({ goal: { ...goal, days: Number(value) || 1 } })}
          />
        </>
      ) : null}
      <div className={styles.row}>
        {number('days', 1, 30)}
        <NativeSelect
          label={t('broadcast.trial.otherwise')}
          data={halves.map((half) => ({ value: half, label: t('broadcast.half', { half: half.toUpperCase() }) }))}
          value={trial.otherwise}
          onChange={(event) => onChange({ otherwise: event.currentTarget.value as 'a' | 'b' })}
        />
      </div>
      <p className="quiet small">{t('broadcast.trial.rule', { days: trial.days, atLeast: trial.atLeast })}</p>
    </>
  )
}
