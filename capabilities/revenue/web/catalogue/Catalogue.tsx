import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { catalogueQuery, type Named, type Product } from './apis.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { ProductBlock } from './ProductBlock.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { SuccessDialog } from './SuccessDialog.tsx'

/** What is open over the catalogue: something new (`plan` of which product), or something that is there. */
export type Opened =
  | { dialog: 'add'; product: string | null }
  | { dialog: 'edit' | 'rename' | 'merge'; of: Named }
  | { dialog: 'success'; of: Product }

/** What is sold: products and their plans, as lines of contracts name them. */
export function Catalogue() {
  const { t } = useTranslation('products')
  const may = useMay('fields.manage')
  const { data, error, refetch } = useQuery(catalogueQuery)
  const [opened, setOpened] = useState<Opened | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  const living = data?.products.filter((product) => !product.archived) ?? []
  const archived = data?.products.filter((product) => product.archived) ?? []
  const add = may ? (
    <Button size="xs" onClick={() => setOpened({ dialog: 'add', product: null })}>
      {t('add')}
    </Button>
  ) : null
  const block = (product: Product) => (
    <ProductBlock key={product.name} product={product} like={living} may={may} onOpen={setOpened} />
  )
  return (
    <>
      <p className="quiet" style={{ margin: '0 0 12px' }}>
        {t('lead')}
      </p>
      <Section
        title={t('title')}
        note={data ? t('count', { count: living.length }) : null}
        actions={living.length > 0 ? add : null}
      >
        {data ? null : <BoneLines widths={[60, 40, 50, 60]} height={40} />}
        {data && living.length === 0 ? (
          <EmptyState icon="note" title={t('none')} action={add} compact>
            {t('noneText')}
          </EmptyState>
        ) : null}
        {living.map(block)}
        {archived.length > 0 ? (
          <details>
            <summary className="quiet small">{t('showArchived', { count: archived.length })}</summary>
            {archived.map(block)}
          </details>
        ) : null}
      </Section>
      {opened ? <Over opened={opened} products={data?.products ?? []} onClose={() => setOpened(null)} /> : null}
    </>
  )
}

function Over({ opened, products, onClose }: { opened: Opened; products: readonly Product[]; onClose: () => void }) {
  switch (opened.dialog) {
    case 'add':
      return <EntryDialog product={opened.product} entry={null} onClose={onClose} />
    case 'edit': {
      const { product, plan, entry } = opened.of
      return <EntryDialog product={plan === null ? null : product} entry={entry} onClose={onClose} />
    }
    case 'success':
      return <SuccessDialog product={opened.of} onClose={onClose} />
    case 'rename':
      return <RenameDialog of={opened.of} onClose={onClose} />
    case 'merge':
      return <MergeDialog of={opened.of} products={products} onClose={onClose} />
  }
}
