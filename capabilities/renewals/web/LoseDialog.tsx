import { useTranslation } from 'react-i18next'
import { lossReasons } from '#capabilities/renewals/core/reasons.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { RenewalPage } from './apis.ts'
import styles from './renewals.module.css'
import { useRenewalMoves } from './useRenewalMoves.ts'

/** Closes a renewal as lost, with what is to be learnt from it. */
export function LoseDialog({ renewal, onClose }: { renewal: RenewalPage; onClose: () => void }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const { lose } = useRenewalMoves(renewal)
  const needed = (text: string) => (text.trim() ? undefined : t('losing.needed'))
  const form = useForm({
    initial: { group: '', reason: '', evidence: '', lesson: '', avoidable: '', winBackOn: '' },
    check: ({ group, reason, evidence, avoidable, winBackOn }) => ({
      group: needed(group),
      reason: needed(reason),
      evidence: needed(evidence),
      avoidable: needed(avoidable),
      winBackOn: winBackOn && winBackOn <= format.today() ? t('losing.notAhead') : undefined,
    }),
    send: async ({ group, reason, evidence, lesson, avoidable, winBackOn }) => {
      await lose({
        reason: `${group}.${reason}`,
        evidence,
        lesson,
        avoidable: avoidable === 'yes',
        winBackOn: winBackOn || null,
      })
      onClose()
    },
  })
  const choices = (of: readonly { key: string; label: { ja: string; en: string } }[]) =>
    of.map(({ key, label }) => ({ value: key, label: inLanguage(label, format.language) }))
  const under = lossReasons.find(({ key }) => key === form.values.group)?.under ?? []
  return (
    <Dialog opened onClose={onClose} title={t('losing.title')} size={600}>
      <p className={styles.lead}>
        {t('losing.lead', { day: format.dayPlain(format.addDays(renewal.termEnd, -1)) })}
        {renewal.contract.others ? ` ${t('losing.others')}` : null}
      </p>
      <Form form={form} send={t('losing.send')} onCancel={onClose}>
        <FieldRow>
          <ChoiceField
            form={{
              ...form,
              set: (name, value) => {
                form.set(name, value)
                form.set('reason', '') // another reason has others below it
              },
            }}
            name="group"
            label={t('losing.group')}
            empty={t('losing.choose')}
            choices={choices(lossReasons)}
            required
            autoFocus
          />
          <ChoiceField
            form={form}
            name="reason"
            label={t('losing.reason')}
            empty={t('losing.choose')}
            choices={choices(under)}
            required
            disabled={under.length === 0}
          />
        </FieldRow>
        <TextAreaField form={form} name="evidence" label={t('losing.evidence')} rows={3} required />
        <TextAreaField form={form} name="lesson" label={t('losing.lesson')} rows={2} />
        <FieldRow>
          <ChoiceField
            form={form}
            name="avoidable"
            label={t('losing.avoidable')}
            empty={t('losing.choose')}
            choices={[
              { value: 'yes', label: t('losing.yes') },
              { value: 'no', label: t('losing.no') },
            ]}
            required
          />
          <DayField form={form} name="winBackOn" label={t('losing.winBackOn')} help={t('losing.winBackHelp')} />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
