import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Question } from '#capabilities/content/core/form.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { content, hearingsQuery } from '../apis.ts'
import styles from '../content.module.css'
import { AnswerText } from './AnswerText.tsx'
import type { Form } from './Hearings.tsx'

type Props = { accountId: string; form: Form; question: Question; mayWrite: boolean }

/** The customer's field that an answer is for: whether the answer stands there, and the way to let it or to take it back. */
export function FieldLine({ accountId, form, question, mayWrite }: Props) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const queries = useQueryClient()
  const one = form.fields.find((each) => each.question === question.key)
  if (!one) return null
  const field = inLanguage(one.label, language)
  const set = async (taken: boolean) =>
    queries.setQueryData(
      hearingsQuery(accountId).queryKey,
      await content.takeAnswer.call({ id: accountId, key: form.key, question: question.key, taken }),
    )
  const take = async (taken: boolean) => {
    try {
      await set(taken)
      toast(t(taken ? 'hearing.taken' : 'hearing.takenBack', { field }), { undo: () => set(!taken) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  return (
    <div className={styles.fieldLine}>
      <span className="quiet small">
        {one.isTaken
          ? t('hearing.inField', { field })
          : t(one.now === null ? 'hearing.emptyField' : 'hearing.otherField', { field })}
        {one.isTaken || one.now === null ? null : (
          <>
            {' '}
            <b>
              <AnswerText question={question} answer={one.now} />
            </b>
          </>
        )}
      </span>
      {mayWrite && one.isTaken === one.mayTakeBack ? (
        <Button size="compact-xs" variant="default" onClick={() => void take(!one.isTaken)}>
          {t(one.isTaken ? 'hearing.takeBack' : 'hearing.take')}
        </Button>
      ) : null}
    </div>
  )
}
