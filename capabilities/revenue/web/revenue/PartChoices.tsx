import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { productsQuery } from './apis.ts'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'

/** One product, one of its plans, and a condition on whose revenue it is. */
export function PartChoices() {
  const { t } = useTranslation('revenuePage')
  const { search, set } = useAsked()
  const [narrowing, setNarrowing] = useState(false)
  const { data } = useQuery(productsQuery)
  const products = (data?.products ?? []).filter(({ lines, name }) => lines > 0 || name === search.product)
  const plans = products.find(({ name }) => name === search.product)?.plans ?? []
  const names = (all: string, of: readonly { name: string }[]) => [
    { value: '', label: all },
    ...of.map(({ name }) => ({ value: name, label: name })),
  ]
  return (
    <>
      {products.length > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={t('choices.product')}
          value={search.product ?? ''}
          onChange={(event) => set({ product: event.currentTarget.value, plan: '' })}
          data={names(t('choices.everyProduct'), products)}
        />
      ) : null}
      {plans.length > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={t('choices.plan')}
          value={search.plan ?? ''}
          onChange={(event) => set({ plan: event.currentTarget.value })}
          data={names(t('choices.everyPlan'), plans)}
        />
      ) : null}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="filter" size={14} />}
        aria-pressed={search.where !== undefined}
        onClick={() => setNarrowing(true)}
      >
        {t(search.where ? 'choices.narrowed' : 'choices.narrow')}
      </Button>
      {search.where ? (
        <button type="button" className={styles.link} onClick={() => set({ where: '' })}>
          {t('choices.widen')}
        </button>
      ) : null}
      {narrowing ? <Narrow onClose={() => setNarrowing(false)} /> : null}
    </>
  )
}

function Narrow({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('revenuePage')
  const { search, set } = useAsked()
  const [condition, setCondition] = useState(search.where ?? '')
  const [readable, setReadable] = useState(true)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('choices.narrow')}
      size={720}
      footer={
        <Button
          disabled={!readable}
          onClick={() => {
            set({ where: condition.trim() })
            onClose()
          }}
        >
          {t('choices.apply')}
        </Button>
      }
    >
      <ConditionField value={condition} onChange={setCondition} onReadable={setReadable} />
    </Dialog>
  )
}
