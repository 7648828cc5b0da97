import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedSuppression } from '#capabilities/outreach/contract/delivery.ts'
import { isPurpose, type SuppressionReason, suppressionReasons } from '#capabilities/outreach/core/delivery/purposes.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterChoice } from '#web/ui/FilterBar.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { StopDialog } from './StopDialog.tsx'
import { purposeText } from './troubleText.ts'

/** Addresses that are left alone, newest first, and why. */
export function Stops() {
  const { t } = useTranslation('mail')
  const may = useMay('outreach.manage')
  const [reason, setReason] = useState<SuppressionReason | ''>('')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const [adding, setAdding] = useState(false)
  const list = useInfiniteQuery(
    mail.suppressions.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...(reason ? { reason } : {}),
        ...(q ? { q } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: (before) => before,
    }),
  )
  const found = list.data?.pages.flatMap((page) => page.suppressions) ?? []
  const add = may ? (
    <Button size="xs" variant="default" onClick={() => setAdding(true)}>
      {t('stops.add')}
    </Button>
  ) : null
  return (
    <Section title={t('log.people')} actions={add}>
      <div className={styles.filters} role="group" aria-label={t('log.label')}>
        <FilterChoice
          label={t('stops.reason')}
          value={reason}
          choices={[
            { value: '', label: `${t('stops.reason')}: ${t('log.all')}` },
            ...suppressionReasons.map((value) => ({ value, label: t(`stops.reasons.${value}`) })),
          ]}
          onChange={(value) => setReason(value as SuppressionReason | '')}
        />
        <TextInput
          size="xs"
          className={styles.search ?? ''}
          aria-label={t('stops.search')}
          placeholder={t('stops.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data || list.error ? null : <BoneLines widths={[80, 70, 85]} height={40} />}
      {list.data && found.length === 0 ? (
        q || reason ? (
          <p className="quiet small">{t('stops.noMatch')}</p>
        ) : (
          <EmptyState icon="check" title={t('stops.none')} compact>
            {t('stops.noneText')}
          </EmptyState>
        )
      ) : null}
      {found.map((one) => (
        <StopRow key={`${one.address} ${one.purpose}`} stop={one} may={may} />
      ))}
      {list.hasNextPage ? (
        <Button
          className={styles.more ?? ''}
          variant="default"
          size="xs"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('log.more')}
        </Button>
      ) : null}
      {adding ? <StopDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function StopRow({ stop, may }: { stop: ListedSuppression; may: boolean }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const queries = useQueryClient()
  const { address, purpose, reason, detail, at, person, account } = stop
  const again = () => queries.invalidateQueries({ queryKey: mail.key() })
  const remove = useMutation({
    mutationFn: () => mail.unsuppress.call({ address, purpose }),
    onSuccess: async () => {
      await again()
      const asked = purpose === '*' || isPurpose(purpose) ? purpose : null
      const undo = async () => {
        if (asked) await mail.suppress.call({ address, purpose: asked, detail })
        await again()
      }
      toast(t('stops.removed', { address }), asked ? { undo } : {})
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  const own = reason === 'unsubscribed' || reason === 'complaint'
  const when = person ? t('stops.by', { name: person, when: format.ago(at) }) : format.ago(at)
  return (
    <Row end={<span className="quiet small">{when}</span>}>
      <div className={styles.head}>
        <strong>{address}</strong>
        <Chip tone={reason === 'bounced' ? 'risk' : 'unknown'}>{t(`stops.reasons.${reason}`)}</Chip>
        <span className="small">{purposeText(t, purpose)}</span>
        {may ? (
          <span className={styles.actions}>
            <Button
              size="compact-xs"
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
              aria-label={t('stops.removeOf', { address })}
              {...(own ? { title: t('stops.ownWish') } : {})}
            >
              {t('stops.remove')}
            </Button>
          </span>
        ) : null}
      </div>
      <div className="quiet small">
        {account ? (
          <Link to="/customers/$id" params={{ id: account.id }}>
            {account.name}
          </Link>
        ) : null}
        {account && detail ? ' · ' : ''}
        {detail}
      </div>
    </Row>
  )
}
