import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../client.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import styles from './Failed.module.css'

// A page's code that is no longer on the server: a newer version was installed since this window was opened.
const isOutdated = (error: unknown) =>
  /dynamically imported module|preload|Failed to fetch|module script/i.test(String(error))

/** Instead of a page that could not be shown. */
export function PageFailed({ error }: ErrorComponentProps) {
  const { t } = useTranslation()
  const answered = problemOf(error).code !== 'OFFLINE'
  return (
    <div className={styles.failed}>
      {answered ? (
        <ErrorState error={error} />
      ) : (
        <p role="alert">{isOutdated(error) ? t('problem.outdated') : t('problem.render')}</p>
      )}
      <Button variant="default" onClick={() => location.reload()}>
        {t('problem.reload')}
      </Button>
    </div>
  )
}
