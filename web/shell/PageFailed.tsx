import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../client.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import styles from './Failed.module.css'

// A page's code that is no longer on the server: a newer version was installed since this window was opened.
const isOutdated = (error: unknown) =>
  /dynamically imported module|preload|Failed to fetch|module script/i.test(String(error))

function reloadWhenBack(): () => void {
  const look = () =>
    void fetch('/healthz').then(
      ({ ok }) => (ok ? location.reload() : undefined),
      () => undefined, // not even the server is there
    )
  const timer = setInterval(look, 2000)
  return () => clearInterval(timer)
}

/** Instead of a page that could not be shown. */
export function PageFailed({ error }: ErrorComponentProps) {
  const { t } = useTranslation()
  const { code } = problemOf(error)
  const answered = code !== 'OFFLINE'
  useEffect(() => (code === 'UNAVAILABLE' ? reloadWhenBack() : undefined), [code])
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
