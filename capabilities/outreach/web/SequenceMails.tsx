import { ActionIcon, Button, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { recipientRoles } from '#capabilities/outreach/core/words.ts'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { newKey, planTemplatesQuery, type SequenceDraft, type SequenceMail, templatesQuery } from './apis.ts'
import styles from './outreach.module.css'

type Choice = { value: string; label: string }
type Props = { draft: SequenceDraft; onChange: (draft: SequenceDraft) => void }

/** The mails of a sequence in order: when each is due, to whom, and what makes it unnecessary. */
export function SequenceMails({ draft, onChange }: Props) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { follows, mails } = draft
  const templates = (useQuery(templatesQuery).data?.templates ?? []).map(({ key, name }) => ({
    value: key,
    label: inLanguage(name, language),
  }))
  const plan = useQuery(planTemplatesQuery).data?.templates.find(
    ({ key }) => follows.what === 'plan' && key === follows.template,
  )
  const steps = (plan?.stages ?? []).flatMap((stage) =>
    stage.steps.map(({ key, name }) => ({ value: key, label: inLanguage(name, language) })),
  )
  const set = (next: SequenceMail[]) => onChange({ ...draft, mails: next })
  const add = () => {
    const first = steps[0]?.value
    const when = first ? { at: 'ready' as const, step: first, days: 0 } : { at: 'begin' as const, days: 0 }
    const purpose = first ? { is: 'step' as const, step: first } : { is: 'none' as const }
    set([
      ...mails,
      { key: newKey('mail'), template: templates[0]?.value ?? '', when, condition: '', role: 'promoter', purpose },
    ])
  }
  return (
    <Section title={t('sequence.mailsTitle')} note={t('sequence.mails', { count: mails.length })}>
      {mails.map((mail, at) => (
        <div key={mail.key} className={styles.step} role="group" aria-label={t('sequence.mailAt', { at: at + 1 })}>
          <div className={styles.stepHead}>
            <span>{t('sequence.mailAt', { at: at + 1 })}</span>
            <ActionIcon
              variant="subtle"
              disabled={at === 0}
              aria-label={t('sequence.up', { at: at + 1 })}
              onClick={() => set(mails.toSpliced(at - 1, 2, mail, mails[at - 1]!))}
            >
              <Icon name="sortUp" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={t('sequence.removeMail', { at: at + 1 })}
              onClick={() => set(mails.toSpliced(at, 1))}
            >
              <Icon name="trash" />
            </ActionIcon>
          </div>
          <MailFields mail={mail} steps={steps} templates={templates} onChange={(next) => set(mails.with(at, next))} />
        </div>
      ))}
      <Button size="compact-sm" variant="default" mt={10} onClick={add}>
        {t('sequence.addMail')}
      </Button>
    </Section>
  )
}

function MailFields({
  mail,
  steps,
  templates,
  onChange,
}: {
  mail: SequenceMail
  steps: Choice[]
  templates: Choice[]
  onChange: (mail: SequenceMail) => void
}) {
  const { t } = useTranslation('outreach')
  const set = (change: Partial<SequenceMail>) => onChange({ ...mail, ...change })
  const { when, purpose } = mail
  const moments =
    steps.length > 0
      ? (['ready', 'before_due', 'after_due', 'done', 'begin', 'previous'] as const)
      : (['begin', 'previous'] as const)
  const stepOf = 'step' in when ? when.step : (steps[0]?.value ?? '')
  const atMoment = (at: (typeof moments)[number]) => {
    const days = at === 'begin' ? when.days : Math.max(0, when.days)
    set({ when: at === 'begin' || at === 'previous' ? { at, days } : { at, step: stepOf, days } })
  }
  const purposes = steps.length > 0 ? (['step', 'condition', 'none'] as const) : (['condition', 'none'] as const)
  return (
    <>
      <div className={styles.row}>
        <NativeSelect
          label={t('sequence.template')}
          data={templates}
          value={mail.template}
          onChange={(event) => set({ template: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('sequence.role')}
          data={recipientRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          value={mail.role}
          onChange={(event) => set({ role: event.currentTarget.value as SequenceMail['role'] })}
        />
      </div>
      <div className={styles.row}>
        <NativeSelect
          className={styles.moment}
          label={t('sequence.when')}
          data={moments.map((at) => ({ value: at, label: t(`sequence.moments.${at}`) }))}
          value={when.at}
          onChange={(event) => atMoment(event.currentTarget.value as 'ready')}
        />
        {'step' in when ? (
          <NativeSelect
            label={t('sequence.step')}
            data={steps}
            value={when.step}
            onChange={(event) => set({ when: { ...when, step: event.currentTarget.value } })}
          />
        ) : null}
        <NumberInput
          className={styles.narrow}
          label={t('sequence.days')}
          min={when.at === 'begin' ? -120 : 0}
          max={250}
          allowDecimal={false}
          value={when.days}
          onChange={(value) => set({ when: { ...when, days: Number(value) || 0 } })}
        />
      </div>
      <div className={styles.row}>
        <NativeSelect
          label={t('sequence.purpose')}
          description={t('sequence.purposeHelp')}
          data={purposes.map((is) => ({ value: is, label: t(`sequence.purposes.${is}`) }))}
          value={purpose.is}
          onChange={(event) => {
            const is = event.currentTarget.value
            set({
              purpose:
                is === 'step' ? { is, step: stepOf } : is === 'condition' ? { is, condition: '' } : { is: 'none' },
            })
          }}
        />
        {purpose.is === 'step' ? (
          <NativeSelect
            label={t('sequence.step')}
            description={' '}
            data={steps}
            value={purpose.step}
            onChange={(event) => set({ purpose: { is: 'step', step: event.currentTarget.value } })}
          />
        ) : null}
      </div>
      {purpose.is === 'condition' ? (
        <ConditionField
          value={purpose.condition}
          onChange={(condition) => set({ purpose: { is: 'condition', condition } })}
        />
      ) : null}
      <details open={mail.condition !== ''}>
        <summary className={styles.fold}>{t('sequence.condition')}</summary>
        <ConditionField value={mail.condition} onChange={(condition) => set({ condition })} />
      </details>
    </>
  )
}
