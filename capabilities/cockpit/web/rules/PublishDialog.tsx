import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '#capabilities/cockpit/core/rule.ts'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { cockpit } from '../apis.ts'
import { type OneRule, ruleQuery, type Tried } from './apis.ts'
import { useRuleMoves } from './useRuleMoves.ts'

/** Says what publishing will do, and does it with a note. */
export function PublishDialog({
  one,
  draft,
  tried,
  onClose,
  onPublished,
}: {
  one: OneRule | null
  draft: RuleDraft
  /** What a trial of this very draft told; null: it was not tried. */
  tried: Tried | null
  onClose: () => void
  onPublished: (published: OneRule) => void
}) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { restore, archive } = useRuleMoves()
  const form = useForm({
    initial: { note: '', isOn: true },
    send: async ({ note, isOn }) => {
      const published = one
        ? await cockpit.rules.publish.call({ id: one.rule.id, basedOn: one.rule.version, draft, note })
        : await cockpit.rules.create.call({ draft, note, isOn })
      const { id, version } = published.rule
      queries.setQueryData(ruleQuery(id).queryKey, published)
      void queries.invalidateQueries({ queryKey: cockpit.key() })
      onPublished(published)
      const rule = inLanguage(published.rule.label, format.language)
      toast(t('publish.told', { rule }), {
        undo: () =>
          one
            ? restore({ id, basedOn: version, version: one.rule.version }, true)
            : archive(published.rule, true, true),
      })
      if (!one) await navigate({ to: '/settings/rules/$id', params: { id }, replace: true, ignoreBlocker: true })
    },
  })
  const isOn = one ? one.rule.isOn : form.values.isOn
  return (
    <Dialog
      opened
      onClose={onClose}
      title={one ? t('publish.title', { version: one.rule.version + 1 }) : t('publish.titleNew')}
    >
      <Form form={form} send={t('publish.send')} onCancel={onClose}>
        <p>
          {isOn ? t('publish.effectOn') : t('publish.effectOff')}{' '}
          {isOn && tried && tried.atOnce > 0 ? t('publish.atOnce', { shown: format.number(tried.atOnce) }) : null}
          {tried ? null : t('publish.notTried')}
        </p>
        {one ? null : (
          <Checkbox
            label={t('form.useAtOnce')}
            checked={form.values.isOn}
            onChange={(event) => form.set('isOn', event.currentTarget.checked)}
          />
        )}
        <TextAreaField
          form={form}
          name="note"
          label={t('publish.note')}
          placeholder={t('publish.noteExample')}
          rows={2}
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
