import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { rulesQuery } from './rules/apis.ts'
import { Offered } from './rules/Offered.tsx'
import { RuleLine } from './rules/RuleLine.tsx'
import styles from './rules/rules.module.css'

/** The rules that watch facts: what each asks, how it has done, and whether it is in use. */
export function Rules() {
  const { t } = useTranslation('rules')
  const mayManage = useMay('signals.manage')
  const { data, error, refetch } = useQuery(rulesQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  const living = data?.rules.filter((rule) => !rule.isArchived)
  const archived = data?.rules.filter((rule) => rule.isArchived) ?? []
  return (
    <>
      <div className={styles.listHead}>
        <p className="soft">{t('lead')}</p>
        {mayManage ? (
          <Button size="xs" component={Link} to="/settings/rules/new">
            {t('add')}
          </Button>
        ) : null}
      </div>
      {living ? (
        <ul className={styles.list}>
          {living.map((rule) => (
            <RuleLine key={rule.key} rule={rule} />
          ))}
        </ul>
      ) : (
        <BoneLines widths={[60, 90, 60, 90, 60, 90]} />
      )}
      {mayManage ? <Offered /> : null}
      {archived.length > 0 ? (
        <details>
          <summary className={styles.fold}>{t('archived', { count: archived.length })}</summary>
          <ul className={styles.list}>
            {archived.map((rule) => (
              <RuleLine key={rule.key} rule={rule} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}
