import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { catalogueQuery, planTemplatesQuery, type SequenceDraft } from './apis.ts'
import styles from './outreach.module.css'

type Props = { draft: SequenceDraft; onChange: (draft: SequenceDraft) => void }
const hours = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

/** What a sequence follows, for whom, and when its mails may go out. */
export function SequenceBasics({ draft, onChange }: Props) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const set = (change: Partial<SequenceDraft>) => onChange({ ...draft, ...change })
  const { window } = draft
  return (
    <Section title={t('sequence.basics')}>
      <div className={styles.fields}>
        <div className={styles.row}>
          <TextInput
            label={t('name')}
            value={draft.name.ja}
            required
            maxLength={120}
            onChange={(event) => set({ name: { ...draft.name, ja: event.currentTarget.value } })}
          />
          <TextInput
            label={t('nameEn')}
            value={draft.name.en}
            required
            maxLength={120}
            onChange={(event) => set({ name: { ...draft.name, en: event.currentTarget.value } })}
          />
        </div>
        <TextInput
          label={t('aim')}
          value={draft.aim[language]}
          maxLength={500}
          onChange={(event) => set({ aim: { ...draft.aim, [language]: event.currentTarget.value } })}
        />
        <Follows draft={draft} onChange={onChange} />
        <div role="group" aria-label={t('sequence.scope')}>
          <div className={styles.label}>{t('sequence.scope')}</div>
          <div className={styles.help}>{t('sequence.scopeHelp')}</div>
          <ConditionField value={draft.scope} onChange={(scope) => set({ scope })} />
        </div>
        <div className={styles.row}>
          <NativeSelect
            label={t('sequence.from')}
            description={t('sequence.window')}
            data={hours(0, 23).map((hour) => ({ value: `${hour}`, label: t('sequence.hour', { hour }) }))}
            value={`${window.from}`}
            onChange={(event) => set({ window: { ...window, from: Number(event.currentTarget.value) } })}
          />
          <NativeSelect
            label={t('sequence.to')}
            description={t('sequence.window')}
            data={hours(1, 24).map((hour) => ({ value: `${hour}`, label: t('sequence.hour', { hour }) }))}
            value={`${window.to}`}
            onChange={(event) => set({ window: { ...window, to: Number(event.currentTarget.value) } })}
          />
        </div>
        <Checkbox
          label={t('sequence.weekdays')}
          checked={window.weekdays}
          onChange={(event) => set({ window: { ...window, weekdays: event.currentTarget.checked } })}
        />
        <div className={styles.row}>
          <NumberInput
            label={t('sequence.holdOut')}
            description={t('sequence.holdOutHelp')}
            suffix="%"
            min={0}
            max={50}
            allowDecimal={false}
            value={draft.holdOutPercent}
            onChange={(value) => set({ holdOutPercent: Number(value) || 0 })}
          />
          <NumberInput
            label={t('sequence.wait')}
            description={t('sequence.waitHelp')}
            min={0}
            max={30}
            allowDecimal={false}
            value={draft.waitDays}
            onChange={(value) => set({ waitDays: Number(value) || 0 })}
          />
        </div>
      </div>
    </Section>
  )
}

function Follows({ draft, onChange }: Props) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const plans = useQuery(planTemplatesQuery)
  const { data } = useQuery(catalogueQuery)
  const { follows } = draft
  const set = (next: SequenceDraft['follows']) => onChange({ ...draft, follows: next })
  const templates = (plans.data?.templates ?? []).map(({ key, name }) => ({
    value: key,
    label: inLanguage(name, language),
  }))
  const all = data?.facts ?? []
  const phases = (all.find(({ key }) => key === 'phase.key')?.choices ?? []).map(({ key, label }) => ({
    value: key,
    label: inLanguage(label, language),
  }))
  const dates = all
    .filter(({ type }) => type === 'date')
    .map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))
  const begin = {
    plan: () => set({ what: 'plan', template: templates[0]?.value ?? 'onboarding' }),
    phase: () => set({ what: 'phase', phase: phases[0]?.value ?? '' }),
    date: () => set({ what: 'date', fact: 'contract.renewal_on' }),
  }
  const among = {
    plan: {
      label: t('sequence.planTemplate'),
      data: templates,
      value: follows.what === 'plan' ? follows.template : '',
    },
    phase: { label: t('sequence.phase'), data: phases, value: follows.what === 'phase' ? follows.phase : '' },
    date: { label: t('sequence.date'), data: dates, value: follows.what === 'date' ? follows.fact : '' },
  }[follows.what]
  const choose = (value: string) => {
    if (follows.what === 'plan') set({ what: 'plan', template: value })
    else if (follows.what === 'phase') set({ what: 'phase', phase: value })
    else set({ what: 'date', fact: value })
  }
  return (
    <div className={styles.row}>
      <NativeSelect
        label={t('sequence.follows')}
        data={(['plan', 'phase', 'date'] as const).map((what) => ({ value: what, label: t(`sequence.what.${what}`) }))}
        value={follows.what}
        onChange={(event) => begin[event.currentTarget.value as 'plan']()}
      />
      <NativeSelect {...among} onChange={(event) => choose(event.currentTarget.value)} />
    </div>
  )
}
