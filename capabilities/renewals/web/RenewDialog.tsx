import { useTranslation } from 'react-i18next'
import { outcomeOf } from '#capabilities/renewals/core/chance.ts'
import { arrOn } from '#capabilities/revenue/core/recurring.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { majorUnits, moneyOf } from '#kernel/money.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { RenewalPage } from './apis.ts'
import styles from './renewals.module.css'
import { useRenewalMoves } from './useRenewalMoves.ts'
import { Standing, useMoney } from './words.tsx'

type Line = RenewalPage['contract']['lines'][number]
/** The months, and of each line by its id what it will cost (`amount …`) for how many (`quantity …`). */
type Values = Record<string, string>

const isMonths = (text: string | undefined) => {
  const months = parseNumber(text ?? '')
  return months !== null && Number.isInteger(months) && months >= 1 && months <= 240
}
const isAmount = (text: string | undefined) => (parseNumber(text ?? '') ?? -1) >= 0

/** Closes a renewal as renewed: how long the next term is and what it costs; up or down is told by the figures. */
export function RenewDialog({ renewal, onClose }: { renewal: RenewalPage; onClose: () => void }) {
  const { t } = useTranslation(['renewals', 'web'])
  const format = useFormat()
  const { renew } = useRenewalMoves(renewal)
  const { currency, termEnd, contract } = renewal
  const pricesOf = (values: Values) =>
    contract.lines.map(({ id }) => ({
      lineId: id,
      quantity: parseNumber(values[`quantity ${id}`] ?? '') ?? 0,
      amount: values[`amount ${id}`] ? moneyOf(parseNumber(values[`amount ${id}`]!) ?? 0, currency).amount : null,
    }))
  const form = useForm<Values>({
    initial: {
      months: String(contract.months ?? 12),
      ...Object.fromEntries(
        contract.lines.flatMap((line) => [
          [`quantity ${line.id}`, String(line.quantity)],
          [`amount ${line.id}`, String(majorUnits({ amount: line.amount, currency }))],
        ]),
      ),
    },
    check: (values) => ({
      months: isMonths(values['months']) ? undefined : t('renewing.monthsWrong'),
      ...Object.fromEntries(
        Object.entries(values).flatMap(([name, text]) => {
          const mayBeEmpty = name.startsWith('amount ')
          if (name === 'months' || (mayBeEmpty && text === '') || isAmount(text)) return []
          return [[name, t('renewing.amountWrong')]]
        }),
      ),
    }),
    send: async (values) => {
      const prices = pricesOf(values).map(({ lineId, quantity, amount }) => ({ lineId, quantity, amount }))
      await renew({ months: parseNumber(values['months']!)!, prices })
      onClose()
    },
  })
  const until = isMonths(form.values['months']) ? addMonths(termEnd as Day, parseNumber(form.values['months']!)!) : null
  return (
    <Dialog opened onClose={onClose} title={t('renewing.title')} size={600}>
      <p className={styles.lead}>{t('renewing.lead', { day: format.dayPlain(termEnd) })}</p>
      <Form form={form} send={t('renewing.send')} onCancel={onClose}>
        <NumberField
          form={form}
          name="months"
          label={t('renewing.months')}
          help={until ? t('renewing.until', { day: format.dayPlain(format.addDays(until, -1)) }) : undefined}
          autoFocus
          required
        />
        {contract.lines.length === 0 ? <p className="quiet">{t('renewing.noLines')}</p> : null}
        {contract.lines.map((line) => (
          <LineFields key={line.id} line={line} form={form} currency={currency} />
        ))}
        {contract.lines.length > 0 ? (
          <p className="quiet small">{t('renewing.ends', { day: format.dayPlain(format.addDays(termEnd, -1)) })}</p>
        ) : null}
        <After renewal={renewal} prices={pricesOf(form.values)} />
      </Form>
    </Dialog>
  )
}

function LineFields({
  line,
  form,
  currency,
}: {
  line: Line
  form: ReturnType<typeof useForm<Values>>
  currency: string
}) {
  const { t } = useTranslation('renewals')
  return (
    <fieldset className={styles.group}>
      <legend>{[line.product, line.plan].filter(Boolean).join(' ')}</legend>
      <FieldRow>
        <NumberField form={form} name={`quantity ${line.id}`} label={t('renewing.quantity')} />
        <NumberField
          form={form}
          name={`amount ${line.id}`}
          label={t(`renewing.per.${line.intervalUnit}`, { count: line.intervalMonths })}
          help={line.discount ? t('renewing.discounted') : undefined}
          suffix={currency}
        />
      </FieldRow>
    </fieldset>
  )
}

/** What the figures come to in a year, and what that makes of the renewal. */
function After({ renewal, prices }: { renewal: RenewalPage; prices: readonly { amount: number | null }[] }) {
  const { t } = useTranslation('renewals')
  const money = useMoney()(renewal.currency)
  if (prices.length === 0) return null
  const from = renewal.termEnd as Day
  const agreed = renewal.contract.lines.flatMap(({ intervalMonths, intervalUnit, discount }, at) => {
    const amount = prices[at]?.amount ?? null
    const until = discount?.until as Day | null
    return amount === null
      ? []
      : [
          {
            startOn: from,
            endOn: null,
            amount,
            intervalMonths,
            intervalUnit,
            trial: false,
            discount: discount && { ...discount, until },
          },
        ]
  })
  const arr = arrOn(agreed, from)
  const full = arrOn(
    agreed.map((price) => ({ ...price, discount: null })),
    from,
  )
  const outcome = outcomeOf(renewal.atStake, arr)
  return (
    <p className={styles.after} role="status">
      <span className="quiet">{t('renewing.after')}</span> <span className="num">{money.money(renewal.atStake)}</span> →{' '}
      <strong className="num">{money.money(arr)}</strong>{' '}
      <Standing renewal={{ outcome, category: null, status: 'closed' }} />
      {full === arr ? null : (
        <span className="quiet small"> {t('renewing.beforeDiscounts', { amount: money.money(full) })}</span>
      )}
    </p>
  )
}
