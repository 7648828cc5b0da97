import { Button } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ownerOf } from '#capabilities/facts/core/owners.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { PastButton } from '#web/ui/PastBand.tsx'
import type { Fact } from './apis.ts'
import type { OpenDialog } from './CustomerList.tsx'
import { standard } from './search.ts'
import type { ListState } from './useListState.ts'

const ColumnPicker = lazy(() =>
  import('#web/table/ColumnPicker.tsx').then((module) => ({ default: module.ColumnPicker })),
)

/** Columns, export, a new customer. */
export function ListTools({
  state,
  facts,
  count,
  onDialog,
}: {
  state: ListState
  facts: ReadonlyMap<string, Fact>
  count: number | undefined
  onDialog: (dialog: OpenDialog) => void
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const mayExport = useMay('accounts.export')
  const mayCreate = useMay('accounts.create')
  const [picking, setPicking] = useState(false)
  const choices = useMemo(
    () =>
      [...facts.values()]
        .filter((fact) => fact.key !== 'account.name' && !fact.withheld)
        .map((fact) => ({
          key: fact.key,
          label: inLanguage(fact.label, language),
          group: t(`owners.${fact.key.startsWith('field.') ? 'fields' : ownerOf(fact)}`),
          help: fact.help ? inLanguage(fact.help, language) : undefined,
        })),
    [facts, language, t],
  )
  const plain = (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="columns" size={14} />}
      onClick={() => setPicking(true)}
    >
      {frame('table.columns')}
    </Button>
  )
  return (
    <>
      {picking ? (
        <Suspense fallback={plain}>
          <ColumnPicker
            opens
            choices={choices}
            shown={state.content.columns}
            onChange={(columns) => state.change({ columns })}
            onReset={() => state.change({ columns: standard.columns })}
          />
        </Suspense>
      ) : (
        plain
      )}
      {state.asOf ? null : <PastButton onDay={state.setAsOf} />}
      {mayExport ? (
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="download" size={14} />}
          disabled={!count}
          onClick={() => onDialog('export')}
        >
          {t('export')}
        </Button>
      ) : null}
      {mayCreate && !state.asOf ? (
        <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => onDialog('create')}>
          {t('newCustomer')}
        </Button>
      ) : null}
    </>
  )
}
