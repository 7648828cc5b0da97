import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { plans } from '../apis.ts'
import type { Measures } from './apis.ts'

/** Sets what share of customers is meant to start without a person. */
export function AimDialog({ aim, onClose }: { aim: Measures['aim']; onClose: () => void }) {
  const { t } = useTranslation(['planMeasures', 'web'])
  const queries = useQueryClient()
  const save = async (percent: number, version: number) => {
    const saved = await plans.setAim.call({ percent, version })
    void queries.invalidateQueries({ queryKey: plans.measures.key() })
    return saved
  }
  const form = useForm({
    initial: { percent: String(aim.percent) },
    check: ({ percent }) => {
      const number = parseNumber(percent)
      const isRight = number !== null && Number.isInteger(number) && number >= 0 && number <= 100
      return { percent: isRight ? undefined : t('self.bounds') }
    },
    send: async ({ percent }) => {
      const { version } = await save(parseNumber(percent)!, aim.version)
      const undo = () => save(aim.percent, version)
      toast(t('self.aimSaved', { percent: parseNumber(percent)! }), { undo })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('self.changeAim')}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <NumberField
          form={form}
          name="percent"
          label={t('self.aim')}
          help={t('self.aimHelp')}
          suffix={t('self.aimUnit')}
        />
      </Form>
    </Dialog>
  )
}
