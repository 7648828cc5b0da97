import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LoggedMail, type MailStatus, mailStatuses } from '#capabilities/outreach/contract/delivery.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { MailDialog } from './MailDialog.tsx'
import { purposeText, reasonText } from './troubleText.ts'

const tones: Record<MailStatus, Tone> = {
  waiting: 'info',
  sent: 'healthy',
  in_doubt: 'watch',
  held: 'unknown',
  failed: 'risk',
  bounced: 'risk',
}

/** The mails, newest first, by status and by what somebody looks for; those in doubt wait for a person's word. */
export function Mails() {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const navigate = useNavigate({ from: '/outreach' })
  const asked = useSearch({ from: '/frame/outreach' }).status
  const status = mailStatuses.find((one) => one === asked) ?? ''
  const setStatus = (one: string) =>
    void navigate({ search: one ? { view: 'log', status: one } : { view: 'log' }, replace: true })
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const [shown, setShown] = useState<string | null>(null)
  const counts = useQuery(mail.counts.queryOptions())
  const log = useInfiniteQuery(
    mail.log.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...(status ? { status } : {}),
        ...(q ? { q } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: (before) => before,
    }),
  )
  const mails = log.data?.pages.flatMap((page) => page.mails) ?? []
  const count = (one: MailStatus) => counts.data?.[one] ?? 0
  const choices = [
    { value: '', label: `${t('log.status')}: ${t('log.all')}` },
    ...mailStatuses.map((value) => ({ value, label: `${t(`statuses.${value}`)} (${format.number(count(value))})` })),
  ]
  return (
    <Section title={t('log.mails')}>
      {count('waiting') > 0 ? <NoWayOut /> : null}
      {count('in_doubt') > 0 ? (
        <Doubt
          count={count('in_doubt')}
          shown={status === 'in_doubt' ? mails : null}
          onShow={() => setStatus('in_doubt')}
        />
      ) : null}
      <div className={styles.filters} role="group" aria-label={t('log.label')}>
        <FilterChoice label={t('log.status')} value={status} choices={choices} onChange={setStatus} />
        <TextInput
          size="xs"
          className={styles.search ?? ''}
          aria-label={t('log.search')}
          placeholder={t('log.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {log.error ? <ErrorState error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.data || log.error ? null : <BoneLines widths={[80, 70, 85, 60]} height={40} />}
      {log.data && mails.length === 0 ? (
        q || status ? (
          <p className="quiet small">{t('log.noMatch')}</p>
        ) : (
          <EmptyState icon="note" title={t('log.none')} compact>
            {t('log.noneText')}
          </EmptyState>
        )
      ) : null}
      {mails.map((one) => (
        <MailRow key={one.id} mail={one} onOpen={() => setShown(one.id)} />
      ))}
      {log.hasNextPage ? (
        <Button
          className={styles.more ?? ''}
          variant="default"
          size="xs"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t('log.more')}
        </Button>
      ) : null}
      {shown ? <MailDialog id={shown} onClose={() => setShown(null)} /> : null}
    </Section>
  )
}

function MailRow({ mail: one, onOpen }: { mail: LoggedMail; onOpen: () => void }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const waits = one.status === 'waiting' && one.attempts > 0
  return (
    <Row end={<span className="quiet small">{format.ago(one.at)}</span>}>
      <div className={styles.line}>
        <Chip tone={tones[one.status]}>{t(`statuses.${one.status}`)}</Chip>
        <span className={styles.subject}>
          <LinkButton onClick={onOpen}>{one.subject}</LinkButton>
        </span>
        {one.doubted && one.status !== 'in_doubt' ? <Chip tone="watch">{t('log.doubted')}</Chip> : null}
        {one.repliedAt ? <Chip tone="brand">{t('log.reply')}</Chip> : null}
      </div>
      <div className="quiet small">
        {[`${one.toName} <${one.to}>`, purposeText(t, one.purpose)].join(' · ')}
        {one.account ? (
          <>
            {' · '}
            <Link to="/customers/$id" params={{ id: one.account.id }}>
              {one.account.name}
            </Link>
          </>
        ) : null}
      </div>
      {one.reason ? (
        <div className="small">
          {[reasonText(t, one.reason), ...(waits ? [t('log.next', { when: format.ago(one.notBefore) })] : [])].join(
            ' · ',
          )}
        </div>
      ) : null}
    </Row>
  )
}

/** Says why nothing goes out where no server or no sender is set up yet. */
function NoWayOut() {
  const { t } = useTranslation('mail')
  const may = useMay('outreach.manage')
  const { data } = useQuery({ ...mail.settings.queryOptions(), enabled: may })
  if (!data || ((data.server || data.installation) && data.senders.length > 0)) return null
  return (
    <div className={styles.notice} role="status">
      <p>{t('log.noServer')}</p>
      <Link to="/settings/$part" params={{ part: 'mail' }}>
        {t('log.toSettings')}
      </Link>
    </div>
  )
}

/** What nobody can know but a person may decide: for those on the list, all at once. */
function Doubt({ count, shown, onShow }: { count: number; shown: readonly LoggedMail[] | null; onShow: () => void }) {
  const { t } = useTranslation('mail')
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const settle = useMutation({
    mutationFn: (settlement: 'send_again' | 'was_delivered') =>
      mail.settle.call({ ids: (shown ?? []).slice(0, 200).map(({ id }) => id), settlement }),
    onSuccess: async ({ ids }, settlement) => {
      await queries.invalidateQueries({ queryKey: mail.key() })
      toast(t(settlement === 'send_again' ? 'log.sentAgain' : 'log.delivered', { count: ids.length }))
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  const all = Math.min(200, shown?.length ?? 0)
  return (
    <div className={styles.notice} role="status">
      <div>
        <strong>{t('log.doubtTitle', { count })}</strong>
        <p className="small">{t('log.doubtText')}</p>
      </div>
      {shown === null ? (
        <Button size="xs" variant="default" onClick={onShow}>
          {t('log.showDoubt')}
        </Button>
      ) : null}
      {shown !== null && may && all > 0 ? (
        <>
          <Button
            size="xs"
            variant="default"
            disabled={settle.isPending}
            onClick={() => settle.mutate('was_delivered')}
          >
            {t('log.allDelivered', { count: all })}
          </Button>
          <Button size="xs" disabled={settle.isPending} onClick={() => settle.mutate('send_again')}>
            {t('log.sendAllAgain', { count: all })}
          </Button>
        </>
      ) : null}
    </div>
  )
}
