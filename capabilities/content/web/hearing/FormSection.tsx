import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { content, hearingsQuery } from '../apis.ts'
import styles from '../content.module.css'
import { said } from '../words.tsx'
import { AnswerText } from './AnswerText.tsx'
import { FieldLine } from './FieldLine.tsx'
import type { Answering, Form } from './Hearings.tsx'

type Sheet = Form['sheets'][number]

/** One hearing sheet: a line for each question, a column for whoever answered it. */
export function FormSection({
  accountId,
  form,
  mayWrite,
  onAnswer,
}: {
  accountId: string
  form: Form
  mayWrite: boolean
  onAnswer: (answering: Answering) => void
}) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const { sheets, questions, steps } = form
  const step = steps.find(({ isOver }) => !isOver) ?? steps[0]
  return (
    <Section
      flush={sheets.length > 0}
      title={
        <Link to="/content/$id" params={{ id: form.id }} className={styles.name}>
          {said(form.title, language)}
        </Link>
      }
      note={
        <>
          {t('hearing.of', { answered: form.answered, all: questions.length })}
          {step ? ` · ${said(step.name, language)}` : null}
          {form.contradictions.length > 0 ? (
            <>
              {' '}
              <Chip tone="watch">{t('hearing.contradictions', { count: form.contradictions.length })}</Chip>
            </>
          ) : null}
        </>
      }
      actions={
        mayWrite ? (
          <Button size="xs" variant="default" onClick={() => onAnswer({ form, sheet: null, stepId: step?.id ?? null })}>
            {t('hearing.answer')}
          </Button>
        ) : null
      }
    >
      {sheets.length === 0 ? <p className="quiet small">{t('hearing.noAnswers')}</p> : null}
      {sheets.length > 0 ? (
        <Scroll label={said(form.title, language)}>
          <table className={styles.hearing}>
            <thead>
              <tr>
                <th scope="col">{t('questions.title')}</th>
                {sheets.map((sheet) => (
                  <th key={sheet.id} scope="col">
                    <SheetHead
                      accountId={accountId}
                      form={form}
                      sheet={sheet}
                      mayWrite={mayWrite}
                      onAnswer={onAnswer}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {questions.map((question) => (
                <tr key={question.key}>
                  <th scope="row" className={styles.asked}>
                    {said(question.label, language)}{' '}
                    {form.contradictions.includes(question.key) ? (
                      <Chip tone="watch">{t('hearing.differs')}</Chip>
                    ) : null}
                    <FieldLine accountId={accountId} form={form} question={question} mayWrite={mayWrite} />
                  </th>
                  {sheets.map((sheet) => (
                    <td key={sheet.id} className={styles.answer}>
                      <AnswerText question={question} answer={sheet.answers[question.key] ?? null} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Section>
  )
}

/** Whose answers a column has, since when, and what can be done with them. */
function SheetHead({
  accountId,
  form,
  sheet,
  mayWrite,
  onAnswer,
}: {
  accountId: string
  form: Form
  sheet: Sheet
  mayWrite: boolean
  onAnswer: (answering: Answering) => void
}) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const queries = useQueryClient()
  const name = sheet.contact?.name ?? t('hearing.notTold')
  const close = async (closed: boolean) => {
    const set = async (to: boolean) =>
      queries.setQueryData(
        hearingsQuery(accountId).queryKey,
        await content.closeSheet.call({ id: sheet.id, closed: to }),
      )
    try {
      await set(closed)
      toast(t(closed ? 'hearing.closed' : 'hearing.reopened', { name }), { undo: () => set(!closed) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  return (
    <span className={styles.sheetHead}>
      <span>
        {name}
        <span className="quiet small">
          {sheet.person ? ` ${t('hearing.writtenBy', { name: sheet.person.name })}` : null}
          <br />
          {t(sheet.closedAt ? 'hearing.isClosed' : sheet.sentAt ? 'hearing.sent' : 'hearing.halfway')} ·{' '}
          {format.ago(sheet.updatedAt)}
        </span>
      </span>
      {mayWrite ? (
        <MoreMenu
          label={t('hearing.menu', { name })}
          choices={
            sheet.closedAt
              ? [{ label: t('hearing.reopen'), onChoose: () => void close(false) }]
              : [
                  { label: t('hearing.change'), onChoose: () => onAnswer({ form, sheet, stepId: sheet.stepId }) },
                  { label: t('hearing.close'), onChoose: () => void close(true) },
                ]
          }
        />
      ) : null}
    </span>
  )
}
