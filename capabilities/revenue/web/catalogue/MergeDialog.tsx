import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import effect from '../Effect.module.css'
import { useMoneyChange, useMoneyOf } from '../words.ts'
import { catalogue, type Named, type Product } from './apis.ts'
import { useCatalogueMoves } from './useCatalogueMoves.ts'

type Preview = Awaited<ReturnType<typeof catalogue.previewMerge.call>>

/** Makes a product (or a plan) one with another of its like, after showing how many lines follow and which movements change. */
export function MergeDialog({
  of: { product, plan, entry },
  products,
  onClose,
}: {
  of: Named
  products: readonly Product[]
  onClose: () => void
}) {
  const { t } = useTranslation('products')
  const { t: frame } = useTranslation('web')
  const { done } = useCatalogueMoves()
  const like = plan === null ? products : (products.find(({ name }) => name === product)?.plans ?? [])
  const form = useForm({
    initial: { into: '' },
    check: ({ into }) => ({ into: into ? undefined : frame('rules.required') }),
    send: async ({ into }) => {
      const { undo } = await catalogue.merge.call({ product, plan, into })
      await done(t('merge.done', { name: entry.name, into }), () => catalogue.undo.call({ id: undo }))
      onClose()
    },
  })
  const { into } = form.values
  return (
    <Dialog opened onClose={onClose} title={t('merge.title', { name: entry.name })} size={560}>
      <p className="soft">{t('merge.lead', { name: entry.name })}</p>
      <p className="quiet small">{t('conditions')}</p>
      <Form form={form} send={t('merge.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="into"
          label={t('merge.into')}
          empty={t('merge.choose')}
          choices={like.filter(({ name }) => name !== entry.name).map(({ name }) => ({ value: name, label: name }))}
          required
          autoFocus
        />
        {into ? <Seen asked={{ product, plan, into }} still={form.busy} /> : null}
      </Form>
    </Dialog>
  )
}

/** `still`: it is just being done, and there would be nothing to ask for any more. */
function Seen({ asked, still }: { asked: { product: string; plan: string | null; into: string }; still: boolean }) {
  const { t } = useTranslation('products')
  const { data, error } = useQuery({
    ...catalogue.previewMerge.queryOptions({ input: asked }),
    enabled: !still,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (
    <section className={effect.effect} aria-label={t('merge.effect')} aria-live="polite">
      <h3>{t('merge.effect')}</h3>
      {error ? <p className={effect.refused}>{errorText(error)}</p> : null}
      {data ? <Told preview={data} /> : null}
    </section>
  )
}

function Told({ preview: { lines, accounts, movements } }: { preview: Preview }) {
  const { t } = useTranslation('products')
  const format = useFormat()
  return (
    <>
      <p>{t('merge.lines', { count: lines, lines: format.number(lines), accounts: format.number(accounts) })}</p>
      {movements === null ? <p className="quiet small">{t('merge.tooMany')}</p> : null}
      {movements?.kinds.length === 0 ? <p className="quiet small">{t('merge.nothing')}</p> : null}
      {movements && movements.kinds.length > 0 ? <Kinds movements={movements} /> : null}
    </>
  )
}

function Kinds({ movements: { accounts, currency, kinds } }: { movements: NonNullable<Preview['movements']> }) {
  const { t } = useTranslation('products')
  const { t: contracts } = useTranslation('revenue')
  const format = useFormat()
  const [money, change] = [useMoneyOf(currency), useMoneyChange(currency)]
  return (
    <Scroll label={t('merge.effect')}>
      <p className="small">{t('merge.movements', { count: accounts, accounts: format.number(accounts) })}</p>
      <table className={effect.year}>
        <thead>
          <tr>
            <th scope="col">{contracts('effect.movement')}</th>
            <th scope="col" data-end>
              {contracts('effect.before')}
            </th>
            <th scope="col" data-end>
              {contracts('effect.after')}
            </th>
            <th scope="col" data-end>
              {t('merge.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, before, after }) => (
            <tr key={kind}>
              <th scope="row">{contracts(`kinds.${kind}`)}</th>
              <td data-end>{money(before)}</td>
              <td data-end>{money(after)}</td>
              <td data-end>{change(after - before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
