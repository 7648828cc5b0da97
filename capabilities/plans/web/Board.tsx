import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Board as Columns } from '#web/board/Board.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Plan, Step } from './apis.ts'
import { stateIn, useCarriedStep, useStepPlace } from './boardDrag.ts'
import styles from './plans.module.css'
import { StepActions } from './StepActions.tsx'
import type { StepsProps } from './StepList.tsx'
import { StepDays } from './StepRow.tsx'
import { usePlanMoves } from './usePlanMoves.ts'
import { type BoardColumn, columnOf, columns, useRole } from './words.tsx'

/**
 * The steps by how far they are: waiting, to be done, being done, over. A card is carried into another column, or moved by
 * the button and the menu on it.
 */
export function Board({ plan, mayWrite, onEdit }: StepsProps) {
  const { t } = useTranslation('plans')
  const [at, setAt] = useState<BoardColumn>()
  return (
    <Columns
      label={t('views.board')}
      columns={columns.map((key) => {
        return { key, name: t(`board.${key}`), count: stepsIn(plan, key).length }
      })}
      at={at}
      onAt={setAt}
      className={styles.lanes}
    >
      {(column) => <Column column={column} plan={plan} mayWrite={mayWrite} onEdit={onEdit} />}
    </Columns>
  )
}

const stepsIn = (plan: Plan, column: BoardColumn) => plan.steps.filter((step) => columnOf(step) === column)

function Column({ column, plan, mayWrite, onEdit }: StepsProps & { column: BoardColumn; plan: Plan }) {
  const { t } = useTranslation('plans')
  const { today } = useFormat()
  const { setStep } = usePlanMoves()
  const place = useRef<HTMLElement>(null)
  const stepOf = (id: string) => plan.steps.find((step) => step.id === id)
  const mayTake = (id: string) => {
    const step = stepOf(id)
    return step !== undefined && stateIn(column, step, today()) !== null
  }
  const take = (id: string) => {
    const step = stepOf(id)!
    void setStep(step, stateIn(column, step, today())!)
  }
  const isOver = useStepPlace(place, { mayTake, take }, mayWrite)
  const steps = stepsIn(plan, column)
  return (
    <section ref={place} className={styles.lane} aria-label={t(`board.${column}`)} data-over={isOver || undefined}>
      <h3>
        {t(`board.${column}`)} <span className="quiet num">{steps.length}</span>
      </h3>
      {steps.map((step) => (
        <Card key={step.id} step={step} mayWrite={mayWrite} onEdit={onEdit} />
      ))}
    </section>
  )
}

function Card({ step, mayWrite, onEdit }: Omit<StepsProps, 'plan'> & { step: Step }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const role = useRole()
  const card = useRef<HTMLElement>(null)
  const isCarried = useCarriedStep(card, step.id, mayWrite)
  return (
    <article
      ref={card}
      className={styles.card}
      data-late={step.lateDays > 0 || undefined}
      data-carried={isCarried || undefined}
      data-movable={mayWrite || undefined}
    >
      <b>{inLanguage(step.name, language)}</b>
      <div className="quiet small">
        {t(`sides.${step.side}`)} · {step.who ?? role(step.role)}
      </div>
      <StepDays step={step} />
      {mayWrite ? <StepActions step={step} onEdit={onEdit} /> : null}
    </article>
  )
}
