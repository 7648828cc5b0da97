import { Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionIssues } from '#capabilities/usage/core/definition.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { type Definition, type Metric, metrics } from './apis.ts'
import { CountingFields } from './CountingFields.tsx'
import { definitionOf, type Draft, draftOf, isWhole, suggestedKey, unitAfter } from './draft.ts'
import { MetricPreview } from './MetricPreview.tsx'
import styles from './metrics.module.css'
import { ResultFields } from './ResultFields.tsx'
import { useDescribe } from './useDescribe.ts'
import { usePublish } from './usePublish.ts'

const keyForm = /^[a-z][a-z0-9_]{0,39}$/
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
  const names = language === 'ja' ? (['labelJa', 'labelEn'] as const) : (['labelEn', 'labelJa'] as const)
  const isNameless = !form.values.labelJa.trim() && !form.values.labelEn.trim()
  const name = metric ? inLanguage(metric.definition.label, language) : ''
  return (
    <Dialog opened onClose={onClose} title={metric ? t('editor.change', { name }) : t('editor.new')} size={1080}>
      <div className={styles.editor}>
        <Form form={form} send={t('editor.publish')} onCancel={onClose}>
          <FieldRow>
            {names.map((field) => (
              <TextField
                key={field}
                form={form}
                name={field}
                label={t(`editor.${field}`)}
                autoFocus={field === names[0] && !metric}
                help={field === names[0] && isNameless ? t('editor.labelHelp', { said }) : undefined}
              />
            ))}
          </FieldRow>
          <CountingFields
            legend={t(`editor.legends.${draft.form}`)}
            counting={draft.part}
            arrived={data?.events ?? []}
            ofDays={draft.form === 'counting'}
            ofOne={draft.form === 'people'}
            strict={strict}
            onChange={(part) => set({ part, unit: unitAfter(draft, part.of) })}
          />
          <ResultFields
            draft={draft}
            arrived={data?.events ?? []}
            strict={strict}
            times={<NumberField form={form} name="times" label={t('editor.times')} help={t('editor.timesHelp')} />}
            onChange={set}
          />
          {metric ? (
            <>
              <TextField form={form} name="note" label={t('editor.note')} help={t('editor.noteHelp')} />
              <Radio.Group
                label={t('editor.past')}
                value={form.values.past}
                onChange={(value) => form.set('past', value)}
              >
                {pasts.map((value) => (
                  <Radio key={value} size="xs" mt={6} value={value} label={t(`editor.pastChoices.${value}`)} />
                ))}
              </Radio.Group>
            </>
          ) : null}
          <details className={styles.more} open={form.errors.key ? true : undefined}>
            <summary className="quiet small">{t('editor.more')}</summary>
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
          </details>
        </Form>
        <MetricPreview definition={complete ? now : null} />
      </div>
    </Dialog>
  )
}
