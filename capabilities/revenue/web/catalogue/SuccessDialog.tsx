import { useTranslation } from 'react-i18next'
import {
  decidedWhen,
  mostMonths,
  successIssue,
  type SuccessType,
} from '#capabilities/revenue/core/catalogue/success.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { catalogue, type Product } from './apis.ts'
import { useCatalogueMoves } from './useCatalogueMoves.ts'

type Values = { decided: string; lightMonths: string; deepMonths: string }

/** Says how customers come to success with a product: when it is decided, and after how many months light and deep ones come. */
export function SuccessDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const { t } = useTranslation('products')
  const { t: frame } = useTranslation('web')
  const { done } = useCatalogueMoves()
  const { name, success, successVersion: version } = product
  const form = useForm<Values>({
    initial: {
      decided: success?.decided ?? '',
      lightMonths: success?.lightMonths?.toString() ?? '',
      deepMonths: success?.deepMonths?.toString() ?? '',
    },
    check: (values) => {
      const typed = successIn(values)
      const issue = typed && successIssue(typed)
      const wrong = (field: 'lightMonths' | 'deepMonths') => {
        if (!isMonths(values[field])) return t('rules.months', { most: mostMonths })
        return issue?.field === field ? t(`rules.${issue.rule}`) : undefined
      }
      return { lightMonths: wrong('lightMonths'), deepMonths: wrong('deepMonths') }
    },
    send: async (values) => {
      await catalogue.putSuccess.call({ product: name, success: successIn(values), version })
      await done(t('success.done', { name }), () =>
        catalogue.putSuccess.call({ product: name, success, version: version + 1 }),
      )
      onClose()
    },
  })
  const months = (field: 'lightMonths' | 'deepMonths') => (
    <NumberField
      form={form}
      name={field}
      label={t(`success.${field}`)}
      help={t(`success.${field}Help`)}
      disabled={form.values.decided === ''}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={t('success.title', { name })} size={560}>
      <p className="soft">{t('success.lead')}</p>
      <Form form={form} send={frame('save')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="decided"
          label={t('success.decided')}
          empty={t('success.open')}
          choices={decidedWhen.map((value) => ({ value, label: t(`success.when.${value}`) }))}
          autoFocus
        />
        <FieldRow>
          {months('lightMonths')}
          {months('deepMonths')}
        </FieldRow>
      </Form>
    </Dialog>
  )
}

function isMonths(text: string): boolean {
  const months = parseNumber(text)
  if (months === null) return text.trim() === ''
  return Number.isInteger(months) && months >= 1 && months <= mostMonths
}

function successIn({ decided, lightMonths, deepMonths }: Values): SuccessType | null {
  const when = decidedWhen.find((one) => one === decided)
  return when ? { decided: when, lightMonths: parseNumber(lightMonths), deepMonths: parseNumber(deepMonths) } : null
}
