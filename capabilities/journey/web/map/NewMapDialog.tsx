import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { type ListedMap, maps, type ProductTarget, type ReadyMap } from './apis.ts'
import styles from './map.module.css'

/** Begins a map from a ready-made one, whose phases are shown, or as a copy of one of the company's own. */
export function NewMapDialog({
  ready,
  own,
  products,
  onClose,
}: {
  ready: readonly ReadyMap[]
  own: readonly ListedMap[]
  products: readonly ProductTarget[]
  onClose: () => void
}) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const navigate = useNavigate()
  const form = useForm({
    initial: { from: `ready ${ready[0]?.key ?? ''}`, product: '' },
    send: async ({ from, product }) => {
      const [kind = '', key = ''] = from.split(' ')
      const begun = await maps.begin.call({ from: key, ready: kind === 'ready', product: product || null })
      onClose()
      await navigate({ to: '/journey/maps/$key', params: { key: begun.key } })
    },
  })
  const choice = (value: string, title: string, below: string) => (
    <label key={value} className={styles.model}>
      <input
        type="radio"
        name="from"
        value={value}
        checked={form.values.from === value}
        onChange={() => form.set('from', value)}
      />
      <span>
        <b>{title}</b>
        <span className="soft small">{below}</span>
      </span>
    </label>
  )
  return (
    <Dialog opened onClose={onClose} title={t('begin.title')} size={560}>
      <Form form={form} send={t('begin.send')} onCancel={onClose}>
        <fieldset className={styles.models}>
          <legend>{t('begin.ready')}</legend>
          {ready.map(({ key, label, phases, milestones }) =>
            choice(
              `ready ${key}`,
              inLanguage(label, language),
              `${phases.map((phase) => inLanguage(phase, language)).join(' → ')} (${t('begin.milestones', { count: milestones })})`,
            ),
          )}
        </fieldset>
        <fieldset className={styles.models}>
          <legend>{t('begin.own')}</legend>
          {own.map((map) =>
            choice(
              `own ${map.key}`,
              inLanguage(map.label, language),
              t('size', { phases: map.phases, milestones: map.milestones }),
            ),
          )}
        </fieldset>
        {products.length > 0 ? (
          <ChoiceField
            form={form}
            name="product"
            label={t('begin.product')}
            help={t('begin.productHelp')}
            empty={t('begin.anyProduct')}
            choices={products.map(({ product }) => ({ value: product, label: product }))}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}
