import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { reasonText } from './troubleText.ts'

/** One mail with its text, and what may still be done about it. */
export function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(mail.get.queryOptions({ input: { id } }))
  const settle = useMutation({
    mutationFn: (settlement: 'send_again' | 'was_delivered') => mail.settle.call({ ids: [id], settlement }),
    onSuccess: async ({ ids }, settlement) => {
      await queries.invalidateQueries({ queryKey: mail.key() })
      toast(t(settlement === 'send_again' ? 'log.sentAgain' : 'log.delivered', { count: ids.length }))
      onClose()
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  const mayAgain =
    data && ['in_doubt', 'failed', 'held', 'bounced'].includes(data.status) && data.reason !== 'no_address'
  const footer =
    may && (mayAgain || data?.doubted) ? (
      <>
        {data.doubted ? (
          <Button variant="default" disabled={settle.isPending} onClick={() => settle.mutate('was_delivered')}>
            {t('log.wasDelivered')}
          </Button>
        ) : null}
        {mayAgain ? (
          <Button disabled={settle.isPending} onClick={() => settle.mutate('send_again')}>
            {t('log.sendAgain')}
          </Button>
        ) : null}
      </>
    ) : undefined
  return (
    <Dialog opened onClose={onClose} title={data?.subject ?? t('log.title')} {...(footer ? { footer } : {})}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 80, 70]} height={24} />}
      {data ? (
        <>
          <Pairs>
            <Pair name={t('log.status')}>
              {[t(`statuses.${data.status}`), ...(data.reason ? [reasonText(t, data.reason)] : [])].join(' · ')}
            </Pair>
            {data.detail ? <Pair name="SMTP">{data.detail}</Pair> : null}
            {data.from ? <Pair name={t('log.from')}>{data.from}</Pair> : null}
            <Pair name={t('log.to')}>{`${data.toName} <${data.to}>`}</Pair>
            <Pair name={t('log.when')}>{format.stamp(data.at)}</Pair>
            {data.attempts > 1 ? <Pair name={t('log.attempts')}>{format.number(data.attempts)}</Pair> : null}
            {data.messageId ? (
              <Pair name={t('log.messageId')}>
                <code className="small">{data.messageId}</code>
              </Pair>
            ) : null}
          </Pairs>
          <pre className={styles.text} tabIndex={0}>
            {data.text}
          </pre>
        </>
      ) : null}
    </Dialog>
  )
}
