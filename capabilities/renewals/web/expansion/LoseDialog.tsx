import { useTranslation } from 'react-i18next'
import { refusals, type Refusal } from '#capabilities/renewals/core/expansion/words.ts'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { OpportunityPage } from './apis.ts'
import styles from './expansion.module.css'
import { useExpansionMoves } from './useExpansionMoves.ts'

type Props = { opportunity: OpportunityPage; onDone: () => void; onClose: () => void }

/** Closes an opportunity as lost, with the reason. */
export function LoseDialog({ opportunity, onDone, onClose }: Props) {
  const { t } = useTranslation('expansion')
  const { lose } = useExpansionMoves()
  const form = useForm({
    initial: { refusal: '', note: opportunity.note },
    check: ({ refusal }) => ({ refusal: refusal ? undefined : t('needed') }),
    send: async ({ refusal, note }) => {
      await lose(opportunity, { refusal: refusal as Refusal, note })
      onDone()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('losing.title')}>
      <p className={styles.lead}>{t('losing.lead')}</p>
      <Form form={form} send={t('losing.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="refusal"
          label={t('losing.refusal')}
          empty={t('choose')}
          choices={refusals.map((value) => ({ value, label: t(`refusals.${value}`) }))}
          required
          autoFocus
        />
        <TextAreaField form={form} name="note" label={t('page.note')} rows={3} />
      </Form>
    </Dialog>
  )
}
