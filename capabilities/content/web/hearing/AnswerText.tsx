import { useTranslation } from 'react-i18next'
import { type Answer, isEmpty, type Question } from '#capabilities/content/core/form.ts'
import { useFormat } from '#web/session.ts'
import { said } from '../words.tsx'

/** An answer in words. */
export function AnswerText({ question, answer }: { question: Question; answer: Answer }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  if (isEmpty(answer)) return <span className="quiet">—</span>
  const choice = (key: string) => {
    const found = question.choices.find((one) => one.key === key)
    return found ? said(found.label, format.language) : key
  }
  if (typeof answer === 'boolean') return t(answer ? 'hearing.yes' : 'hearing.no')
  if (Array.isArray(answer)) return answer.map(choice).join(t('comma'))
  if (typeof answer === 'number') return question.kind === 'scale' ? `${answer} / 5` : format.number(answer)
  if (question.kind === 'choice') return choice(answer!)
  return question.kind === 'date' ? format.day(answer) : answer
}
