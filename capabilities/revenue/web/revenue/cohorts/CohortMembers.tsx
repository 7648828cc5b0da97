import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { measures } from '../apis.ts'
import { More } from '../More.tsx'
import styles from '../revenue.module.css'
import { useAsked } from '../useAsked.ts'
import { ageName } from '../why/cohort.ts'
import { type CohortKind, useCohortName } from './useCohortName.ts'

/** The customers of a cohort so many months after they began: what a cell of it is made of. */
export function CohortMembers({ by, cohort, age }: { by: CohortKind; cohort: string; age: number }) {
  const { t } = useTranslation('revenueWhy')
  const { t: page } = useTranslation('revenuePage')
  const format = useFormat()
  const name = useCohortName(by)(cohort)
  const { set, period, segment } = useAsked()
  const place = useRef<HTMLDivElement>(null)
  const list = useInfiniteQuery(
    measures.cohortAccounts.infiniteOptions({
      input: (cursor: string | undefined) => ({
        by,
        from: period.from,
        ...segment,
        key: cohort,
        age,
        limit: 50,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (found) => found.next ?? undefined,
    }),
  )
  const arrived = list.isSuccess
  useEffect(() => {
    if (arrived) place.current?.scrollIntoView({ block: 'nearest' })
  }, [arrived])
  const rows = list.data?.pages.flatMap((found) => found.rows) ?? []
  const when = ageName(age, { t })
  return (
    <div ref={place}>
      <Section
        title={t('members.title', { cohort: name, age: when })}
        actions={
          <Button variant="subtle" size="xs" onClick={() => set({ cohort: '', age: '' })}>
            {t('members.close')}
          </Button>
        }
        flush
      >
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <BoneLines widths={[100, 100, 80]} height={32} /> : null}
        {list.data && rows.length === 0 ? <p className="quiet">{t('members.none')}</p> : null}
        {rows.length > 0 ? (
          <Scroll label={t('members.title', { cohort: name, age: when })}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{page('movements.customer')}</th>
                  <th scope="col" className={styles.text}>
                    {t('members.began')}
                  </th>
                  <th scope="col" className={styles.text}>
                    {t('members.state')}
                  </th>
                  <th scope="col">{t('cohort.base')}</th>
                  <th scope="col">{t('members.mrr', { age: when })}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ account, began, still, mrr, base }) => (
                  <tr key={account.id}>
                    <th scope="row">
                      <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'contracts' }}>
                        {account.name}
                      </Link>
                    </th>
                    <td className={styles.text}>{began.replace('-', '/')}</td>
                    <td className={styles.text}>
                      <Chip tone={still ? 'healthy' : 'plain'}>{t(still ? 'members.still' : 'members.left')}</Chip>
                    </td>
                    <td>{format.money(base)}</td>
                    <td>{format.money(mrr)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        ) : null}
        <More list={list} />
      </Section>
    </div>
  )
}
