import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { ListState } from './useListState.ts'

/** Narrows the list by a condition over any facts. */
export function ConditionDialog({ state, onClose }: { state: ListState; onClose: () => void }) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const [condition, setCondition] = useState(state.content.condition)
  const [readable, setReadable] = useState(true)
  const apply = (next: string) => {
    state.change({ condition: next })
    onClose()
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      size={760}
      title={t('condition.title')}
      footer={
        <>
          {state.content.condition ? (
            <Button variant="subtle" mr="auto" onClick={() => apply('')}>
              {t('condition.clear')}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button disabled={!readable} onClick={() => apply(condition)}>
            {t('condition.apply')}
          </Button>
        </>
      }
    >
      <ConditionField value={condition} onChange={setCondition} onReadable={setReadable} />
    </Dialog>
  )
}
