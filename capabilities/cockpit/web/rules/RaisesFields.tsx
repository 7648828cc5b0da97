import { useTranslation } from 'react-i18next'
import { nameGaps } from '#capabilities/facts/core/say.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import { ctaKinds } from '#capabilities/cockpit/core/words.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, NumberField, TextAreaField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { useOwners } from '../useOwners.ts'
import { useRuleFacts } from './apis.ts'
import type { RuleValues } from './ruleForm.ts'
import styles from './rules.module.css'

/** The CTA that a rule raises: what it says, whose it is and until when. */
export function RaisesFields({ form }: { form: Form<RuleValues> }) {
  const { t } = useTranslation(['rules', 'cockpit'])
  const people = useOwners()
  const other = (field: 'name' | 'help' | 'todo' | 'because') => t('form.inOther', { field: t(`form.${field}`) })
  const owners = [
    ...(['csm', 'nobody'] as const).map((value) => ({ value, label: t(`form.owners.${value}`) })),
    ...people,
  ]
  return (
    <Section title={t('form.raises')} note={t('form.raisesNote')}>
      <div className={styles.fields}>
        <TextField form={form} name="todo" label={t('form.todo')} placeholder={t('form.todoExample')} required />
        <div>
          <TextAreaField form={form} name="because" label={t('form.because')} help={t('form.becauseHelp')} rows={2} />
          <Gaps form={form} />
        </div>
        <FieldRow>
          <ChoiceField
            form={form}
            name="kind"
            label={t('form.kind')}
            choices={ctaKinds.map((value) => ({ value, label: t(`cockpit:kinds.${value}`) }))}
          />
          <ChoiceField form={form} name="owner" label={t('form.owner')} choices={owners} />
        </FieldRow>
        <FieldRow>
          <NumberField form={form} name="dueBusinessDays" label={t('form.due')} />
          <NumberField form={form} name="effortMinutes" label={t('form.effort')} suffix={t('form.minutes')} />
        </FieldRow>
        <details>
          <summary className={styles.fold}>{t('form.rank')}</summary>
          <p className={styles.help}>{t('form.rankHelp')}</p>
          <FieldRow>
            <NumberField form={form} name="sharePercent" label={t('form.share')} suffix="%" />
            <NumberField form={form} name="chancePercent" label={t('form.chance')} suffix="%" />
          </FieldRow>
        </details>
        <details>
          <summary className={styles.fold}>{t('form.otherLanguage')}</summary>
          <p className={styles.help}>{t('form.otherHelp')}</p>
          <div className={styles.fields}>
            <TextField form={form} name="nameOther" label={other('name')} />
            <TextField form={form} name="helpOther" label={other('help')} />
            <TextField form={form} name="todoOther" label={other('todo')} />
            <TextAreaField form={form} name="becauseOther" label={other('because')} rows={2} />
          </div>
        </details>
      </div>
    </Section>
  )
}

/** The facts of the condition, to be put into the reason, and how it then reads. */
function Gaps({ form }: { form: Form<RuleValues> }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const catalogue = useRuleFacts()
  const { because, condition } = form.values
  const read = readCondition(condition, catalogue)
  const facts = read.ok
    ? factsOf(read.value).flatMap((key) => {
        const fact = catalogue.get(key)
        return fact ? [fact] : []
      })
    : []
  const told = nameGaps({ ja: because, en: because }, (key) => catalogue.get(key)?.label)
  return (
    <>
      {facts.length > 0 ? (
        <div className={styles.gaps} role="group" aria-label={t('form.insert', { field: t('form.because') })}>
          <span className="quiet small">{t('form.insertInto')}</span>
          {facts.map((fact) => (
            <button key={fact.key} type="button" onClick={() => form.set('because', `${because}{${fact.key}}`)}>
              {inLanguage(fact.label, format.language)}
            </button>
          ))}
        </div>
      ) : null}
      {because.includes('{') ? (
        <p className={styles.help}>
          {t('form.preview')}: {format.language === 'en' ? told.en : told.ja}
        </p>
      ) : null}
    </>
  )
}
