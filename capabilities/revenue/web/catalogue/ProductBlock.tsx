import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { useListPriceWords } from '../words.ts'
import type { Named, Product } from './apis.ts'
import type { Opened } from './Catalogue.tsx'
import styles from './catalogue.module.css'
import { useCatalogueMoves } from './useCatalogueMoves.ts'

/** A product with its plans below it. `like` are the products it stands among, in order. */
export function ProductBlock({
  product,
  like,
  may,
  onOpen,
}: {
  product: Product
  like: readonly Product[]
  may: boolean
  onOpen: (opened: Opened) => void
}) {
  const { t } = useTranslation('products')
  const { name } = product
  const plans = [...product.plans.filter((plan) => !plan.archived), ...product.plans.filter((plan) => plan.archived)]
  return (
    <article className={styles.product} aria-label={name}>
      <EntryLine
        of={{ product: name, plan: null, entry: product }}
        names={like.map((one) => one.name)}
        may={may}
        onOpen={onOpen}
        onSuccess={() => onOpen({ dialog: 'success', of: product })}
      />
      {product.success ? <SuccessLine success={product.success} /> : null}
      {plans.length > 0 ? (
        <ul className={styles.plans} aria-label={t('plansOf', { name })}>
          {plans.map((plan) => (
            <li key={plan.name}>
              <EntryLine
                of={{ product: name, plan: plan.name, entry: plan }}
                names={plans.filter((one) => !one.archived).map((one) => one.name)}
                may={may}
                onOpen={onOpen}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  )
}

function EntryLine({
  of,
  names,
  may,
  onOpen,
  onSuccess,
}: {
  of: Named
  /** Its like, in order, as far as they are not archived. */
  names: readonly string[]
  may: boolean
  onOpen: (opened: Opened) => void
  /** Opens the success type; plans have none. */
  onSuccess?: () => void
}) {
  const { t } = useTranslation('products')
  const format = useFormat()
  const priceWords = useListPriceWords()
  const { plan, entry } = of
  return (
    <div className={styles.line}>
      <div className={styles.names}>
        {plan === null ? <strong>{entry.name}</strong> : entry.name}{' '}
        {entry.kind === 'edition' ? null : (
          <Chip tone={entry.kind === 'base' ? 'brand' : 'plain'}>{t(`kinds.${entry.kind}`)}</Chip>
        )}{' '}
        {entry.archived ? <Chip tone="unknown">{t('archived')}</Chip> : null}
        {entry.formerly.length > 0 ? (
          <div className="quiet small">{t('formerly', { names: entry.formerly.join(' / ') })}</div>
        ) : null}
      </div>
      <div className={styles.about}>
        {entry.price ? <span className="num">{priceWords(entry.price)}</span> : null}
        <span>
          {entry.lines > 0
            ? t('sold', {
                count: entry.lines,
                lines: format.number(entry.lines),
                accounts: format.number(entry.accounts),
              })
            : t('unsold')}
        </span>
      </div>
      {may ? <EntryMenu of={of} names={names} onOpen={onOpen} onSuccess={onSuccess} /> : null}
    </div>
  )
}

/** How customers come to success with a product, in a line. */
function SuccessLine({ success: { decided, lightMonths, deepMonths } }: { success: NonNullable<Product['success']> }) {
  const { t } = useTranslation('products')
  const parts = [
    t('success.line', { when: t(`success.when.${decided}`) }),
    lightMonths === null ? t('success.noLight') : t('success.light', { count: lightMonths }),
    deepMonths === null ? t('success.noDeep') : t('success.deep', { count: deepMonths }),
  ]
  return <p className={styles.success}>{parts.join(' · ')}</p>
}

function EntryMenu({
  of,
  names,
  onOpen,
  onSuccess,
}: {
  of: Named
  names: readonly string[]
  onOpen: (opened: Opened) => void
  onSuccess: (() => void) | undefined
}) {
  const { t } = useTranslation('products')
  const moves = useCatalogueMoves()
  const { product, plan, entry } = of
  const at = names.indexOf(entry.name)
  const shift = (by: number) => () => moves.shift(of, names, by)
  const living = [
    { label: t('edit'), onChoose: () => onOpen({ dialog: 'edit', of }) },
    ...(onSuccess ? [{ label: t('success.edit'), onChoose: onSuccess }] : []),
    ...(plan === null ? [{ label: t('addPlan'), onChoose: () => onOpen({ dialog: 'add', product }) }] : []),
    { label: t('rename.open'), onChoose: () => onOpen({ dialog: 'rename', of }) },
    {
      label: t('merge.open'),
      onChoose: () => onOpen({ dialog: 'merge', of }),
      why: names.length < 2 ? t('merge.alone') : null,
    },
    ...(at > 0 ? [{ label: t('up'), onChoose: shift(-1) }] : []),
    ...(at < names.length - 1 ? [{ label: t('down'), onChoose: shift(1) }] : []),
    entry.lines > 0
      ? { label: t('archive'), danger: true, onChoose: () => moves.archive(of, true) }
      : { label: t('remove'), danger: true, onChoose: () => moves.remove(of) },
  ]
  return (
    <MoreMenu
      label={t('menu', { name: entry.name })}
      choices={entry.archived ? [{ label: t('restore'), onChoose: () => moves.archive(of, false) }] : living}
    />
  )
}
