import { useTranslation } from 'react-i18next'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { type Change, type Contract, type Line, revenue } from './apis.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { PriceFields } from './PriceFields.tsx'
import { freshPrice, missingIn, priceOf, typedPrice } from './price.ts'
import { priceHolding } from './priceHolding.ts'
import { useContractMoves } from './useContractMoves.ts'
import { useOffered } from './useOffered.ts'

/** Adds a line to a contract, or changes one from a day on: what it costs until then stays as it is. */
export function LineDialog({
  contract,
  line,
  onClose,
}: {
  contract: Contract
  line: Line | null
  onClose: () => void
}) {
  const { t } = useTranslation('revenue')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { made } = useContractMoves()
  const { currency } = contract
  const held = line ? priceHolding(line, format.today()) : undefined
  const form = useForm({
    initial: {
      product: '',
      kind: 'recurring',
      startOn: line ? format.today() : contract.startOn,
      ...(held ? { ...typedPrice(held, currency, format), plan: held.plan ?? line?.plan ?? '' } : freshPrice),
    },
    check: (values) => ({
      product: line || values.product.trim() ? undefined : frame('rules.required'),
      startOn: values.startOn ? undefined : frame('rules.required'),
      ...Object.fromEntries(missingIn(values).map((name) => [name, frame('rules.not_a_number')])),
    }),
    send: async () => {
      if (change?.to === 'lines.change') {
        const { versionId } = await revenue.lines.change.call(change)
        await made(t('line.changed'), () => revenue.versions.remove.call({ id: versionId }))
      }
      if (change?.to === 'lines.create') {
        const known = new Set(contract.lines.map(({ id }) => id))
        const { lines } = await revenue.lines.create.call(change)
        const added = lines.find(({ id }) => !known.has(id))
        await made(t('line.added'), () => revenue.lines.archive.call({ id: added!.id }))
      }
      onClose()
    },
  })
  const { values } = form
  const { products } = useOffered(values.product, values.plan)
  const change = changeOf()
  const isOnce = line ? line.kind === 'one_time' : values.kind === 'one_time'
  return (
    <ChangeDialog
      title={line ? t('line.changeTitle', { product: line.product }) : t('line.addTitle')}
      lead={line ? t('line.changeLead') : undefined}
      send={line ? t('line.change') : frame('add')}
      form={form}
      change={change}
      onClose={onClose}
    >
      {line ? null : (
        <FieldRow>
          <TextField form={form} name="product" label={t('line.product')} suggestions={products} required autoFocus />
          <ChoiceField
            form={form}
            name="kind"
            label={t('line.kind')}
            choices={(['recurring', 'one_time'] as const).map((value) => ({ value, label: t(`line.kinds.${value}`) }))}
          />
        </FieldRow>
      )}
      <DayField form={form} name="startOn" label={t(line ? 'line.changeFrom' : 'line.from')} required />
      <PriceFields form={form} currency={currency} product={line?.product ?? values.product} once={isOnce} />
    </ChangeDialog>
  )

  function changeOf(): Change | null {
    const price = priceOf(values, currency, format)
    if (!price || !values.startOn) return null
    const from = { ...price, startOn: values.startOn }
    if (line) return { to: 'lines.change', id: line.id, ...from }
    if (!values.product.trim()) return null
    const kind = values.kind === 'one_time' ? 'one_time' : 'recurring'
    return { to: 'lines.create', id: contract.id, product: values.product, kind, price: from }
  }
}
