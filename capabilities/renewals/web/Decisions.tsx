import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decisions } from '#capabilities/renewals/core/words.ts'
import { Form, FieldRow } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useMay } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { RenewalPage } from './apis.ts'
import styles from './renewals.module.css'
import { useRenewalMoves } from './useRenewalMoves.ts'

/** The three decisions that the customer takes, each with what stands for and against us. */
export function Decisions({ renewal }: { renewal: RenewalPage }) {
  const { t } = useTranslation('renewals')
  const [editing, setEditing] = useState(false)
  const mayWrite = useMay('accounts.write') && renewal.status === 'open'
  const isEmpty = decisions.every((one) => !renewal.decisions[one].for && !renewal.decisions[one].against)
  return (
    <Section
      title={t('decisions.title')}
      actions={
        mayWrite ? (
          <Button variant="subtle" size="xs" onClick={() => setEditing(true)}>
            {isEmpty ? t('decisions.write') : t('decisions.edit')}
          </Button>
        ) : null
      }
    >
      {isEmpty ? (
        <p className="quiet">{t('decisions.empty')}</p>
      ) : (
        <ol className={styles.decisions}>
          {decisions.map((one) => (
            <li key={one}>
              <h3>{t(`decisions.${one}`)}</h3>
              <div className={styles.sides}>
                <Side name={t('decisions.for')} text={renewal.decisions[one].for} tone="healthy" />
                <Side name={t('decisions.against')} text={renewal.decisions[one].against} tone="risk" />
              </div>
            </li>
          ))}
        </ol>
      )}
      {editing ? <DecisionsDialog renewal={renewal} onClose={() => setEditing(false)} /> : null}
    </Section>
  )
}

function Side({ name, text, tone }: { name: string; text: string; tone: 'healthy' | 'risk' }) {
  return (
    <div className={styles.side} data-tone={tone}>
      <span className="quiet small">{name}</span>
      <p>{text || '—'}</p>
    </div>
  )
}

function DecisionsDialog({ renewal, onClose }: { renewal: RenewalPage; onClose: () => void }) {
  const { t } = useTranslation(['renewals', 'web'])
  const { update } = useRenewalMoves(renewal)
  const { keep, ours, plan } = renewal.decisions
  const form = useForm({
    initial: {
      keepFor: keep.for,
      keepAgainst: keep.against,
      oursFor: ours.for,
      oursAgainst: ours.against,
      planFor: plan.for,
      planAgainst: plan.against,
    },
    send: async (values) => {
      await update({
        decisions: {
          keep: { for: values.keepFor, against: values.keepAgainst },
          ours: { for: values.oursFor, against: values.oursAgainst },
          plan: { for: values.planFor, against: values.planAgainst },
        },
      })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('decisions.title')} size={720}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        {decisions.map((one) => (
          <fieldset key={one} className={styles.group}>
            <legend>{t(`decisions.${one}`)}</legend>
            <FieldRow>
              <TextAreaField form={form} name={`${one}For`} label={t('decisions.for')} rows={2} />
              <TextAreaField form={form} name={`${one}Against`} label={t('decisions.against')} rows={2} />
            </FieldRow>
          </fieldset>
        ))}
      </Form>
    </Dialog>
  )
}
