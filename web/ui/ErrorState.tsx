import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../client.ts'
import { issueText, problemText } from '../problemText.ts'
import styles from './parts.module.css'

/** To ask again would get the same answer. */
const final: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'REFUSED'])

/** What happened, what was kept, what to do; every refused value; and the id that finds it in the log. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const problem = problemOf(error)
  const { title, detail } = problemText(problem)
  return (
    <div className={styles.error} role="alert">
      <strong>{title}</strong>
      {detail ? <p>{detail}</p> : null}
      {problem.issues && problem.issues.length > 0 ? (
        <ul>
          {problem.issues.slice(0, 20).map((issue) => (
            <li key={`${issue.field} ${issue.rule} ${issue.line ?? ''}`}>{issueText(issue)}</li>
          ))}
        </ul>
      ) : null}
      {problem.instance ? <span className="quiet small num">{t('problem.id', { id: problem.instance })}</span> : null}
      {onRetry && !final.has(problem.code) ? (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </div>
  )
}
