import { Checkbox, NativeSelect, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionIssues, notOfOnePerson } from '#capabilities/usage/core/definition.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { type Definition, type Metric, metrics } from './apis.ts'
import { CountingFields } from './CountingFields.tsx'
import { definitionOf, type Draft, draftOf, isWhole, suggestedKey } from './draft.ts'
import { MetricPreview } from './MetricPreview.tsx'
import styles from './metrics.module.css'
import { TogetherFields } from './TogetherFields.tsx'
import { useDescribe } from './useDescribe.ts'
import { usePublish } from './usePublish.ts'

const keyForm = /^[a-z][a-z0-9_]{0,39}$/
const forms = ['counting', 'people', 'ratio', 'licences'] as const
const units = ['', 'count', 'people', 'days', 'weeks', 'percent', 'points', 'seats'] as const
const pasts = ['filled', 'kept'] as const

/** What the editor is opened for: a metric to change, or one whose definition a new one begins with. */
export type Editing = { metric: Metric | null; begin: Definition | null }

/** A metric, made anew or changed, with what it comes to on real customers beside it. */
export function MetricEditor({
  metric,
  begin,
  taken,
  onClose,
}: Editing & { taken: ReadonlySet<string>; onClose: () => void }) {
  const { t } = useTranslation('metrics')
  const { language } = useFormat()
  const describe = useDescribe()
  const publish = usePublish()
  const { data } = useQuery(metrics.events.queryOptions())
  const known = metric?.definition ?? begin
  const [draft, setDraft] = useState<Draft>(() => draftOf(known))
  const [strict, setStrict] = useState(false)
  const set = (given: Partial<Draft>) => setDraft((now) => ({ ...now, ...given }))
  const form = useForm({
    initial: {
      labelJa: metric?.definition.label.ja ?? '',
      labelEn: metric?.definition.label.en ?? '',
      key: metric?.key ?? '',
      help: inLanguage(metric?.definition.help ?? { ja: '', en: '' }, language),
      note: '',
      times: draft.times,
      past: 'filled',
    },
    check: (values) => ({
      key: keyForm.test(values.key || suggested) ? undefined : t('editor.keyForm'),
      times:
        draft.form === 'counting' || draft.form === 'people' || Number(values.times) > 0
          ? undefined
          : t('rules.metric_times'),
    }),
    send: async (values) => {
      setStrict(true)
      if (!isWhole(draft)) return
      const help = values.help.trim()
      const definition = definitionOf(
        { ...draft, times: values.times },
        {
          ja: values.labelJa.trim() || values.labelEn.trim() || said,
          en: values.labelEn.trim() || values.labelJa.trim() || said,
        },
        help ? { ja: help, en: help } : null,
      )
      await publish({
        key: values.key || suggested,
        definition,
        note: values.note.trim() || null,
        basedOn: metric?.version ?? 0,
        past: oneOf(values.past, pasts),
        before: metric,
      })
      onClose()
    },
  })
  const suggested = suggestedKey(draft, taken)
  const now = definitionOf({ ...draft, times: form.values.times }, { ja: '-', en: '-' }, null)
  const said = describe(now)
  const complete = definitionIssues(now).length === 0
  const countable = ['first_day', 'last_day'].includes(draft.part.of) || draft.part.over === 'all'
  const name = metric ? inLanguage(metric.definition.label, language) : ''
  return (
    <Dialog opened onClose={onClose} title={metric ? t('editor.change', { name }) : t('editor.new')} size={1080}>
      <div className={styles.editor}>
        <Form form={form} send={t('editor.publish')} onCancel={onClose}>
          <NativeSelect
            label={t('editor.form')}
            value={draft.form}
            onChange={(event) => {
              const chosen = oneOf(event.currentTarget.value, forms)
              set(formChosen(draft, chosen))
            }}
            data={forms.map((value) => ({ value, label: t(`editor.forms.${value}`) }))}
          />
          <CountingFields
            legend={t(
              draft.form === 'counting' ? 'editor.what' : draft.form === 'people' ? 'editor.each' : 'editor.part',
            )}
            counting={draft.part}
            arrived={data?.events ?? []}
            ofDays={draft.form === 'counting'}
            ofOne={draft.form === 'people'}
            strict={strict}
            onChange={(part) => set({ part, unit: unitAfter(draft, part.of) })}
          />
          {draft.form === 'people' ? <TogetherFields draft={draft} onChange={set} /> : null}
          {draft.form === 'ratio' ? (
            <CountingFields
              legend={t('editor.whole')}
              counting={draft.whole}
              arrived={data?.events ?? []}
              ofDays={false}
              strict={strict}
              onChange={(whole) => set({ whole })}
            />
          ) : null}
          <FieldRow>
            {draft.form === 'counting' || draft.form === 'people' ? null : (
              <NumberField form={form} name="times" label={t('editor.times')} help={t('editor.timesHelp')} />
            )}
            <NativeSelect
              label={t('editor.unit')}
              value={draft.unit ?? ''}
              onChange={(event) => set({ unit: oneOf(event.currentTarget.value, units) || null })}
              data={units.map((value) => ({ value, label: value === '' ? t('editor.noUnit') : t(`units.${value}`) }))}
            />
          </FieldRow>
          <Checkbox
            label={t('editor.compared')}
            checked={draft.compared && !countable}
            disabled={countable}
            onChange={(event) => set({ compared: event.currentTarget.checked })}
          />
          <FieldRow>
            <TextField
              form={form}
              name="labelJa"
              label={t('editor.labelJa')}
              help={form.values.labelJa || form.values.labelEn ? undefined : t('editor.labelHelp', { said })}
            />
            <TextField form={form} name="labelEn" label={t('editor.labelEn')} />
          </FieldRow>
          {metric ? null : (
            <TextField
              form={form}
              name="key"
              label={t('editor.key')}
              placeholder={suggested}
              help={t('editor.keyHelp', { key: form.values.key || suggested })}
            />
          )}
          <TextField form={form} name="help" label={t('editor.help')} />
          <TextField form={form} name="note" label={t('editor.note')} help={t('editor.noteHelp')} />
          {metric ? (
            <Radio.Group
              label={t('editor.past')}
              value={form.values.past}
              onChange={(value) => form.set('past', value)}
            >
              {pasts.map((value) => (
                <Radio key={value} size="xs" mt={6} value={value} label={t(`editor.pastChoices.${value}`)} />
              ))}
            </Radio.Group>
          ) : null}
        </Form>
        <MetricPreview definition={complete ? now : null} />
      </div>
    </Dialog>
  )
}

/** What goes with a form: a unit, and a counting that it can have. */
function formChosen(draft: Draft, form: Draft['form']): Partial<Draft> {
  if (form !== 'people') return { form, unit: form === 'counting' ? unitOf(draft.part.of) : 'percent' }
  const { of, over } = draft.part
  const part = {
    ...draft.part,
    of: notOfOnePerson.includes(of) ? ('count' as const) : of,
    over: typeof over === 'number' ? over : 28,
  }
  return { form, part, unit: draft.together === 'share' ? 'percent' : unitOf(part.of) }
}

/** The unit that goes with an aggregation, where nobody chose another. */
function unitAfter(draft: Draft, of: Draft['part']['of']): Draft['unit'] {
  if (draft.form !== 'counting' || draft.unit !== unitOf(draft.part.of)) return draft.unit
  return unitOf(of)
}

function unitOf(of: Draft['part']['of']): Draft['unit'] {
  if (of === 'users') return 'people'
  if (of === 'days' || of === 'user_days') return 'days'
  if (of === 'weeks') return 'weeks'
  return of === 'count' || of === 'features' ? 'count' : null
}
