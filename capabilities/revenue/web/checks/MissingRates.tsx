import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ratesIn } from '#capabilities/revenue/core/pastedRates.ts'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { revenue } from '../apis.ts'
import { useContractMoves } from '../useContractMoves.ts'
import styles from './checks.module.css'

/** The months whose exchange rate is missing, by currency, with a way to paste rates; nothing where none is. */
export function MissingRates() {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const may = useMay('fields.manage')
  const [pasting, setPasting] = useState(false)
  const { data } = useQuery(revenue.checks.missingRates.queryOptions())
  if (!data || data.rows.length === 0) return null
  const month = (of: string) => format.month(`${of}-01`)
  return (
    <Section
      title={t('rates.missing')}
      actions={
        may ? (
          <Button variant="default" size="xs" onClick={() => setPasting(true)}>
            {t('rates.paste')}
          </Button>
        ) : null
      }
    >
      <ul className={styles.missing}>
        {data.rows.map(({ currency, months, lines }) => (
          <li key={currency}>
            <strong>{currency}</strong> {t('rates.months', { count: months.length })}{' '}
            <span className="quiet">
              ({month(months[0]!)} — {month(months.at(-1)!)}, {t('rates.lines', { count: lines })})
            </span>
          </li>
        ))}
      </ul>
      {pasting ? <PasteRates missing={data.rows} onClose={() => setPasting(false)} /> : null}
    </Section>
  )
}

/** Takes rates as they stand in a spreadsheet: currency, day or month, rate. */
function PasteRates({
  missing,
  onClose,
}: {
  missing: readonly { currency: string; months: readonly string[] }[]
  onClose: () => void
}) {
  const { t } = useTranslation('revenue')
  const { made } = useContractMoves()
  const form = useForm({
    initial: { text: missing.flatMap(({ currency, months }) => months.map((of) => `${currency}\t${of}\t`)).join('\n') },
    check: ({ text }) => {
      const { rates, wrong } = ratesIn(text)
      if (wrong.length > 0) return { text: t('rates.wrong', { lines: wrong.slice(0, 5).join(', ') }) }
      return { text: rates.length === 0 ? t('rates.nothing') : undefined }
    },
    send: async ({ text }) => {
      const { rates } = ratesIn(text)
      const before = await revenue.ledger.rates.call()
      const known = before.rates.filter((one) =>
        rates.some(({ currency, on }) => currency === one.currency && on === one.on),
      )
      await revenue.ledger.putRates.call({ rates })
      await made(t('rates.pasted', { count: rates.length }), async () => {
        for (const { currency, on } of rates)
          if (!known.some((one) => one.currency === currency && one.on === on))
            await revenue.ledger.removeRate.call({ currency, on })
        if (known.length > 0) await revenue.ledger.putRates.call({ rates: known })
      })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('rates.paste')}>
      <Form form={form} send={t('rates.send')} onCancel={onClose}>
        <TextAreaField form={form} name="text" label={t('rates.text')} help={t('rates.help')} rows={8} autoFocus />
      </Form>
    </Dialog>
  )
}
