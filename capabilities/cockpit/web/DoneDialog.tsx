import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { outcomes } from '#capabilities/cockpit/core/words.ts'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Cta } from './apis.ts'
import { useCtaMoves } from './useCtaMoves.ts'

/** Closes a CTA with what came of it. */
export function DoneDialog({ cta, onClose }: { cta: Cta; onClose: () => void }) {
  const { t } = useTranslation('cockpit')
  const { close } = useCtaMoves()
  const form = useForm({
    initial: { outcome: 'helped', note: '' },
    send: async ({ outcome, note }) => {
      await close(cta, outcomes.find((one) => one === outcome) ?? 'helped', note.trim())
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('done.title')}>
      <Form form={form} send={t('done.send')} onCancel={onClose}>
        <Radio.Group
          label={t('done.outcome')}
          description={cta.ruleKey ? t('done.help') : undefined}
          value={form.values.outcome}
          onChange={(value) => form.set('outcome', value)}
        >
          <Stack gap={8} mt={6}>
            {outcomes.map((outcome, at) => (
              <Radio
                key={outcome}
                value={outcome}
                label={t(`done.outcomes.${outcome}`)}
                data-autofocus={at === 0 || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextAreaField form={form} name="note" label={t('done.note')} rows={2} />
      </Form>
    </Dialog>
  )
}
