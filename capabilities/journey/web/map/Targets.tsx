import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysToSuccess, havingProduct, towards } from '#capabilities/journey/core/targetDays.ts'
import { useFormat } from '#web/session.ts'
import { useEditing } from './editing.ts'
import styles from './map.module.css'

/** When success usually comes on the map, and with a product, whose days it can take over for a light or a deep one. */
export function Targets() {
  const { t } = useTranslation('maps')
  const { number } = useFormat()
  const { draft, products, readOnly, change } = useEditing()
  const meant = products.find(({ product }) => draft.when?.includes(havingProduct(product)))
  const [picked, setPicked] = useState(meant?.product ?? products[0]?.product)
  const target = products.find(({ product }) => product === picked)
  const now = daysToSuccess(draft)
  if (!target || now === null) return null
  const take = (what: 'light' | 'deep', days: number | null) =>
    days === null ? null : (
      <Button
        key={what}
        size="compact-xs"
        variant="default"
        disabled={days === now}
        onClick={() => change(null, (map) => towards(map, days))}
      >
        {t(`targets.${what}`, { days: number(days) })}
      </Button>
    )
  return (
    <>
      <h3>{t('targets.title')}</h3>
      <p className="soft small">{t('targets.now', { days: number(now) })}</p>
      {readOnly ? null : (
        <>
          <NativeSelect
            size="xs"
            label={t('targets.product')}
            description={t('targets.help')}
            data={products.map(({ product }) => product)}
            value={target.product}
            onChange={(event) => setPicked(event.currentTarget.value)}
          />
          <div className={styles.targets}>
            {take('light', target.lightDays)}
            {take('deep', target.deepDays)}
          </div>
        </>
      )}
    </>
  )
}
