import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Axis, type Segment, segments } from './apis.ts'
import { DraftOnAxis } from './DraftOnAxis.tsx'
import { labelOf, writtenNames } from './names.ts'
import styles from './segments.module.css'
import { useRefresh } from './useSegmentMoves.ts'

const keyForm = /^[a-z][a-z0-9_]{0,39}$/

type Values = { ja: string; en: string; key: string; kind: string; axis: string; condition: string }
type OnAxis = Pick<Axis, 'id' | 'label' | 'exclusive'>

/**
 * Adds a segment to an axis or changes one; what it would be is seen below before it is kept. `axes`: where it is still
 * to be chosen, those there are; `begin`: the condition that a new one starts from.
 */
export function SegmentDialog({
  axis: first,
  segment,
  axes = [],
  begin = '',
  onClose,
}: {
  axis: OnAxis
  axes?: readonly OnAxis[]
  begin?: string
  segment: Segment | null
  onClose: () => void
}) {
  const { t } = useTranslation('segments')
  const { t: frame } = useTranslation('web')
  const { language: own } = useFormat()
  const refresh = useRefresh()
  const [readable, setReadable] = useState(true)
  const other = own === 'ja' ? 'en' : 'ja'
  const form = useForm<Values>({
    initial: {
      ...writtenNames(segment?.label, own),
      key: segment?.key ?? '',
      kind: segment?.kind ?? 'live',
      axis: first.id,
      condition: segment?.condition ?? begin,
    },
    check: ({ key, kind, condition, ...names }) => ({
      [own]: names[own].trim() ? undefined : t('form.nameNeeded'),
      key: key === '' || keyForm.test(key) ? undefined : t('form.keyWrong'),
      condition:
        kind === 'static'
          ? undefined
          : readable
            ? condition.trim()
              ? undefined
              : t('form.conditionNeeded')
            : t('form.conditionUnreadable'),
    }),
    send: async ({ ja, en, key, kind, axis: axisId, condition }) => {
      const label = labelOf({ ja, en })
      const name = inLanguage(label, own)
      if (segment) {
        const { id } = segment
        const before = { label: segment.label, condition: segment.condition }
        await segments.update.call({ id, label, condition })
        toast(t('done.saved', { name }), { undo: () => segments.update.call({ id, ...before }).then(refresh) })
      } else {
        const isLive = kind === 'live'
        const { id } = await segments.create.call({
          axisId,
          label,
          ...(key ? { key } : {}),
          kind: isLive ? 'live' : 'static',
          condition: isLive ? condition : '',
        })
        toast(t('done.created', { name }), {
          undo: () => segments.update.call({ id, archived: true }).then(refresh),
        })
      }
      await refresh()
      onClose()
    },
  })
  const { kind, condition } = form.values
  const axis = axes.find((one) => one.id === form.values.axis) ?? first
  const isLive = kind === 'live'
  const create = axes.length > 1 ? t('form.createAny') : t('form.create', { axis: inLanguage(axis.label, own) })
  const title = segment ? t('form.edit') : create
  return (
    <Dialog opened onClose={onClose} title={title} size={720}>
      <Form form={form} send={segment ? frame('save') : t('form.send')} onCancel={onClose}>
        <FieldRow>
          <TextField form={form} name={own} label={t('form.own')} required autoFocus />
          <TextField form={form} name={other} label={t('form.other')} help={t('form.otherHelp')} />
        </FieldRow>
        {axes.length > 1 ? (
          <ChoiceField
            form={form}
            name="axis"
            label={t('form.axis')}
            choices={axes.map((one) => {
              const name = inLanguage(one.label, own)
              return { value: one.id, label: one.exclusive ? t('form.axisExclusive', { name }) : name }
            })}
          />
        ) : null}
        {segment ? null : (
          <ChoiceField
            form={form}
            name="kind"
            label={t('form.kind')}
            help={isLive ? undefined : t('form.staticHelp')}
            choices={(['live', 'static'] as const).map((value) => ({ value, label: t(`form.kinds.${value}`) }))}
          />
        )}
        {isLive ? (
          <div className={styles.condition}>
            <span className={styles.label}>{t('form.condition')}</span>
            <ConditionField
              value={condition}
              onChange={(text) => form.set('condition', text)}
              onReadable={setReadable}
            />
            {form.errors.condition ? (
              <p className={styles.wrong} role="alert">
                {form.errors.condition}
              </p>
            ) : null}
            <DraftOnAxis axis={axis} id={segment?.id} condition={readable ? condition : ''} />
          </div>
        ) : null}
        {segment ? null : (
          <details className={styles.more} open={form.errors.key ? true : undefined}>
            <summary className="quiet small">{t('form.more')}</summary>
            <TextField form={form} name="key" label={t('form.key')} help={t('form.keyHelp')} />
          </details>
        )}
      </Form>
    </Dialog>
  )
}
