import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Step } from './apis.ts'
import styles from './plans.module.css'
import { SkipDialog } from './StopDialog.tsx'
import { usePlanMoves } from './usePlanMoves.ts'

/** What can be done with a step now: the next move as a button, the rest in a menu. */
export function StepActions({ step, onEdit }: { step: Step; onEdit: (step: Step) => void }) {
  const { t } = useTranslation('plans')
  const { language, today } = useFormat()
  const { setStep, removeStep } = usePlanMoves()
  const [skipping, setSkipping] = useState(false)
  const name = inLanguage(step.name, language)
  const { is } = step.state
  const isOver = is === 'done' || is === 'skipped'
  const finish = (by: 'us' | 'customer') => () => void setStep(step, { is: 'done', on: today(), by })
  const begin = { label: t('step.start'), onChoose: () => void setStep(step, { is: 'doing', since: today() }) }
  // Facts would close again at once what somebody opens: from then on people do.
  const reopen = {
    label: t('step.reopen'),
    onChoose: () => void setStep(step, { is: 'open', watched: step.evidence !== 'facts' }),
  }
  return (
    <div className={styles.actions}>
      {isOver ? null : (
        <Button
          size="compact-xs"
          variant={step.isReady ? 'light' : 'default'}
          aria-label={t('step.finishOf', { name })}
          onClick={finish(step.side === 'theirs' ? 'customer' : 'us')}
        >
          {t('step.finish')}
        </Button>
      )}
      <MoreMenu
        label={t('step.menu', { name })}
        choices={[
          ...(is === 'doing' ? [] : [begin]),
          ...(is === 'open' ? [] : [reopen]),
          ...(isOver ? [] : [{ label: t('step.skip'), onChoose: () => setSkipping(true) }]),
          { label: t('step.edit'), onChoose: () => onEdit(step) },
          { label: t('step.remove'), onChoose: () => void removeStep(step), danger: true },
        ]}
      />
      {skipping ? <SkipDialog step={step} onClose={() => setSkipping(false)} /> : null}
    </div>
  )
}
