import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleBounds } from '#capabilities/renewals/core/expansion/rule.ts'
import { expansionKinds, type ExpansionKind } from '#capabilities/renewals/core/expansion/words.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { expansion, type Rule, rulesQuery } from './apis.ts'
import styles from './expansion.module.css'

type Draft = Parameters<typeof expansion.setRule.call>[0]['draft']
type Figure = keyof typeof ruleBounds
type Values = Record<Figure, string> & {
  name: string
  help: string
  condition: string
  kind: string
  is: string
  product: string
}

/** Writes a rule: what it asks, for how long it must hold, what it offers. Names are written in the language one reads. */
export function RuleDialog({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const { t } = useTranslation(['expansion', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const [readable, setReadable] = useState(true)
  const save = async (key: string, version: number, draft: Draft) => {
    queries.setQueryData(rulesQuery.queryKey, await expansion.setRule.call({ key, version, draft }))
  }
  const form = useForm<Values>({
    initial: {
      name: rule?.label[language] ?? '',
      help: rule?.help[language] ?? '',
      condition: rule?.condition ?? '',
      kind: rule?.kind ?? 'upsell',
      is: rule?.offered.is ?? 'same',
      product: rule?.offered.is === 'product' ? rule.offered.name : '',
      sharePercent: String(rule?.sharePercent ?? 20),
      holdDays: String(rule?.holdDays ?? 14),
      coolDownDays: String(rule?.coolDownDays ?? 120),
    },
    check: (values) => ({
      name: values.name.trim() ? undefined : t('needed'),
      condition: !readable ? t('rules.notFinished') : values.condition.trim() ? undefined : t('needed'),
      product: values.is === 'product' && !values.product.trim() ? t('needed') : undefined,
      ...Object.fromEntries(
        (Object.keys(ruleBounds) as Figure[]).map((figure) => [figure, within(figure, values[figure])]),
      ),
    }),
    send: async (values) => {
      const key = rule?.key ?? `own_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
      await save(key, rule?.version ?? 0, draftOf(values))
      const { key: _key, isOn: _on, version: _version, ...before } = rule ?? ({} as Partial<Rule>)
      toast(t('web:saved'), {
        undo: async () => {
          if (rule) await save(key, rule.version + 1, before as Rule)
          else queries.setQueryData(rulesQuery.queryKey, await expansion.removeRule.call({ key, removed: true }))
        },
      })
      onClose()
    },
  })

  function within(figure: Figure, text: string): string | undefined {
    const number = parseNumber(text)
    const [least, most] = ruleBounds[figure]
    const isRight = number !== null && Number.isInteger(number) && number >= least && number <= most
    return isRight ? undefined : t('rules.bounds', { least, most })
  }

  function draftOf({ name, help, condition, kind, is, product, ...figures }: Values): Draft {
    const written = (text: string, before: Rule['label'] | undefined) =>
      before ? { ...before, [language]: text } : { ja: text, en: text }
    return {
      label: written(name, rule?.label),
      help: written(help, rule?.help),
      condition,
      kind: kind as ExpansionKind,
      offered: is === 'product' ? { is: 'product', name: product } : { is: is === 'next' ? 'next' : 'same' },
      sharePercent: parseNumber(figures.sharePercent)!,
      holdDays: parseNumber(figures.holdDays)!,
      coolDownDays: parseNumber(figures.coolDownDays)!,
    }
  }
  return (
    <Dialog opened onClose={onClose} title={rule ? t('rules.changeTitle') : t('rules.add')} size={720}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('rules.name')} required autoFocus />
        <div role="group" aria-label={t('rules.condition')} data-invalid={form.errors.condition ? true : undefined}>
          <div className={styles.label}>
            {t('rules.condition')}
            <span aria-hidden="true"> *</span>
          </div>
          <ConditionField
            value={form.values.condition}
            onChange={(text) => form.set('condition', text)}
            onReadable={setReadable}
          />
          {form.errors.condition ? (
            <div role="alert" className={styles.wrong}>
              {form.errors.condition}
            </div>
          ) : null}
        </div>
        <FieldRow>
          <ChoiceField
            form={form}
            name="kind"
            label={t('columns.kind')}
            choices={expansionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <ChoiceField
            form={form}
            name="is"
            label={t('rules.offered')}
            choices={(['same', 'next', 'product'] as const).map((value) => ({
              value,
              label: t(`rules.offers.${value}`),
            }))}
          />
        </FieldRow>
        {form.values.is === 'product' ? (
          <TextField form={form} name="product" label={t('columns.product')} required />
        ) : null}
        <FieldRow>
          <NumberField form={form} name="holdDays" label={t('rules.hold')} suffix={t('rules.days')} />
          <NumberField form={form} name="coolDownDays" label={t('rules.coolDown')} suffix={t('rules.days')} />
          <NumberField form={form} name="sharePercent" label={t('rules.share')} suffix="%" />
        </FieldRow>
        <TextField form={form} name="help" label={t('rules.help')} />
      </Form>
    </Dialog>
  )
}
