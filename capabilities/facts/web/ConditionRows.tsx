import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { BuilderGroup, BuilderModel, BuilderRow } from '#capabilities/facts/core/condition/builder.ts'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './ConditionEditor.module.css'
import { ConditionRow } from './ConditionRow.tsx'

type Part = BuilderRow | BuilderGroup
const emptyRow: BuilderRow = { fact: '', test: 'at_least' }

const replaced = <T,>(list: readonly T[], at: number, item: T): T[] => list.map((old, i) => (i === at ? item : old))
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at)

/** A condition as rows, joined by "all" or "any", with one level of groups. */
export function ConditionRows({
  model,
  catalogue,
  onChange,
}: {
  model: BuilderModel
  catalogue: Catalogue
  onChange: (model: BuilderModel) => void
}) {
  const { t } = useTranslation('facts')
  const [added, setAdded] = useState<number | null>(null)
  const setRows = (rows: Part[]) => onChange({ ...model, rows })
  const add = (part: Part) => {
    setAdded(model.rows.length)
    setRows([...model.rows, part])
  }
  const other = model.join === 'all' ? 'any' : 'all'
  return (
    <div className={styles.rows}>
      {model.rows.length > 1 ? <Join join={model.join} onChange={(join) => onChange({ ...model, join })} /> : null}
      {model.rows.map((part, at) => {
        const set = (next: Part) => setRows(replaced(model.rows, at, next))
        const remove = () => setRows(without(model.rows, at))
        const key = `${at}`
        return 'fact' in part ? (
          <ConditionRow
            key={key}
            row={part}
            catalogue={catalogue}
            isNew={at === added}
            onChange={set}
            onRemove={remove}
          />
        ) : (
          <Group key={key} group={part} catalogue={catalogue} isNew={at === added} onChange={set} onRemove={remove} />
        )
      })}
      <div className={styles.add}>
        <AddButton label={t('condition.addRow')} onClick={() => add(emptyRow)} />
        {model.rows.length > 0 ? (
          <AddButton label={t('condition.addGroup')} onClick={() => add({ join: other, rows: [emptyRow, emptyRow] })} />
        ) : null}
      </div>
    </div>
  )
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="xs" variant="subtle" leftSection={<Icon name="plus" size={14} />} onClick={onClick}>
      {label}
    </Button>
  )
}

function Join({ join, onChange }: { join: 'all' | 'any'; onChange: (join: 'all' | 'any') => void }) {
  const { t } = useTranslation('facts')
  return (
    <NativeSelect
      size="xs"
      className={styles.join}
      aria-label={t('condition.join')}
      value={join}
      data={(['all', 'any'] as const).map((value) => ({ value, label: t(`condition.joins.${value}`) }))}
      onChange={(event) => onChange(event.currentTarget.value === 'any' ? 'any' : 'all')}
    />
  )
}

function Group({
  group,
  catalogue,
  isNew,
  onChange,
  onRemove,
}: {
  group: BuilderGroup
  catalogue: Catalogue
  isNew: boolean
  onChange: (group: BuilderGroup) => void
  onRemove: () => void
}) {
  const { t } = useTranslation('facts')
  const [added, setAdded] = useState<number | null>(isNew ? 0 : null)
  const setRows = (rows: BuilderRow[]) => (rows.length === 0 ? onRemove() : onChange({ ...group, rows }))
  return (
    <div className={styles.group} role="group" aria-label={t('condition.group')}>
      <div className={styles.groupHead}>
        <Join join={group.join} onChange={(join) => onChange({ ...group, join })} />
        <ActionIcon aria-label={t('condition.removeGroup')} onClick={onRemove}>
          <Icon name="close" size={14} />
        </ActionIcon>
      </div>
      {group.rows.map((row, at) => (
        <ConditionRow
          key={`${at}`}
          row={row}
          catalogue={catalogue}
          isNew={at === added}
          onChange={(next) => setRows(replaced(group.rows, at, next))}
          onRemove={() => setRows(without(group.rows, at))}
        />
      ))}
      <AddButton
        label={t('condition.addRow')}
        onClick={() => {
          setAdded(group.rows.length)
          setRows([...group.rows, emptyRow])
        }}
      />
    </div>
  )
}
