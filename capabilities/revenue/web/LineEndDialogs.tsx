import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import { FieldRow } from '#web/form/Form.tsx'
import { DayField, NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { type Change, type Contract, type Line, revenue } from './apis.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { useContractMoves } from './useContractMoves.ts'

type Props = { contract: Contract; line: Line; onClose: () => void }

/** Ends a line, or says that it was cancelled: when that was said, and until when it is paid. */
export function EndLineDialog({ line, onClose }: Props) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const { made } = useContractMoves()
  const end = line.versions.at(-1)?.endOn ?? null
  const form = useForm({
    initial: {
      lastOn: end ? format.addDays(end, -1) : '',
      cancelledOn: line.cancelledOn ?? format.today(),
    },
    send: async () => {
      await revenue.lines.end.call(asked)
      await made(t('ending.done'), () =>
        revenue.lines.end.call({ id: line.id, on: end, cancelledOn: line.cancelledOn }),
      )
      onClose()
    },
  })
  const { lastOn, cancelledOn } = form.values
  const asked = { id: line.id, on: lastOn ? format.addDays(lastOn, 1) : null, cancelledOn: cancelledOn || null }
  return (
    <ChangeDialog
      title={t('ending.title', { product: line.product })}
      send={t('ending.send')}
      form={form}
      change={{ to: 'lines.end', ...asked }}
      onClose={onClose}
    >
      <FieldRow>
        <DayField form={form} name="lastOn" label={t('ending.lastOn')} help={t('ending.lastHelp')} autoFocus />
        <DayField form={form} name="cancelledOn" label={t('ending.cancelledOn')} help={t('ending.cancelledHelp')} />
      </FieldRow>
    </ChangeDialog>
  )
}

/** Pauses a line for a while or until further notice; a pause that goes on is ended. */
export function PauseDialog({ line, onClose }: Props) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { made } = useContractMoves()
  const open = line.pauses.find(({ endOn }) => endOn === null || endOn > format.today())
  const form = useForm({
    initial: {
      startOn: open?.startOn ?? format.today(),
      againOn: open ? (open.endOn ?? format.today()) : '',
    },
    check: (values) => ({ startOn: values.startOn ? undefined : frame('rules.required') }),
    send: async () => {
      if (change?.to === 'pauses.end') {
        await revenue.pauses.end.call(change)
        await made(t('pausing.resumed'), () => revenue.pauses.end.call({ id: change.id, on: open?.endOn ?? null }))
      }
      if (change?.to === 'lines.pause') {
        const { pauseId } = await revenue.lines.pause.call(change)
        await made(t('pausing.done'), () => revenue.pauses.remove.call({ id: pauseId }))
      }
      onClose()
    },
  })
  const { startOn, againOn } = form.values
  const change: Change | null = open
    ? { to: 'pauses.end', id: open.id, on: againOn || null }
    : startOn
      ? { to: 'lines.pause', id: line.id, startOn, endOn: againOn || null }
      : null
  const { product } = line
  return (
    <ChangeDialog
      title={t(open ? 'pausing.resumeTitle' : 'pausing.title', { product })}
      send={t(open ? 'pausing.resume' : 'pausing.send')}
      form={form}
      change={change}
      onClose={onClose}
    >
      <FieldRow>
        <DayField form={form} name="startOn" label={t('pausing.from')} disabled={open !== undefined} required />
        <DayField form={form} name="againOn" label={t('pausing.againOn')} help={t('pausing.againHelp')} />
      </FieldRow>
    </ChangeDialog>
  )
}

/** Notes money given back; whether that lowers MRR is settled by the workspace. */
export function RefundDialog({ contract: { currency }, line, onClose }: Props) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { made } = useContractMoves()
  const form = useForm({
    initial: { on: format.today(), amount: '' },
    check: (values) => ({
      on: values.on ? undefined : frame('rules.required'),
      amount: (parseNumber(values.amount) ?? 0) > 0 ? undefined : frame('rules.not_a_number'),
    }),
    send: async () => {
      if (change?.to !== 'lines.refund') return
      const { refundId } = await revenue.lines.refund.call(change)
      await made(t('refunding.done'), () => revenue.refunds.remove.call({ id: refundId }))
      onClose()
    },
  })
  const { on, amount } = form.values
  const minor = moneyOf(parseNumber(amount) ?? 0, currency).amount
  const change: Change | null = on && minor > 0 ? { to: 'lines.refund', id: line.id, on, amount: minor } : null
  return (
    <ChangeDialog
      title={t('refunding.title', { product: line.product })}
      lead={t('refunding.lead')}
      send={t('refunding.send')}
      form={form}
      change={change}
      onClose={onClose}
    >
      <FieldRow>
        <DayField form={form} name="on" label={t('refunding.on')} required />
        <NumberField form={form} name="amount" label={t('refunding.amount')} suffix={currency} required autoFocus />
      </FieldRow>
    </ChangeDialog>
  )
}
