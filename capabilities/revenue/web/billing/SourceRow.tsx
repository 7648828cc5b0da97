import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BillingSource } from '#capabilities/revenue/contract/billing.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Row } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { billing } from './apis.ts'
import styles from './billing.module.css'
import { UnusedList } from './UnusedList.tsx'

/** One billing source: what it is, what came in, what could not be used. */
export function SourceRow({ source, may, onConnect }: { source: BillingSource; may: boolean; onConnect: () => void }) {
  const { t } = useTranslation('billing')
  const { name, kind, revokedAt, hasSecret } = source
  const waiting = kind === 'stripe' && !hasSecret && revokedAt === null
  return (
    <Row>
      <div className={styles.head}>
        <strong>{name}</strong>
        <Chip>{t(`kinds.${kind}`)}</Chip>
        {revokedAt ? <Chip tone="unknown">{t('revoked')}</Chip> : null}
        {waiting ? <Chip tone="watch">{t('noSecret')}</Chip> : null}
        {source.keyPrefix ? <code className="quiet small">{source.keyPrefix}…</code> : null}
        {may ? (
          <span className={styles.actions}>
            {kind === 'stripe' && revokedAt === null ? (
              <Button size="compact-xs" variant={waiting ? 'filled' : 'default'} onClick={onConnect}>
                {t(hasSecret ? 'secret.change' : 'secret.enter')}
              </Button>
            ) : null}
            <Switch source={source} />
          </span>
        ) : null}
      </div>
      <Facts source={source} />
      <UnusedList unused={source.unused} />
    </Row>
  )
}

function Facts({ source }: { source: BillingSource }) {
  const { t } = useTranslation('billing')
  const format = useFormat()
  const { lastReceivedAt, createdBy, createdAt, customers, subscriptions, invoices, accountsSource } = source
  const counts = { customers, subscriptions, invoices }
  const came = (['customers', 'subscriptions', 'invoices'] as const).map((key) =>
    t(`facts.${key}`, { count: counts[key], shown: format.number(counts[key]) }),
  )
  const when = format.ago(createdAt)
  const about = [
    createdBy ? t('facts.by', { name: createdBy, when }) : t('facts.made', { when }),
    t('facts.source', { source: accountsSource }),
  ]
  return (
    <>
      <div className="small">
        {lastReceivedAt
          ? [t('facts.last', { when: format.ago(lastReceivedAt) }), ...came].join(' · ')
          : t('facts.never')}
      </div>
      <div className="quiet small">{about.join(' · ')}</div>
    </>
  )
}

/** Stops a source, or starts it again; either can be taken back. */
function Switch({ source }: { source: BillingSource }) {
  const { t } = useTranslation('billing')
  const queries = useQueryClient()
  const { id, name, revokedAt } = source
  const put = async (revoked: boolean) => {
    await (revoked ? billing.revoke : billing.restore).call({ id })
    await queries.invalidateQueries({ queryKey: billing.key() })
  }
  const change = useMutation({
    mutationFn: put,
    onSuccess: (_done, revoked) =>
      toast(t(revoked ? 'revokedDone' : 'restoredDone', { name }), { undo: () => put(!revoked) }),
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={change.isPending}
      onClick={() => change.mutate(revokedAt === null)}
      aria-label={`${t(revokedAt ? 'restore' : 'revoke')}: ${name}`}
    >
      {t(revokedAt ? 'restore' : 'revoke')}
    </Button>
  )
}
